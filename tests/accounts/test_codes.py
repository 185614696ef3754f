"""Codes by e-mail or text: one field for both, digits of any script, asked again, counted."""

import pytest
from django.test import Client

from interlab.accounts.contacts import way_in
from interlab.accounts.models import Account
from interlab.notices.models import Message
from tests.accounts.entering import code_for, last_message

pytestmark = pytest.mark.django_db

ASK, CONFIRM = "/account/login/code/", "/account/login/code/confirm/"


@pytest.fixture
def yordi():
    return Account.objects.create_user(phone="+32455000123", name="Yordanos Tesfay")


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("typed", ["0455 00 01 23", "+32 455 00 01 23", "0455/00.01.23", "0032455000123", "٠٤٥٥ ٠٠ ٠١ ٢٣"])
def test_a_phone_is_one_however_it_is_typed(client, yordi, typed):
    assert client.post(ASK, {"login": typed})["Location"] == CONFIRM
    client.post(CONFIRM, {"code": code_for(client)})
    assert signed_in(client)


@pytest.mark.parametrize("typed", ["", "nadege", "@", "a@b", "12", "x" * 300, "+" + "9" * 60])
def test_what_is_neither_is_said_and_kept(client, db, typed):
    response = client.post(ASK, {"login": typed})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["login"]
    assert way_in(typed) is None


def written(code, how):
    return {
        "spaced": f" {code[:3]} {code[3:]} ",
        "dashed": f"{code[:3]}-{code[3:]}",
        "arabic": "".join(chr(0x660 + int(digit)) for digit in code),
        "persian": "".join(chr(0x6F0 + int(digit)) for digit in code),
    }[how]


@pytest.mark.parametrize("how", ["spaced", "dashed", "arabic", "persian"])
def test_a_code_is_pasted_or_typed_in_any_script(client, yordi, how):
    client.post(ASK, {"login": yordi.phone})
    client.post(CONFIRM, {"code": written(code_for(client), how)})
    assert signed_in(client)


def test_the_field_is_made_for_codes(client, yordi):
    client.post(ASK, {"login": yordi.phone})
    page = client.get(CONFIRM).content.decode()
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page


def test_looking_at_the_page_uses_nothing_up(client, yordi):
    client.post(ASK, {"login": yordi.phone})
    code = code_for(client)
    for _n in range(4):
        client.get(CONFIRM)
    client.post(CONFIRM, {"code": code})
    assert signed_in(client)


@pytest.mark.parametrize("address", ["+32455000123", "+32455999999", "nobody@elsewhere.example"])
def test_another_code_is_sent_twice_at_most_known_or_not(client, yordi, address):
    client.post(ASK, {"login": address})
    first = client.session["account_login"]["state"]["stages"]["login_by_code"]["data"].get("code")
    for _n in range(2):
        response = client.post(CONFIRM, {"action": "resend"})
        assert (response.status_code, response["Location"]) == (302, CONFIRM)
    assert b'value="resend"' not in client.get(CONFIRM).content
    if address == yordi.phone:
        client.post(CONFIRM, {"code": first})
        assert not signed_in(client) or first == code_for(client)


def test_the_code_goes_out_in_the_language_of_the_page(client, coach):
    client.post("/account/language/", {"language": "en", "next": "/"})
    client.post(ASK, {"login": coach.account.email.upper()})
    letter = last_message()
    assert (letter.channel, letter.address) == ("email", coach.account.email)
    assert letter.subject == f"{code_for(client)} is your InterLab code"


def test_a_phone_gets_a_text(client, yordi):
    client.post(ASK, {"login": "0455 00 01 23"})
    text = last_message()
    assert (text.channel, text.address, text.urgent, text.secret) == ("sms", yordi.phone, True, True)
    assert code_for(client) in text.text


def test_nobody_gets_mail_for_an_address_without_account(client, db):
    client.post(ASK, {"login": "stranger@elsewhere.example"})
    assert not Message.objects.exists()


def test_a_closed_account_gets_no_code(client, coach):
    coach.account.is_active = False
    coach.account.save()
    assert client.post(ASK, {"login": coach.account.email})["Location"] == CONFIRM
    assert not Message.objects.exists()


@pytest.mark.parametrize("address", ["+32455000123", "+32455999999"])
def test_an_address_is_asked_for_three_times_a_minute(yordi, address):
    for _n in range(3):
        assert Client().post(ASK, {"login": address}).status_code == 302
    refused = Client().post(ASK, {"login": address})
    assert refused.status_code == 200
    assert refused.context["form"].non_field_errors()
