"""Every address × everybody × own, somebody else's and another incubator's things × methods. A new address fails until classified."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from interlab.accounts.actions import create_member
from interlab.accounts.models import Membership
from interlab.accounts.roles import ROLES, Role
from interlab.core.dates import today
from interlab.imports.models import WorkbookImport
from interlab.intake.models import Composition, InterviewSlot, Outreach, Reader, Reading, Recommendation, Round, Upload
from interlab.journeys.actions.documents import add_document
from interlab.journeys.actions.next_acts import create_next_act
from interlab.journeys.actions.projects import move_project
from interlab.network.models import Cohort, Incubator, Sector, Stage
from interlab.notices.actions import EMAIL, Recipient, queue_message
from interlab.people.merging.actions import merge_persons
from interlab.privacy.requests import ask_for_data
from interlab.privacy.retaining import all_leaving, announce
from tests.conftest import make_member, person_of
from tests.factories import ParticipationFactory, PersonFactory, ProjectFactory, SessionFactory, a_pdf
from tests.factories.intake import ApplicationFactory, CallFactory
from tests.permissions import MEMBERS, PUBLIC, PUBLIC_PARTS, PUBLIC_SITE, PUBLIC_SITE_PARTS, ROUTES, SIGNED_IN

NOBODYS_CODE = "zzzzzzzzzzzz"
_ROLE_OF = {"lead": Role.PROGRAMME_LEAD, **{name: Role(name) for name in MEMBERS if name != "lead"}}


@dataclass(frozen=True)
class Address:
    name: str
    view: Callable[..., HttpResponse]
    parts: frozenset[str]


def every_address(
    patterns: list[Any] | None = None, namespace: str = "", parts: frozenset[str] = frozenset()
) -> Iterator[Address]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = parts | set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from every_address(pattern.url_patterns, inner, here)
        elif isinstance(pattern, URLPattern):
            yield Address(f"{namespace}{pattern.name}", pattern.callback, here)


ADDRESSES = {address.name: address for address in every_address()}
GUARDED = [name for name, address in ADDRESSES.items() if name in ROUTES]


def test_every_address_is_classified_once():
    classified = [*PUBLIC, *PUBLIC_SITE, *SIGNED_IN, *ROUTES]
    assert len(classified) == len(set(classified))
    unknown = sorted(set(ADDRESSES) - set(classified))
    assert not unknown, f"say in tests/permissions.py who may reach: {unknown}"
    gone = sorted(set(classified) - set(ADDRESSES))
    assert not gone, f"tests/permissions.py speaks of addresses that don't exist: {gone}"


def test_what_is_under_an_incubator_is_for_members():
    for name, address in ADDRESSES.items():
        if name in ROUTES or name in PUBLIC or name in SIGNED_IN:
            assert ("incubator" in address.parts) == (name in ROUTES), name


def test_what_is_public_under_an_incubator_says_so():
    for name, address in ADDRESSES.items():
        assert getattr(address.view, "is_public_page", False) == (name in PUBLIC_SITE), name
        assert name not in PUBLIC_SITE or "incubator" in address.parts, name


@pytest.mark.parametrize("name", PUBLIC_SITE)
def test_a_site_that_is_not_published_is_there_for_its_members_only(
    name: str, client: Client, incubator: Incubator, coach: Membership
):
    path = reverse(name, args=[incubator.slug, *PUBLIC_SITE_PARTS.get(name, {}).values()])
    assert client.get(path).status_code == 404
    incubator.site.published_at = timezone.now()
    incubator.site.save()
    assert client.get(path.replace(incubator.slug, "nowhere", 1)).status_code == 404


@pytest.mark.parametrize("name", GUARDED)
def test_what_the_view_demands_is_what_the_table_says(name: str):
    demanded = getattr(ADDRESSES[name].view, "abilities", None)
    route = ROUTES[name]
    for role in MEMBERS:
        may = demanded is None or bool(set(demanded) & ROLES[_ROLE_OF[role]])
        if demanded is not None or route.refusal == 403:
            assert may == route.knows(role), (
                f"{name}: the view lets a {role} {'in' if may else 'wait outside'}, the table doesn't"
            )


@dataclass(frozen=True)
class Cast:
    members: dict[str, Membership]
    neighbour: Membership
    clients: dict[str, Client]
    # kind of thing → whose ("own": Patricia's; "other": somebody else's; "outside": of a person accompanied by a colleague;
    # "foreign": another incubator's) → code
    things: dict[str, dict[str, str]]

    @property
    def slug(self) -> str:
        return self.members["lead"].incubator.slug


def _things(
    by: Membership, *, account: Any = None, giver: Membership | None = None, coach: Membership | None = None
) -> dict[str, str]:
    """One thing of every kind that an address may name, all about one person: in every coach's caseload, or in `coach`'s alone."""
    incubator = by.incubator
    person = PersonFactory(incubator=incubator, account=account)
    participation = ParticipationFactory(person=person, by=by, coach=coach)
    project = ProjectFactory(holders=[person], by=by)
    stage = Stage.objects.filter(programme=project.programme).earliest("position")
    cohort = Cohort.objects.create(
        incubator=incubator, programme=project.programme, name="Automne", starts_on=today(), ends_on=today()
    )
    written = queue_message(
        "notices.trial",
        Recipient("Patricia", "fr", [(EMAIL, "patricia@example.org")], person_code=person.code),
        incubator=incubator,
        about={"name": "Patricia", "incubator": incubator.name},
    )
    assert written is not None
    workbook = WorkbookImport.objects.create(incubator=incubator, filename="a.xlsx", sha256="0" * 64, uploaded_by=by)
    merge = merge_persons(person, PersonFactory(incubator=incubator), choices={"full_name": "older"}, by=by)
    return {
        "person": person.code,
        "twin": PersonFactory(incubator=incubator).code,
        "merge": merge.code,
        "participation": participation.code,
        "project": project.code,
        "move": move_project(project, stage, by=by).code,
        "session": SessionFactory(persons=[person], by=by, given_by=giver).code,
        "act": create_next_act(person, what="Appeler la commune", due_on=today(), by=by).code,
        "document": add_document(person, upload=a_pdf(), title="Plan", dated_on=today(), shared=True, by=by).code,
        "import": workbook.code,
        "request": ask_for_data("access", person=person, by=by).code,
        "farewell": announce(person, next(iter(all_leaving())), today()).code,
        "message": written.code,
        "programme": project.programme.code,
        "cohort": cohort.code,
        "sector": Sector.objects.filter(incubator=incubator).earliest("position", "pk").code,
        "member": create_member(incubator, name="Sam Sans-Compte", roles=[Role.MENTOR]).code,
        **_of_intake(by),
    }


def _of_intake(by: Membership) -> dict[str, str]:
    """A call with an application that was sent, and what hangs on it. None of it is given to a reader."""
    incubator = by.incubator
    call = CallFactory(incubator=incubator)
    application = ApplicationFactory(call=call)
    owned = {"incubator": incubator, "call": call}
    reading_round = Round.objects.create(**owned, number=1, name="Lecture")
    reader = Reader.objects.create(incubator=incubator, round=reading_round, member=by)
    reading = Reading.objects.create(incubator=incubator, round=reading_round, application=application, reader=reader)
    slot = InterviewSlot.objects.create(**owned, member=by, starts_at=timezone.now(), place="Saint-Léonard")
    upload = Upload(incubator=incubator, application=application, question="idea", media_type="audio/ogg", size=4)
    upload.file.save("x", ContentFile(b"OggS"), save=True)
    recommendation = Recommendation.objects.create(
        incubator=incubator, organisation="CPAS", name="Awa", kind="phone", value="0470 11 22 33", language="fr"
    )
    return {
        "call": call.code,
        "form": call.versions.latest("number").code,
        "application": application.code,
        "started": ApplicationFactory(call=call, sent=False).code,
        "upload": upload.code,
        "round": reading_round.code,
        "reader": reader.code,
        "reading": reading.code,
        "slot": slot.code,
        "recommendation": recommendation.code,
        "outreach": Outreach.objects.create(**owned, on=today(), where="Marché", people=40, by=by).code,
        "composition": Composition.objects.create(**owned, places=12, reasons="").code,
    }


@pytest.fixture
def cast(request: pytest.FixtureRequest, neighbour: Membership, outsider: Any, client_for: Callable[..., Client]) -> Cast:
    members: dict[str, Membership] = {name: request.getfixturevalue(name) for name in MEMBERS}
    lead, patricia = members["lead"], members["entrepreneur"]
    person_of(patricia).delete()
    scopes = {
        "own": _things(lead, account=patricia.account, giver=members["mentor"]),
        "other": _things(lead),
        "outside": _things(lead, coach=request.getfixturevalue("other_coach")),
        "foreign": _things(neighbour),
    }
    # A coach finds only the workbooks they sent themselves.
    WorkbookImport.objects.filter(code=scopes["own"]["import"]).update(uploaded_by=members["coach"])
    # A reviewer reads what they were given.
    Reader.objects.filter(code=scopes["own"]["reader"]).update(member=members["reviewer"])
    elsewhere = [scopes[scope]["reader"] for scope in ("other", "outside")]
    Reader.objects.filter(code__in=elsewhere).update(member=request.getfixturevalue("other_coach"))
    things = {kind: {scope: codes[kind] for scope, codes in scopes.items()} for kind in scopes["own"]}
    clients = {name: client_for(member) for name, member in members.items()}
    clients |= {"anonymous": client_for(None), "outsider": client_for(outsider), "neighbour": client_for(neighbour)}
    clients |= {f"former {role}": client_for(_left(lead.incubator, role)) for role in ("lead", "coach", "entrepreneur")}
    for client in clients.values():
        # A crash is one line of the matrix, not the end of it.
        client.raise_request_exception = False
    return Cast(members, neighbour, clients, things)


def _left(incubator: Incubator, role: str) -> Membership:
    """Somebody who was a member until today."""
    member = make_member(incubator, f"Former{role} Somebody", _ROLE_OF[role])
    member.ended_at = timezone.now()
    member.save()
    return member


def _status(client: Client, method: str, path: str) -> int | str:
    """Ask, undo whatever it did, and return the status, or which page it leads to first: "sign in", or "reason"."""
    with transaction.atomic():
        response = client.generic(method, path)
        if response.streaming:
            # A file stays open until it is read.
            list(response)
        transaction.set_rollback(True)
    if response.status_code == 302 and response.headers["Location"].startswith(reverse("account_login")):
        return "sign in"
    if response.status_code == 302 and response.headers["Location"].split("?")[0].endswith("/reason/"):
        return "reason"
    return response.status_code


def _path(name: str, slug: str, codes: Mapping[str, str]) -> str:
    return reverse(name, kwargs={"incubator": slug, **ROUTES[name].extra, **codes})


def _let_in(status: int | str) -> bool:
    # An empty form is answered with its errors (200, 400, 422), a finished act with a redirect.
    return isinstance(status, int) and (status < 400 or status in (400, 409, 422))


@dataclass(frozen=True)
class Question:
    who: str
    scope: str
    method: str
    path: str
    expected: tuple[int | str, ...]

    def fits(self, status: int | str) -> bool:
        return status in self.expected or ("in" in self.expected and _let_in(status))


def _of_members(name: str, cast: Cast) -> Iterator[Question]:
    """Every role, asking in every way for what is theirs and for what is somebody else's in their own incubator."""
    route = ROUTES[name]
    for scope in ("own", "other", "outside") if route.codes else ("own",):
        path = _path(name, cast.slug, {part: cast.things[kind][scope] for part, kind in route.codes.items()})
        for role in MEMBERS:
            # A mentor and an expert have sessions they gave; only the mentor gave the one called "own".
            theirs = scope == "own" and role != "expert"
            if scope == "outside" and route.asks_why(role):
                answer: int | str = "reason"
            elif route.lets_in(role, theirs=theirs):
                answer = "in"
            else:
                answer = 404 if route.knows(role) else route.refusal
            for method in ("GET", "POST", "DELETE"):
                if method in route.methods:
                    expected: tuple[int | str, ...] = (answer,)
                else:
                    expected = (405,) if answer in ("in", "reason") else (answer, 405)
                yield Question(role, scope, method, path, expected)


