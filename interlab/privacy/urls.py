from django.urls import URLPattern, path

from interlab.privacy.views import mine, of_persons, requests, retention, trail

app_name = "privacy"

of_trail: list[URLPattern] = [
    path("trail/", trail.audit, name="audit"),
    path("trail/check/", trail.audit_check, name="audit_check"),
    path("who-opened/", trail.who_opened, name="who_opened"),
]

own: list[URLPattern] = [
    path("my-data/", mine.my_data, name="my_data"),
    path("my-data/consents/", mine.my_consents, name="my_consents"),
    path("my-data/consents/say/", mine.my_consent_say, name="my_consent_say"),
    path("my-data/copy/", mine.my_copy_ask, name="my_copy_ask"),
    path("my-data/erasure/", mine.my_erasure, name="my_erasure"),
    path("my-data/keep/", mine.my_file_keep, name="my_file_keep"),
    path("my-data/<slug:code>/take-back/", mine.my_request_take_back, name="my_request_take_back"),
    path("data-requests/<slug:code>/copy/", mine.archive_fetch, name="archive_fetch"),
]

of_team: list[URLPattern] = [
    path("people/<slug:code>/data/", of_persons.person_data, name="person_data"),
    path("people/<slug:code>/data/consent/", of_persons.person_consent, name="person_consent"),
    path("people/<slug:code>/data/request/", of_persons.person_request, name="person_request"),
    path("data-requests/", requests.request_list, name="request_list"),
    path("data-requests/<slug:code>/", requests.request_detail, name="request_detail"),
    path("data-requests/<slug:code>/answer/", requests.request_answer, name="request_answer"),
    path("data-requests/<slug:code>/erase/", requests.request_erase, name="request_erase"),
    path("data-requests/<slug:code>/refuse/", requests.request_refuse, name="request_refuse"),
    path("data-requests/<slug:code>/take-back/", requests.request_take_back, name="request_take_back"),
    path("members/<slug:code>/data/", requests.member_data, name="member_data"),
    path("members/<slug:code>/data/copy/", requests.member_copy, name="member_copy"),
    path("retention/", retention.retention, name="retention"),
    path("retention/<slug:code>/keep/", retention.farewell_keep, name="farewell_keep"),
]

urlpatterns = [*of_trail, *own, *of_team]
