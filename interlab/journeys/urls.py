"""Addresses of journeys, under an incubator's own. Grouped by noun; rows are named by code."""

from django.urls import URLPattern, path

from interlab.journeys.views import documents, files, invitations, merging, next_acts, participations, stages
from interlab.journeys.views import persons as person_views
from interlab.journeys.views import projects as project_views
from interlab.journeys.views import sessions as session_views

app_name = "journeys"

persons: list[URLPattern] = [
    path("people/", person_views.person_list, name="person_list"),
    path("people/new/", person_views.person_new, name="person_new"),
    path("people/duplicates/", person_views.duplicates, name="duplicates"),
    path("people/alike/", merging.duplicate_list, name="duplicate_list"),
    path("people/<slug:code>/", person_views.person_detail, name="person_detail"),
    path("people/<slug:code>/reason/", files.person_reason, name="person_reason"),
    path("people/<slug:code>/edit/", person_views.person_edit, name="person_edit"),
    path("people/<slug:code>/confidential/", person_views.person_confidential, name="person_confidential"),
    path("people/<slug:code>/invite/", invitations.person_invite, name="person_invite"),
    path("people/<slug:code>/pass/", invitations.person_pass, name="person_pass"),
    path("people/<slug:code>/same/", merging.person_same, name="person_same"),
    path("people/<slug:code>/same/<slug:other>/", merging.person_merge, name="person_merge"),
    path("people/<slug:code>/same/<slug:other>/apart/", merging.person_apart, name="person_apart"),
    path("merges/<slug:code>/undo/", merging.merge_undo, name="merge_undo"),
    path("people/<slug:code>/participations/new/", participations.participation_new, name="participation_new"),
    path("participations/<slug:code>/move/", participations.participation_move, name="participation_move"),
    path("participations/<slug:code>/edit/", participations.participation_edit, name="participation_edit"),
]

projects: list[URLPattern] = [
    path("people/<slug:person>/projects/new/", project_views.project_new, name="project_new"),
    path("projects/<slug:code>/", project_views.project_detail, name="project_detail"),
    path("projects/<slug:code>/edit/", project_views.project_edit, name="project_edit"),
    path("projects/<slug:code>/holders/new/", project_views.project_holder_new, name="project_holder_new"),
    path("projects/<slug:code>/holders/<slug:person>/add/", project_views.project_holder_add, name="project_holder_add"),
    path("projects/<slug:code>/holders/<slug:person>/remove/", project_views.project_holder_remove, name="project_holder_remove"),
    path("projects/<slug:code>/move/", stages.stage_move, name="stage_move"),
    path("projects/<slug:code>/moves/<slug:move>/void/", stages.stage_move_void, name="stage_move_void"),
    path("projects/<slug:code>/launch/", stages.launch, name="launch"),
    path("people/<slug:person>/documents/new/", documents.document_new, name="document_new"),
    path("documents/<slug:code>/", documents.document_download, name="document_download"),
    path("documents/<slug:code>/remove/", documents.document_remove, name="document_remove"),
]

sessions: list[URLPattern] = [
    path("note/", session_views.note_session, name="note_session"),
    path("sessions/<slug:code>/", session_views.session_edit, name="session_edit"),
    path("sessions/<slug:code>/void/", session_views.session_void, name="session_void"),
    path("sessions/<slug:code>/restore/", session_views.session_restore, name="session_restore"),
    path("people/<slug:code>/next/", next_acts.next_act_new, name="next_act_new"),
    path("next/<slug:code>/settle/", next_acts.next_act_settle, name="next_act_settle"),
    path("next/<slug:code>/postpone/", next_acts.next_act_postpone, name="next_act_postpone"),
]

urlpatterns = [*persons, *projects, *sessions]
