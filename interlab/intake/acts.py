"""What is done in intake, in words: for whoever answers for the incubator, and for the person concerned."""

from django.utils.translation import gettext_lazy as _

from interlab.privacy.trail import Act, Kind, register_acts

# Applying and following, the applicant's own acts.
_APPLYING: dict[str, Act] = {
    "application.started": Act(Kind.CHANGED, _("an application was started")),
    "application.sent": Act(Kind.ACCOMPANIED, _("%(person)s sent an application")),
}
# What comes after: taking it back, picking a time to meet.
_FOLLOWING: dict[str, Act] = {
    "application.dropped": Act(Kind.CHANGED, _("an application that was not sent yet was deleted by its writer")),
    "application.withdrawn": Act(Kind.CHANGED, _("%(person)s took their application back")),
    "application.sent_again": Act(Kind.CHANGED, _("%(person)s let their application stand after all")),
    "slot.picked": Act(Kind.ACCOMPANIED, _("%(person)s picked a time to meet")),
    "slot.given_back": Act(Kind.ACCOMPANIED, _("%(person)s gave a time to meet back")),
    "interest.told": Act(Kind.ACCOMPANIED, _("those who asked were told that a call is open")),
}
# Calls and their forms.
_CALLS: dict[str, Act] = {}
# The desk: helping, recommendations, opening an application.
_DESK: dict[str, Act] = {}
# Readings and interviews.
_READINGS: dict[str, Act] = {}
# Composing and answering.
_DECIDING: dict[str, Act] = {}

for _named in (_APPLYING, _FOLLOWING, _CALLS, _DESK, _READINGS, _DECIDING):
    register_acts(_named)
