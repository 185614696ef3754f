"""Clients that write through the pages and keep their own ledger: what was acknowledged must be there once, and nothing by half."""

import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPException
from random import Random
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.db import connection
from django.db.models import Exists, OuterRef

from bench.client import Client
from interlab.core.dates import today
from interlab.journeys.models import Attendance, NextAct, Participation, ParticipationMove, Session, SessionNote
from interlab.people.models import Person, SearchWord
from interlab.privacy.models import AuditEntry

ACKNOWLEDGED, UNCLEAR, REFUSED = "acknowledged", "unclear", "refused"
# Where a save leads: the page of a person. A redirect to anywhere else (sign-in, a second factor) says nothing of a save.
_SAVED_LEADS_TO = re.compile(r"/[\w-]+/people/[23456789bcdfghjkmnpqrstvwxz]{12}/")


@dataclass
class Promise:
    """One thing sent. `token` stands in what was sent, and nowhere else. What is unclear is sent again with the same key."""

    kind: str
    token: str
    path: str
    typed: dict[str, str]
    state: str = UNCLEAR
    answer: str = ""
    times_unclear: int = 0

    def answered(self, status: int, location: str = "") -> None:
        """Note what an answer says of it. No answer is status 0."""
        self.answer = f"{status} {location}".strip()
        if status in (302, 303) and _SAVED_LEADS_TO.fullmatch(urlsplit(location).path):
            self.state = ACKNOWLEDGED
        elif 300 <= status < 500:
            self.state = REFUSED
        else:
            self.state = UNCLEAR
            self.times_unclear += 1


class Writer(threading.Thread):
    """One person who notes as fast as the answers come, whenever the server is said to be there."""

    def __init__(self, port: int, data: dict[str, Any], go: threading.Event, seed: int) -> None:
        super().__init__(daemon=True)
        self.port, self.data, self.go, self.random = port, data, go, Random(seed)
        self.sent: list[Promise] = []
        self.again: list[Promise] = []
        self.at_rest = threading.Event()
        self.ended = False

    def run(self) -> None:
        client = self._client()
        while not self.ended:
            if not self.go.is_set():
                self.at_rest.set()
                self.go.wait(0.2)
                continue
            self.at_rest.clear()
            promise = self.again.pop() if self.again else self._new()
            try:
                answer = client.post(promise.path, promise.typed)
                promise.answered(answer.status, answer.headers.get("location", ""))
            except (OSError, HTTPException):
                promise.answered(0)
                client = self._client()
            if promise.state == UNCLEAR:
                self.again.append(promise)
                time.sleep(0.02)

    def _client(self) -> Client:
        client = Client(self.port, dict(self.data["cookies"]))
        client.connection.timeout = 15
        return client

    def _new(self) -> Promise:
        kind = self.random.choices(("note", "person", "act"), (6, 2, 2))[0]
        token = uuid4().hex
        home, person = f"/{self.data['slug']}", self.random.choice(self.data["persons"])
        typed = {"csrfmiddlewaretoken": self.data["cookies"]["csrftoken"], "form_key": token[:12]}
        if kind == "note":
            path = f"{home}/note/"
            typed |= {"person": person, "day": "today", "length": "60", "kind": self.data["kind"], "visibility": "team"}
            typed |= {"text": f"Prix revus {token}", "next_what": f"Relire {token}", "next_who": "person", "next_day": "week"}
        elif kind == "person":
            path = f"{home}/people/new/"
            typed |= {"full_name": f"Person {token}", "programme": self.data["programme"], "state": "enrolled"}
            typed |= {"on": today().isoformat(), "confirmed": "1", "phone_0": f"0470{self.random.randrange(10**6):06d}"}
        else:
            path = f"{home}/people/{person}/next/"
            typed |= {"what": f"Essayer {token}", "due_on": (today() + timedelta(days=7)).isoformat()}
        promise = Promise(kind, token, path, typed)
        self.sent.append(promise)
        return promise


# What the database says of it --------------------------------------------------------------------------------------


def check(promises: list[Promise], count: Counter[str]) -> list[str]:
    """Return what is wrong with `promises` in the database: refused, lost, doubled or written by half."""
    wrong = []
    for promise in promises:
        named = f"{promise.kind} {promise.token}"
        count[promise.state] += 1
        count["unclear answers"] += promise.times_unclear
        count["retried and acknowledged"] += promise.state == ACKNOWLEDGED and promise.times_unclear > 0
        if promise.state != ACKNOWLEDGED:
            wrong.append(f"{named}: never acknowledged, at last {promise.answer}")
        rows = list(_FOUND[promise.kind](promise.token))
        if promise.state == ACKNOWLEDGED and not rows:
            count["lost"] += 1
            wrong.append(f"{named}: acknowledged and lost")
        if len(rows) > 1:
            count["doubled"] += 1
            wrong.append(f"{named}: there {len(rows)} times")
        for row in rows:
            if missing := _PARTS[promise.kind](row, promise.token):
                count["half-written"] += 1
                wrong.append(f"{named}: without {missing}")
    return wrong


