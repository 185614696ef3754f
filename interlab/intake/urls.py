"""Addresses of intake, under an incubator's own: the public's and the applicant's, then the team's and the readers'."""

from django.urls import URLPattern, path

from interlab.intake.views import applications, applying, helping, recommendations

app_name = "intake"

# The application form, anybody's.
_APPLYING: list[URLPattern] = [
    path("apply/", applying.apply, name="apply"),
    path("apply/start/", applying.start, name="start"),
    path("application/<slug:code>/question/<slug:question>/", applying.question, name="question"),
    path("application/<slug:code>/file/<slug:question>/", applying.upload, name="upload"),
    path("application/<slug:code>/check/", applying.check, name="check"),
]

# What became of it, the applicant's.
_FOLLOWING: list[URLPattern] = []

# Calls and what they ask, the team's.
_CALLS: list[URLPattern] = []

# Applications on the team's desk.
_DESK: list[URLPattern] = [
    path("applications/", applications.application_list, name="application_list"),
    path("applications/new/", helping.helper_new, name="helper_new"),
    path("applications/<slug:code>/", applications.application_detail, name="application_detail"),
    path("applications/<slug:code>/source/", applications.application_source, name="application_source"),
    path("applications/<slug:code>/help/", helping.helper_resume, name="helper_resume"),
    path("applications/<slug:code>/recordings/<slug:upload>/", applications.application_recording, name="application_recording"),
    path("recommendations/", recommendations.recommendation_list, name="recommendation_list"),
    path("recommendations/<slug:code>/", recommendations.recommendation_detail, name="recommendation_detail"),
    path("recommendations/<slug:code>/contacted/", recommendations.recommendation_contacted, name="recommendation_contacted"),
]

# Rounds, readers and readings.
_READINGS: list[URLPattern] = []

# Composing a group, and answering.
_DECIDING: list[URLPattern] = []

urlpatterns = [*_APPLYING, *_FOLLOWING, *_CALLS, *_DESK, *_READINGS, *_DECIDING]
