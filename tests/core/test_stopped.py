"""When InterLab can't go on: a clear page, the visitor's words back, and never a word too much about what was saved."""

import errno
import logging
import os
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path, reverse

from interlab.accounts.models import Membership
from interlab.core.failures import Failure, failure_of
from interlab.journeys.models import Document, Session
from interlab.network.models import Incubator, SessionKind
from tests.architecture import ROOT
from tests.factories import PersonFactory

WORDS = "Trois prix revus avec Awa, à relire."


def stopping(request: HttpRequest) -> HttpResponse:
    error = _ERRORS[request.GET.get("why", "")]
    if request.GET.get("saved"):
        Incubator.objects.update(city="Huy")
    raise error


stopping.login_required = False  # type: ignore[attr-defined]
urlpatterns = [path("stopping/", stopping), path("", include("config.urls"))]
handler500 = "interlab.core.views.server_error"


def _locked() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error


class Gone(Exception):
    sqlstate = "57P01"


class Full(Exception):
    sqlstate = "53100"


_ERRORS: dict[str, Exception] = {
    "": ValueError("invalid literal: 'Awa Diallo'"),
    "full": OSError(errno.ENOSPC, "No space left on device"),
    "busy": _locked(),
    "away": Gone("terminating connection due to administrator command"),
}


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def typed(**more: str) -> dict[str, str]:
    return {"text": WORDS, "kind": "abc", "form_key": "key123", "csrfmiddlewaretoken": "t" * 32, **more}


@override_settings(ROOT_URLCONF="tests.core.test_stopped")
@pytest.mark.parametrize("why", ["", "full", "busy", "away"])
@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_page_speaks_the_visitors_language_and_needs_no_database(visitor: Client, why: str, language: str, direction: str):
    answer = visitor.get("/stopping/", {"why": why}, headers={"accept-language": language})
    assert answer.status_code == (503 if why else 500)
    assert f'lang="{language}" dir="{direction}"' in answer.text
    assert "Traceback" not in answer.text and "Awa" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert ("Retry-After" in answer.headers) == bool(why)


@override_settings(ROOT_URLCONF="tests.core.test_stopped")
def test_page_gives_typed_text_back_and_sends_it_again(db: None, visitor: Client):
    answer = visitor.post("/stopping/?why=busy", typed(), headers={"accept-language": "en"})
    assert "What you just sent was not saved." in answer.text
    assert f">{WORDS}</textarea>" in answer.text
    assert 'action="/stopping/?why=busy"' in answer.text
    for name, value in typed().items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in answer.text


@override_settings(ROOT_URLCONF="tests.core.test_stopped")
def test_page_repeats_no_secret(db: None, visitor: Client):
    answer = visitor.post("/stopping/?why=busy", typed(password="hidden-word", code="123456"), headers={"accept-language": "en"})
    assert "hidden-word" not in answer.text and "123456" not in answer.text
    assert "Send it again" not in answer.text


@override_settings(ROOT_URLCONF="tests.core.test_stopped")
def test_page_asks_for_the_file_again(db: None, visitor: Client):
    sent = typed() | {"file": SimpleUploadedFile("plan.pdf", b"%PDF")}
    answer = visitor.post("/stopping/?why=full", sent, headers={"accept-language": "en"})
    assert "Your file has to be chosen once more." in answer.text
    assert "Send it again" not in answer.text and WORDS in answer.text


@pytest.mark.django_db(transaction=True)
def test_page_never_says_that_nothing_was_saved_when_something_was(rf: RequestFactory):
    from interlab.core.middleware import FailSafeMiddleware
    from interlab.core.stopped import stopped_page

    Incubator.objects.create(slug="huy", name="Huy")

    def half_done(request: HttpRequest) -> HttpResponse:
        Incubator.objects.update(city="Huy")
        return stopped_page(request, _ERRORS["away"])

    answer = FailSafeMiddleware(half_done)(rf.post("/", typed(), headers={"accept-language": "en"}))
    assert "was saved, at least in part" in answer.text
    assert "Send it again" not in answer.text


@override_settings(ROOT_URLCONF="tests.core.test_stopped")
def test_broken_page_has_a_number_that_is_in_the_log_without_personal_data(
    db: None, visitor: Client, caplog: pytest.LogCaptureFixture
):
    from interlab.core.logs import CarefulFormatter

    with caplog.at_level(logging.ERROR):
        answer = visitor.post("/stopping/?q=Awa+Diallo", typed(), headers={"accept-language": "en"})
    (record,) = [record for record in caplog.records if record.name == "interlab.core.stopped"]
    written = CarefulFormatter().format(record)
    reference = str(record.args[0])  # type: ignore[index]
    assert reference in answer.text and reference in written
    assert "ValueError" in written and "stopping" in written
    for secret in ("Awa", "Trois prix", "Diallo"):
        assert secret not in written