def _of_strangers(name: str, cast: Cast) -> Iterator[Question]:
    """Nobody, somebody without a place here, the lead of another incubator, and whoever was a member until today."""
    path = _path(name, cast.slug, {part: cast.things[kind]["own"] for part, kind in ROUTES[name].codes.items()})
    for method in ("GET", "POST"):
        yield Question("anonymous", "own", method, path, ("sign in",))
        yield Question("outsider", "own", method, path, (404,))
        yield Question("neighbour", "own", method, path, (404,))
        for role in ("lead", "coach", "entrepreneur"):
            yield Question(f"former {role}", "own", method, path, (404,))


def _beyond_the_incubator(name: str, cast: Cast) -> Iterator[Question]:
    """Whoever may enter here, with another incubator's address, another's code, and nobody's code."""
    route = ROUTES[name]
    mine = {part: cast.things[kind]["own"] for part, kind in route.codes.items()}
    foreign = {part: cast.things[kind]["foreign"] for part, kind in route.codes.items()}
    for method in sorted(route.methods & {"GET", "POST"}):
        yield Question("lead", "another incubator", method, _path(name, cast.neighbour.incubator.slug, foreign), (404,))
        for role in filter(route.knows, MEMBERS):
            for part in route.codes:
                elsewhere = _path(name, cast.slug, {**mine, part: foreign[part]})
                yield Question(role, f"another incubator's {part}", method, elsewhere, (404,))
                nowhere = _path(name, cast.slug, {**mine, part: NOBODYS_CODE})
                yield Question(role, f"nobody's {part}", method, nowhere, (404,))


