"""Erased is erased: nothing is left anywhere, others keep what is theirs, figures keep adding up."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from interlab.accounts.models import Account, Membership
from interlab.impact.erased import with_erased
from interlab.impact.figures import figures_of
from interlab.imports.models import WorkbookImport
from interlab.journeys.models import Project, Session, SessionNote
from interlab.people.models import Person, SearchWord
from interlab.privacy.erasure import erase_subject, plan_of
from interlab.privacy.ledger import entries
from interlab.privacy.models import AuditEntry, DataRequest
from interlab.privacy.subjects import subject_of_member, subject_of_person
from tests.factories import PersonFactory
from tests.privacy.whole_file import a_whole_file, left_in_database, left_on_disk, plant_everywhere

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def other(incubator) -> Person:
    return PersonFactory(incubator=incubator, full_name="Idrissa Diallo", called="Idrissa")


@pytest.fixture
def person(lead, other) -> Person:
    return a_whole_file(lead, other=other)


@pytest.fixture
def erased(person, lead, django_capture_on_commit_callbacks) -> Person:
    plant_everywhere(person)
    with django_capture_on_commit_callbacks(execute=True):
        erase_subject(subject_of_person(person), by=lead)
    return person


def test_before_an_erasure_the_search_for_traces_finds_them(person):
    assert plant_everywhere(person) > 10
    assert len(left_in_database()) > 40
    assert len(left_on_disk()) >= 2


def test_nothing_is_left_of_an_erased_person(erased):
    assert left_in_database() == []
    assert left_on_disk() == []


def test_what_others_have_stays_without_the_erased_person(erased, other):
    bodies = list(SessionNote.objects.values_list("body", flat=True))
    assert "[…] a vendu, Idrissa aussi" in bodies
    assert "Parle de […], […]" in bodies
    assert Project.objects.get().summary == "Avec […]"
    assert Session.objects.count() == 2
    assert other.attendances.count() == 2
    assert other.next_acts.get().what == "Rappeler […], ou […]"
    assert SearchWord.objects.filter(person=other, word="idrissa").exists()
    report = WorkbookImport.objects.get(state="imported").report
    assert [row["name"] for row in report["sheets"][0]["rejected"]] == ["Idrissa"]
    assert report["sheets"][0]["columns"][0]["header"] == "Nom"


def test_a_workbook_that_waits_is_given_up(erased):
    waiting = WorkbookImport.objects.get(state="cancelled")
    assert not waiting.file


def test_the_account_goes_with_them_and_its_place_has_no_name(erased, incubator):
    assert not Account.objects.filter(email__startswith="zorgl").exists()
    place = Membership.objects.get(incubator=incubator, roles=["entrepreneur"])
    assert place.account is None
    assert place.ended_at is not None


def test_an_account_that_is_somebody_elses_too_stays(person, lead, neighbour_incubator):
    Membership.objects.create(incubator=neighbour_incubator, account=person.account, name="Z", roles=["mentor"])
    erase_subject(subject_of_person(person), by=lead)
    assert Account.objects.filter(pk=person.account_id).exists()


def test_that_it_was_done_stays_written_down(erased, lead):
    entry = AuditEntry.objects.get(act="person.erased")
    assert (entry.person_code, entry.by) == (erased.code, lead)
    asked = DataRequest.objects.get()
    assert (asked.person_code, asked.reason, bool(asked.archive)) == (erased.code, "", False)


def test_the_plan_says_what_goes_what_stays_and_where_they_are_named(person):
    plan = plan_of(subject_of_person(person))
    lines = {line.name: (line.goes, line.stays) for line in plan.lines}
    assert lines["journeys.session"] == (1, 1)
    assert lines["journeys.project"] == (1, 1)
    assert all(line.because for line in plan.lines if line.stays)
    assert plan.account_goes
    assert {place.name for place in plan.cleaned} >= {"journeys.sessionnote", "journeys.nextact"}
    assert Person.objects.filter(pk=person.pk).exists()


def test_a_first_name_elsewhere_is_left_to_a_human_eye(person, other, lead):
    note = SessionNote.objects.filter(session__attendances__person=other).exclude(session__attendances__person=person).first()
    note.body = "Zorglu, une autre"
    note.save()
    places = plan_of(subject_of_person(person)).to_look_at
    assert [place.name for place in places] == ["journeys.sessionnote"]
    erase_subject(subject_of_person(person), by=lead)
    assert SessionNote.objects.get(pk=note.pk).body == "Zorglu, une autre"


def test_every_erasure_is_in_the_ledger_without_a_name(erased, incubator):
    assert [(one.incubator, one.kind, one.code) for one in entries() if one.code == erased.code] == [
        ("liege", "person", erased.code)
    ]
    text = Path(settings.ERASURE_LEDGER).read_text()
    assert set(json.loads(text.splitlines()[-1])) == {"incubator", "kind", "code", "at"}
    assert "zorgl" not in text.casefold()


def test_replaying_the_ledger_erases_whoever_came_back(
    person, other, lead, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.ERASURE_LEDGER = tmp_path / "ledger.jsonl"
    line = {"incubator": "liege", "kind": "person", "code": person.code, "at": "2026-01-01T00:00:00+00:00"}
    lines = [json.dumps(line), json.dumps({**line, "code": "nobody"}), json.dumps({**line, "incubator": "gone"}), '{"cut'] * 2
    settings.ERASURE_LEDGER.write_text("\n".join(lines))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("replay_erasures")
        call_command("replay_erasures")
    assert left_in_database() == []
    assert left_on_disk() == []
    assert Person.objects.get() == other
    assert settings.ERASURE_LEDGER.read_text().count("\n") == len(lines) - 1, "replaying adds nothing to the ledger"


def test_figures_keep_adding_up(person, incubator, lead):
    year = person.created_at.year
    before = figures_of(incubator, year)
    erase_subject(subject_of_person(person), by=lead)
    after = figures_of(incubator, year)
    assert after["accompanied"]["value"] == before["accompanied"]["value"] - 1
    from interlab.core.dates import Period
    from interlab.impact.populations import Scope

    reported = with_erased(after, Scope(incubator, Period.year(year)))
    for key in ("accompanied", "sessions", "exits", "entered", "applied", "stages", "launched"):
        assert reported[key]["reported"] == before[key]["value"], key
    assert reported["hours_given"]["reported"] == before["hours_given"]["minutes"]
    assert "erased" not in reported["women_share"]


def test_no_tally_speaks_of_a_personal_trait(person, lead):
    from interlab.impact.models import ErasedTally

    erase_subject(subject_of_person(person), by=lead)
    keys = set(ErasedTally.objects.values_list("key", flat=True))
    assert keys
    assert not keys & {"women_share", "newcomers", "locals"}


def test_a_mentor_is_erased_and_what_they_did_stays(mentor, lead, other, django_capture_on_commit_callbacks):
    from tests.factories import SessionFactory

    session = SessionFactory(persons=[other], by=lead, given_by=mentor)
    name, email = mentor.name, mentor.account.email
    with django_capture_on_commit_callbacks(execute=True):
        erase_subject(subject_of_member(mentor), by=lead)
    mentor.refresh_from_db()
    assert (mentor.account, mentor.ended_at is None) == (None, False)
    assert name not in mentor.name
    assert not Account.objects.filter(email=email).exists()
    assert Session.objects.get(pk=session.pk).given_by == mentor
