"""Who came how far: counted as somebody would who reads every application one after the other."""

import random
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from interlab.core.dates import today
from interlab.intake.funnel import Narrowed, funnel_of
from interlab.intake.models import (
    Application,
    Decision,
    Interest,
    InterviewSlot,
    Outreach,
    Reader,
    Reading,
    Recommendation,
    Round,
)
from interlab.journeys.models import Attendance
from interlab.journeys.models.participations import State
from interlab.network.models import Source
from interlab.privacy.models import AuditEntry
from tests.factories import SessionFactory
from tests.factories.intake import ApplicationFactory, CallFactory

pytestmark = pytest.mark.django_db

INSIDE = {State.ENROLLED, State.ACTIVE, State.COMPLETED, State.LEFT}


@pytest.fixture
def here(call):
    return f"/liege/calls/{call.code}/funnel/"


@pytest.fixture
def sources(incubator):
    return list(Source.objects.filter(incubator=incubator)[:2])


def live(call, lead, chance: random.Random, sources) -> Application:
    """Somebody's way through a call, any way."""
    owned = {"incubator": call.incubator}
    facts = {"language": chance.choice(["fr", "ar"]), "source": chance.choice([*sources, None])}
    if chance.random() < 0.4:
        return ApplicationFactory(call=call, sent=False, reached=chance.choice(["", "idea", "place", "gone"]), **facts)
    one = ApplicationFactory(call=call, **facts)
    if chance.random() < 0.6:
        turn = Round.objects.create(**owned, call=call, number=Round.objects.count() + 1, name="Lecture")
        reader = Reader.objects.create(**owned, round=turn, member=lead)
        done, back = chance.choice([(None, None), (timezone.now(), None), (timezone.now(), timezone.now())])
        Reading.objects.create(**owned, round=turn, application=one, reader=reader, done_at=done, handed_back_at=back)
    for outcome in chance.sample(["held", "missed", "cancelled"], chance.randint(0, 3)):
        starts = timezone.now() + timedelta(hours=InterviewSlot.objects.count())
        slot = {"starts_at": starts, "place": "Liège", "application": one, "outcome": outcome}
        InterviewSlot.objects.create(**owned, call=call, member=lead, **slot)
    if chance.random() < 0.5:
        kind, told = chance.choice(["accept", "wait"]), chance.choice([None, timezone.now()])
        Decision.objects.create(**owned, application=one, kind=kind, told_at=told)
    one.participation.state = chance.choice([State.APPLIED, State.DECLINED, State.ENROLLED, State.ACTIVE])
    if one.participation.state in INSIDE:
        one.participation.enrolled_on = today()
    one.participation.save()
    if one.participation.state in INSIDE and chance.random() < 0.5:
        SessionFactory(persons=[one.person], by=lead)
    return one


def slowly(call, narrowed: Narrowed) -> dict[str, int]:
    """The same, read one application after the other."""
    counted = dict.fromkeys(["informed", "started", "sent", "read", "met", "accepted", "came"], 0)
    for row in Outreach.objects.filter(call=call):
        if not narrowed.language and (narrowed.source is None or row.source == narrowed.source):
            counted["informed"] += row.people
    if narrowed.source is None:
        for row in [*Interest.objects.filter(told_of=call), *Recommendation.objects.filter(incubator=call.incubator)]:
            meanwhile = isinstance(row, Interest) or row.created_at.date() >= call.opens_on
            counted["informed"] += meanwhile and narrowed.language in ("", row.language)
    for one in Application.objects.filter(call=call):
        if narrowed.language not in ("", one.language) or (narrowed.source is not None and one.source != narrowed.source):
            continue
        way = one.participation
        state = way.state if way else ""
        sessions = Attendance.objects.filter(participation=way) if way else []
        told = [decision for decision in one.decisions.all() if decision.kind == "accept" and decision.told_at]
        counted["started"] += 1
        counted["sent"] += bool(one.submitted_at)
        counted["read"] += any(reading.done_at and not reading.handed_back_at for reading in one.readings.all())
        counted["met"] += any(slot.outcome == "held" for slot in one.slots.all())
        counted["accepted"] += bool(told) or state in INSIDE
        counted["came"] += state in (State.ACTIVE, State.COMPLETED) or any(not row.session.voided_at for row in sessions)
    return counted


