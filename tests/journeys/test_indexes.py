"""The questions of the pages opened most go by an index, on SQLite and on PostgreSQL."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q

from interlab.core.dates import today
from interlab.journeys.models import Attendance, NextAct, Participation, Session
from interlab.network.models import Cohort, SessionKind
from interlab.people.models import Person, SearchWord
from tests.factories import first_programme

pytestmark = pytest.mark.django_db
BY_ANOTHER = {("sqlite", "journeys_part_cohort")}
CROWD = 1500


def crowd(incubator, by):
    """Fill the tables with people of coach `by`: on a table of ten rows PostgreSQL takes whichever index comes first."""
    names = [f"n{number}" for number in range(CROWD)]
    Person.objects.bulk_create(Person(incubator=incubator, full_name=name, sort_name=name) for name in names)
    persons = list(Person.objects.filter(incubator=incubator).order_by("pk"))
    programme, day = first_programme(incubator), today()
    cohorts = [
        Cohort.objects.create(incubator=incubator, programme=programme, name=f"P{number}", starts_on=day, ends_on=day)
        for number in range(50)
    ]
    SearchWord.objects.bulk_create(SearchWord(incubator=incubator, person=person, word=person.sort_name) for person in persons)
    Participation.objects.bulk_create(
        Participation(
            incubator=incubator, person=person, programme=programme, state="active", coach=by, cohort=cohorts[number % 50],
            applied_on=day - timedelta(700), enrolled_on=day - timedelta(700), last_news_on=day - timedelta(number % 700),
        )
        for number, person in enumerate(persons)
    )  # fmt: skip
    NextAct.objects.bulk_create(
        NextAct(incubator=incubator, person=person, what="x", due_on=day - timedelta(number % 700), owner=by)
        for number, person in enumerate(persons)
    )
    kind = SessionKind.objects.filter(incubator=incubator).first()
    session = Session.objects.create(incubator=incubator, kind=kind, held_on=day, minutes=60, given_by=by, noted_by=by)
    Attendance.objects.bulk_create(Attendance(incubator=incubator, session=session, person=person) for person in persons)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def plan(rows):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table of ten rows is read whole: what matters is that the index would do.
            for way in ("seqscan", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
        return rows.explain()


def questions(incubator, coach):
    day = today()
    underway = Participation.objects.filter(incubator=incubator).underway()
    acts = NextAct.objects.filter(incubator=incubator).awaited()
    ended = list(Cohort.objects.filter(incubator=incubator).values_list("pk", flat=True)[:2]) or [1, 2]
    word = Q(word__gte="am", word__lt="am\U0010ffff")
    return {
        "people_person_list": Person.objects.visible_to(coach).order_by("sort_name", "pk")[:26],
        "people_search_word": SearchWord.objects.filter(word, incubator=incubator).order_by().values("person")[:5001],
        "people_person_pkey": Person.objects.filter(pk__among=range(100)),
        "journeys_attendance_person": Attendance.objects.filter(incubator=incubator, person_id__in=[7]).values("session_id"),
        "journeys_part_news_underway": underway.filter(last_news_on__lte=day - timedelta(690)).order_by("last_news_on", "pk")[:6],
        "journeys_part_coach_news": underway.filter(coach=coach, last_news_on__lte=day - timedelta(690))[:6],
        "journeys_part_cohort": Participation.objects.filter(incubator=incubator).past_their_cohort(ended)[:6],
        "journeys_act_due": acts.filter(due_on=day)[:6],
    }


@pytest.mark.parametrize(
    "index",
    [
        "people_person_list",
        "people_search_word",
        "people_person_pkey",
        "journeys_attendance_person",
        "journeys_part_news_underway",
        "journeys_part_coach_news",
        "journeys_part_cohort",
        "journeys_act_due",
    ],
)
def test_a_question_goes_by_its_index(incubator, coach, index):
    if (connection.vendor, index) in BY_ANOTHER:
        pytest.skip("of two indexes that would do, an empty table takes either")
    if connection.vendor == "postgresql":
        crowd(incubator, coach)
    told = plan(questions(incubator, coach)[index])
    if index.endswith("_pkey") and connection.vendor == "sqlite":
        index = "INTEGER PRIMARY KEY"
    assert index in told, told
