"""Changing one's e-mail or phone: the new one proves itself first."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from interlab.notices.models import Message
from interlab.privacy.models import AuditEntry

pytestmark = pytest.mark.django_db

PAGE, CODE = "/account/contact/", "/account/contact/code/"


def asked(client, address):
    assert client.post(PAGE, {"login": address})["Location"] == CODE
    return client.session["new_contact"]["code"]


@pytest.mark.parametrize(
    ("typed", "field", "kept"), [("0455 00 01 23", "phone", "+32455000123"), ("New@Liege.example", "email", "new@liege.example")]
)
def test_it_changes_once_the_code_has_come_back(client_for, entrepreneur, typed, field, kept):
    client = client_for(entrepreneur)
    code = asked(client, typed)
    entrepreneur.account.refresh_from_db()
    assert getattr(entrepreneur.account, field) != kept
    assert client.post(CODE, {"code": code})["Location"] == "/account/"
    entrepreneur.account.refresh_from_db()
    assert getattr(entrepreneur.account, field) == kept
    assert AuditEntry.objects.get(subject_code=entrepreneur.code).act == "account.contact_changed"
    assert client.post(CODE, {"code": code})["Location"] == PAGE


def test_the_old_address_is_told(client_for, entrepreneur):
    client = client_for(entrepreneur)
    code = asked(client, "thief@elsewhere.example")
    Message.objects.all().delete()
    client.post(CODE, {"code": code})
    told = Message.objects.get()
    assert (told.wording, told.address) == ("accounts.changed", "patricia@liege.example")


def test_three_wrong_codes_end_it(client_for, entrepreneur):
    client = client_for(entrepreneur)
    code = asked(client, "0455000123")
    for _n in range(3):
        assert client.post(CODE, {"code": "x"}).status_code == 422
    assert client.post(CODE, {"code": code})["Location"] == PAGE


def test_the_code_is_good_for_ten_minutes(client_for, entrepreneur):
    client = client_for(entrepreneur)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        code = asked(client, "0455000123")
        clock.shift(timedelta(minutes=10, seconds=1))
        assert client.post(CODE, {"code": code})["Location"] == PAGE


def test_an_address_of_another_account_is_refused_after_the_code_only(client_for, entrepreneur, coach):
    client = client_for(entrepreneur)
    code = asked(client, coach.account.email)
    response = client.post(CODE, {"code": code})
    assert list(response.context["form"].errors) == ["code"]
    entrepreneur.account.refresh_from_db()
    assert entrepreneur.account.email == "patricia@liege.example"


@pytest.mark.parametrize("typed", ["", "x"])
def test_bad_input(client_for, entrepreneur, typed):
    assert client_for(entrepreneur).post(PAGE, {"login": typed}).status_code in (200, 422)


def test_it_asks_for_the_password_again(client_for, coach):
    coach.account.set_password("une phrase assez longue")
    coach.account.save()
    assert client_for(coach).get(PAGE)["Location"] == "/account/reauthenticate/?next=%2Faccount%2Fcontact%2F"


def test_wrong_method(client_for, entrepreneur):
    client = client_for(entrepreneur)
    assert {client.delete(PAGE).status_code, client.delete(CODE).status_code} == {405}
