"""Addresses of intake, under an incubator's own: the public's and the applicant's, then the team's and the readers'."""

from django.urls import URLPattern, path

from interlab.intake.views import readings, results, rounds, slots

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
_READINGS: list[URLPattern] = [
    path("calls/<slug:call>/rounds/new/", rounds.round_new, name="round_new"),
    path("rounds/<slug:code>/", rounds.round_detail, name="round_detail"),
    path("rounds/<slug:code>/edit/", rounds.round_edit, name="round_edit"),
    path("rounds/<slug:code>/share-out/", rounds.round_share_out, name="round_share_out"),
    path("rounds/<slug:code>/remind/", rounds.round_remind, name="round_remind"),
    path("rounds/<slug:code>/close/", rounds.round_close, name="round_close"),
    path("rounds/<slug:code>/reopen/", rounds.round_reopen, name="round_reopen"),
    path("rounds/<slug:code>/results/", results.round_results, name="round_results"),
    path("rounds/<slug:code>/results/<slug:application>/", results.round_comparison, name="round_comparison"),
    path("rounds/<slug:code>/readers/new/", rounds.reader_new, name="reader_new"),
    path("readers/<slug:code>/", rounds.reader_edit, name="reader_edit"),
    path("readers/<slug:code>/drop/", rounds.reader_drop, name="reader_drop"),
    path("readings/", readings.reading_list, name="reading_list"),
    path("readings/<slug:code>/", readings.reading_detail, name="reading_detail"),
    path("readings/<slug:code>/conflict/", readings.reading_conflict, name="reading_conflict"),
    path("readings/<slug:code>/hand-back/", readings.reading_hand_back, name="reading_hand_back"),
    path("applications/<slug:code>/transcript/", readings.transcript_edit, name="transcript_edit"),
    path("calls/<slug:code>/slots/", slots.slot_list, name="slot_list"),
    path("calls/<slug:code>/slots/invite/", slots.slot_invite, name="slot_invite"),
    path("slots/<slug:code>/cancel/", slots.slot_cancel, name="slot_cancel"),
    path("slots/<slug:code>/settle/", slots.slot_settle, name="slot_settle"),
]

# Composing a group, and answering.
_DECIDING: list[URLPattern] = []

urlpatterns = [*_APPLYING, *_FOLLOWING, *_CALLS, *_DESK, *_READINGS, *_DECIDING]
