"""Addresses of intake, under an incubator's own: the public's and the applicant's, then the team's and the readers'."""

from django.urls import URLPattern, path

from interlab.intake.views import (
    applications,
    applying,
    call_forms,
    calls,
    compositions,
    decisions,
    following,
    funnels,
    helping,
    interests,
    meetings,
    readings,
    recommendations,
    results,
    resuming,
    rounds,
    slots,
    waiting,
)

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
_CALLS: list[URLPattern] = [
    path("calls/", calls.call_list, name="call_list"),
    path("calls/new/", calls.call_new, name="call_new"),
    path("calls/<slug:code>/", calls.call_detail, name="call_detail"),
    path("calls/<slug:code>/edit/", calls.call_edit, name="call_edit"),
    path("calls/<slug:code>/publish/", calls.call_publish, name="call_publish"),
    path("calls/<slug:code>/close/", calls.call_close, name="call_close"),
    path("calls/<slug:code>/reopen/", calls.call_reopen, name="call_reopen"),
    path("calls/<slug:code>/duplicate/", calls.call_duplicate, name="call_duplicate"),
    path("calls/<slug:code>/form/", call_forms.form_edit, name="form_edit"),
    path("calls/<slug:code>/form/add/", call_forms.form_add, name="form_add"),
    path("calls/<slug:code>/form/publish/", call_forms.form_publish, name="form_publish"),
    path("calls/<slug:code>/form/discard/", call_forms.form_discard, name="form_discard"),
    path("calls/<slug:code>/form/text/", call_forms.form_text, name="form_text"),
    path("calls/<slug:code>/form/versions/<slug:version>/", call_forms.form_version, name="form_version"),
    path("calls/<slug:code>/form/questions/<slug:question>/", call_forms.form_question, name="form_question"),
    path("calls/<slug:code>/form/questions/<slug:question>/page/", call_forms.form_page, name="form_page"),
    path("calls/<slug:code>/form/questions/<slug:question>/shift/", call_forms.form_shift, name="form_shift"),
    path("calls/<slug:code>/form/questions/<slug:question>/remove/", call_forms.form_remove, name="form_remove"),
    path("calls/<slug:code>/told/new/", funnels.outreach_new, name="outreach_new"),
    path("calls/<slug:code>/told/<slug:outreach>/", funnels.outreach_edit, name="outreach_edit"),
    path("calls/<slug:code>/told/<slug:outreach>/remove/", funnels.outreach_remove, name="outreach_remove"),
    path("calls/<slug:code>/funnel/", funnels.funnel, name="funnel"),
    path("calls/<slug:code>/funnel/export/", funnels.funnel_export, name="funnel_export"),
]

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
    path("calls/<slug:code>/slots/", meetings.slot_list, name="slot_list"),
    path("calls/<slug:code>/slots/invite/", meetings.slot_invite, name="slot_invite"),
    path("slots/<slug:code>/cancel/", meetings.slot_cancel, name="slot_cancel"),
    path("slots/<slug:code>/settle/", meetings.slot_settle, name="slot_settle"),
]

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
