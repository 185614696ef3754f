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
_READINGS: dict[str, Act] = {}
# Composing and answering.
_DECIDING: dict[str, Act] = {
    "group.chosen": Act(Kind.CHANGED, _("%(by)s chose a group of %(chosen)s for %(places)s places")),
    "decision.prepared": Act(
        Kind.CHANGED, _("%(by)s prepared an answer for %(person)s"), _("prepared the answer to your application")
    ),
    "decision.told": Act(Kind.ACCOMPANIED, _("%(by)s gave %(person)s their answer"), _("answered your application")),
    "decision.moved": Act(
        Kind.CHANGED, _("%(by)s moved %(person)s on the waiting list"), _("changed your place on the waiting list")
    ),
}

for _named in (_APPLYING, _CALLS, _DESK, _READINGS, _DECIDING):
    register_acts(_named)
