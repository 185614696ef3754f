"""What each figure counts, on lives made by hand."""

from datetime import date

import pytest

from interlab.impact.definitions import DEFINITIONS, half_up
from interlab.impact.figures import figures_of
from interlab.journeys.models import Participation
from tests.factories import PersonFactory, first_programme
from tests.impact.lives import END, START, Life, Meeting, Stay, Venture, World, as_judged, judge, store

JUNE = date(2022, 6, 15)
FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)


@pytest.fixture
def counted(incubator):
    """Store a world and return its figures of 2022, which the slow reading must share."""

    def count(*lives, meetings=(), ventures=()):
        world = World(list(lives), list(meetings), list(ventures))
        store(world, incubator, [first_programme(incubator)] * 2)
        figures = figures_of(incubator, 2022)
        assert as_judged(figures) == judge(world)
        return figures

    return count


def since(day, ended=None, **facts):
    return Life(stays=[Stay(0, day, ended)], **facts)


def test_reentry_counts_a_person_once(counted):
    life = Life(gender="woman", stays=[Stay(0, date(2022, 1, 5), date(2022, 3, 1), "paused"), Stay(0, date(2022, 9, 1))])
    figures = counted(life, meetings=[Meeting(date(2022, 2, 1), [0]), Meeting(date(2022, 10, 1), [0])])
    assert figures["accompanied"]["value"] == figures["entered"]["value"] == 1
    assert figures["sessions"]["value"] == 2


def test_session_of_a_person_in_two_participations_counts_once(counted):
    life = Life(stays=[Stay(0, FIRST, date(2022, 12, 1)), Stay(0, FIRST)])
    figures = counted(life, meetings=[Meeting(JUNE, [0])])
    assert (figures["sessions"]["value"], figures["accompanied"]["value"]) == (1, 1)


def test_exit_before_the_year_is_not_accompanied(counted):
    figures = counted(since(date(2021, 1, 1), date(2021, 12, 31)), meetings=[Meeting(JUNE, [0])])
    assert figures["accompanied"]["value"] == 0
    assert figures["sessions"]["value"] == 1


def test_exit_on_the_first_day_of_the_year_is_accompanied(counted):
    figures = counted(since(date(2021, 1, 1), FIRST), meetings=[Meeting(FIRST, [0])])
    assert figures["accompanied"]["value"] == 1


@pytest.mark.parametrize(("day", "n"), [(date(2021, 12, 31), 0), (FIRST, 1), (LAST, 1), (date(2023, 1, 1), 0)])
def test_edges_of_the_year(counted, day, n):
    figures = counted(since(date(2021, 6, 1)), meetings=[Meeting(day, [0])])
    assert (figures["accompanied"]["value"], figures["sessions"]["value"]) == (n, n)


def test_enrolled_after_the_year_is_not_accompanied(counted):
    assert counted(since(END), meetings=[Meeting(LAST, [0])])["accompanied"]["value"] == 0


def test_information_session_alone_is_not_accompaniment(counted):
    figures = counted(since(START), meetings=[Meeting(JUNE, [0], kind="information")])
    assert figures["accompanied"]["value"] == figures["sessions"]["value"] == 0
    assert figures["information_sessions"]["value"] == 1
    assert figures["hours_given"]["value"] == 0


def test_session_undone_counts_nowhere(counted):
    figures = counted(since(START), meetings=[Meeting(JUNE, [0], voided=True)])
    assert figures["accompanied"]["value"] == figures["sessions"]["value"] == figures["hours_given"]["value"] == 0


def test_session_noted_before_the_participation_counts_the_person(incubator):
    person = store(World([Life()], [Meeting(JUNE, [0])]), incubator, [])[0]
    Participation.objects.create(
        incubator=incubator,
        person=person,
        programme=first_programme(incubator),
        state="active",
        applied_on=START,
        enrolled_on=START,
    )
    assert figures_of(incubator, 2022)["accompanied"]["value"] == 1


def test_group_session_counts_attendances_and_its_hours_given_once(counted):
    figures = counted(since(START), since(START), since(START), meetings=[Meeting(JUNE, [0, 1, 2], kind="workshop", minutes=90)])
    assert (figures["sessions"]["value"], figures["sessions"]["hours"]) == (3, 4.5)
    assert (figures["hours_given"]["value"], figures["hours_given"]["sessions"]) == (1.5, 1)


