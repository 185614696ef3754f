"""The floor of equal work: what the least possible page costs that shows the same rows to the same member.

Deliberately plain: a query for each table whose rows the page shows, values instead of objects, a table cell for each value.
No menu, no forms, no icons, no words, no rules, no links.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.template import Template, engines
from django.utils import timezone

from interlab.accounts.rules import MemberRequest
from interlab.core.dates import today as local_day
from interlab.core.text import fold
from interlab.journeys.models import (
    Attendance,
    Document,
    NextAct,
    Participation,
    ParticipationMove,
    Project,
    ProjectHolder,
    Session,
    SessionNote,
    StageMove,
)
from interlab.network.models import Cohort, SessionKind, Stage
from interlab.notices.models import FailingAddress, Message
from interlab.people.models import ContactPoint, Merge, Person, PersonLanguage, SearchWord
from interlab.privacy.actions import record_act
from interlab.privacy.models import AuditEntry

_PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><main><h1>{{ title }}</h1>
{% for rows in tables %}<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>{% endfor %}
</main></body></html>"""
_template: list[Template] = []
SIZE = 25
COUNTED = 101


def _shown(title: str, *tables: Iterable[Any]) -> HttpResponse:
    if not _template:
        _template.append(engines["django"].from_string(_PAGE))  # type: ignore[arg-type]
    return HttpResponse(_template[0].render({"title": title, "tables": tables}))  # type: ignore[arg-type]


def _listed(persons: QuerySet[Person]) -> HttpResponse:
    """Show a page of persons as the list does: names, where they are, their coach, the last news, projects and stages; a count."""
    rows = list(persons.order_by("sort_name", "pk").values_list("pk", "code", "called", "full_name")[:SIZE])
    keys = [row[0] for row in rows]
    ways = Participation.objects.filter(person__in=keys).values_list("person", "state", "coach__name", "last_news_on")
    projects = ProjectHolder.objects.filter(person__in=keys).values_list("person", "project__name", "project__stage__name")
    count = persons.order_by()[:COUNTED].count()
    by_person: dict[int, list[Any]] = {row[0]: list(row[1:]) for row in rows}
    for key, *values in [*ways, *projects]:
        by_person[key] += values
    return _shown(str(count), by_person.values())


@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    return _shown("Se connecter")


def person_list(request: MemberRequest) -> HttpResponse:
    return _listed(Person.objects.filter(incubator_id=request.member.incubator_id))


def search(request: MemberRequest) -> HttpResponse:
    persons = Person.objects.filter(incubator_id=request.member.incubator_id)
    for word in fold(request.GET["q"]).split():
        found = SearchWord.objects.filter(incubator_id=request.member.incubator_id, word__gte=word, word__lt=word + "\U0010ffff")
        persons = persons.filter(pk__in=found.values("person"))
    return _listed(persons)


def person(request: MemberRequest, code: str) -> HttpResponse:
    """Show all that a person's page shows: contacts, ways, projects with their path, promises, and the thread."""
    pk, full_name, *facts = Person.objects.values_list("pk", "full_name", "called", "standing", "municipality", "birth_year").get(
        incubator_id=request.member.incubator_id, code=code
    )
    return _shown(full_name, [facts], *_who(request, pk, code), *_ways(request, pk), *_thread(request, pk, code))


def _who(request: MemberRequest, pk: int, code: str) -> list[Iterable[Any]]:
    here = request.member.incubator_id
    contacts = list(ContactPoint.objects.filter(person=pk).values_list("kind", "value", "normal"))
    opened = AuditEntry.objects.filter(incubator_id=here, person_code=code, by=request.member, act="person.opened")
    return [
        PersonLanguage.objects.filter(person=pk).values_list("language", "level"),
        contacts,
        FailingAddress.objects.filter(incubator=here, address__in=[normal for *_rest, normal in contacts]).values_list("address"),
        # Whether the file was opened today already, and whether it is two records that became one.
        opened.filter(at__gte=timezone.now().replace(hour=0, minute=0)).values_list("act"),
        Merge.objects.filter(incubator=here, survivor=pk).values_list("at", "by__name"),
    ]


def _ways(request: MemberRequest, pk: int) -> list[Iterable[Any]]:
    mine = Project.objects.filter(holders__person=pk)
    projects = list(mine.values_list("pk", "programme", "code", "name", "summary", "sector__name", "stage__name", "launched_on"))
    tables: list[Iterable[Any]] = [
        Participation.objects.filter(person=pk).values_list(
            "code", "state", "enrolled_on", "ended_on", "programme__name", "cohort__name", "coach__name", "exit_reason__name"
        ),
        projects,
    ]
    if projects:
        keys = [row[0] for row in projects]
        tables += [
            Stage.objects.filter(programme__in={row[1] for row in projects}).values_list("name"),
            StageMove.objects.filter(project__in=keys).values_list("on", "stage__name", "by__name"),
            ProjectHolder.objects.filter(project__in=keys).values_list("person__code", "person__called", "person__full_name"),
        ]
    return tables


