"""The pages on which two records become one, and two again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interlab.accounts.models import Account
from interlab.core.dates import today
from interlab.journeys.models import Session
from interlab.people.models import Merge, NotTheSame, Person
from tests.factories import ParticipationFactory, PersonFactory, SessionFactory
from tests.people.merging import dump, merged

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def older(incubator):
    return PersonFactory(incubator=incubator, full_name="Yordanos Tesfay", contacts=[("phone", "0470 12 34 56")])


@pytest.fixture
def newer(incubator):
    return PersonFactory(incubator=incubator, full_name="Yordanos Haile", contacts=[("phone", "+32470123456")], birth_year=1990)


@pytest.fixture
def desk(client_for, coach):
    return client_for(coach)


def address(*persons, then=""):
    one, *other = persons
    return f"/liege/people/{one.code}/same/" + "".join(f"{person.code}/" for person in other) + then


def test_the_other_record_is_proposed_or_searched(desk, older, newer):
    page = desk.get(address(older), headers=ENGLISH)
    assert [row.person for row in page.context["found"]] == [newer]
    assert address(older, newer) in page.content.decode()
    assert [row.person for row in desk.get(address(older) + "?q=haile").context["found"]] == [newer]
    assert desk.get(address(older) + "?q=personne").context["found"] == []


@pytest.mark.parametrize("asked", ["%00", "%25", "x" * 3000, "%27%20OR%201=1"])
def test_search_takes_anything(desk, older, asked):
    assert desk.get(address(older) + f"?q={asked}").status_code == 200


def test_both_are_seen_side_by_side_and_nothing_is_written(desk, older, newer, coach):
    SessionFactory(persons=[older], by=coach)
    for who in (address(older, newer), address(newer, older)):
        page = desk.get(who, headers=ENGLISH)
        text = page.content.decode()
        assert [card.person for card in page.context["together"].cards] == [older, newer]
        assert "1 session" in text
        assert "1990" in text
    assert not Merge.objects.exists()


def test_confirmed_they_are_one_and_the_toast_takes_it_back(desk, older, newer):
    before = dump()
    page = desk.post(address(newer, older), {"full_name": "newer"}, follow=True, headers=ENGLISH)
    assert page.redirect_chain[0][0] == f"/liege/people/{older.code}/"
    merge = Merge.objects.get()
    undo = f"/liege/merges/{merge.code}/undo/"
    assert f'action="{undo}"' in page.content.decode()
    assert Person.objects.get(pk=older.pk).full_name == "Yordanos Haile"
    page = desk.post(undo, follow=True, headers=ENGLISH)
    assert "two records again" in page.content.decode()
    assert dump() == before


def test_what_is_missing_is_asked_and_what_was_chosen_is_kept(desk, older, newer):
    for n, person in enumerate((older, newer)):
        person.account = Account.objects.create_user(f"{n}@example.be", name=f"Yordi {n}")
        person.save()
    page = desk.post(address(older, newer), {"full_name": "newer"}, headers=ENGLISH)
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"account"}
    assert page.context["form"]["full_name"].value() == "newer"
    assert not Merge.objects.exists()
    assert desk.post(address(older, newer), {"full_name": "newer", "account": "older"}).status_code == 302


@pytest.mark.parametrize("answer", ["both", "\x00", "x" * 9999, ""])
def test_an_answer_that_is_none_is_asked_again(desk, older, newer, answer):
    assert desk.post(address(older, newer), {"full_name": answer}).status_code == 422
    assert not Merge.objects.exists()


def test_confirmed_twice_is_done_once(desk, older, newer):
    for _ in range(2):
        page = desk.post(address(older, newer), {"full_name": "older"})
        assert page["Location"] == f"/liege/people/{older.code}/"
    assert Merge.objects.count() == 1


def test_old_addresses_lead_to_the_one(desk, older, newer, coach):
    merged(older, newer, coach)
    assert desk.get(f"/liege/people/{newer.code}/")["Location"] == f"/liege/people/{older.code}/"
    for then in ("edit/", "next/", "documents/new/", "projects/new/", "participations/new/", "same/"):
        assert desk.get(f"/liege/people/{newer.code}/{then}").status_code == 200
    assert older.full_name in desk.get(f"/liege/note/?person={newer.code}").content.decode()


def test_a_note_from_a_page_opened_before_lands_on_the_one(desk, older, newer, coach):
    sheet = desk.get(f"/liege/note/?person={newer.code}").context["form"]
    merged(older, newer, coach)
    facts = {
        "person": newer.code,
        "day": "today",
        "length": "60",
        "kind": sheet["kind"].value(),
        "visibility": "team",
        "text": "Oui",
    }
    assert desk.post("/liege/note/", facts).status_code == 302
    assert list(Session.objects.get().attendances.values_list("person", flat=True)) == [older.pk]


def test_lists_and_searches_show_one(desk, older, newer, coach):
    ParticipationFactory(person=newer, by=coach)
    merged(older, newer, coach)
    for asked in ("", "?q=haile", "?q=tesfay", "?sort=news", "?state=accompanied"):
        rows = desk.get(f"/liege/people/{asked}").context["persons"]
        assert [row.person.pk for row in rows] == [older.pk], asked


def test_the_page_of_the_one_says_so_while_it_can_be_undone(desk, older, newer, coach):
    merge = merged(older, newer, coach, full_name="older")
    undo = f"/liege/merges/{merge.code}/undo/"
    assert undo in desk.get(f"/liege/people/{older.code}/").content.decode()
    SessionFactory(persons=[older], by=coach)
    text = desk.get(undo, headers=ENGLISH).content.decode()
    assert "Yordanos Haile" in text
    assert "<li>1 session</li>" in text
    Merge.objects.update(at=timezone.now() - timedelta(days=31))
    assert undo not in desk.get(f"/liege/people/{older.code}/").content.decode()
    assert "Thirty days" in desk.get(undo, headers=ENGLISH).content.decode()
    assert desk.post(undo).status_code == 422


def test_undone_twice_is_told_kindly(desk, older, newer, coach):
    merge = merged(older, newer, coach)
    undo = f"/liege/merges/{merge.code}/undo/"
    assert desk.post(undo).status_code == 302
    page = desk.post(undo, headers=ENGLISH)
    assert page.status_code == 422
    assert "undone already" in page.content.decode()


def test_one_record_with_itself_leads_back(desk, older):
    assert desk.get(address(older, older))["Location"] == f"/liege/people/{older.code}/"


def test_two_persons_is_remembered_and_taken_back(desk, incubator, older, newer):
    page = desk.get("/liege/people/alike/", headers=ENGLISH)
    assert [(pair.older, pair.newer) for pair in page.context["pairs"]] == [(older, newer)]
    page = desk.post(address(older, newer, then="apart/"), follow=True, headers=ENGLISH)
    assert page.context["pairs"] == []
    assert NotTheSame.objects.count() == 1
    desk.post(address(older, newer, then="apart/?again"))
    assert not NotTheSame.objects.exists()
    assert desk.post(address(older, older, then="apart/")).status_code == 302


def test_duplicate_list_asks_as_much_for_one_pair_as_for_three(desk, incubator):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            desk.get("/liege/people/alike/")
        return len(queries)

    PersonFactory.create_batch(2, incubator=incubator, full_name="Sami Haddad")
    few = asked()
    for name in ("Amina Diallo", "Li Wei"):
        PersonFactory.create_batch(2, incubator=incubator, full_name=name)
    assert asked() == few


def test_preview_asks_as_much_for_one_session_as_for_three(desk, older, newer, coach):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            desk.get(address(older, newer))
        return len(queries)

    ParticipationFactory(person=newer, by=coach)
    SessionFactory(persons=[older], by=coach)
    asked()  # The first time, that the files were opened is written down.
    few = asked()
    for n in range(2):
        SessionFactory(persons=[newer, older], by=coach, held_on=today() - timedelta(days=n))
    assert asked() == few
