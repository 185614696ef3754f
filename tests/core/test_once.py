"""A form sent twice has one effect, and whoever sent it twice sees what the first one answered."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from interlab.accounts.models import Account, Membership
from interlab.core.models import SentForm
from interlab.core.schedule import forget_sent_forms
from interlab.notices.models import Message
from interlab.people.models import Person
from interlab.privacy.models import AuditEntry
from tests.accounts.entering import code_for
from tests.architecture import short, sources
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
KEY = "bcdfghjkmnpq"


@pytest.fixture
def yordi(incubator):
    return PersonFactory(incubator=incubator, full_name="Yordanos Tesfay")


@pytest.fixture
def address(yordi):
    return f"/liege/people/{yordi.code}/next/"


def typed(**changes):
    return {"what": "Appeler", "due_on": timezone.localdate().isoformat(), "form_key": KEY} | changes


@pytest.mark.parametrize("path", sources("interlab/**/*.html"), ids=short)
def test_every_form_that_posts_opens_with_its_key(path: Path):
    forms = re.findall(r"<form\b[^>]*\bmethod=.?post.*?</form>", path.read_text(), re.DOTALL | re.IGNORECASE)
    opened = re.compile(r"<form\b(?:[^>{]|\{[^}]*\}\}?)*>\s*(?:\{% live %\})?\{% form_key %\}")
    # typed.html gives a form back with the key it came with: sent again, it is the same form.
    if path.name not in ("styleguide.html", "typed.html"):
        assert [form for form in forms if not opened.match(form)] == []


def test_the_second_of_two_taps_is_told_the_same(client_for, coach, yordi, address):
    client = client_for(coach)
    first, second = client.post(address, typed()), client.post(address, typed())
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert yordi.next_acts.count() == 1
    assert AuditEntry.objects.filter(act="next_act.created").count() == 1


def test_what_was_said_is_said_once_to_each(client_for, coach, address):
    client = client_for(coach)
    client.post(address, typed())
    page = client.post(address, typed(), follow=True)
    assert [str(message) for message in page.context["messages"]] == ["C’est noté."]
    assert not list(client.get(page.request["PATH_INFO"]).context["messages"])


def test_other_words_under_the_same_key_are_another_form(client_for, coach, yordi, address):
    client = client_for(coach)
    client.post(address, typed())
    client.post(address, typed(what="Écrire"))
    assert yordi.next_acts.count() == 2


def test_the_same_form_of_somebody_else_is_another_one(client_for, coach, other_coach, yordi, address):
    for who in (coach, other_coach):
        client_for(who).post(address, typed())
    assert yordi.next_acts.count() == 2


def test_a_refusal_leaves_the_key_free(client_for, coach, yordi, address):
    client = client_for(coach)
    assert client.post(address, typed(due_on="jamais")).status_code == 422
    assert not SentForm.objects.exists()
    assert client.post(address, typed()).status_code == 302


def test_a_fault_takes_back_everything_that_came_before_it(client_for, coach, yordi, monkeypatch):
    client = client_for(coach)
    client.raise_request_exception = False
    monkeypatch.setattr("interlab.journeys.views.persons.person_address", lambda *_args: 1 / 0)
    before = AuditEntry.objects.count()
    answer = client.post(f"/liege/people/{yordi.code}/edit/", {"full_name": "Autre Nom", "form_key": KEY})
    assert answer.status_code == 500
    assert Person.objects.get(pk=yordi.pk).full_name == "Yordanos Tesfay"
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "é" * 12, "a b c d e f g", "\x00" * 12])
def test_a_form_without_a_proper_key_is_taken_as_it_comes(client_for, coach, yordi, address, key):
    client = client_for(coach)
    for _ in range(2):
        assert client.post(address, typed(form_key=key)).status_code == 302
    assert yordi.next_acts.count() == 2


def test_a_file_is_given_again_for_ten_minutes_and_written_down_once(client_for, coach, yordi):
    client, sent = client_for(coach), {"form_key": KEY, "year": timezone.localdate().year}
    address = "/liege/figures/accompanied/export/"
    with time_machine.travel(timezone.now(), tick=False) as clock:
        first = client.post(address, sent).getvalue()
        assert client.post(address, sent).getvalue() == first
        assert AuditEntry.objects.filter(act__contains="export").count() == 1
        clock.shift(timedelta(minutes=11))
        late = client.post(address, sent)
        assert late.status_code == 409
        assert "déjà" in late.content.decode() or "already" in late.content.decode()
    assert AuditEntry.objects.filter(act__contains="export").count() == 1


@pytest.mark.parametrize(
    ("lost", "answer"), [("place", 404), ("role", 403), ("second factor", 302)], ids=["place", "role", "second factor"]
)
def test_a_file_is_not_given_again_to_whoever_lost_the_right_to_it(client_for, coach, yordi, lost, answer):
    client, sent = client_for(coach), {"form_key": KEY, "year": timezone.localdate().year}
    address = "/liege/figures/accompanied/export/"
    assert client.post(address, sent).status_code == 200
    if lost == "place":
        Membership.objects.filter(pk=coach.pk).update(ended_at=timezone.now())
    elif lost == "role":
        Membership.objects.filter(pk=coach.pk).update(roles=["mentor"])
    else:
        Account.objects.filter(pk=coach.account_id).update(has_second_factor=False)
    again = client.post(address, sent)
    assert again.status_code == answer
    assert "Yordanos" not in again.content.decode()


def test_two_taps_ask_for_one_code_and_both_lead_into_the_same_visit(coach):
    first, second, sent = Client(), Client(), {"login": coach.account.email, "form_key": KEY}
    answers = [one.post("/account/login/code/", sent) for one in (first, second)]
    assert Message.objects.count() == 1
    assert answers[0]["Location"] == answers[1]["Location"]
    assert first.cookies["sessionid"].value == second.cookies["sessionid"].value
    assert second.get(answers[1]["Location"]).status_code == 200


def test_a_refused_code_counts_once_for_two_taps_and_can_be_corrected(coach):
    client = Client()
    client.post("/account/login/code/", {"login": coach.account.email})
    code = code_for(client)
    wrong = {"code": "000000" if code != "000000" else "111111", "form_key": KEY}
    pages = [client.post("/account/login/code/confirm/", wrong).content for _ in range(6)]
    assert len(set(pages)) == 1
    assert client.post("/account/login/code/confirm/", {"code": code, "form_key": KEY}).status_code == 302


def test_a_stranger_leaves_nothing_behind(client, address):
    assert client.post(address, typed()).status_code == 302
    assert not SentForm.objects.exists()


def test_the_row_says_nothing_of_who_and_where(client_for, coach, address):
    client_for(coach).post(address, typed())
    row = SentForm.objects.values().get()
    assert not [word for word in ("Appeler", "liege", KEY, coach.account.email) if word in str(row["digest"])]


def test_forms_are_forgotten_after_two_days(client_for, coach, address):
    client_for(coach).post(address, typed())
    forget_sent_forms()
    assert SentForm.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=2, minutes=1)):
        forget_sent_forms()
    assert not SentForm.objects.exists()
