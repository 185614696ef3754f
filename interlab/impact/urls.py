"""The figures of a year, each with its definition and the list behind it."""

from django.urls import path

from interlab.impact import views

app_name = "impact"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("<slug:key>/", views.figure_detail, name="figure_detail"),
    path("<slug:key>/export/", views.figure_export, name="figure_export"),
]
