"""A document is given to be saved, to whoever may have it, and that is written down."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from interlab.core.dates import today
from interlab.journeys.actions import add_document, remove_document
from interlab.privacy.models import AuditEntry
from tests.conftest import person_of
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4 une attestation"


def document_of(person, coach, **facts):
    known = {"upload": SimpleUploadedFile('été "1".pdf', PDF), "title": "Attestation", "dated_on": today(), "shared": False}
    return add_document(person, by=coach, **(known | facts))


@pytest.fixture
def document(incubator, coach):
    return document_of(PersonFactory(incubator=incubator), coach)


@pytest.fixture
def address(document):
    return f"/liege/documents/{document.code}/"


def test_it_is_saved_never_shown(client_for, coach, document, address):
    response = client_for(coach).get(address)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment; ")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_it_is_written_down_who_took_it(client_for, coach, document, address):
    client_for(coach).get(address).close()
    entry = AuditEntry.objects.get(act="document.downloaded")
    assert (entry.by, entry.subject_code, entry.person_code) == (coach, document.code, document.person.code)


def test_a_person_opens_what_is_shared_with_them_and_nothing_else(client_for, coach, entrepreneur, document):
    own = person_of(entrepreneur)
    shared = document_of(own, coach, shared=True)
    kept = document_of(own, coach, title="Note interne")
    client = client_for(entrepreneur)
    response = client.get(f"/liege/documents/{shared.code}/")
    response.close()
    assert response.status_code == 200
    assert client.get(f"/liege/documents/{kept.code}/").status_code == 404
    assert client.get(f"/liege/documents/{document.code}/").status_code == 404


def test_a_removed_or_lost_document_is_not_found(client_for, coach, document, address, django_capture_on_commit_callbacks):
    client = client_for(coach)
    document.file.storage.delete(document.file.name)
    assert client.get(address).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        remove_document(document, by=coach)
    assert client.get(address).status_code == 404
    assert not AuditEntry.objects.filter(act="document.downloaded").exists()


def test_who_is_refused(client_for, mentor, funder_reader, neighbour, outsider, address):
    for who, status in ((neighbour, 404), (outsider, 404), (mentor, 403), (funder_reader, 403), (None, 302)):
        assert client_for(who).get(address).status_code == status, who
    assert not AuditEntry.objects.filter(act="document.downloaded").exists()


def test_wrong_method(client_for, coach, address):
    assert client_for(coach).post(address).status_code == 405
    assert client_for(coach).head(address).status_code == 405
