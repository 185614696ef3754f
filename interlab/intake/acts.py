"""What is done in intake, in words: for whoever answers for the incubator, and for the person concerned."""

from django.utils.translation import gettext_lazy as _

from interlab.privacy.trail import Act, Kind, register_acts

# Applying and following, the applicant's own acts.
_APPLYING: dict[str, Act] = {
    "application.started": Act(Kind.CHANGED, _("an application was started")),
    "application.sent": Act(Kind.ACCOMPANIED, _("%(person)s sent an application")),
}
# Calls and their forms.
_CALLS: dict[str, Act] = {}
# The desk: helping, recommendations, opening an application.
_DESK: dict[str, Act] = {
    "application.help_began": Act(Kind.ACCOMPANIED, _("%(by)s began to fill in an application with its writer")),
    "application.helped": Act(
        Kind.ACCOMPANIED, _("%(by)s filled in an application with %(person)s"), _("filled in your application with you")
    ),
    "application.source_set": Act(Kind.CHANGED, _("%(by)s noted how an applicant found us")),
    "application.recording_taken": Act(Kind.TAKEN, _("%(by)s opened a recording of %(person)s"), _("listened to your recording")),
    "recommendation.contacted": Act(Kind.ACCOMPANIED, _("%(by)s reached somebody whom a partner recommended")),
}
# Readings and interviews.
_READINGS: dict[str, Act] = {}
# Composing and answering.
_DECIDING: dict[str, Act] = {}

for _named in (_APPLYING, _CALLS, _DESK, _READINGS, _DECIDING):
    register_acts(_named)
