"""The character NUL, which nobody types and PostgreSQL refuses, is dropped wherever it arrives."""

import pytest

from interlab.core.middleware import WithoutNulMiddleware


@pytest.fixture
def read(rf):
    """Return what a view reads of a request."""
    return WithoutNulMiddleware(lambda same: same)


def test_in_a_question(rf, read):
    request = read(rf.get("/?a%00b=1%002&c=%00&c=d"))
    assert dict(request.GET.lists()) == {"ab": ["12"], "c": ["", "d"]}


def test_in_a_form(rf, read):
    request = read(rf.post("/", {"name": "Awa\x00", "topics": ["x\x00y", "z"]}))
    assert dict(request.POST.lists()) == {"name": ["Awa"], "topics": ["xy", "z"]}


def test_a_file_keeps_every_byte(rf, read):
    from django.core.files.uploadedfile import SimpleUploadedFile

    request = read(rf.post("/", {"name": "\x00", "file": SimpleUploadedFile("a.bin", b"a\x00b")}))
    assert request.POST["name"] == ""
    assert request.FILES["file"].read() == b"a\x00b"


def test_what_has_none_is_left_alone(rf):
    request = rf.post("/?a=1", {"b": "2"})
    sent = request.POST
    assert WithoutNulMiddleware(lambda same: same)(request).POST is sent
