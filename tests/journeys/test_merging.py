"""What becomes of a journey when two records become one: ways, sessions, projects, promises, documents, figures."""

import random
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.impact.figures import figures_of
from interlab.journeys.actions import (
    add_document,
    add_holder,
    create_next_act,
    move_participation,
    note_session,
    open_confidential_notes,
    open_participation,
    void_session,
)
from interlab.journeys.actions.sessions import SessionFacts
from interlab.journeys.merging import joined_ways
from interlab.journeys.models import Attendance, Participation, ParticipationMove
from interlab.journeys.models.participations import State
from interlab.journeys.person_page import openings_of
from interlab.network.actions import create_programme
from interlab.network.models import Cohort, ExitReason, Incubator, SessionKind
from interlab.people.merging.actions import questions_of, remembered, undo_merge
from interlab.people.merging.registry import sides_of
from interlab.people.models import Merge
from tests.factories import ParticipationFactory, PersonFactory, ProjectFactory, SessionFactory, a_pdf, first_programme
from tests.impact.lives import Life, Meeting, Stay, World, store
from tests.people.merging import dump, merged, texts

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def older(incubator):
    return PersonFactory(incubator=incubator, full_name="Yordanos Tesfay")


@pytest.fixture
def newer(incubator):
    return PersonFactory(incubator=incubator, full_name="Yordanos Tesfay")


# Ways through programmes -----------------------------------------------------------------------------------------


def test_two_ways_underway_in_one_programme_are_one(older, newer, coach, other_coach):
    first = ParticipationFactory(person=older, by=coach, on=today() - 30 * DAY, coach=coach)
    second = ParticipationFactory(person=newer, by=coach, on=today() - 60 * DAY, coach=other_coach)
    SessionFactory(persons=[older], by=coach, held_on=today() - 9 * DAY)
    SessionFactory(persons=[newer], by=coach, held_on=today() - 2 * DAY)
    before = dump()
    assert len(joined_ways(older, newer)) == 1
    [question] = questions_of(older, newer)
    # The way that began first takes up the other.
    assert (question.older, question.newer, question.default) == (coach.name, other_coach.name, "newer")

    merge = merged(older, newer, coach, **{question.name: "older"})
    [way] = Participation.objects.all()
    assert (way.pk, way.person, way.coach) == (second.pk, older, coach)
    assert (way.enrolled_on, way.last_news_on) == (today() - 60 * DAY, today() - 2 * DAY)
    assert way.moves.count() == 2
    assert way.attendances.count() == 2
    assert ["journeys.Participation.coach", other_coach.name] in remembered(merge)["aside"]

    undo_merge(merge, by=coach)
    assert dump() == before
    assert set(Participation.objects.values_list("pk", "person")) == {(first.pk, older.pk), (second.pk, newer.pk)}


def test_an_application_is_taken_up_by_who_is_underway(older, newer, coach):
    ParticipationFactory(person=older, by=coach, state=State.APPLIED, on=today() - 40 * DAY)
    underway = ParticipationFactory(person=newer, by=coach, state=State.ENROLLED, on=today() - 5 * DAY)
    merged(older, newer, coach)
    [way] = Participation.objects.all()
    assert (way.pk, way.state, way.applied_on, way.enrolled_on) == (
        underway.pk,
        State.ENROLLED,
        today() - 40 * DAY,
        today() - 5 * DAY,
    )
    assert list(ParticipationMove.objects.values_list("state", flat=True)) == [State.APPLIED, State.ENROLLED]


def test_ways_at_other_times_and_in_other_programmes_stay_apart(older, newer, coach, incubator):
    ended = ParticipationFactory(person=older, by=coach, on=today() - 90 * DAY)
    reason = ExitReason.objects.filter(incubator=incubator).first()
    move_participation(ended, State.LEFT, by=coach, on=today() - 50 * DAY, exit_reason=reason)
    ParticipationFactory(person=newer, by=coach)
    ParticipationFactory(person=older, by=coach, programme=create_programme(incubator, name="Relais"))
    assert joined_ways(older, newer) == []
    merged(older, newer, coach)
    assert Participation.objects.filter(person=older).count() == 3


def test_moving_a_way_that_was_just_taken_up_says_so(older, newer, coach):
    ParticipationFactory(person=older, by=coach, on=today() - DAY)
    gone = ParticipationFactory(person=newer, by=coach)
    merged(older, newer, coach)
    with pytest.raises(DomainError, match="vient d’être réuni"):
        move_participation(gone, State.COMPLETED, by=coach)


# Sessions, projects, promises, documents -------------------------------------------------------------------------


def test_a_session_both_were_at_counts_once(older, newer, coach):
    ParticipationFactory(person=newer, by=coach)
    SessionFactory(persons=[older, newer], by=coach)
    SessionFactory(persons=[newer], by=coach)
    before = dump()
    merge = merged(older, newer, coach)
    assert older.attendances.count() == 2
    assert not Attendance.objects.filter(participation=None).exists()
    undo_merge(merge, by=coach)
    assert dump() == before