@pytest.mark.slow
@pytest.mark.parametrize("name", GUARDED)
def test_who_reaches(name: str, cast: Cast):
    wrong = []
    for question in [*_of_members(name, cast), *_of_strangers(name, cast), *_beyond_the_incubator(name, cast)]:
        status = _status(cast.clients[question.who], question.method, question.path)
        if not question.fits(status):
            wrong.append(
                f"{question.who} ({question.scope}): {question.method} {question.path} → {status}, not {question.expected}"
            )
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", [name for name in ADDRESSES if name in SIGNED_IN])
def test_signed_in_pages_send_strangers_to_sign_in(name: str, client: Client, db: None):
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", [name for name in ADDRESSES if name in PUBLIC])
def test_public_pages_need_no_account(name: str, client: Client, db: None, settings: Any):
    settings.DEMO = True
    address = reverse(name, kwargs=PUBLIC_PARTS.get(name))
    assert client.get(address, follow=True).status_code in (200, 405)
    if ADDRESSES[name].view.__module__.startswith("interlab."):
        assert client.delete(address).status_code == 405


@pytest.mark.parametrize("name", [name for name in ADDRESSES if "demo_" in name])
def test_the_demos_own_pages_are_not_there_outside_the_demo(name: str, client: Client, db: None, settings: Any):
    settings.DEMO = False
    assert {client.get(reverse(name)).status_code, client.post(reverse(name)).status_code} <= {404, 405}
