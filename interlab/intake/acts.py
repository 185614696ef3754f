"""What is done in intake, in words: for whoever answers for the incubator, and for the person concerned."""

from django.utils.translation import gettext_lazy as _

from interlab.privacy.trail import Act, Kind, register_acts

# Applying and following, the applicant's own acts.
_APPLYING: dict[str, Act] = {}
# Calls and their forms.
_CALLS: dict[str, Act] = {}
# The desk: helping, recommendations, opening an application.
_DESK: dict[str, Act] = {}
# Readings and interviews.
_READINGS: dict[str, Act] = {
    "round.opened": Act(Kind.CHANGED, _("%(by)s opened a round of readings")),
    "round.changed": Act(Kind.CHANGED, _("%(by)s changed a round of readings")),
    "round.shared_out": Act(Kind.CHANGED, _("%(by)s shared out who reads what")),
    "round.reminded": Act(Kind.CHANGED, _("%(by)s reminded the readers")),
    "round.closed": Act(Kind.CHANGED, _("%(by)s closed a round of readings")),
    "round.reopened": Act(Kind.CHANGED, _("%(by)s opened a round of readings again")),
    "reader.named": Act(Kind.CHANGED, _("%(by)s named a reader")),
    "reader.dropped": Act(Kind.CHANGED, _("%(by)s took a reader out of a round")),
    "reading.opened": Act(Kind.OPENED, _("%(by)s read the application of %(person)s"), _("read your application")),
    "reading.saved": Act(Kind.ACCOMPANIED, _("%(by)s began to score the application of %(person)s")),
    "reading.done": Act(Kind.ACCOMPANIED, _("%(by)s scored the application of %(person)s"), _("gave their view of your application")),
    "reading.handed_back": Act(Kind.CHANGED, _("%(by)s gave a reading back")),
    "conflict.declared": Act(Kind.CHANGED, _("%(by)s said that they can’t judge an application"), reason=lambda details: ""),
    "upload.written_down": Act(
        Kind.OPENED, _("%(by)s wrote down a recording of %(person)s"), _("wrote down what you recorded")
    ),
    "comparison.opened": Act(Kind.OPENED, _("%(by)s compared the readings of %(person)s"), _("compared the readings of your application")),
    "application.invited": Act(Kind.ACCOMPANIED, _("%(by)s invited %(person)s to meet"), _("invited you to meet")),
    "slots.offered": Act(Kind.CHANGED, _("%(by)s offered times to meet")),
    "slot.cancelled": Act(Kind.CHANGED, _("%(by)s cancelled a meeting")),
    "slot.held": Act(Kind.ACCOMPANIED, _("%(by)s met %(person)s"), _("met you")),
    "slot.missed": Act(Kind.ACCOMPANIED, _("%(by)s noted that %(person)s did not come")),
}
# Composing and answering.
_DECIDING: dict[str, Act] = {}

for _named in (_APPLYING, _CALLS, _DESK, _READINGS, _DECIDING):
    register_acts(_named)