def test_a_project_both_carry_is_carried_once(older, newer, coach):
    both, own = ProjectFactory(holders=[older], by=coach), ProjectFactory(holders=[newer], by=coach)
    add_holder(both, newer, by=coach)
    before = dump()
    merge = merged(older, newer, coach)
    assert set(older.holdings.values_list("project", flat=True)) == {both.pk, own.pk}
    undo_merge(merge, by=coach)
    assert dump() == before


def test_what_comes_together_is_said_in_words(older, newer, coach):
    for person, n in ((older, 4), (newer, 3)):
        for _ in range(n):
            SessionFactory(persons=[person], by=coach)
        create_next_act(person, what="Appeler", due_on=today(), by=coach)
    add_document(newer, upload=a_pdf(), title="Plan", dated_on=today(), shared=False, by=coach)
    told = {(side.older, side.newer, side.together) for side in sides_of(older, newer)}
    assert ("4 séances", "3 séances", "7 séances") in told
    assert ("1 promesse", "1 promesse", "2 promesses") in told
    assert ("0 document", "1 document", "1 document") in told
    merged(older, newer, coach)
    assert (older.attendances.count(), older.next_acts.count(), older.documents.count()) == (7, 2, 1)


def test_the_trail_of_both_is_shown_on_the_one(older, newer, coach, lead):
    open_confidential_notes(newer, reason="Avant", by=lead)
    merge = merged(older, newer, coach)
    open_confidential_notes(older, reason="Après", by=lead)
    assert [entry.details["reason"] for entry in openings_of(older)] == ["Après", "Avant"]
    undo_merge(merge, by=coach)
    assert [entry.details["reason"] for entry in openings_of(newer)] == ["Avant"]


# Writing to a record that has vient d’être réuni ----------------------------------------------------------------------


def test_everything_written_on_the_old_record_lands_on_the_one(older, newer, coach, incubator):
    """Pages opened before still hold the old record: what they send is not lost."""
    project = ProjectFactory(holders=[PersonFactory(incubator=incubator)], by=coach)
    merged(older, newer, coach)
    SessionFactory(persons=[newer, older], by=coach)
    create_next_act(newer, what="Appeler", due_on=today(), by=coach)
    add_document(newer, upload=a_pdf(), title="Plan", dated_on=today(), shared=False, by=coach)
    open_participation(newer, first_programme(incubator), by=coach)
    add_holder(project, newer, by=coach)
    ProjectFactory(holders=[newer], by=coach)
    assert (older.attendances.count(), older.next_acts.count(), older.documents.count()) == (1, 1, 1)
    assert (older.participations.count(), older.holdings.count()) == (1, 2)
    for name in ("attendances", "next_acts", "documents", "participations", "holdings"):
        assert not getattr(newer, name).exists(), name


def test_what_was_added_since_stays_with_the_one(older, newer, coach):
    ParticipationFactory(person=older, by=coach, on=today() - 30 * DAY)
    ParticipationFactory(person=newer, by=coach, on=today() - 20 * DAY)
    SessionFactory(persons=[newer], by=coach, held_on=today() - 10 * DAY)
    merge = merged(older, newer, coach)
    SessionFactory(persons=[older], by=coach, held_on=today() - DAY)
    undo_merge(merge, by=coach)
    assert (older.attendances.count(), newer.attendances.count()) == (1, 1)
    assert older.participations.get().last_news_on == today() - DAY
    assert newer.participations.get().last_news_on == today() - 10 * DAY


def test_undo_after_the_joined_way_has_ended_gives_back_what_it_can(older, newer, coach, incubator):
    ParticipationFactory(person=older, by=coach, on=today() - 30 * DAY)
    ParticipationFactory(person=newer, by=coach, on=today() - 3 * DAY)
    older_way = older.participations.get()
    merge = merged(older, newer, coach)
    reason = ExitReason.objects.filter(incubator=incubator).first()
    move_participation(older_way, State.LEFT, by=coach, on=today() - 20 * DAY, exit_reason=reason)
    undo_merge(merge, by=coach)
    assert older.participations.get().state == State.LEFT
    assert newer.participations.get().is_underway


# Figures ---------------------------------------------------------------------------------------------------------


def test_figures_count_one_person_and_undo_counts_two(incubator, coach):
    lives = [Life("woman" if n < 14 else "man", "newcomer", [Stay(0, date(2022, 1, 3))]) for n in range(32)]
    meetings = [Meeting(date(2022, 3, 1 + n % 28), [n % 32]) for n in range(370)]
    store(World(lives, meetings, []), incubator, [first_programme(incubator)])
    frozen, other_years = figures_of(incubator, 2022), figures_of(incubator, 2021)
    assert (frozen["accompanied"]["value"], frozen["sessions"]["value"]) == (32, 370)
    one, two = list(incubator_persons(incubator))[:2]

    merge = merged(one, two, coach)
    live = figures_of(incubator, 2022)
    assert (live["accompanied"]["value"], live["sessions"]["value"]) == (31, 370)
    assert (live["women_share"]["k"], live["women_share"]["n"]) == (13, 31)
    assert (live["entered"]["value"], live["hours_given"]["value"]) == (31, frozen["hours_given"]["value"])

    undo_merge(merge, by=coach)
    assert (figures_of(incubator, 2022), figures_of(incubator, 2021)) == (frozen, other_years)


