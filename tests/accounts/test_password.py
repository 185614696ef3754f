"""Passwords of the team: long, of any make, kept as Argon2, and never the words of the place."""

import pytest
from django.conf import settings as conf
from django.contrib.auth.hashers import get_hashers_by_algorithm, make_password
from django.test import override_settings

pytestmark = pytest.mark.django_db
KNOWN = "une phrase assez longue"


@pytest.fixture
def client(client_for, lead):
    lead.account.set_password(KNOWN)
    lead.account.save()
    client = client_for(lead)
    client.post("/account/reauthenticate/", {"password": KNOWN})
    return client


def change(client, new, *, old=KNOWN, again=None):
    return client.post("/account/password/change/", {"oldpassword": old, "password1": new, "password2": again or new})


@pytest.mark.parametrize(
    "new",
    ["pluie sur le quai", "Éléphant-vert-42", "ciel " * 20, "كلمة طويلة جدا هنا", "  espaces compris  ", "tout en minuscules"],
)
def test_any_words_will_do_when_they_are_long(client, lead, new):
    assert change(client, new).status_code == 302
    lead.account.refresh_from_db()
    assert lead.account.check_password(new)
    assert not lead.account.check_password(f"{new} ")


@pytest.mark.parametrize(
    "new",
    [
        "court",
        "password123",
        "qwertyuiop",
        "Lucie Lambert",
        "lucie@liege.example",
        "interlab2026!",
        "InterLab-Liège-2026",
        "Incubateur!!!",
    ],
)
def test_short_common_and_obvious_ones_are_refused(client, lead, new):
    answer = change(client, new)
    assert answer.status_code == 200
    assert answer.context["form"].errors["password1"] or answer.context["form"].errors["password2"]
    lead.account.refresh_from_db()
    assert lead.account.check_password(KNOWN)


def test_the_current_one_is_asked(client, lead):
    assert change(client, "pluie sur le quai", old="autre chose longue").status_code == 200
    lead.account.refresh_from_db()
    assert lead.account.check_password(KNOWN)


def test_it_is_masked_and_may_be_pasted_and_remembered(client):
    page = client.get("/account/password/change/").content.decode()
    fields = [part.split(">")[0] for part in page.split("<input")[1:]]
    asked = [field for field in fields if 'name="oldpassword"' in field or 'name="password' in field]
    assert len(asked) == 3
    assert all('type="password"' in field and "onpaste" not in field and 'autocomplete="off"' not in field for field in asked)
    assert any('autocomplete="new-password"' in field for field in asked)


def test_it_is_kept_as_argon2():
    assert conf.AUTH_PASSWORD_VALIDATORS
    from config import settings as ours

    with override_settings(PASSWORD_HASHERS=ours.PASSWORD_HASHERS):
        get_hashers_by_algorithm.cache_clear()
        try:
            assert make_password(KNOWN).startswith("argon2$argon2id$")
        finally:
            get_hashers_by_algorithm.cache_clear()
