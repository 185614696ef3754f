from django.urls import path

from interlab.notices.views import outbox, reports, wordings

app_name = "notices"
urlpatterns = [
    path("hooks/sms/<slug:reference>/<slug:signature>/", reports.sms_report, name="sms_report"),
    path("<slug:incubator>/messages/", outbox.outbox, name="outbox"),
    path("<slug:incubator>/messages/wordings/", wordings.wording_list, name="wording_list"),
    path("<slug:incubator>/messages/wordings/<str:name>/<slug:language>/", wordings.wording_edit, name="wording_edit"),
    path("<slug:incubator>/messages/wordings/<str:name>/<slug:language>/reset/", wordings.wording_reset, name="wording_reset"),
    path("<slug:incubator>/messages/quiet-hours/", wordings.quiet_hours, name="quiet_hours"),
    path("<slug:incubator>/messages/trial/", wordings.trial, name="trial"),
    path("<slug:incubator>/messages/<slug:code>/", outbox.message_detail, name="message_detail"),
    path("<slug:incubator>/messages/<slug:code>/again/", outbox.message_retry, name="message_retry"),
    path("<slug:incubator>/messages/<slug:code>/otherwise/", outbox.message_otherwise, name="message_otherwise"),
    path("<slug:incubator>/messages/<slug:code>/cancel/", outbox.message_cancel, name="message_cancel"),
    path("<slug:incubator>/messages/<slug:code>/settle/", outbox.message_settle, name="message_settle"),
    path("<slug:incubator>/messages/<slug:code>/handed-over/", outbox.message_handed_over, name="message_handed_over"),
]
