"""What a first visit of a public site costs a phone, and each page after it."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.factories.intake import CallFactory
from tests.home.public_site import TEXT_PAGES, published

pytestmark = pytest.mark.django_db

FIRST, LATER, MOST_REQUESTS = 145_000, 25_000, 12
# Shrunk already.
PACKED = (".woff2", ".png", ".jpg")


def _size(content: bytes, name: str = "") -> int:
    return len(content) if name.endswith(PACKED) else len(gzip.compress(content, 6))


def _static(address: str) -> bytes:
    found = finders.find(address.removeprefix(settings.STATIC_URL).removeprefix("/static/"))
    assert found, address
    return Path(found).read_bytes()


def _fetched(html: str) -> set[str]:
    """Return what a browser fetches for the page, with what its style sheets ask for. A picture for sharing isn't."""
    links = re.findall(r'<link rel="(?:icon|stylesheet)" href="([^"]+)"', html)
    found = {*links, *re.findall(r'<(?:script|img)\b[^>]* src="([^"]+)"', html)}
    for address in list(found):
        if address.endswith(".css") and "/static/" in f"/{address}":
            style = _static(address).decode()
            found |= {f"{address.rsplit('/', 1)[0]}/{name}" for name in re.findall(r"url\(([\w.-]+)\)", style)}
    return found


def test_a_first_visit_is_light(client, incubator):
    published(incubator, primary_colour="#7A1F5C")
    CallFactory(incubator=incubator)
    html = client.get("/liege/", headers={"accept-language": "fr"}).content
    whole, fetched = _size(html), _fetched(html.decode())
    for address in fetched:
        content = _static(address) if "static/" in address else client.get(address).content
        whole += _size(content, address)
    print(f"first visit: {whole} bytes, {len(fetched) + 1} requests")
    assert whole <= FIRST
    assert len(fetched) + 1 <= MOST_REQUESTS


@pytest.mark.parametrize("name", TEXT_PAGES)
def test_each_page_after_it_is_lighter(client, incubator, name):
    published(incubator)
    assert _size(client.get(reverse(f"home:{name}", args=["liege"])).content) <= LATER
