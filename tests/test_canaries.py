"""What is known of a person reaches those who may read it and nobody else: a canary in every field, every address, every role."""

import logging
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import transaction
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from interlab.accounts.models import Membership
from interlab.accounts.roles import Role
from interlab.impact.definitions import DEFINITIONS
from interlab.imports.models import WorkbookImport
from interlab.journeys.actions.files import open_files
from interlab.journeys.models import SessionNote
from interlab.journeys.readers import NOTES, READERS, Reader, fields_for
from interlab.network.models import Cohort, Sector, Site
from interlab.notices.models import Message
from interlab.people.merging.actions import merge_persons
from interlab.people.models import Person
from interlab.privacy.doors import ReasonNeeded
from interlab.privacy.requests import ask_for_data
from tests.canaries import Canary, Planted, found_in, left_in_database, plant
from tests.conftest import make_member, person_of
from tests.factories import PersonFactory
from tests.permissions import MEMBERS, PUBLIC, PUBLIC_PARTS, PUBLIC_SITE, PUBLIC_SITE_PARTS, ROUTES, SIGNED_IN

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]
STRANGERS = ("anonymous", "outsider", "neighbour", "former")
WHOSE = ("own", "other", "foreign")
# Other ways to ask the same address: what a list is narrowed by must not leak either.
QUERIES = {
    "home:today": ("who=team", "who=mine"),
    "home:today_pile": ("who=team",),
    "journeys:person_list": ("q=kanari", "sort=news", "filters=1", "q=%2B32455"),
    "journeys:duplicates": ("full_name=kanari",),
    "journeys:note_session": ("q=kanari",),
    "intake:application_list": ("q=kanari", "step=all", "step=decided"),
    "intake:recommendation_list": ("show=all",),
    "privacy:audit": ("kind=opened", "person=kanari"),
}


@pytest.fixture
def planted(entrepreneur, coach, other_coach, lead, mentor, neighbour) -> dict[str, Planted]:
    person_of(entrepreneur).delete()
    return {
        "own": plant("own", coach=coach, lead=lead, account=entrepreneur.account, giver=mentor, year=1907),
        "other": plant("other", coach=other_coach, lead=lead, year=1911),
        "foreign": plant("foreign", coach=neighbour, lead=neighbour, year=1913),
    }


def reader_of(who: str, whose: str) -> Reader | None:
    """As what somebody reads about the person `whose`."""
    if whose == "foreign":
        return Reader.LEAD if who == "neighbour" else None
    if who == "lead":
        return Reader.LEAD
    if who == "coach":
        return Reader.COACH if whose == "own" else Reader.COLLEAGUE
    if whose == "own":
        return {"mentor": Reader.GIVER, "entrepreneur": Reader.SELF}.get(who)
    return None


@pytest.fixture
def clients(request, client_for, outsider, neighbour, incubator) -> dict[str, Any]:
    found = {name: client_for(request.getfixturevalue(name)) for name in MEMBERS}
    found |= {"anonymous": client_for(None), "outsider": client_for(outsider), "neighbour": client_for(neighbour)}
    former: Membership = request.getfixturevalue("former")
    return found | {"former": client_for(former)}


@pytest.fixture
def former(incubator):
    member = make_member(incubator, "Fred Former", Role.COACH)
    Membership.objects.filter(pk=member.pk).update(ended_at=timezone.now())
    return member