def _thread(request: MemberRequest, pk: int, code: str) -> list[Iterable[Any]]:
    here = request.member.incubator_id
    held = Session.objects.filter(incubator_id=here, attendances__person=pk, voided_at=None).order_by("-held_on", "-pk")
    sessions = list(held.values_list("pk", "code", "held_on", "minutes", "topics", "kind__name", "given_by__name")[:20])
    notes = SessionNote.objects.filter(session__in=[row[0] for row in sessions], visibility__in=("team", "shared"))
    moves = ParticipationMove.objects.filter(participation__person=pk)
    return [
        sessions,
        notes.values_list("visibility", "body"),
        [(SessionNote.objects.filter(visibility="confidential", session__attendances__person=pk).count(),)],
        NextAct.objects.filter(incubator_id=here, person=pk).values_list("code", "what", "due_on", "done_on", "owner__name"),
        Document.objects.filter(incubator_id=here, person=pk).values_list("code", "dated_on", "title", "added_by__name"),
        Message.objects.filter(incubator=here, person_code=code).values_list("created_at", "state", "by__name"),
        moves.values_list("on", "state", "reason", "by__name", "participation__programme__name"),
    ]


def today(request: MemberRequest) -> HttpResponse:
    """Show the first rows of the seven sorts of people who need the team, and count each up to a hundred."""
    day, here, coach = local_day(), request.member.incubator_id, request.member
    acts = NextAct.objects.filter(incubator_id=here).awaited()
    ways = Participation.objects.filter(incubator_id=here)
    mine = "mine" in request.GET
    waiting, underway = ways.filter(state="applied"), ways.underway()
    if mine:
        waiting = waiting.filter(coach=None) | waiting.filter(coach=coach)
        underway = underway.filter(coach=coach)
        theirs = acts.filter(owner=None).of_coach(coach)
        ours = acts.filter(owner=coach)
        due = acts.of_coach(coach).filter(due_on=day)
    else:
        theirs, ours, due = acts.filter(owner=None), acts.filter(owner__isnull=False), acts.filter(due_on=day)
    ended = list(Cohort.objects.filter(incubator_id=here, ends_on__lt=day).order_by().values_list("pk", flat=True))
    who = ("person__called", "person__full_name", "person__code")
    quiet_day = day - timedelta(days=request.member.incubator.quiet_after_days)
    sources: list[tuple[QuerySet[Any], str]] = [
        (ours.filter(due_on__lt=day).order_by("due_on", "pk"), "what"),
        (waiting.order_by("applied_on", "pk"), "applied_on"),
        (underway.filter(last_news_on__lte=quiet_day).order_by("last_news_on", "pk"), "last_news_on"),
        (due.order_by("at", "pk"), "what"),
        (theirs.filter(due_on__lt=day).order_by("-due_on", "pk"), "what"),
        (underway.past_their_cohort(ended).order_by("applied_on", "pk"), "cohort__name"),
        (ways.filter(state="waitlisted").order_by("applied_on", "pk"), "applied_on"),
    ]
    tables = [rows.values_list(*who, told)[:6] for rows, told in sources]
    counts = [rows.order_by().values("pk")[:COUNTED].count() for rows, _told in sources]
    return _shown("Aujourd’hui", [counts], *tables)


def figures(request: MemberRequest, year: int) -> HttpResponse:
    """How many attendances and hours of each kind, and how many persons: the two questions behind a year."""
    counted = Attendance.objects.filter(
        session__incubator_id=request.member.incubator_id,
        session__held_on__gte=date(year, 1, 1),
        session__held_on__lt=date(year + 1, 1, 1),
        session__voided_at=None,
    )
    kinds = counted.values_list("session__kind__name").annotate(Count("pk"), Sum("session__minutes"))
    persons = counted.aggregate(n=Count("person", distinct=True))["n"]
    return _shown(str(year), [(persons,), *kinds])


def note(request: MemberRequest) -> HttpResponse:
    """A session with one person, and one row of audit, in one transaction."""
    member = request.member
    who = Person.objects.only("pk", "code").get(incubator_id=member.incubator_id, code=request.POST["person"])
    kind = SessionKind.objects.only("pk").get(incubator_id=member.incubator_id, code=request.POST["kind"])
    with transaction.atomic():
        session = Session.objects.create(
            incubator_id=member.incubator_id, kind=kind, held_on=local_day(), minutes=60, given_by=member, noted_by=member
        )
        Attendance.objects.create(incubator_id=member.incubator_id, session=session, person=who)
        record_act(session, "session.noted", by=member, person_code=who.code)
    return HttpResponse(status=302, headers={"Location": "/"})
