"""Addresses of the trail, under an incubator's own."""

from django.urls import path

from interlab.privacy import views

app_name = "privacy"
urlpatterns = [
    path("trail/", views.audit, name="audit"),
    path("trail/check/", views.audit_check, name="audit_check"),
    path("who-opened/", views.who_opened, name="who_opened"),
]
