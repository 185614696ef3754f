"""Addresses of the settings, under an incubator's own. Words are named by their list and their code."""

from django.urls import path

from interlab.setup.views import cohorts, incubator, labels, members, programmes

app_name = "setup"
urlpatterns = [
    path("", incubator.settings, name="settings"),
    path("incubator/", incubator.incubator_edit, name="incubator_edit"),
    path("programmes/new/", programmes.programme_new, name="programme_new"),
    path("programmes/<slug:code>/", programmes.programme_edit, name="programme_edit"),
    path("programmes/<slug:code>/archive/", programmes.programme_archive, name="programme_archive"),
    path("programmes/<slug:code>/restore/", programmes.programme_restore, name="programme_restore"),
    path("cohorts/", cohorts.cohort_list, name="cohort_list"),
    path("cohorts/new/", cohorts.cohort_new, name="cohort_new"),
    path("cohorts/<slug:code>/", cohorts.cohort_edit, name="cohort_edit"),
    path("cohorts/<slug:code>/close/", cohorts.cohort_close, name="cohort_close"),
    path("cohorts/<slug:code>/reopen/", cohorts.cohort_reopen, name="cohort_reopen"),
    path("labels/<slug:vocabulary>/", labels.label_list, name="label_list"),
    path("labels/<slug:vocabulary>/new/", labels.label_new, name="label_new"),
    path("labels/<slug:vocabulary>/<slug:code>/", labels.label_edit, name="label_edit"),
    path("labels/<slug:vocabulary>/<slug:code>/archive/", labels.label_archive, name="label_archive"),
    path("labels/<slug:vocabulary>/<slug:code>/restore/", labels.label_restore, name="label_restore"),
    path("labels/<slug:vocabulary>/<slug:code>/shift/", labels.label_shift, name="label_shift"),
    path("team/", members.team, name="team"),
    path("team/new/", members.member_new, name="member_new"),
    path("team/<slug:code>/", members.member_edit, name="member_edit"),
    path("team/<slug:code>/end/", members.member_end, name="member_end"),
    path("team/<slug:code>/invite/", members.member_invite, name="member_invite"),
    path("team/<slug:code>/uninvite/", members.member_uninvite, name="member_uninvite"),
    path("team/<slug:code>/second-factor/", members.member_second_factor, name="member_second_factor"),
]