def test_failures_are_told_apart():
    assert failure_of(Full()) is Failure.FULL
    assert failure_of(_locked()) is Failure.BUSY
    assert failure_of(ValueError()) is None
    wrapped = OperationalError("database or disk is full")
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    wrapped.__cause__ = full
    assert failure_of(wrapped) is Failure.FULL


# Full for real ---------------------------------------------------------------------------------------------------


def _note(coach: Membership, person: str, text: str) -> tuple[str, dict[str, str]]:
    kind = SessionKind.objects.filter(incubator=coach.incubator).first()
    assert kind is not None
    facts = {"person": person, "day": "today", "length": "60", "kind": kind.code, "visibility": "team", "text": text}
    return reverse("journeys:note_session", args=[coach.incubator.slug]), facts | {"next_who": "person", "next_day": "week"}


def test_full_database_says_that_nothing_was_saved(coach: Membership, client_for: Callable[..., Client]):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL: see test_survival.py, with a disk of its own")
    person = PersonFactory(incubator=coach.incubator)
    client = client_for(coach)
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0]}")
    try:
        for attempt in range(60):
            noted = Session.objects.count()
            address, facts = _note(coach, person.code, f"{attempt} {WORDS} " * 400)
            answer = client.post(address, facts, headers={"accept-language": "en"})
            if answer.status_code != 302:
                break
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count=1073741823")
    assert answer.status_code == 503
    assert "There is no room left" in answer.text
    assert "What you just sent was not saved." in answer.text and WORDS in answer.text
    assert Session.objects.count() == noted


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KB, where we may mount one."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", place], check=False, capture_output=True
        ).returncode
    )
    if not mounted:
        pytest.skip("only root mounts a disk")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def test_upload_to_a_full_disk_leaves_neither_row_nor_file(
    coach: Membership, client_for: Callable[..., Client], small_disk: Path
):
    person = PersonFactory(incubator=coach.incubator)
    client = client_for(coach)
    client.raise_request_exception = False
    with override_settings(MEDIA_ROOT=small_disk):
        answer = client.post(
            reverse("journeys:document_new", args=[coach.incubator.slug, person.code]),
            {
                "file": SimpleUploadedFile("plan.pdf", b"%PDF" + b"x" * 900_000),
                "title": "Plan of the whole bakery",
                "dated_on": "2026-01-05",
            },
            headers={"accept-language": "en"},
        )
    assert answer.status_code == 503
    assert "There is no room left" in answer.text and "Plan of the whole bakery" in answer.text
    assert "Your file has to be chosen once more." in answer.text
    assert not Document.objects.exists()
    assert [found for found in small_disk.rglob("*") if found.is_file()] == []


# Files whose row never comes ---------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_file_of_a_transaction_taken_back_is_gone(rf: RequestFactory):
    from django.db import transaction

    from interlab.core.middleware import FailSafeMiddleware

    names = []

    def view(request: HttpRequest) -> HttpResponse:
        try:
            with transaction.atomic():
                names.append(default_storage.save("documents/1/lost", SimpleUploadedFile("a", b"lost")))
                raise ValueError
        except ValueError:
            with transaction.atomic():
                names.append(default_storage.save("documents/1/kept", SimpleUploadedFile("b", b"kept")))
        return HttpResponse()

    FailSafeMiddleware(view)(rf.post("/"))
    assert [default_storage.exists(name) for name in names] == [False, True]
    default_storage.delete(names[1])


def test_sweep_deletes_old_files_that_no_row_names(coach: Membership):
    from interlab.core.files import FORGOTTEN_AFTER, delete_files_without_rows

    person = PersonFactory(incubator=coach.incubator)
    kept = Document.objects.create(
        incubator=coach.incubator,
        person=person,
        title="Plan",
        file=SimpleUploadedFile("plan.pdf", b"%PDF"),
        filename="plan.pdf",
        size=4,
        dated_on="2026-01-05",
    )
    young, old = (default_storage.save(f"documents/1/{name}", SimpleUploadedFile(name, b"x")) for name in ("young", "old"))
    long_ago = time.time() - FORGOTTEN_AFTER - 60
    for name in (kept.file.name, old):
        os.utime(default_storage.path(str(name)), (long_ago, long_ago))
    delete_files_without_rows()
    assert default_storage.exists(str(kept.file.name)) and default_storage.exists(young)
    assert not default_storage.exists(old)
    assert ROOT not in Path(default_storage.path(old)).parents
