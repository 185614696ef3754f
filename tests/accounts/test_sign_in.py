"""Signing in: by password, or by a code of six digits sent by e-mail."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from interlab.accounts.models import Account
from tests.accounts.entering import code_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(coach):
    coach.account.set_password("une phrase assez longue")
    coach.account.save()
    return coach.account


def ask_for_code(client, address):
    return client.post("/account/login/code/", {"login": address})


def test_by_password(client, account):
    response = client.post("/account/login/", {"login": account.email, "password": "une phrase assez longue"})
    assert response["Location"] == "/"
    assert client.get("/")["Location"] == "/liege/today/"


def test_a_wrong_password_says_nothing_about_the_account(client, account):
    known = client.post("/account/login/", {"login": account.email, "password": "wrong"})
    unknown = client.post("/account/login/", {"login": "nobody@liege.example", "password": "wrong"})
    assert known.status_code == unknown.status_code == 200
    assert known.context["form"].errors == unknown.context["form"].errors


def test_by_a_code(client, account):
    ask_for_code(client, account.email)
    response = client.post("/account/login/code/confirm/", {"code": code_for(client)})
    assert response["Location"] == "/"
    assert int(client.session["_auth_user_id"]) == account.pk


def test_a_code_works_once(client, account, client_for):
    ask_for_code(client, account.email)
    code = code_for(client)
    client.post("/account/login/code/confirm/", {"code": code})
    client.post("/account/logout/")
    client.post("/account/login/code/confirm/", {"code": code})
    assert "_auth_user_id" not in client.session


def test_a_code_is_good_for_ten_minutes(client, account):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ask_for_code(client, account.email)
        code = code_for(client)
        clock.shift(timedelta(minutes=10, seconds=1))
        client.post("/account/login/code/confirm/", {"code": code})
    assert "_auth_user_id" not in client.session


def test_three_wrong_codes_end_it(client, account):
    ask_for_code(client, account.email)
    code = code_for(client)
    wrong = "000000" if code != "000000" else "111111"
    for _try in range(3):
        client.post("/account/login/code/confirm/", {"code": wrong})
    client.post("/account/login/code/confirm/", {"code": code})
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_alone(client):
    response = client.post("/account/signup/", {"email": "new@elsewhere.example", "password1": "une phrase assez longue"})
    assert response.status_code == 200
    assert not Account.objects.filter(email="new@elsewhere.example").exists()


def test_a_page_asked_for_before_is_reached_after(client, account):
    address = client.get("/liege/people/")["Location"]
    assert address == "/account/login/?next=/liege/people/"
    response = client.post(address, {"login": account.email, "password": "une phrase assez longue", "next": "/liege/people/"})
    assert response["Location"] == "/liege/people/"


def test_a_closed_account_does_not_enter(client, account):
    account.is_active = False
    account.save()
    client.post("/account/login/", {"login": account.email, "password": "une phrase assez longue"})
    assert "_auth_user_id" not in client.session


def test_pages_of_somebody_signed_in_are_not_kept(client_for, coach):
    assert client_for(coach).get("/liege/today/")["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_sign_in_speaks_the_chosen_language(client, language):
    client.post("/account/language/", {"language": language, "next": "/account/login/"})
    page = client.get("/account/login/").content.decode()
    assert f'lang="{language}"' in page
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page


def test_the_language_is_remembered_with_the_account(client_for, coach):
    client = client_for(coach)
    response = client.post("/account/language/", {"language": "ar", "next": "/liege/today/"})
    assert response["Location"] == "/liege/today/"
    coach.account.refresh_from_db()
    assert coach.account.language == "ar"


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_the_language_switcher_leads_nowhere_else(client, back):
    assert client.post("/account/language/", {"language": "en", "next": back})["Location"] == "/"


def test_a_language_we_do_not_speak_changes_nothing(client):
    assert "django_language" not in client.post("/account/language/", {"language": "xx", "next": "/"}).cookies


def test_signing_out_clears_what_the_browser_kept(client_for, coach):
    answer = client_for(coach).post("/account/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
