"""A walk through every link that each of the cast is shown: none leads to an error, none to a page they may not see."""

from collections import deque
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from tests.security.planting import read
from tests.test_permission_matrix import Cast, cast  # noqa: F401 - the fixture of the matrix

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST_PAGES = 400


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (address := dict(attrs).get("href")):
            self.found.append(address)


def _links(page: str, here: str) -> list[str]:
    links = _Links()
    links.feed(page)
    own = [urldefrag(urljoin(here, link)).url for link in links.found]
    return [link for link in own if not urlsplit(link).scheme and link.startswith("/")]


@pytest.mark.parametrize(
    "role", ["lead", "coach", "reviewer", "mentor", "expert", "entrepreneur", "funder_reader", "network_reader"]
)
def test_every_link_one_is_shown_can_be_followed(cast: Cast, role: str):  # noqa: F811
    client, waiting, seen, wrong = cast.clients[role], deque(["/"]), {"/"}, []
    while waiting and len(seen) < MOST_PAGES:
        here = waiting.popleft()
        response = client.get(here)
        body = b"".join(response) if response.streaming else response.content
        if response.status_code in (301, 302):
            found = [response.headers["Location"]]
        else:
            if response.status_code != 200:
                wrong.append(f"{here} → {response.status_code}")
            html = response.headers["Content-Type"].startswith("text/html")
            if html and read(body.decode()).active:
                wrong.append(f"{here} is active")
            if html and "no-store" not in response.headers.get("Cache-Control", ""):
                wrong.append(f"{here} may be kept by the browser")
            found = _links(body.decode(), here) if html else []
        for link in found:
            if link not in seen and urlsplit(link).scheme == "":
                seen.add(link)
                waiting.append(link)
    assert not wrong, "\n".join(wrong)
    assert len(seen) >= (20 if role in ("lead", "coach") else 2)