@pytest.mark.parametrize("seed", range(4))
def test_it_counts_as_a_slow_reader_does(incubator, lead, call, sources, seed):
    chance = random.Random(seed)
    for _ in range(14):
        live(call, lead, chance, sources)
    live(CallFactory(incubator=incubator), lead, chance, sources)
    for source in [*sources, None]:
        people = chance.randint(1, 50)
        Outreach.objects.create(incubator=incubator, call=call, on=today(), where="Marché", people=people, source=source)
    reached = {"incubator": incubator, "kind": "phone", "value": "0470", "language": "ar"}
    Interest.objects.create(**reached, told_of=call)
    Interest.objects.create(**reached)
    Recommendation.objects.create(**reached, name="Awa")
    early = Recommendation.objects.create(**reached, name="Awa")
    before = timezone.make_aware(datetime.combine(call.opens_on - timedelta(days=2), datetime.min.time()))
    Recommendation.objects.filter(pk=early.pk).update(created_at=before)
    for source in [*sources, None]:
        for language in ("", "ar", "fr", "en"):
            narrowed = Narrowed(source, language)
            assert funnel_of(call, narrowed).steps == slowly(call, narrowed)


def test_the_sources_add_up(lead, call, sources):
    chance = random.Random(9)
    for _ in range(10):
        live(call, lead, chance, sources)
    found = funnel_of(call)
    for step in found.steps:
        assert sum(counts[step] for _name, counts in found.by_source) == found.steps[step]


def test_where_people_stopped_is_told_by_the_words_of_the_question(call):
    for reached in ("idea", "idea", "", "gone"):
        ApplicationFactory(call=call, sent=False, reached=reached)
    ApplicationFactory(call=call, reached="idea")
    stops = [(stop.label, stop.count, stop.of) for stop in funnel_of(call).stops]
    assert stops == [("Quelle est votre idée ?", 2, 4), ("", 1, 4), ("gone", 1, 4)]


def test_the_page_is_narrowed_by_its_address(client_for, coach, call, here, sources):
    ApplicationFactory(call=call, source=sources[0], language="ar")
    ApplicationFactory(call=call, sent=False, language="fr")
    client = client_for(coach)
    assert client.get(here).context["found"].steps["started"] == 2
    assert client.get(f"{here}?source={sources[0].code}").context["found"].steps["started"] == 1
    assert client.get(f"{here}?language=fr").context["found"].steps["sent"] == 0
    for absurd in ("?source=x&language=x", "?source=%00", "?language=" + "9" * 300):
        assert client.get(here + absurd).context["found"].steps["started"] == 2


def test_an_empty_call_has_a_page_too(client_for, lead, here):
    assert client_for(lead).get(here).status_code == 200


def test_more_lives_cost_no_more_questions(client_for, lead, call, here, sources):
    client, chance = client_for(lead), random.Random(3)
    for _ in range(3):
        live(call, lead, chance, sources)
    costs = []
    for _ in range(2):
        client.get(here)
        with CaptureQueriesContext(connection) as queries:
            client.get(here)
        costs.append(len(queries))
        for _ in range(5):
            live(call, lead, chance, sources)
    assert costs[0] == costs[1]


def workbook_of(answer):
    return load_workbook(BytesIO(answer.content))


def test_the_history_is_taken_as_a_workbook_without_names(client_for, lead, incubator, call, here, sources):
    sources[0].name = "=HYPERLINK(1)"
    sources[0].save()
    one = ApplicationFactory(call=call, source=sources[0])
    ApplicationFactory(call=call, sent=False, reached="idea")
    Decision.objects.create(incubator=incubator, application=one, kind="accept", told_at=timezone.now())
    Outreach.objects.create(incubator=incubator, call=call, on=today(), where="+1", people=3)
    answer = client_for(lead).post(f"{here}export/")
    book = workbook_of(answer)
    sheets = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    assert [len(rows) for rows in sheets] == [3, 5, 2]
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]
    assert not any("Hanan" in str(cell.value) or "0470" in str(cell.value) for cell in cells)
    assert AuditEntry.objects.filter(act="call.exported", subject_code=call.code).count() == 1


def test_the_workbook_costs_the_same_for_more_lives(client_for, lead, call, here, sources):
    client, chance = client_for(lead), random.Random(5)
    costs = []
    for _ in range(2):
        for _ in range(4):
            live(call, lead, chance, sources)
        client.post(f"{here}export/")
        with CaptureQueriesContext(connection) as queries:
            client.post(f"{here}export/")
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_who_may(client_for, coach, reviewer, neighbour, here):
    for who, status in ((coach, 403), (reviewer, 403), (neighbour, 404)):
        assert client_for(who).post(f"{here}export/").status_code == status
    for who, status in ((coach, 200), (reviewer, 403), (neighbour, 404)):
        assert client_for(who).get(here).status_code == status
    assert client_for(coach).get(f"{here}export/").status_code in (403, 405)
