"""Which fields of what is known about a person each sort of reader may read. A field that isn't here fails a test.

Pages and files show no field to a reader who isn't named beside it; tests/test_canaries.py goes through all of them to see.
"""

from enum import StrEnum

from django.db.models import Model


class Reader(StrEnum):
    """Somebody reading about one person."""

    LEAD = "lead"
    # A coach whose caseload the person is in, or who said why.
    COACH = "coach"
    # A coach outside whose caseload the person is: what lists tell, and the lists behind figures.
    COLLEAGUE = "colleague"
    # A mentor or an expert, of those whom they gave a session.
    GIVER = "giver"
    # The person.
    SELF = "self"


def _readers(words: str) -> frozenset[Reader]:
    return frozenset(Reader(word) for word in words.split())


_TEAM, _TEAM_AND_SELF = _readers("lead coach"), _readers("lead coach self")
_LISTED = _readers("lead coach colleague")
_EVERYBODY = _readers("lead coach colleague giver self")
_NOBODY = _readers("")

READERS: dict[str, dict[str, frozenset[Reader]]] = {
    "people.Person": {
        "full_name": _EVERYBODY,
        "called": _EVERYBODY,
        "sort_name": _NOBODY,
        "gender": _TEAM,
        "birth_year": _TEAM_AND_SELF,
        "standing": _TEAM,
        "migration_value": _TEAM,
        "municipality": _TEAM_AND_SELF,
        "interpreter_wanted": _TEAM,
        "account": _NOBODY,
        "name_key": _NOBODY,
        "merged_into": _NOBODY,
        "created_at": _TEAM,
    },
    "people.PersonLanguage": {"language": _TEAM, "level": _TEAM, "position": _TEAM},
    "people.ContactPoint": {"kind": _TEAM_AND_SELF, "value": _TEAM_AND_SELF, "normal": _TEAM, "position": _TEAM_AND_SELF},
    "journeys.Participation": {
        "programme": _LISTED | {Reader.SELF},
        "cohort": _LISTED | {Reader.SELF},
        "coach": _LISTED | {Reader.SELF},
        "source": _TEAM,
        "state": _LISTED,
        "applied_on": _LISTED,
        "enrolled_on": _LISTED,
        "ended_on": _LISTED,
        "exit_reason": _LISTED,
        "last_news_on": _LISTED,
        "created_at": _TEAM,
    },
    "journeys.ParticipationMove": {"state": _TEAM, "on": _TEAM, "by": _TEAM, "reason": _TEAM, "created_at": _TEAM},
    # By its name a team recognises who carries a project.
    "journeys.Project": {
        "programme": _LISTED | {Reader.SELF},
        "name": _LISTED | {Reader.SELF},
        "summary": _TEAM,
        "sector": _TEAM,
        "stage": _LISTED | {Reader.SELF},
        "launched_on": _LISTED | {Reader.SELF},
        "created_at": _TEAM,
    },
    "journeys.StageMove": {
        "stage": _LISTED | {Reader.SELF},
        "on": _LISTED | {Reader.SELF},
        "by": _TEAM,
        "reason": _TEAM,
        "voided_at": _TEAM,
        "voided_by": _TEAM,
        "voided_reason": _TEAM,
        "created_at": _TEAM,
    },
    "journeys.Launch": {"started_on": _LISTED, "enterprise_number": _TEAM, "legal_form": _TEAM, "evidence": _LISTED},
    "journeys.Session": {
        "kind": _EVERYBODY,
        "held_on": _EVERYBODY,
        "starts_at": _TEAM,
        "minutes": _EVERYBODY,
        "given_by": _TEAM_AND_SELF,
        "topics": _TEAM,
        "noted_by": _TEAM,
        "act_key": _NOBODY,
        "voided_at": _TEAM,
        "created_at": _TEAM,
    },
    "journeys.NextAct": {
        "owner": _TEAM_AND_SELF,
        "what": _TEAM_AND_SELF,
        "due_on": _TEAM_AND_SELF,
        "at": _TEAM_AND_SELF,
        "done_on": _TEAM,
        "dropped_at": _TEAM,
        "session": _NOBODY,
        "created_by": _NOBODY,
        "created_at": _NOBODY,
    },
    "journeys.Document": {
        "project": _TEAM,
        "title": _TEAM_AND_SELF,
        "file": _TEAM_AND_SELF,
        "filename": _TEAM_AND_SELF,
        "size": _TEAM,
        "shared": _TEAM,
        "dated_on": _TEAM_AND_SELF,
        "added_by": _TEAM,
        "added_at": _TEAM,
        "removed_at": _NOBODY,
    },
}
# Notes have readers by their circle; a confidential one opens for the coach who wrote it, after a reason.
NOTES: dict[str, frozenset[Reader]] = {
    "shared": _readers("lead coach giver self"),
    "team": _TEAM,
    "confidential": _TEAM,
}


def fields_for(reader: Reader, model: type[Model]) -> list[str]:
    """Return the fields of `model` that this reader may read, with those that name the row."""
    table = READERS[model._meta.label]
    known = [field.name for field in model._meta.concrete_fields if field.name not in table]
    return [*known, *(name for name, readers in table.items() if reader in readers)]