def incubator_persons(incubator: Incubator):
    return PersonFactory._meta.model.objects.filter(incubator=incubator).order_by("pk")


# Random pairs ----------------------------------------------------------------------------------------------------

_NAMES = ["Yordanos Tesfay", "Tesfay Yordanos", "يوسف حداد", "Патриция", "Yordi"]
_CONTACTS = [("phone", "0470 12 34 56"), ("phone", "+32470123456"), ("whatsapp", "0470/12.34.56"), ("email", "y@example.be")]
_LANGUAGES = [("ti", "native"), ("fr", ""), ("fr", "middle"), ("ar", "fluent"), ("en", "")]


def _person(dice: random.Random, incubator: Incubator):
    some = lambda rows: dice.sample(rows, dice.randint(0, len(rows)))  # noqa: E731
    return PersonFactory(
        incubator=incubator,
        full_name=dice.choice(_NAMES),
        called=dice.choice(["", "Yordi"]),
        gender=dice.choice(["", "woman", "other"]),
        birth_year=dice.choice([None, 1985, 1990]),
        migration_value=dice.choice(["", "Cuisine", "Recettes"]),
        municipality=dice.choice(["", "Liège", "Seraing"]),
        interpreter_wanted=dice.random() < 0.5,
        languages=tuple(dict(some(_LANGUAGES)).items()),
        contacts=tuple(some(_CONTACTS)),
    )


def _enter(dice, person, programme, by, reason, facts) -> None:
    state = dice.choice([State.APPLIED, State.WAITLISTED, State.ENROLLED, State.ACTIVE])
    with suppress(DomainError):  # Already on their way there.
        way = open_participation(person, programme, by=by, state=state, **facts)
        if way.is_underway and dice.random() < 0.4:
            move_participation(way, State.LEFT, by=by, on=today(), exit_reason=reason)


def _live(dice: random.Random, incubator: Incubator, persons: list, coaches: list) -> None:
    """Let things happen to these persons, alone and together, through the real actions."""
    programmes = [first_programme(incubator), create_programme(incubator, name="Relais")]
    cohorts = [
        Cohort.objects.create(incubator=incubator, programme=programme, name="Automne", starts_on=today(), ends_on=today())
        for programme in programmes
    ]
    reason = ExitReason.objects.filter(incubator=incubator).first()
    kind = SessionKind.objects.filter(incubator=incubator).first()
    back = lambda: today() - dice.randint(0, 300) * DAY  # noqa: E731
    for person in persons:
        for programme, cohort in zip(programmes, cohorts, strict=True):
            for _again in range(dice.randint(0, 2)):
                facts = {"on": back(), "coach": dice.choice([None, *coaches]), "cohort": dice.choice([None, cohort])}
                _enter(dice, person, programme, coaches[0], reason, facts)
        if dice.random() < 0.6:
            ProjectFactory(holders=[person], by=coaches[0], name=dice.choice(["Injera", "Couture"]))
        if dice.random() < 0.6:
            create_next_act(person, what=dice.choice(["Appeler", "Écrire"]), due_on=today(), by=coaches[0])
    for _ in range(dice.randint(0, 6)):
        who = dice.sample(persons, dice.randint(1, len(persons)))
        note = {"team": dice.choice(["Elle avance.", "Rien."])}
        facts = SessionFacts(kind=kind, held_on=back(), minutes=60, persons=who, notes=note)
        session = note_session(facts, by=coaches[0])
        if dice.random() < 0.2:
            void_session(session, by=coaches[0])
    if dice.random() < 0.5:
        ProjectFactory(holders=persons, by=coaches[0], name="Ensemble")


@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])
@given(dice=st.randoms(use_true_random=False))
def test_random_pairs_lose_nothing_and_come_back_row_by_row(incubator, coach, other_coach, dice):
    with transaction.atomic():
        persons = [_person(dice, incubator) for _ in range(3)]
        _live(dice, incubator, persons, [coach, other_coach])
        one, two = dice.sample(persons, 2)
        before, said = dump(), texts()

        chosen = {question.name: dice.choice(question.options)[0] for question in questions_of(*sorted((one, two), key=_key))}
        merge = merged(one, two, coach, **chosen)
        memory = remembered(merge)
        standing, aside = texts(), {text for _name, text in memory["aside"]}
        kept = standing.copy()
        for entry in memory["entries"]:
            kept.update(str(value) for value in {**entry.get("gone", {}), **entry.get("old", {})}.values())
        assert not said - kept, "a text is gone"
        lost = {text for text in said if not any(text in now for now in standing) and text not in aside}
        assert lost <= {value for _kind, value in _CONTACTS}, "a text is neither on the one nor readable aside"
        assert not merge.merged.attendances.exists()

        undo_merge(Merge.objects.get(pk=merge.pk), by=coach)
        assert dump() == before
        transaction.set_rollback(True)


def _key(person) -> int:
    return person.pk
