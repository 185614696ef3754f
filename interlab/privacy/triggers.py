"""What the database itself refuses, whoever asks: changing or deleting what is in the audit trail.

Written again after every migration: SQLite loses a table's triggers when a migration makes the table anew.
"""

from typing import Any

from django.db import connections

ENTRY, SEGMENT, CHECK = "privacy_auditentry", "privacy_auditsegment", "privacy_auditcheck"

_KEPT_OF_ENTRY = (
    "id incubator_id code at by_id act subject_kind subject_code person_code details_digest".split()
)  # fmt: skip
_KEPT_OF_SEGMENT = "id incubator_id code number previous digest first_entry last_entry last_entry_at count sealed_at".split()
_DROPPED = f"EXISTS (SELECT 1 FROM {SEGMENT} s WHERE s.id = OLD.segment_id AND s.dropped_at IS NOT NULL)"  # noqa: S608 - names of ours


def _changed(columns: list[str], differs: str) -> str:
    return " OR ".join(f'NEW."{column}" {differs} OLD."{column}"' for column in columns)


def _refusals(differs: str, empty: str) -> dict[tuple[str, str], str]:
    """Return by table and event the condition under which it is refused."""
    unsealed = f"(OLD.segment_id IS NOT NULL AND NEW.segment_id {differs} OLD.segment_id)"
    details = f"(NEW.details {differs} OLD.details OR NEW.details_salt {differs} OLD.details_salt)"
    typed = f"({details} AND NOT ({empty} AND NEW.details_salt = ''))"
    revived = f"(OLD.dropped_at IS NOT NULL AND NEW.dropped_at {differs} OLD.dropped_at)"
    return {
        (ENTRY, "UPDATE"): f"{_changed(_KEPT_OF_ENTRY, differs)} OR {unsealed} OR {typed}",
        (ENTRY, "DELETE"): f"NOT {_DROPPED}",
        (SEGMENT, "UPDATE"): f"{_changed(_KEPT_OF_SEGMENT, differs)} OR {revived} OR NEW.dropped_at IS NULL",
        (SEGMENT, "DELETE"): "TRUE",
        (CHECK, "UPDATE"): "TRUE",
        (CHECK, "DELETE"): "TRUE",
    }


def _name(table: str, event: str) -> str:
    return f"{table}_no_{event.lower()}"


def write_triggers(using: str = "default", **_kwargs: Any) -> None:
    """Write the triggers of the trail; they may be there already."""
    connection = connections[using]
    if ENTRY not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def remove_triggers(using: str = "default") -> None:
    """Take the triggers away: for tests that empty the whole database, and for nothing else."""
    connection = connections[using]
    on = "" if connection.vendor == "sqlite" else " ON {table}"
    with connection.cursor() as cursor:
        for table, event in _refusals("", ""):
            cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, event)}{on.format(table=table)}")


def _statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        refuse = (
            "CREATE OR REPLACE FUNCTION privacy_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit trail is only added to' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        refusals = _refusals("IS DISTINCT FROM", "NEW.details = '{}'::jsonb")
        # A condition of a trigger may hold no question to another table: deletions ask it in their function.
        dropped = (
            "CREATE OR REPLACE FUNCTION privacy_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {_DROPPED} THEN RETURN OLD; END IF; "
            "RAISE EXCEPTION 'the audit trail is only added to' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        return [refuse, dropped, *(_for_postgresql(*key, condition) for key, condition in refusals.items())]
    return [_for_sqlite(*key, condition) for key, condition in _refusals("IS NOT", "NEW.details = '{}'").items()]


def _for_sqlite(table: str, event: str, condition: str) -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {_name(table, event)} BEFORE {event} ON {table} WHEN {condition} "
        "BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END"
    )


def _for_postgresql(table: str, event: str, condition: str) -> str:
    asks_elsewhere = (table, event) == (ENTRY, "DELETE")
    function = "privacy_refuse_delete" if asks_elsewhere else "privacy_refuse"
    when = "" if asks_elsewhere else f" WHEN ({condition})"
    return (
        f"CREATE OR REPLACE TRIGGER {_name(table, event)} BEFORE {event} ON {table} FOR EACH ROW{when} "
        f"EXECUTE FUNCTION {function}()"
    )
