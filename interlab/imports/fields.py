"""What a column of a workbook may be, in the words of the pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlab.journeys.models.participations import State
from interlab.network.models import ExitReason, SessionKind, Stage
from interlab.people.models import Person

LEFT_ASIDE = "left_aside"

_PERSON: dict[str, Promise] = {
    "full_name": _("Full name"),
    "family_name": _("Family name"),
    "given_name": _("First name"),
    "called": _("What we call them"),
}
PEOPLE: dict[str, Promise] = _PERSON | {
    "gender": _("Gender"),
    "birth_year": _("Year of birth (only the year is kept)"),
    "languages": _("Languages, in this order"),
    "municipality": _("Municipality"),
    "email": _("E-mail"),
    "phone": _("Phone, as written"),
    "entered_on": _("Day of entry"),
    "left_on": _("Day of exit"),
    "exit": _("Reason of exit"),
    "status": _("Where the person stands"),
    "standing": _("Newcomer or local"),
    "project": _("Project"),
    "sector": _("Sector"),
    "stage": _("Stage of the project"),
    "launched_on": _("Day of launch"),
    "enterprise_number": _("Enterprise number"),
    "legal_form": _("Legal form"),
    "coach": _("Coach"),
    "source": _("How they found us"),
    "cohort": _("Cohort"),
    "note": _("Note"),
    "reference": _("Their number in this workbook"),
}
SESSIONS: dict[str, Promise] = _PERSON | {
    "reference": _("Their number in this workbook"),
    "email": _("E-mail"),
    "held_on": _("Day of the session"),
    "month": _("Month of the session"),
    "year": _("Year of the session"),
    "attendance": _("Whether the person came"),
    "starts_at": _("Start time"),
    "ends_at": _("End time"),
    "minutes": _("Duration"),
    "kind": _("Kind of session"),
    "by": _("Given by"),
    "topics": _("Topics"),
    "note": _("Note, for the team"),
}
FIELDS = {"people": PEOPLE, "sessions": SESSIONS}
KINDS = {"people": _("people"), "sessions": _("sessions"), LEFT_ASIDE: _("left aside")}
# The answers a question may have, in words. Meanings of different vocabularies that share a code share their words.
CHOICES: dict[str, Promise | str] = {
    "dmy": _("day, month, year"),
    "mdy": _("month, day, year"),
    "hours": _("hours"),
    "minutes": _("minutes"),
    **{
        value: label
        for choices in (ExitReason.Meaning, State, Stage.Meaning, SessionKind.Meaning, Person.Gender)
        for value, label in choices.choices
    },
}
