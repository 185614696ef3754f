"""The questions of the pages opened most go by an index, on SQLite and on PostgreSQL."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q

from interlab.core.dates import today
from interlab.journeys.models import Attendance, NextAct, Participation
from interlab.people.models import Person, SearchWord

pytestmark = pytest.mark.django_db
BY_ANOTHER = {("sqlite", "journeys_part_cohort"), ("postgresql", "journeys_part_coach_news"), ("postgresql", "journeys_act_due")}


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
    word = Q(word__gte="am", word__lt="am\U0010ffff")
    return {
        "people_person_list": Person.objects.visible_to(coach).order_by("sort_name", "pk")[:26],
        "people_search_word": SearchWord.objects.filter(word, incubator=incubator).order_by().values("person")[:5001],
        "people_person_pkey": Person.objects.filter(pk__among=range(100)),
        "journeys_attendance_person": Attendance.objects.filter(incubator=incubator, person_id__in=[7]).values("session_id"),
        "journeys_part_news_underway": underway.filter(last_news_on__lte=day - timedelta(21)).order_by("last_news_on", "pk")[:6],
        "journeys_part_coach_news": underway.filter(coach=coach, last_news_on__lte=day)[:6],
        "journeys_part_cohort": Participation.objects.filter(incubator=incubator).past_their_cohort([1, 2])[:6],
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
    told = plan(questions(incubator, coach)[index])
    if index.endswith("_pkey") and connection.vendor == "sqlite":
        index = "INTEGER PRIMARY KEY"
    assert index in told, told
