"""Addresses of imports, under an incubator's own."""

from django.urls import path

from interlab.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.import_list, name="import_list"),
    path("<slug:code>/", views.import_detail, name="import_detail"),
    path("<slug:code>/answers/", views.import_answer, name="import_answer"),
    path("<slug:code>/confirm/", views.import_confirm, name="import_confirm"),
    path("<slug:code>/cancel/", views.import_cancel, name="import_cancel"),
    path("<slug:code>/refused/", views.import_rejected, name="import_rejected"),
]
