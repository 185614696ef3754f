"""What is done in intake, in words: for whoever answers for the incubator, and for the person concerned."""

from interlab.privacy.trail import Act, register_acts

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

for _named in (_APPLYING, _CALLS, _DESK, _READINGS, _DECIDING):
    register_acts(_named)
