from django.urls import path

from bench import floor
from interlab.core.views import healthz

urlpatterns = [
    path("healthz/", healthz),
    path("sign-in/", floor.sign_in),
    path("<slug:incubator>/list/", floor.person_list),
    path("<slug:incubator>/search/", floor.search),
    path("<slug:incubator>/person/<slug:code>/", floor.person),
    path("<slug:incubator>/today/", floor.today),
    path("<slug:incubator>/figures/<int:year>/", floor.figures),
    path("<slug:incubator>/note/", floor.note),
]
