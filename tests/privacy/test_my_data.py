"""A person's own page: what we know, send it, delete it, keep it; each in two taps."""

import io
import json
import zipfile
from datetime import timedelta

import pytest

from interlab.core.dates import today
from interlab.privacy.models import AuditEntry, DataRequest, Farewell
from interlab.privacy.requests import answer_access
from tests.conftest import person_of
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def patricia(client_for, entrepreneur):
    return client_for(entrepreneur)


def test_the_page_counts_what_is_kept(patricia):
    response = patricia.get("/liege/my-data/")
    assert response.status_code == 200
    assert dict(response.context["sections"])
    assert response.headers["Cache-Control"] == "no-store, private"


def test_a_member_who_is_no_person_has_no_such_page(client_for, entrepreneur):
    person_of(entrepreneur).delete()
    assert client_for(entrepreneur).get("/liege/my-data/").status_code == 404


def test_asking_for_a_copy_once_or_twice_is_one_request(patricia, entrepreneur):
    for _again in range(2):
        assert patricia.post("/liege/my-data/copy/").status_code == 302
    asked = DataRequest.objects.get()
    assert (asked.kind, asked.person_code, asked.how) == ("access", person_of(entrepreneur).code, "self")
    assert asked.due_on == today() + timedelta(days=30)


def test_the_copy_is_fetched_and_every_time_is_written_down(patricia, entrepreneur, lead, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    patricia.post("/liege/my-data/copy/")
    asked = answer_access(DataRequest.objects.get(), by=lead)
    for _again in range(2):
        response = patricia.post(f"/liege/data-requests/{asked.code}/copy/")
        content = b"".join(response.streaming_content)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "no-store, private"
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert {"index.html", "data.json"} <= set(archive.namelist())
    assert json.loads(archive.read("data.json"))["sections"]["people.person"]["rows"][0]["full_name"] == "Patricia Mbala"
    assert AuditEntry.objects.filter(act="archive.downloaded", by=entrepreneur).count() == 2


def test_a_copy_whose_week_is_over_is_gone(patricia, lead, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    patricia.post("/liege/my-data/copy/")
    asked = answer_access(DataRequest.objects.get(), by=lead)
    DataRequest.objects.update(archive_until=today() - timedelta(days=1))
    response = patricia.post(f"/liege/data-requests/{asked.code}/copy/")
    assert response.status_code == 302
    assert not AuditEntry.objects.filter(act="archive.downloaded").exists()


def test_somebody_elses_copy_is_not_there(patricia, incubator, lead, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    from interlab.privacy.requests import ask_for_data

    other = PersonFactory(incubator=incubator)
    asked = answer_access(ask_for_data("access", person=other, by=lead), by=lead)
    assert patricia.post(f"/liege/data-requests/{asked.code}/copy/").status_code == 404


def test_an_erasure_is_shown_first_then_asked_then_taken_back(patricia, entrepreneur):
    shown = patricia.get("/liege/my-data/erasure/")
    assert shown.context["plan"].goes > 0
    assert not DataRequest.objects.exists()
    patricia.post("/liege/my-data/erasure/")
    asked = DataRequest.objects.get(kind="erasure")
    assert asked.due_on == today() + timedelta(days=30)
    assert person_of(entrepreneur)
    patricia.post(f"/liege/my-data/{asked.code}/take-back/")
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    assert patricia.post(f"/liege/my-data/{asked.code}/take-back/").status_code == 302


def test_a_file_that_was_to_end_is_kept_in_one_tap(patricia, entrepreneur, incubator):
    day = today()
    Farewell.objects.create(
        incubator=incubator, person_code=person_of(entrepreneur).code, cause="inactive", announced_on=day, erase_on=day
    )
    assert patricia.get("/liege/my-data/").context["farewell"] is not None
    patricia.post("/liege/my-data/keep/")
    assert Farewell.objects.get().kept_on == day
    assert patricia.get("/liege/my-data/").context["farewell"] is None
    assert patricia.post("/liege/my-data/keep/").status_code == 302