def _things(planted: Planted, by: Membership) -> dict[str, str]:
    """What addresses name beside a person's own things."""
    incubator = by.incubator
    Site.objects.filter(incubator=incubator).update(published_at=timezone.now())
    cohort, _made = Cohort.objects.get_or_create(
        incubator=incubator, name="Automne", programme=planted.person.participations.get().programme,
        defaults={"starts_on": "2026-01-01", "ends_on": "2026-06-30"},
    )  # fmt: skip
    workbook = WorkbookImport.objects.create(incubator=incubator, filename="a.xlsx", sha256="0" * 64, uploaded_by=by)
    twins = [PersonFactory(incubator=incubator) for _ in range(2)]
    merge = merge_persons(planted.person, twins[1], choices={"full_name": "older"}, by=by)
    return planted.things | {
        "twin": twins[0].code,
        "merge": merge.code,
        "request": ask_for_data("access", person=planted.person, by=by).code,
        "farewell": planted.things["farewell"],
        "cohort": cohort.code,
        "import": workbook.code,
        "programme": cohort.programme.code,
        "sector": Sector.objects.filter(incubator=incubator).earliest("position", "pk").code,
        "member": by.code,
    }


def addresses(slug: str, things: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Every way to ask every address: (name, method, path)."""
    for name in (*PUBLIC, *SIGNED_IN):
        yield name, "GET", reverse(name, kwargs=PUBLIC_PARTS.get(name))
    for name in PUBLIC_SITE:
        parts = PUBLIC_SITE_PARTS.get(name, {})
        # What stands there for an application is somebody's own.
        named = {part: things["application"] if part == "code" else value for part, value in parts.items()}
        yield name, "GET", reverse(name, kwargs={"incubator": slug, **named})
    for name, route in ROUTES.items():
        extras = [{"key": key} for key in DEFINITIONS] if name.startswith("impact:figure_") else [dict(route.extra)]
        for extra in extras:
            assert set(route.codes.values()) <= set(things), f"{name}: plant what it names"
            codes = {part: things[kind] for part, kind in route.codes.items()}
            path = reverse(name, kwargs={"incubator": slug, **extra, **codes})
            queries = ("", *QUERIES.get(name, ())) if "GET" in route.methods else ()
            yield from ((name, "GET", f"{path}?{query}" if query else path) for query in queries)
            if "POST" in route.methods:
                yield name, "POST", path


def everything(response: HttpResponseBase) -> str:
    """What leaves with an answer: its lines, its body, however it is sent."""
    parts = list(response) if response.streaming else [response.content]
    body = b"".join(part if isinstance(part, bytes) else part.encode() for part in parts).decode(errors="replace")
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{headers}\n{response.cookies.output()}\n{body}"


def _ask(client: Any, method: str, path: str, **headers: str) -> str:
    """Ask, note what leaves and what is queued to leave, and undo whatever it did."""
    messages, mails = set(Message.objects.values_list("pk", flat=True)), len(mail.outbox)
    with transaction.atomic():
        answer = everything(client.generic(method, path, headers=headers))
        queued = [str(row) for row in Message.objects.exclude(pk__in=messages).values_list()]
        transaction.set_rollback(True)
    return "\n".join([answer, *queued, *(str(one.message()) for one in mail.outbox[mails:])])


def _crawl(planted: dict[str, Planted], members: dict[str, Membership]) -> Iterator[tuple[str, str, str]]:
    """Every address once, and those that name a thing once for each person's."""
    here, there = members["lead"], members["neighbour"]
    asked = set()
    for whose, one in planted.items():
        things = _things(one, there if whose == "foreign" else here)
        for slug in ("liege", "namur") if whose == "foreign" else ("liege",):
            for way in addresses(slug, things):
                if way not in asked:
                    asked.add(way)
                    yield way


def _seen(who: str, clients: dict[str, Any], planted: dict[str, Planted], members: dict[str, Membership]) -> Iterator[Any]:
    """Yield (where, canary) for each canary that reaches somebody, over everything they can ask."""
    canaries = _all(planted)
    for name, method, path in _crawl(planted, members):
        narrowed = method == "GET" and name in ("journeys:person_list", "journeys:person_detail", "journeys:note_session")
        for headers in ({}, {"HX-Request": "true"}) if narrowed else ({},):
            yield from (
                (f"{method} {path}", canary) for canary in found_in(_ask(clients[who], method, path, **headers), canaries)
            )


# The team and the person in every run; those who should see nothing at all in the long one.
_WHO = [pytest.param(who) for who in (*MEMBERS, *STRANGERS)]


@pytest.mark.parametrize("who", _WHO)
def test_canaries_reach_only_their_readers(who, planted, clients, lead, neighbour, caplog):
    caplog.set_level(logging.DEBUG)
    members = {"lead": lead, "neighbour": neighbour}
    leaks, reached = defaultdict(set), set()
    for where, canary in _seen(who, clients, planted, members):
        if reader_of(who, canary.whose) in canary.readers:
            reached.add(canary)
        else:
            leaks[str(canary)].add(where)
    assert not leaks, "\n".join(f"{canary} reached a {who}: {sorted(where)[:4]}" for canary, where in leaks.items())
    logged = found_in("\n".join(_told(record) for record in caplog.records), _all(planted))
    assert not logged, f"in the logs: {sorted(map(str, logged))}"
    # The crawl would find what may be read: what it doesn't find isn't shown.
    unseen = {str(canary) for canary in _all(planted) if reader_of(who, canary.whose) in canary.readers} - set(map(str, reached))
    assert not unseen - NEVER_SHOWN.get(who, set()), f"never shown to a {who}, who may read it: {sorted(unseen)}"


def _told(record: logging.LogRecord) -> str:
    # What libraries say of their own workings is logged in development only, at a level that production never has.
    ours = record.name.startswith("interlab") or record.levelno >= logging.INFO
    return record.getMessage() if ours else ""


def _all(planted: dict[str, Planted]) -> list[Canary]:
    return [canary for one in planted.values() for canary in one.canaries]


# What somebody may read and no page shows them.
NEVER_SHOWN: dict[str, set[str]] = {"mentor": {"people.Person.full_name of own"}}
# What readers wrote is shown to whoever reads or decides, on pages of their own; the next door is told to the person.
_JUDGED = ("Reading.for_team", "Reading.for_applicant", "Decision.door_words")
for _who, _whose in (("lead", ("own", "other")), ("neighbour", ("foreign",))):
    NEVER_SHOWN[_who] = {f"intake.{field} of {whose}" for field in _JUDGED for whose in _whose}


def test_a_word_in_the_wrong_place_would_be_found(planted, client_for, coach):
    """The search itself works: through escaping, through an address, in a file."""
    word = planted["own"].canaries[0]
    for text in (f"x{word.word}y", f"&lt;{word.word}&gt;", f"q%3D{word.word}"):
        assert found_in(text, _all(planted)) == [word]


def test_the_database_knows_every_canary_but_encrypted_ones(planted):
    left = {line.split(": ", 1)[1] for line in left_in_database(_all(planted))}
    unfound = {str(canary) for canary in _all(planted)} - left
    # Notes are read through their field, files lie on the disk.
    assert {line.split(" of ")[0] for line in unfound} <= {"journeys.Document.file", "intake.Upload.file"}


@pytest.mark.parametrize("label", READERS)
def test_every_field_has_its_readers(label):
    fields = {field.name for field in apps.get_model(label)._meta.concrete_fields}
    plumbing = {"id", "code", "incubator", "person", "project", "participation"} - set(READERS[label])
    assert fields - plumbing == set(READERS[label]), f"say in journeys/readers.py who may read the fields of {label}"


def test_every_circle_of_notes_has_its_readers():
    assert set(NOTES) == set(SessionNote.Visibility.values)


def test_a_giver_loads_no_more_than_the_name():
    assert set(fields_for(Reader.GIVER, Person)) == {"id", "code", "incubator", "full_name", "called"}


def test_a_colleague_is_asked_why(planted, coach):
    open_files([planted["own"].person], by=coach)
    with pytest.raises(ReasonNeeded):
        open_files([planted["other"].person], by=coach)
