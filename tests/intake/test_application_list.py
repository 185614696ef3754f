"""The team's list of applications: what waits since when, narrowed in the address, a page at a time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interlab.intake.models import Application, Decision, InterviewSlot, Reader, Reading, Round
from interlab.journeys.actions import move_participation
from interlab.network.models import Source
from tests.factories.intake import ApplicationFactory, CallFactory, some_answers

pytestmark = pytest.mark.django_db
HERE = "/liege/applications/"


def named(name, **changed):
    return some_answers(name={"full_name": name, "called": ""}, **changed)


@pytest.fixture
def call(incubator):
    return CallFactory(incubator=incubator)


@pytest.fixture
def several(call, lead):
    """One application in each state, by name."""
    owned = {"incubator": call.incubator}
    found = {name: ApplicationFactory(call=call, answers=named(name)) for name in ("Sana", "Lena", "Inès", "Dora", "Wassim")}
    found["Dora (moved)"] = ApplicationFactory(call=call, answers=named("Dora Moved"))
    found["started"] = ApplicationFactory(call=call, sent=False)
    reading_round = Round.objects.create(**owned, call=call, number=1, name="Lecture")
    reader = Reader.objects.create(**owned, round=reading_round, member=lead)
    for name in ("Lena", "Inès"):
        Reading.objects.create(**owned, round=reading_round, application=found[name], reader=reader)
    slot = InterviewSlot.objects.create(**owned, call=call, member=lead, starts_at=timezone.now(), place="Ici")
    InterviewSlot.objects.filter(pk=slot.pk).update(application=found["Inès"])
    Decision.objects.create(**owned, application=found["Dora"], kind="accept", told_at=timezone.now())
    move_participation(found["Dora (moved)"].participation, "declined", by=lead)
    Application.objects.filter(pk=found["Wassim"].pk).update(withdrawn_at=timezone.now())
    return found


def names(response):
    return [row.name or row.step for row in response.context["rows"]]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("", ["Sana", "Lena", "Inès"]),
        ("sent", ["Sana"]),
        ("reading", ["Lena"]),
        ("interview", ["Inès"]),
        ("decided", ["Dora Moved", "Dora"]),
        ("withdrawn", ["Wassim"]),
        ("started", ["started"]),
    ],
)
def test_applications_are_listed_by_where_they_stand(client_for, coach, several, step, expected):
    response = client_for(coach).get(HERE, {"step": step})
    assert names(response) == expected
    assert response.context["count"] == len(expected)


def test_each_row_says_where_it_stands(client_for, coach, several):
    response = client_for(coach).get(HERE, {"step": "all"})
    steps = {row.name: row.step for row in response.context["rows"]}
    assert steps == {
        "Sana": "sent", "Lena": "reading", "Inès": "interview", "Dora": "decided", "Dora Moved": "decided",
        "Wassim": "withdrawn", "": "started",
    }  # fmt: skip


def test_an_answer_is_due_and_late(client_for, coach, call):
    application = ApplicationFactory(call=call, answers=named("Sana"))
    sent = timezone.now() - timedelta(days=call.answer_days + 1)
    Application.objects.filter(pk=application.pk).update(submitted_at=sent)
    row = client_for(coach).get(HERE).context["rows"][0]
    assert row.due_on == timezone.localdate(sent) + timedelta(days=call.answer_days)
    assert row.is_late


def test_the_list_is_narrowed_by_the_address(client_for, coach, call, incubator):
    source = Source.objects.filter(incubator=incubator).first()
    other = CallFactory(incubator=incubator, name="Autre appel")
    mine = ApplicationFactory(call=call, answers=named("Sana Haddad"), source=source, language="ar")
    ApplicationFactory(call=other, answers=named("Lena Petit"), language="fr")
    client = client_for(coach)
    for asked in (
        {"call": call.code},
        {"source": source.code},
        {"language": "ar"},
        {"q": "sana"},
        {"q": mine.spoken.lower()},
        {"q": "haddad", "call": call.code, "step": "sent"},
    ):
        assert names(client.get(HERE, asked)) == ["Sana Haddad"], asked
    assert names(client.get(HERE, {"call": other.code, "q": "sana"})) == []


def test_what_cannot_be_read_narrows_nothing(client_for, coach, several):
    client = client_for(coach)
    for asked in ({"step": "nonsense"}, {"call": "x" * 300}, {"after": "%00"}, {"after": "WyJ4Iiwx"}, {"language": "\x00"}):
        response = client.get(HERE, asked)
        assert response.status_code == 200
        assert names(response) == ["Sana", "Lena", "Inès"]
    assert names(client.get(HERE, {"q": "\x00\u202e😀"})) in ([], ["Sana", "Lena", "Inès"])


def test_pages_follow_by_key(client_for, coach, call):
    for number in range(28):
        ApplicationFactory(call=call, answers=named(f"Personne {number:02}"))
    client = client_for(coach)
    first = client.get(HERE)
    second = client.get(HERE, {"after": first.context["page"].next})
    assert names(first) + names(second) == [f"Personne {number:02}" for number in range(28)]
    assert names(client.get(HERE, {"before": second.context["page"].previous})) == names(first)


def test_one_that_is_not_sent_names_nobody(client_for, coach, call):
    ApplicationFactory(call=call, sent=False, answers=named("Quelqu’un Secret"))
    html = client_for(coach).get(HERE, {"step": "started"}).content.decode()
    assert "LUNE-" in html
    assert "Quelqu’un Secret" not in html


def test_of_a_colleagues_person_no_more_than_the_name(client_for, coach, other_coach, call):
    application = ApplicationFactory(call=call, answers=named("Sana"), language="ar")
    application.participation.coach = other_coach
    application.participation.save()
    ours, theirs = (client_for(member).get(HERE).context["rows"][0] for member in (coach, other_coach))
    assert (ours.name, ours.language) == ("Sana", "")
    assert theirs.language == "arabe"


@pytest.mark.parametrize("who", ["reviewer", "mentor", "entrepreneur", "funder_reader"])
def test_others_do_not_enter(client_for, request, who):
    assert client_for(request.getfixturevalue(who)).get(HERE).status_code == 403


def test_other_incubators_applications_are_not_listed(client_for, neighbour, several):
    assert names(client_for(neighbour).get("/namur/applications/", {"step": "all"})) == []


def test_it_is_read_only(client_for, coach):
    assert client_for(coach).post(HERE).status_code == 405


def test_the_number_of_queries_does_not_grow(client_for, coach, call):
    client, counts = client_for(coach), []
    for number in (1, 3):
        for n in range(number):
            ApplicationFactory(call=call, answers=named(f"Personne {n}"))
        client.get(HERE)
        with CaptureQueriesContext(connection) as queries:
            client.get(HERE)
        counts.append(len(queries))
    assert counts[0] == counts[1]
