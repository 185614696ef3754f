"""Nothing stays because nobody thought of it: announced, thirty days, gone; or kept, with a reason."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from interlab.core.dates import in_months, today
from interlab.imports.models import WorkbookImport
from interlab.journeys.actions import add_document, move_participation, note_session, remove_document, void_session
from interlab.journeys.actions.sessions import SessionFacts
from interlab.journeys.models import Document, Session
from interlab.network.models import SessionKind
from interlab.notices.actions import queue_mail
from interlab.notices.models import Message
from interlab.people.models import Person
from interlab.privacy.models import DataRequest, Farewell
from interlab.privacy.requests import answer_access, ask_for_data
from interlab.privacy.retaining import keep_file, retain, would
from tests.factories import ParticipationFactory, PersonFactory, SessionFactory, a_pdf

pytestmark = pytest.mark.django_db
LONG_AGO = in_months(today(), -25)


def _known_since(person: Person, day) -> Person:
    Person.objects.filter(pk=person.pk).update(created_at=timezone.make_aware(timezone.datetime(day.year, day.month, day.day)))
    return person


@pytest.fixture
def old(incubator) -> Person:
    person = PersonFactory(incubator=incubator, full_name="Nour Ancienne", contacts=[("email", "nour@example.org")])
    return _known_since(person, LONG_AGO)


def test_an_inactive_file_is_announced_then_goes(old, incubator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert retain()["announced.inactive"] == 1
    farewell = Farewell.objects.get()
    assert (farewell.person_code, farewell.erase_on) == (old.code, today() + timedelta(days=30))
    assert farewell.written_to
    assert Message.objects.get().address == "nour@example.org"
    assert retain()["announced.inactive"] == 0
    assert retain(today() + timedelta(days=29))["erased"] == 0
    assert retain(today() + timedelta(days=30))["erased"] == 1
    assert not Person.objects.filter(pk=old.pk).exists()
    assert not Farewell.objects.exists()


@pytest.mark.parametrize("what", ["underway", "applied", "session", "ended lately", "document", "new"])
def test_a_file_to_which_something_happened_stays(what, incubator, lead, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    person = PersonFactory(incubator=incubator)
    if what != "new":
        _known_since(person, LONG_AGO)
    if what == "underway":
        ParticipationFactory(person=person, on=LONG_AGO)
    elif what == "applied":
        ParticipationFactory(person=person, state="applied", on=LONG_AGO)
    elif what == "session":
        SessionFactory(persons=[person], by=lead, held_on=in_months(today(), -23))
    elif what == "ended lately":
        move_participation(ParticipationFactory(person=person, on=LONG_AGO), "completed", by=lead, on=in_months(today(), -3))
    elif what == "document":
        add_document(person, upload=a_pdf(), title="Plan", dated_on=today(), shared=False, by=lead)
    assert retain()["announced.inactive"] == 0


def test_what_happens_after_the_announcement_saves_the_file(old, lead):
    retain()
    SessionFactory(persons=[old], by=lead)
    assert retain(today() + timedelta(days=31))["erased"] == 0
    assert Person.objects.filter(pk=old.pk).exists()
    assert not Farewell.objects.exists()


def test_kept_with_a_reason_and_asked_again_in_a_year(old, lead):
    retain()
    keep_file(Farewell.objects.get(), because="Un litige est en cours.", by=lead)
    assert retain(today() + timedelta(days=31))["erased"] == 0
    assert retain(in_months(today(), 12) - timedelta(days=1))["announced.inactive"] == 0
    assert retain(in_months(today(), 12))["announced.inactive"] == 1
    assert Farewell.objects.get().kept_on is None


def test_a_declined_application_is_announced_at_five_months_and_gone_at_six(incubator, lead):
    person = PersonFactory(incubator=incubator)
    way = ParticipationFactory(person=person, state="applied", on=today() - timedelta(days=200))
    declined = today() - timedelta(days=140)
    move_participation(way, "declined", by=lead, on=declined)
    assert retain()["announced.not_taken"] == 0
    six_months = in_months(declined, 6)
    assert retain(six_months - timedelta(days=31))["announced.not_taken"] == 0
    assert retain(six_months - timedelta(days=30))["announced.not_taken"] == 1
    assert retain(six_months)["erased"] == 1
    assert not Person.objects.filter(pk=person.pk).exists()


def test_a_declined_person_who_is_accompanied_otherwise_stays(incubator, lead):
    person = PersonFactory(incubator=incubator)
    way = ParticipationFactory(person=person, state="applied", on=today() - timedelta(days=300))
    move_participation(way, "declined", by=lead, on=today() - timedelta(days=290))
    ParticipationFactory(person=person)
    assert retain()["announced.not_taken"] == 0


def test_rows_whose_time_is_over_go(incubator, lead, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    person = PersonFactory(incubator=incubator)
    kind = SessionKind.objects.filter(incubator=incubator).first()
    void_session(note_session(SessionFacts(kind=kind, held_on=today(), minutes=60, persons=[person]), by=lead), by=lead)
    remove_document(add_document(person, upload=a_pdf(), title="Plan", dated_on=today(), shared=False, by=lead), by=lead)
    WorkbookImport.objects.create(incubator=incubator, filename="a.xlsx", sha256="0" * 64)
    queue_mail("a@example.org", "", "")
    answer_access(ask_for_data("access", person=person, by=lead), by=lead)
    assert sum(retain().values()) == 0
    copy = Path(DataRequest.objects.get().archive.path)
    with django_capture_on_commit_callbacks(execute=True):
        retain(today() + timedelta(days=8))
    assert not DataRequest.objects.get().archive
    assert not copy.exists()
    retain(today() + timedelta(days=32))
    assert not Session.objects.exists()
    assert not Document.objects.exists()
    retain(today() + timedelta(days=92))
    assert not WorkbookImport.objects.exists()
    assert Message.objects.filter(address="a@example.org").exists()
    retain(today() + timedelta(days=367))
    assert not Message.objects.filter(address="a@example.org").exists()


def test_a_dry_run_says_what_and_does_nothing(old):
    out = StringIO()
    call_command("retention", "--dry-run", stdout=out)
    assert "announced.inactive" in out.getvalue()
    assert would()["announced.inactive"] == 1
    assert not Farewell.objects.exists()
    for bad in (["--dry-run", "--on", "soon"], ["--on", "2027-01-01"]):
        with pytest.raises(CommandError):
            call_command("retention", *bad)
    call_command("retention", stdout=out)
    assert Farewell.objects.count() == 1


# The page --------------------------------------------------------------------------------------------------------


def test_the_page_lists_what_ends_and_every_time(client_for, lead, old):
    retain()
    page = client_for(lead).get("/liege/retention/")
    assert [name for _farewell, name in page.context["listed"]] == ["Nour Ancienne"]
    assert len(page.context["kept"]) >= 10
    piles = [pile for column in client_for(lead).get("/liege/today/").context["columns"] for pile in column]
    assert "Nour Ancienne" in [row.person.short_name for pile in piles if pile.key == "decide" for row in pile.rows]


def test_keeping_asks_why(client_for, lead, old):
    retain()
    farewell, client = Farewell.objects.get(), client_for(lead)
    address = f"/liege/retention/{farewell.code}/keep/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"because": "  "}).status_code == 422
    assert client.post(address, {"because": "Suivi convenu."}).status_code == 302
    farewell.refresh_from_db()
    assert (farewell.kept_by, farewell.kept_because) == (lead, "Suivi convenu.")


def test_the_page_costs_the_same_for_one_and_three(client_for, lead, incubator, old, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_for(lead)
    retain()
    with CaptureQueriesContext(connection) as one:
        client.get("/liege/retention/")
    for _more in range(2):
        _known_since(PersonFactory(incubator=incubator), LONG_AGO)
    retain()
    with django_assert_num_queries(len(one)):
        client.get("/liege/retention/")
