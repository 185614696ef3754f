"""Addresses of the first pages: outside any incubator, then under an incubator's own address."""

from django.urls import path

from interlab.home import views

app_name = "home"
urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("demo/sign-in/", views.demo_sign_in, name="demo_sign_in"),
    path("demo/outbox/", views.demo_outbox, name="demo_outbox"),
    path("<slug:incubator>/today/", views.today, name="today"),
    path("<slug:incubator>/today/<slug:key>/", views.today_pile, name="today_pile"),
]
