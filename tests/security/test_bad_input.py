"""Whatever is sent to whatever address: a page that says what to do, never a crash."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from tests.permissions import PUBLIC, PUBLIC_PARTS, ROUTES, SIGNED_IN
from tests.test_permission_matrix import Cast, _path, cast  # noqa: F401 - the fixture of the matrix

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    # A file that is answered is left unread where only its status counts.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ABSURD = (
    "", " ", "a\x00b", "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"), "x" * 100_000, "-1", "0", "99999999999999999999",
    "1e400", "NaN", "31/02/2022", "9999-12-31", "0001-01-01", "2022-13-45", "zzzzzzzzzzzz", "' OR 1=1 --", "../../etc/passwd",
    "\u202e\u2066", "🙂" * 50, "null", "true", "[]", "{}",
)  # fmt: skip


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("input", "select", "textarea", "button") and (name := given.get("name")):
            self.names.setdefault(name, given.get("value") or "")


def _fields_of(page: str) -> dict[str, str]:
    fields = _Fields()
    fields.feed(page)
    return {name: value for name, value in fields.names.items() if name not in ("csrfmiddlewaretoken", "form_key", "language")}


def _posts(cast: Cast) -> Iterator[tuple[str, str]]:  # noqa: F811
    for name, route in ROUTES.items():
        if "POST" in route.methods:
            yield name, _path(name, cast.slug, {part: cast.things[kind]["own"] for part, kind in route.codes.items()})


def test_no_form_crashes_on_absurd_values(cast: Cast):  # noqa: F811
    client, crashed, sent = cast.clients["lead"], [], 0
    for _name, path in _posts(cast):
        page = client.get(path)
        if page.streaming:
            list(page)
        fields = _fields_of(page.content.decode()) if page.status_code == 200 else {}
        for absurd in ABSURD:
            for data in (dict.fromkeys(fields, absurd), {**fields, **dict.fromkeys(list(fields)[::2], absurd)}):
                answer = client.post(path, {**data, "unasked": absurd, "incubator": "1", "id": "1", "roles": absurd})
                sent += 1
                if answer.status_code >= 500:
                    crashed.append(f"{path} {absurd[:20]!r} → {answer.status_code}")
    assert not crashed, "\n".join(sorted(set(crashed)))
    assert sent > 500


def test_no_address_crashes_on_an_absurd_question(cast: Cast):  # noqa: F811
    client, crashed = cast.clients["lead"], []
    asked = (
        "q",
        "after",
        "before",
        "only",
        "who",
        "year",
        "programme",
        "sort",
        "stage",
        "coach",
        "person",
        "next",
        "full_name",
        "state",
        "page",
    )
    for name, route in ROUTES.items():
        if "GET" not in route.methods:
            continue
        path = _path(name, cast.slug, {part: cast.things[kind]["own"] for part, kind in route.codes.items()})
        for absurd in ABSURD:
            answer = client.get(path, dict.fromkeys(asked, absurd[:5000]))
            if answer.streaming:
                # A file stays open until it is read.
                list(answer)
            if answer.status_code >= 500:
                crashed.append(f"{path} {absurd[:20]!r} → {answer.status_code}")
    assert not crashed, "\n".join(sorted(set(crashed)))


def test_nobody_signed_in_crashes_nothing(client):
    from django.urls import reverse

    for name in [*PUBLIC, *SIGNED_IN]:
        try:
            path = reverse(name, kwargs=PUBLIC_PARTS.get(name))
        except Exception:
            continue
        for absurd in ABSURD:
            data = dict.fromkeys(("login", "email", "phone", "password", "code", "next", "language", "account", "token"), absurd)
            assert client.post(path, data).status_code < 500, (path, absurd[:20])
            assert client.get(path, {name: value[:2000] for name, value in data.items()}).status_code < 500
