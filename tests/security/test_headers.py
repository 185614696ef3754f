"""What every answer carries in its headers, and what production refuses."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as conf
from django.test import Client

from tests.architecture import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SAFE_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
)
PAGES = ("/account/login/", "/styleguide/", "/nowhere/", "/healthz/")


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_tells_the_browser_what_it_may_do(client: Client, page: str):
    headers = client.get(page, follow=True).headers
    policy = headers["Content-Security-Policy"]
    assert all(part in policy for part in SAFE_POLICY)
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "charset=utf-8" in headers["Content-Type"] or headers["Content-Type"] == "text/plain"
    assert "Access-Control-Allow-Origin" not in headers
    assert "Server" not in headers and "X-Powered-By" not in headers


def test_a_form_without_its_token_is_refused(coach: Any):
    client = Client(enforce_csrf_checks=True)
    client.force_login(coach.account)
    answer = client.post(f"/{coach.incubator.slug}/note/", {"text": "Typed with care"})
    assert answer.status_code == 403
    assert "Typed with care" in answer.content.decode()


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "PATCH", "DELETE"])
def test_other_methods_are_refused(client_for: Any, coach: Any, method: str):
    assert client_for(coach).generic(method, f"/{coach.incubator.slug}/people/").status_code == 405


_PRODUCTION = """
import django
from django.conf import settings
django.setup()
assert not settings.DEBUG and not settings.DEMO
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)
print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE)
print(settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS >= 31536000)
from django.test import Client
page = Client().get("/account/login/", HTTP_HOST="interlab.example.org")
print(page.status_code, page.headers["Location"])
page = Client().get("/healthz/", HTTP_HOST="interlab.example.org")
print(page.status_code)
page = Client().get("/account/login/", HTTP_HOST="interlab.example.org", secure=True)
print(page.headers["Strict-Transport-Security"])
print(Client().get("/healthz/", HTTP_HOST="evil.example.org").status_code)
"""


_PREPARE = """
from django.core.management import execute_from_command_line as run
run(["manage.py", "migrate", "--verbosity", "0"])
run(["manage.py", "collectstatic", "--verbosity", "0", "--no-input"])
"""


def _production(code: str, tmp_path: Any, **environment: str) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("INTERLAB_", "DATABASE_URL"))}
    own = {
        "INTERLAB_SECURE": "1", "INTERLAB_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings",
        "INTERLAB_HOSTS": "interlab.example.org", **environment,
    }  # fmt: skip
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=clean | own, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_production_hardens_cookies_and_addresses(tmp_path: Any):
    secret = "s" * 60
    static = {"INTERLAB_STATIC": str(tmp_path / "static"), "INTERLAB_SECRET_KEY": secret}
    prepared = _production(_PREPARE, tmp_path, **static)
    assert prepared.returncode == 0, prepared.stderr
    run = _production(_PRODUCTION, tmp_path, **static)
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    assert lines[0] == "__Host-session __Host-csrf __Host-language"
    assert lines[1] == "True True True Lax"
    assert lines[2] == "True True"
    assert lines[3].startswith("301 https://")
    assert lines[4] == "200"
    assert lines[5].startswith("max-age=31536000")
    assert lines[6] == "400"


def test_production_refuses_the_secret_everybody_knows(tmp_path: Any):
    run = _production("import django; django.setup()", tmp_path)
    assert run.returncode != 0
    assert "INTERLAB_SECRET_KEY" in run.stderr


def test_there_is_no_debug_mode():
    assert conf.DEBUG is False
    assert "DEBUG" not in [name for name in os.environ if name.startswith("INTERLAB_")]
