"""Recordings are known by their content, not by their name; two minutes at most."""

from contextlib import suppress
from io import BytesIO

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from interlab.core.errors import DomainError
from interlab.core.recordings import check_recording
from tests.factories.recordings import MADE_BY, m4a


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def _checked(content: bytes):
    return check_recording(BytesIO(content), len(content))


@pytest.mark.parametrize("media_type", MADE_BY)
def test_a_recording_of_any_phone_is_known(media_type):
    found = _checked(MADE_BY[media_type](40))
    assert found.media_type == media_type
    assert abs(found.seconds - 40) <= 1


def test_a_recording_of_an_old_phone_is_known():
    assert _checked(m4a(12, b"3gp4")).media_type == "audio/3gpp"


@pytest.mark.parametrize("media_type", MADE_BY)
def test_a_recording_longer_than_two_minutes_is_refused(media_type):
    with pytest.raises(DomainError, match="2 minutes"):
        _checked(MADE_BY[media_type](140))


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n" + bytes(100), b"<script>alert(1)</script>"])
def test_what_is_no_recording_is_refused(content):
    with pytest.raises(DomainError, match="not a recording"):
        _checked(content)


@pytest.mark.parametrize(
    "start", [b"OggS", b"\x1a\x45\xdf\xa3", b"ID3\x04", b"#!AMR\n", b"\0\0\0\x20ftypM4A ", b"RIFF\x10\0\0\0WAVE"]
)
def test_a_head_without_a_body_is_refused(start):
    with pytest.raises(DomainError, match="played"):
        _checked(start)


def test_a_large_file_is_refused_unread():
    with pytest.raises(DomainError, match="too large"):
        check_recording(BytesIO(b""), 11 * 1024 * 1024)


@given(st.sampled_from([made(2) for made in MADE_BY.values()]), st.binary(max_size=40), st.integers(0, 200))
def test_a_damaged_recording_is_taken_or_refused_in_words(content, damage, at):
    # Anything else that it raises fails the test.
    with suppress(DomainError):
        assert _checked(content[:at] + damage + content[at + len(damage) :]).media_type
