"""Addresses of intake, under an incubator's own: the public's and the applicant's, then the team's and the readers'."""

from django.urls import URLPattern, path

from interlab.intake.views import applying, following, interests, resuming, slots

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
_FOLLOWING: list[URLPattern] = [
    path("resume/", resuming.resume, name="resume"),
    path("interest/", interests.interest, name="interest"),
    path("interest/thanks/", interests.interest_thanks, name="interest_thanks"),
    path("interest/forget/", interests.forget_interest, name="forget_interest"),
    path("application/withdrawn/", following.withdrawn, name="withdrawn"),
    path("application/<slug:code>/", following.application_status, name="application_status"),
    path("application/<slug:code>/status/seen/", following.application_seen, name="application_seen"),
    path("application/<slug:code>/status/withdraw/", following.withdraw, name="withdraw"),
    path("application/<slug:code>/status/return/", following.application_return, name="application_return"),
    path("application/<slug:code>/status/interview/", slots.slot_pick, name="slot_pick"),
    path("application/<slug:code>/status/interview/give-back/", slots.slot_give_back, name="slot_give_back"),
]

# Calls and what they ask, the team's.
_CALLS: list[URLPattern] = []

# Applications on the team's desk.
_DESK: list[URLPattern] = []

# Rounds, readers and readings.
_READINGS: list[URLPattern] = []

# Composing a group, and answering.
_DECIDING: list[URLPattern] = []

urlpatterns = [*_APPLYING, *_FOLLOWING, *_CALLS, *_DESK, *_READINGS, *_DECIDING]
