"""Limits on tries are counted where every process sees them, by address of the caller and of the account."""

import subprocess
import sys

import pytest
from django.core.cache import caches
from django.test import Client

from tests.architecture import ROOT

LOGIN = "/account/login/"


def tried(client, address, **extra):
    return client.post(LOGIN, {"login": address, "password": "wrong"}, **extra)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["karim@liege.example", "+32455000123"])
def test_five_wrong_passwords_make_everybody_wait(coach, address):
    answers = [str(tried(Client(), address).context["form"].non_field_errors()) for _n in range(6)]
    assert answers[5] != answers[4] == answers[0]


@pytest.mark.django_db
def test_one_phone_does_not_use_up_the_tries_of_another(db):
    for _n in range(6):
        tried(Client(), "+32455000123")
    first = tried(Client(), "+32455000124").context["form"].non_field_errors()
    assert first == tried(Client(), "new@liege.example").context["form"].non_field_errors()


@pytest.mark.django_db
def test_a_caller_is_told_to_pause(client):
    statuses = {client.post("/account/login/", {}).status_code for _n in range(31)}
    assert statuses == {200, 429}
    page = client.post("/account/login/", {})
    assert page.status_code == 429
    assert "<h1>" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("proxies", "counted_as_one"), [(0, True), (1, False)])
def test_a_forwarded_address_is_believed_behind_a_proxy_only(client, settings, proxies, counted_as_one):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    statuses = [client.post(LOGIN, {}, headers={"x-forwarded-for": f"203.0.113.{n}"}).status_code for n in range(31)]
    assert (429 in statuses) is counted_as_one


_COUNT = """
import django, sys
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
from django.test import Client
for _n in range(int(sys.argv[1])):
    status = Client().post("/account/login/", {}).status_code
print(status)
"""


@pytest.mark.slow
@pytest.mark.once
def test_every_process_sees_the_same_count(tmp_path):
    """Several at once, on one SQLite file, and none is refused for a locked database."""
    import os

    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "INTERLAB_DEMO")}
    environment |= {"INTERLAB_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, check=True)

    def start(times):
        command = [sys.executable, "-c", _COUNT, str(times)]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    running = [start(15), start(15)]
    outputs = [one.communicate(timeout=120) for one in running]
    assert [one.returncode for one in running] == [0, 0], outputs
    assert start(1).communicate(timeout=60)[0].strip() == "429"


def test_the_count_lies_in_the_database():
    assert type(caches["default"]).__name__ == "DatabaseCache"
