"""The floor of equal work: what the least possible page costs that shows the same rows to the same member.

Deliberately plain: one query (two where the page has two sorts of rows), values instead of objects, one small template.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Sum
from django.http import HttpResponse
from django.template import Template, engines

from interlab.accounts.rules import MemberRequest
from interlab.core.dates import today as local_day
from interlab.core.text import fold
from interlab.journeys.models import Attendance, Participation, Session
from interlab.network.models import SessionKind
from interlab.people.models import Person, SearchWord
from interlab.privacy.actions import record_act

_PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><main><h1>{{ title }}</h1>
<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table></main></body></html>"""
_template: list[Template] = []
COLUMNS = ("code", "called", "full_name", "municipality")


def _shown(title: str, rows: object) -> HttpResponse:
    if not _template:
        _template.append(engines["django"].from_string(_PAGE))  # type: ignore[arg-type]
    return HttpResponse(_template[0].render({"title": title, "rows": rows}))  # type: ignore[arg-type]


def person_list(request: MemberRequest) -> HttpResponse:
    persons = Person.objects.filter(incubator_id=request.member.incubator_id).order_by("sort_name", "pk")
    return _shown("Personnes", persons.values_list(*COLUMNS)[:25])


def search(request: MemberRequest) -> HttpResponse:
    word = fold(request.GET["q"])
    found = SearchWord.objects.filter(incubator_id=request.member.incubator_id, word__gte=word, word__lt=word + "\U0010ffff")
    persons = Person.objects.filter(pk__in=found.values("person")[:1000]).order_by("sort_name", "pk")
    return _shown("Personnes", persons.values_list(*COLUMNS)[:25])


def person(request: MemberRequest, code: str) -> HttpResponse:
    found = Person.objects.get(incubator_id=request.member.incubator_id, code=code)
    held = Attendance.objects.filter(incubator_id=found.incubator_id, person=found).order_by("-session__held_on")
    return _shown(found.full_name, held.values_list("session__held_on", "session__minutes", "session__kind__name")[:25])


def today(request: MemberRequest) -> HttpResponse:
    limit = local_day() - timedelta(days=21)
    quiet = Participation.objects.filter(incubator_id=request.member.incubator_id, state="active", last_news_on__lte=limit)
    return _shown(
        "Aujourd’hui", quiet.order_by("last_news_on").values_list("person__called", "person__code", "last_news_on")[:25]
    )


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