def test_unknown_gender_stays_out_of_the_share_and_other_is_known(counted):
    lives = [since(START, gender=gender) for gender in ("woman", "woman", "man", "other", "")]
    share = counted(*lives, meetings=[Meeting(JUNE, [0, 1, 2, 3, 4])])["women_share"]
    assert (share["value"], share["k"], share["n"], share["unknown"]) == (50.0, 2, 4, 1)


def test_share_is_not_rounded_and_is_nothing_of_nobody(counted):
    lives = [since(START, gender="woman" if number < 14 else "man") for number in range(32)]
    assert counted(*lives, meetings=[Meeting(JUNE, list(range(32)))])["women_share"]["value"] == 43.75


def test_year_without_anybody_has_no_share(incubator):
    assert figures_of(incubator, 2022)["women_share"]["value"] is None


def test_launch_counts_once_on_its_first_day(counted):
    back_and_forth = [("launched", date(2021, 12, 31), False), ("model", JUNE, False), ("launched", LAST, False)]
    new = [("launched", JUNE, False), ("test", LAST, False)]
    figures = counted(
        since(START), meetings=[Meeting(JUNE, [0])], ventures=[Venture(0, [0], back_and_forth), Venture(0, [0], new)]
    )
    assert figures["launched"]["value"] == 1
    reached = {step["meaning"]: step["value"] for step in figures["stages"]["by_stage"]}
    assert (figures["stages"]["value"], reached["welcome"], reached["launched"]) == (2, 2, 2)


def test_launch_taken_back_does_not_count(counted):
    figures = counted(since(START), ventures=[Venture(0, [0], [("launched", JUNE, True), ("launched", END, False)])])
    assert figures["launched"]["value"] == 0


def test_exits_count_persons_and_their_reasons(counted):
    twice = Life(stays=[Stay(0, START, date(2022, 2, 1), "job"), Stay(0, date(2022, 3, 1), JUNE, "moved")])
    figures = counted(twice, Life(stays=[Stay(0, START, LAST, "training")]), Life(stays=[Stay(0, START, END, "job")]))
    assert (figures["exits"]["value"], figures["positive_exits"]["value"]) == (2, 2)
    assert {line["meaning"]: line["value"] for line in figures["exits"]["by_reason"]} == {"job": 1, "moved": 1, "training": 1}


def test_hours_by_kind_name_the_kind_and_its_meaning(counted):
    figures = counted(since(START), meetings=[Meeting(JUNE, [0], minutes=30), Meeting(JUNE, [0], kind="information", minutes=60)])
    assert [(line["meaning"], line["hours"]) for line in figures["sessions"]["by_kind"]] == [("coaching", 0.5)]
    assert [(line["meaning"], line["hours"]) for line in figures["information_sessions"]["by_kind"]] == [("information", 1.0)]


def test_every_figure_is_defined_and_says_period_and_unit(incubator):
    figures = figures_of(incubator, 2022)
    assert list(figures) == list(DEFINITIONS)
    assert all({"value", "unit", "version", "period"} <= set(figure) for figure in figures.values())
    assert figures["accompanied"]["period"] == {"start": "2022-01-01", "end": "2023-01-01"}


@pytest.mark.parametrize(("k", "n", "percent"), [(14, 32, 44), (1, 200, 1), (3, 9, None), (9, 200, 5), (5, 10, 50), (0, 0, None)])
def test_percentages_round_half_up_and_need_ten(k, n, percent):
    assert half_up(k, n) == percent


def test_number_of_queries_does_not_grow(incubator, django_assert_num_queries):
    for n in (1, 3):
        store(World([since(START)] * n, [Meeting(JUNE, [place]) for place in range(n)]), incubator, [first_programme(incubator)])
        with django_assert_num_queries(11):
            figures_of(incubator, 2022)


def test_person_alone_is_in_no_figure(incubator):
    PersonFactory(incubator=incubator)
    assert {key: figure["value"] for key, figure in figures_of(incubator, 2022).items() if figure["value"]} == {}