def check_once_more(promises: list[Promise], count: Counter[str]) -> list[str]:
    """Return what was acknowledged at any time and isn't there exactly once now, after all the kills that came later."""
    there = Counter(NextAct.objects.values_list("what", flat=True)) + Counter(Person.objects.values_list("full_name", flat=True))
    wrong = []
    for promise in promises:
        times = there[_TEXT[promise.kind].format(promise.token)]
        if promise.state == ACKNOWLEDGED and times != 1:
            count["doubled" if times else "lost"] += 1
            wrong.append(f"{promise.kind} {promise.token}: at the end there {times} times")
    count["acknowledged, looked up at the end"] = sum(promise.state == ACKNOWLEDGED for promise in promises)
    return wrong


# The text of its own by which each is found: that of its next act, or the person's name. Notes themselves are encrypted.
_TEXT = {"note": "Relire {}", "person": "Person {}", "act": "Essayer {}"}
_FOUND: dict[str, Callable[[str], Any]] = {
    "note": lambda token: Session.objects.filter(next_acts__what=_TEXT["note"].format(token)).distinct(),
    "person": lambda token: Person.objects.filter(full_name=_TEXT["person"].format(token)),
    "act": lambda token: NextAct.objects.filter(what=_TEXT["act"].format(token)),
}


def _entries(act: str, row: Any) -> int:
    return AuditEntry.objects.filter(incubator_id=row.incubator_id, act=act, subject_code=row.code).count()


def _parts_of_note(row: Session, token: str) -> str:
    bodies = [note.body for note in row.notes.all()]
    parts = {
        "its attendance": row.attendances.count() == 1,
        "its note": bodies == [f"Prix revus {token}"],
        "its next act": row.next_acts.count() == 1,
        "its entry": _entries("session.noted", row) == 1,
    }
    return ", ".join(name for name, there in parts.items() if not there)


def _parts_of_person(row: Person, token: str) -> str:
    parts = {
        "its participation": row.participations.count() == 1,
        "its phone": row.contacts.count() == 1,
        "its search words": SearchWord.objects.filter(person=row, word=token).exists(),
        "its entry": _entries("person.created", row) == 1,
    }
    return ", ".join(name for name, there in parts.items() if not there)


def _parts_of_act(row: NextAct, token: str) -> str:
    return "" if _entries("next_act.created", row) == 1 else "its entry"


_PARTS: dict[str, Callable[[Any, str], str]] = {"note": _parts_of_note, "person": _parts_of_person, "act": _parts_of_act}


def check_whole_database() -> list[str]:
    """Return what is wrong anywhere: rows without what belongs to them, broken references, a damaged file or index."""
    own_entry = AuditEntry.objects.filter(incubator=OuterRef("incubator"), subject_code=OuterRef("code"))
    orphans = {
        "sessions without attendance": Session.objects.filter(~Exists(Attendance.objects.filter(session=OuterRef("pk")))),
        "sessions without note": Session.objects.filter(~Exists(SessionNote.objects.filter(session=OuterRef("pk")))),
        "sessions without entry": Session.objects.filter(~Exists(own_entry)),
        "persons without participation": Person.objects.filter(~Exists(Participation.objects.filter(person=OuterRef("pk")))),
        "persons without entry": Person.objects.filter(~Exists(own_entry)),
        "participations without move": Participation.objects.filter(
            ~Exists(ParticipationMove.objects.filter(participation=OuterRef("pk")))
        ),
        "next acts without entry": NextAct.objects.filter(~Exists(own_entry), session=None),
    }
    wrong = [f"{rows.count()} {name}" for name, rows in orphans.items() if rows.exists()]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            wrong += [str(row[0]) for row in cursor.fetchall() if row[0] != "ok"]
            cursor.execute("PRAGMA foreign_key_check")
            wrong += [f"broken reference: {row}" for row in cursor.fetchall()]
        else:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
            cursor.execute(
                "SELECT count(bt_index_check(index => c.oid, heapallindexed => i.indisunique)) FROM pg_index i "
                "JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am am ON am.oid = c.relam "
                "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE am.amname = 'btree' AND n.nspname = 'public' AND i.indisvalid"
            )
            for table in connection.introspection.table_names(cursor):
                for column, (other, its_table, *_rest) in connection.introspection.get_relations(cursor, table).items():
                    cursor.execute(
                        f'SELECT count(*) FROM "{table}" c LEFT JOIN "{its_table}" p ON p."{other}" = c."{column}" '
                        f'WHERE c."{column}" IS NOT NULL AND p."{other}" IS NULL'
                    )
                    if broken := cursor.fetchone()[0]:
                        wrong.append(f"{broken} broken references: {table}.{column}")
    return wrong
