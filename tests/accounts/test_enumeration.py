"""Whoever asks learns nothing of who has an account: same page, same status, same work, whatever was typed."""

import re

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interlab.accounts.models import Account
from tests.conftest import make_member

pytestmark = pytest.mark.django_db

PASSWORD = "une phrase assez longue"
_HIDDEN = re.compile(rb'(name="(?:csrfmiddlewaretoken|form_key)" value=")[^"]*')
HASHED: list[str] = []


class CountingHasher(Argon2PasswordHasher):
    """Argon2, quick, that notes each time it works."""

    time_cost, memory_cost, parallelism = 1, 8, 1

    def encode(self, password, salt):
        HASHED.append("encode")
        return super().encode(password, salt)

    def verify(self, password, encoded):
        HASHED.append("verify")
        return super().verify(password, encoded)


@pytest.fixture(autouse=True)
def _counting(settings):
    settings.PASSWORD_HASHERS = ["tests.accounts.test_enumeration.CountingHasher"]


@pytest.fixture
def people(incubator, coach):
    """Everybody a stranger could ask about, by what they'd type."""
    with_password = coach.account
    with_password.set_password(PASSWORD)
    with_password.phone = "+32455000001"
    with_password.save()
    by_code = make_member(incubator, "Patricia Mbala", "entrepreneur").account
    by_code.phone = "+32455000002"
    by_code.save()
    nowhere = Account.objects.create_user("oscar@nowhere.example", PASSWORD, name="Oscar", phone="+32455000003")
    return {
        "email": [with_password.email, by_code.email, nowhere.email, "nobody@elsewhere.example"],
        "phone": [with_password.phone, by_code.phone, nowhere.phone, "+32455999999"],
    }


def asked(path, data):
    """Post as a new browser and return what can be seen and measured from outside."""
    client = Client()
    HASHED.clear()
    with CaptureQueriesContext(connection) as queries:
        response = client.post(path, data)
    shown = client.get(response["Location"]) if response.status_code == 302 else response
    body = _HIDDEN.sub(rb"\1", shown.content)
    typed = data["login"].encode()
    return {
        "status": response.status_code,
        "location": response.headers.get("Location"),
        "cookies": sorted(response.cookies),
        "page": body.replace(typed, b"(typed)"),
        "queries": len(queries),
        "tables": [_shape(query["sql"]) for query in queries],
        "hashed": len(HASHED),
    }


def _shape(sql):
    """The kind of a query and its tables: how a transaction ends is the one difference allowed, and costs no query more."""
    if sql.startswith(("RELEASE", "ROLLBACK TO")):
        return "END"
    return (sql.split(" ", 1)[0], tuple(re.findall(r'(?:FROM|INTO|UPDATE) "(\w+)"', sql)))


@pytest.mark.parametrize("kind", ["email", "phone"])
def test_a_code_is_asked_for(people, kind):
    answers = [asked("/account/login/code/", {"login": address}) for address in people[kind]]
    assert all(answer == answers[0] for answer in answers), [
        {key: value for key, value in answer.items() if value != answers[0][key]} for answer in answers
    ]
    assert answers[0]["location"] == "/account/login/code/confirm/"


@pytest.mark.parametrize("kind", ["email", "phone"])
def test_a_wrong_password_is_given(people, kind):
    answers = [asked("/account/login/", {"login": address, "password": "wrong"}) for address in people[kind]]
    for answer in answers:
        assert {key: value for key, value in answer.items() if key not in ("queries", "tables")} == {
            key: value for key, value in answers[0].items() if key not in ("queries", "tables")
        }
        assert answer["queries"] == answers[0]["queries"], [answer["tables"], answers[0]["tables"]]
    assert answers[0]["hashed"] == 1


@pytest.mark.parametrize("kind", ["email", "phone"])
def test_a_wrong_code_is_given(people, kind):
    bodies = []
    for address in people[kind]:
        client = Client()
        client.post("/account/login/code/", {"login": address})
        response = client.post("/account/login/code/confirm/", {"code": "0"})
        bodies.append((response.status_code, _HIDDEN.sub(rb"\1", response.content).replace(address.encode(), b"(typed)")))
    assert all(body == bodies[0] for body in bodies)


def test_pages_say_what_they_do_not_know(people):
    page = Client()
    page.post("/account/login/code/", {"login": people["email"][0]})
    assert people["email"][0] in page.get("/account/login/code/confirm/").content.decode()
