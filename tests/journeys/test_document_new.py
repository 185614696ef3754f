"""A file joins a journey."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from interlab.core.dates import today
from interlab.journeys.actions.documents import LARGEST_MB
from interlab.journeys.models import Document
from interlab.privacy.models import AuditEntry
from tests.factories import PersonFactory, ProjectFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4 une attestation"


@pytest.fixture
def person(incubator):
    return PersonFactory(incubator=incubator)


@pytest.fixture
def address(person):
    return f"/liege/people/{person.code}/documents/new/"


def facts(content=PDF, name="attestation.pdf", **changed):
    known = {"title": "Attestation", "dated_on": today().isoformat(), "project": ""}
    return known | changed | {"file": SimpleUploadedFile(name, content)}


def content_of(document):
    with document.file.open() as kept:
        return kept.read()


def picture(kind, orientation=None, size=(8, 4)):
    """A picture that tells where it was taken."""
    made = Image.new("RGB", size, "red")
    exif = made.getexif()
    exif[0x010F] = "SecretCamera"
    if orientation:
        exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 38.0, 0.0)})
    held = BytesIO()
    made.save(held, kind, exif=exif)
    return held.getvalue()


def test_a_file_is_joined(client_for, coach, incubator, person, address):
    project = ProjectFactory(holders=[person], by=coach)
    response = client_for(coach).post(address, facts(project=project.code, shared="on"))
    assert response["Location"] == f"/liege/projects/{project.code}/"
    document = Document.objects.get()
    assert (document.person, document.project, document.shared, document.added_by) == (person, project, True, coach)
    assert (document.filename, document.size, content_of(document)) == ("attestation.pdf", len(PDF), PDF)
    assert document.file.name.startswith(f"documents/{incubator.pk}/")
    assert "attestation" not in document.file.name
    assert AuditEntry.objects.filter(act="document.added", person_code=person.code).count() == 1


def test_it_is_for_the_team_unless_said_otherwise(client_for, coach, person, address):
    client_for(coach).post(address, facts())
    assert not Document.objects.get().shared


def test_a_second_tap_joins_nothing_more(client_for, coach, address):
    client = client_for(coach)
    client.post(address, facts(form_key="abcdefgh2345"))
    assert client.post(address, facts(form_key="abcdefgh2345")).status_code == 302
    assert Document.objects.count() == 1


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "photo.JPG"), ("PNG", "photo.png")])
def test_a_picture_loses_what_its_camera_wrote(client_for, coach, address, kind, name):
    taken = picture(kind)
    assert b"SecretCamera" in taken
    assert client_for(coach).post(address, facts(taken, name)).status_code == 302
    document = Document.objects.get()
    kept = content_of(document)
    assert b"SecretCamera" not in kept
    with Image.open(BytesIO(kept)) as bare:
        assert (bare.format, bare.size, dict(bare.getexif())) == (kind, (8, 4), {})
    assert document.size == len(kept)


def test_a_picture_taken_upright_stays_upright(client_for, coach, address):
    client_for(coach).post(address, facts(picture("JPEG", orientation=6), "photo.jpg"))
    with Image.open(BytesIO(content_of(Document.objects.get()))) as bare:
        assert bare.size == (4, 8)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<script>", "page.html"),
        (b"MZ", "photo.exe"),
        (b"<svg/>", "photo.svg"),
        (b"<html>", "attestation.pdf"),
        (b"\xff\xd8\xff but no picture", "photo.jpg"),
        (b"\x89PNG\r\n but no picture", "photo.png"),
        (b"", "attestation.pdf"),
        (PDF, "noname"),
        (PDF, "x" * 250 + ".pdf"),
        (b"%PDF" + b"0" * (LARGEST_MB * 1024 * 1024), "attestation.pdf"),
    ],
)
def test_what_is_no_document_is_refused_beside_its_field(client_for, coach, address, content, name):
    response = client_for(coach).post(address, facts(content, name, title="gardé"))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["file"]
    assert "gardé" in response.content.decode()
    assert not Document.objects.exists()


def test_a_picture_that_unfolds_to_too_much_is_refused(client_for, coach, address):
    held = BytesIO()
    Image.new("1", (20000, 20000)).save(held, "PNG")
    assert client_for(coach).post(address, facts(held.getvalue(), "photo.png")).status_code == 422
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("title", "x" * 201), ("dated_on", "9999-01-01"), ("dated_on", "x"), ("project", "x")],
)
def test_bad_input(client_for, coach, address, field, value):
    response = client_for(coach).post(address, facts(**{field: value}))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Document.objects.exists()


def test_only_the_persons_own_projects_are_choices(client_for, coach, incubator, address):
    other = ProjectFactory(holders=[PersonFactory(incubator=incubator)], by=coach)
    assert client_for(coach).post(address, facts(project=other.code)).status_code == 422
    assert client_for(coach).get(f"{address}?project={other.code}").status_code == 200


def test_who_is_refused(client_for, mentor, neighbour, outsider, address):
    for who, statuses in ((neighbour, (404,)), (outsider, (404,)), (mentor, (403, 404)), (None, (302,))):
        assert client_for(who).post(address, facts()).status_code in statuses, who
    assert not Document.objects.exists()


def test_wrong_method(client_for, coach, address):
    assert client_for(coach).delete(address).status_code == 405
