"""What each figure means, in words that a reader can hold us to: what counts, what doesn't, and in which unit."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Below this many known answers a percentage says more than is known: only k of n is printed.
SMALLEST_SHARE = 10


@dataclass(frozen=True)
class Definition:
    """One declared figure. `key` never changes; a change of meaning is a new version."""

    key: str
    label: str | Promise
    words: str | Promise
    excluded: str | Promise
    unit: str
    version: int = 1


UNITS: dict[str, str | Promise] = {
    "person": _("persons"),
    "project": _("projects"),
    "attendance": _("attendances"),
    "session": _("sessions"),
    "hour": _("hours"),
}

_ALL = (
    Definition(
        "accompanied",
        _("Persons accompanied"),
        _(
            "Persons enrolled at least one day of the period, from the enrolment to the exit, and who attended at least one session "
            "of accompaniment in it. A person counts once, whatever the number of participations, projects or sessions."
        ),
        _("Not counted: information sessions, sessions that were undone, persons who only applied."),
        "person",
    ),
    Definition(
        "launched",
        _("Projects launched"),
        _(
            "Projects whose first entry into a stage meaning “launched” falls in the period. A project counts once, on its first "
            "launch, even if it went back and launched again."
        ),
        _("Not counted: launches taken back as a mistake, and launches again of a project that had launched before."),
        "project",
    ),
    Definition(
        "women_share",
        _("Share of women"),
        _(
            "Among the persons accompanied in the period: women, divided by the persons whose gender is known. "
            "The answer “other” is a known answer."
        ),
        _("Persons whose gender isn’t known stay out of the share; their number is printed beside it. Nothing is guessed."),
        "person",
    ),
    Definition(
        "newcomers",
        _("Newcomers"),
        _("Among the persons accompanied in the period: those who call themselves newcomers."),
        _("Persons who didn’t say are counted apart. Nothing is derived from a name, a language or a nationality."),
        "person",
    ),
    Definition(
        "locals",
        _("Locals"),
        _("Among the persons accompanied in the period: those who call themselves locals."),
        _("Persons who didn’t say are counted apart."),
        "person",
    ),
    Definition(
        "sessions",
        _("Sessions"),
        _(
            "Attendances at sessions of accompaniment held in the period: a workshop with six persons counts six times, once for "
            "each of them. The hours are the length of the session for each attendance."
        ),
        _("Not counted: information sessions, which are listed apart, and sessions that were undone."),
        "attendance",
    ),
    Definition(
        "hours_given",
        _("Hours given"),
        _("Length of the sessions of accompaniment held in the period. A session counts once, however many persons attended it."),
        _("Not counted: information sessions, sessions that were undone, preparation and travel."),
        "hour",
    ),
    Definition(
        "information_sessions",
        _("Information sessions"),
        _("Attendances at information sessions held in the period: a first conversation, before accompaniment."),
        _("They are no accompaniment and add to no other figure."),
        "attendance",
    ),
    Definition(
        "stages",
        _("Projects and the stages they reached"),
        _(
            "Projects held by the persons accompanied in the period. A project reached a stage if, by the last day of the period, it "
            "had entered that stage or a later one."
        ),
        _("Moves taken back don’t count. A pause or an end takes nothing away from what was reached."),
        "project",
    ),
    Definition(
        "exits",
        _("Persons who left"),
        _("Persons with a participation that ended in the period, after an enrolment. Each reason counts a person once."),
        _(
            "Not counted: applications declined or withdrawn. A person who left twice may appear under two reasons, once in the total."
        ),
        "person",
    ),
    Definition(
        "positive_exits",
        _("Persons who left for a job or a training"),
        _("Persons with a participation that ended in the period because they found a job or started a training."),
        _("A launch is counted apart, with the projects launched."),
        "person",
    ),
    Definition(
        "entered",
        _("Persons who entered"),
        _("Persons with a participation enrolled in the period. A person who came back in the period counts once."),
        _("Not counted: applications without enrolment."),
        "person",
    ),
    Definition(
        "applied",
        pgettext_lazy("figure", "Persons who applied"),
        _("Persons with an application, or a direct entry, in the period."),
        _("Several applications of a person in the period count once."),
        "person",
    ),
)

DEFINITIONS: dict[str, Definition] = {one.key: one for one in _ALL}


def half_up(k: int, n: int) -> int | None:
    """Return `k` of `n` in whole per cent, a half rounded up; None when `n` is too small for a percentage."""
    return (200 * k + n) // (2 * n) if n >= SMALLEST_SHARE else None
