"""Addresses of intake, under an incubator's own: the public's and the applicant's, then the team's and the readers'."""

from django.urls import URLPattern, path

from interlab.intake.views import compositions, decisions, waiting

app_name = "intake"

# The application form, anybody's.
_APPLYING: list[URLPattern] = []

# What became of it, the applicant's.
_FOLLOWING: list[URLPattern] = []

# Calls and what they ask, the team's.
_CALLS: list[URLPattern] = []

# Applications on the team's desk.
_DESK: list[URLPattern] = []

# Rounds, readers and readings.
_READINGS: list[URLPattern] = []

# Composing a group, and answering.
_DECIDING: list[URLPattern] = [
    path("calls/<slug:code>/compose/", compositions.compose, name="compose"),
    path("calls/<slug:code>/decisions/", decisions.decision_list, name="decision_list"),
    path("calls/<slug:code>/decisions/preview/", decisions.decision_preview, name="decision_preview"),
    path("calls/<slug:code>/decisions/tell/", decisions.decision_tell, name="decision_tell"),
    path("calls/<slug:code>/decisions/<slug:application>/", decisions.decision_edit, name="decision_edit"),
    path("calls/<slug:code>/decisions/<slug:application>/told/", decisions.decision_told, name="decision_told"),
    path("calls/<slug:code>/waiting/", waiting.waiting_list, name="waiting_list"),
    path("calls/<slug:code>/waiting/offer/", waiting.waiting_offer, name="waiting_offer"),
    path("calls/<slug:code>/waiting/<slug:application>/move/", waiting.waiting_move, name="waiting_move"),
]

urlpatterns = [*_APPLYING, *_FOLLOWING, *_CALLS, *_DESK, *_READINGS, *_DECIDING]
