"""Every public address of an incubator's site, asked in bad faith: never a fault, never a word about what isn't public."""

import re

import pytest
from django.urls import reverse

from tests.home.public_site import published
from tests.permissions import PUBLIC_SITE, PUBLIC_SITE_PARTS

pytestmark = pytest.mark.django_db

HOSTILE = [
    "\x00",
    "'; DROP TABLE people_person; --",
    "<script>alert(1)</script>",
    "../../../etc/passwd",
    "%00%ff%fe",
    "\ud83d",
    "\u202egnp.exe",
    "9" * 5000,
    "{{ 7|add:7 }}",
    "-1",
]
NAMES = ("lang", "draft", "page", "q", "next", "code", "token", "form_key", "shown")


def _path(name):
    return reverse(name, args=["liege", *PUBLIC_SITE_PARTS.get(name, {}).values()])


@pytest.mark.parametrize("name", PUBLIC_SITE)
def test_hostile_queries_are_answered_calmly(client, incubator, name):
    published(incubator)
    for bad in HOSTILE:
        text = bad.encode("utf-8", "replace").decode()
        answer = client.get(_path(name), dict.fromkeys(NAMES, text))
        assert answer.status_code < 500
        if not answer.streaming and "html" in answer.get("Content-Type", ""):
            assert b"<script>alert(1)" not in answer.content


@pytest.mark.parametrize("name", PUBLIC_SITE)
def test_hostile_posts_are_answered_calmly(client, incubator, name):
    published(incubator)
    names = ("name", "kind", "value", "language", "words", "agreed", "agreed_how", "organisation", "by_whom", *NAMES)
    for bad in HOSTILE:
        text = bad.encode("utf-8", "replace").decode()
        assert client.post(_path(name), dict.fromkeys(names, text)).status_code < 500
    assert client.post(_path(name), b"\xff\xfe{", content_type="application/json").status_code < 500
    assert client.post(_path(name), b"--x\r\n", content_type="multipart/form-data; boundary=x").status_code < 500


@pytest.mark.parametrize("name", PUBLIC_SITE)
def test_hostile_headers_are_answered_calmly(client, incubator, name):
    published(incubator)
    headers = {"accept-language": "xx;q=9,\x7f" * 50, "cookie": "django_language=../../x; sessionid='; theme=<script>"}
    assert client.get(_path(name), headers=headers).status_code < 500


@pytest.mark.parametrize(
    "tail", ["..%2f..%2fetc/passwd", "%00", "about%0a", "a" * 3000, "logo.png/..", "colours.css%3f", "wp-login.php"]
)
def test_addresses_nobody_made_are_not_found(client, incubator, tail):
    published(incubator)
    assert client.get(f"/liege/{tail}").status_code in (301, 302, 404)


@pytest.mark.parametrize("name", [name for name in PUBLIC_SITE if name.startswith("home:")])
def test_a_site_in_preparation_and_none_at_all_look_the_same(client, incubator, name):
    """Whether an incubator is here is nobody's business before it says so."""
    there, nowhere = client.get(_path(name)), client.get(_path(name).replace("liege", "nowhere", 1))
    assert there.status_code == nowhere.status_code == 404
    pages = [re.sub(r'value="[^"]+"', "", answer.content.decode()) for answer in (there, nowhere)]
    assert pages[0].replace("liege", "nowhere") == pages[1]
