"""Addresses of intake, under an incubator's own: the public's and the applicant's, then the team's and the readers'."""

from django.urls import URLPattern

app_name = "intake"
urlpatterns: list[URLPattern] = []
