"""Recordings and pictures of an application: taken by their content, given back to whoever may have them, never shown as a page."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from interlab.intake.asked import answers_of
from interlab.intake.models import Application, Upload
from tests.factories.recordings import MADE_BY, wav
from tests.intake.applying import begin, check_path, question_path


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def application(client, call) -> Application:
    return begin(client, call)


def _path(application: Application, question: str = "idea") -> str:
    return reverse("intake:upload", args=[application.incubator.slug, application.code, question])


def _speak(client, application, content: bytes, name: str = "voice.bin", **typed):
    recording = SimpleUploadedFile(name, content, "text/html")
    return client.post(question_path(application, "idea"), {"way": "spoken", "text": "", "recording": recording, **typed})


@pytest.mark.parametrize("media_type", MADE_BY)
def test_a_recording_of_any_phone_answers_the_question(client, application, media_type):
    content = MADE_BY[media_type](20)
    assert _speak(client, application, content).status_code == 302
    upload = Upload.objects.get()
    assert (upload.media_type, upload.size) == (media_type, len(content))
    assert abs(upload.seconds - 20) <= 1
    application.refresh_from_db()
    assert answers_of(application)["idea"] == {"way": "spoken", "text": ""}
    assert "<audio" in client.get(check_path(application)).content.decode()


def test_it_is_given_back_to_be_saved_and_nothing_else(client, application):
    _speak(client, application, wav(3), "<script>.html")
    response = client.get(_path(application))
    assert b"".join(response.streaming_content) == wav(3)
    assert response.headers["Content-Type"] == "audio/wav"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{application.spoken}.wav"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("asked", "given"),
    [("bytes=0-1", slice(0, 2)), ("bytes=10-", slice(10, None)), ("bytes=-5", slice(-5, None)), ("bytes=0-999999", slice(None))],
)
def test_an_iphone_hears_it_in_parts(client, application, asked, given):
    content = wav(1)
    _speak(client, application, content)
    response = client.get(_path(application), headers={"range": asked})
    assert response.status_code == 206
    assert response.content == content[given]
    start, stop, _step = given.indices(len(content))
    assert response.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(content)}"


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=999999-", "bytes=5-2", "bytes=0-1,4-5", "lines=1-2", "bytes=²-"])
def test_a_part_that_cannot_be_given_is_the_whole(client, application, asked):
    _speak(client, application, wav(1))
    response = client.get(_path(application), headers={"range": asked})
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == wav(1)


def test_nobody_else_hears_it(client, application, client_for, coach, reviewer, neighbour):
    _speak(client, application, wav(3))
    application.helped_by = coach
    application.save()
    for stranger in (None, reviewer, neighbour):
        assert client_for(stranger).get(_path(application)).status_code == 404
    heard = client_for(coach).get(_path(application))
    assert heard.status_code == 200
    heard.close()


@pytest.mark.parametrize("content", [b"<script>alert(1)</script>", b"%PDF-1.7 x", b"OggS", b"\0" * 100])
def test_a_file_that_is_no_recording_is_refused_in_words(client, application, content):
    response = _speak(client, application, content, "voice.mp3", text="Mes mots")
    assert response.status_code == 422
    page = response.content.decode()
    assert "Choose another one, or write." in page or "Record it again, or write." in page
    assert "Mes mots" in page
    assert not Upload.objects.exists()


def test_speaking_without_a_recording_asks_for_one(client, application):
    response = client.post(question_path(application, "idea"), {"way": "spoken", "text": ""})
    assert response.status_code == 422
    assert 'href="#id_recording"' in response.content.decode()


def test_fifty_megabytes_are_refused_in_words_and_not_kept(client, application):
    response = _speak(client, application, wav(1) + bytes(50 * 1024 * 1024))
    assert response.status_code == 422
    assert "This file is too large." in response.content.decode()
    assert not Upload.objects.exists()


def test_a_new_recording_takes_the_place_of_the_old_one(client, application, django_capture_on_commit_callbacks):
    _speak(client, application, wav(3))
    old = Upload.objects.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        _speak(client, application, wav(4))
    assert Upload.objects.get().seconds == 4
    assert not default_storage.exists(old)


def test_going_on_without_a_new_file_keeps_the_recording(client, application):
    _speak(client, application, wav(3))
    client.post(question_path(application, "idea"), {"way": "spoken", "text": ""})
    assert Upload.objects.get().seconds == 3


def test_whoever_writes_instead_leaves_no_recording_behind(client, application, django_capture_on_commit_callbacks):
    _speak(client, application, wav(3))
    name = Upload.objects.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        client.post(question_path(application, "idea"), {"way": "written", "text": "Je préfère écrire."})
    assert not Upload.objects.exists()
    assert not default_storage.exists(name)


def test_what_does_not_exist_is_not_found(client, application):
    assert client.get(_path(application)).status_code == 404
    assert client.get(_path(application, "nothing")).status_code == 404
    assert client.post(_path(application)).status_code == 405


# Pictures --------------------------------------------------------------------------------------------------------


@pytest.fixture
def asked_a_picture(application) -> Application:
    application.form.declaration = {"questions": [{"id": "photo", "kind": "picture", "label": {"fr": "Une photo ?"}}]}
    application.form.save()
    return application


def _show(client, application, content: bytes, name: str = "photo.jpg"):
    return client.post(question_path(application, "photo"), {"picture": SimpleUploadedFile(name, content)})


def test_a_picture_is_kept_without_where_it_was_taken(client, asked_a_picture):
    content, exif = BytesIO(), Image.Exif()
    exif[0x010E] = "rue Saint-Léonard"
    Image.new("RGB", (40, 30)).save(content, "JPEG", exif=exif)
    assert _show(client, asked_a_picture, content.getvalue()).status_code == 302
    upload = Upload.objects.get()
    assert upload.media_type == "image/jpeg"
    with upload.file.open("rb") as kept, Image.open(kept) as picture:
        assert picture.size == (40, 30)
        assert not picture.getexif()


@pytest.mark.parametrize(("content", "name"), [(b"GIF89a", "a.gif"), (b"no picture", "a.jpg"), (b"<svg/>", "a.svg")])
def test_what_is_no_picture_is_refused_in_words(client, asked_a_picture, content, name):
    response = _show(client, asked_a_picture, content, name)
    assert response.status_code == 422
    assert "Choose a JPG or a PNG." in response.content.decode()


@pytest.mark.parametrize("megabytes", [11, 50])
def test_a_huge_picture_is_refused_in_words(client, asked_a_picture, megabytes):
    response = _show(client, asked_a_picture, bytes(megabytes * 1024 * 1024))
    assert response.status_code == 422
    assert "This picture is too large." in response.content.decode()
