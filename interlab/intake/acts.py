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
_DECIDING: dict[str, Act] = {}
# Partners who send us somebody.
_RECOMMENDING: dict[str, Act] = {
    "recommendation.received": Act(Kind.CHANGED, _("A partner sent us somebody")),
}

for _named in (_APPLYING, _CALLS, _DESK, _READINGS, _DECIDING, _RECOMMENDING):
    register_acts(_named)
