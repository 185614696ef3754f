"""Taking a document away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from interlab.core.dates import today
from interlab.journeys.actions import add_document
from interlab.privacy.models import AuditEntry
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(incubator, coach):
    upload = SimpleUploadedFile("attestation.pdf", b"%PDF-1.4")
    return add_document(
        PersonFactory(incubator=incubator), upload=upload, title="Attestation", dated_on=today(), shared=False, by=coach
    )


@pytest.fixture
def address(document):
    return f"/liege/documents/{document.code}/remove/"


def test_it_is_asked_first_and_then_deleted(client_for, coach, document, address, django_capture_on_commit_callbacks):
    client = client_for(coach)
    assert "Attestation" in client.get(address).content.decode()
    assert document.file.storage.exists(document.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address)
    assert response["Location"] == f"/liege/people/{document.person.code}/"
    document.refresh_from_db()
    assert document.removed_at is not None
    assert not document.file.storage.exists(document.file.name)
    assert AuditEntry.objects.filter(act="document.removed", subject_code=document.code, by=coach).count() == 1
    assert client.post(address).status_code == 404


def test_who_is_refused(client_for, mentor, entrepreneur, neighbour, outsider, document, address):
    for who, statuses in (
        (neighbour, (404,)),
        (outsider, (404,)),
        (mentor, (403, 404)),
        (entrepreneur, (403, 404)),
        (None, (302,)),
    ):
        assert client_for(who).post(address).status_code in statuses, who
    document.refresh_from_db()
    assert document.removed_at is None


def test_wrong_method(client_for, coach, address):
    assert client_for(coach).delete(address).status_code == 405
