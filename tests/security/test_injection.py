"""Whatever is typed anywhere stays text wherever it is shown: in pages, lists, workbooks, headers and messages."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.mail import EmailMessage

from tests.permissions import ROUTES
from tests.security.planting import plant, read, typed_fields
from tests.test_permission_matrix import Cast, _path, cast  # noqa: F401 - the fixture of the matrix

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]

MARKUP = (
    "\"><img src=x onerror=alert(1) data-pwn=1>'><svg/onload=alert(1)>",
    "</script></textarea></title><script>pwn()</script><a href=javascript:pwn()>",
    "{{ 7|add:7 }}{% debug %}<b data-pwn onclick=pwn()>",
    "' onfocus='pwn()' autofocus='' x='",
)
TURNED = "\u202eexe.gnp"
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x")', "  =1+1")
READERS = ("lead", "coach", "entrepreneur", "mentor", "expert", "funder_reader")


def _answers(cast: Cast, roles: tuple[str, ...] = READERS) -> Iterator[tuple[str, str, bytes, str]]:  # noqa: F811
    """Ask every address for everything, as everybody: role, path, body, kind of answer."""
    for name, route in ROUTES.items():
        if "GET" not in route.methods:
            continue
        for scope in ("own", "other") if route.codes else ("own",):
            path = _path(name, cast.slug, {part: cast.things[kind][scope] for part, kind in route.codes.items()})
            for role in roles:
                response = cast.clients[role].get(path)
                body = b"".join(response) if response.streaming else response.content
                yield role, path, body, response.headers.get("Content-Type", "")


@pytest.mark.parametrize("text", MARKUP, ids=["attributes", "closing tags", "templates", "handlers"])
def test_no_page_runs_what_was_typed(cast: Cast, text: str):  # noqa: F811
    assert plant(text) > 50
    active = []
    seen = 0
    for role, path, body, kind in _answers(cast):
        if kind.startswith("text/html"):
            page = read(body.decode())
            active += [f"{role} {path}: {found}" for found in page.active]
            seen += "pwn" in body.decode() or "autofocus=&#x27;" in body.decode()
    assert not active, "\n".join(sorted(set(active)))
    assert seen > 20, "the planted text must be on many pages, else this proves nothing"


def test_a_turned_text_turns_nothing_around_it(cast: Cast):  # noqa: F811
    plant(TURNED)
    loose = []
    for role, path, body, kind in _answers(cast, ("lead", "entrepreneur", "mentor")):
        if kind.startswith("text/html"):
            loose += [f"{role} {path}: {found}" for found in read(body.decode()).unisolated]
    assert not loose, "\n".join(sorted(set(loose)))


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_download_is_a_formula(cast: Cast, text: str):  # noqa: F811
    plant(text)
    path = _path("impact:figure_export", cast.slug, {})
    response = cast.clients["lead"].post(path)
    rows = list(
        csv.reader(StringIO((b"".join(response) if response.streaming else response.content).decode("utf-8-sig")), delimiter=";")
    )
    cells = [cell for row in rows for cell in row]
    assert len(rows) > 1
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("text", [*FORMULAS, *MARKUP])
def test_no_cell_of_a_workbook_is_a_formula(cast: Cast, text: str):  # noqa: F811
    for _role, path, body, kind in _answers(cast, ("lead",)):
        if "spreadsheetml" in kind:
            book = openpyxl.load_workbook(BytesIO(body))
            cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
            assert all(cell.data_type != "f" for cell in cells), path


@pytest.mark.parametrize("text", ["a\r\nSet-Cookie: pwn=1", "a\nX-Pwn: 1", TURNED])
def test_no_header_is_added(cast: Cast, text: str):  # noqa: F811
    plant(text)
    for name, route in ROUTES.items():
        if "GET" not in route.methods:
            continue
        path = _path(name, cast.slug, {part: cast.things[kind]["own"] for part, kind in route.codes.items()})
        response = cast.clients["lead"].get(path)
        if response.streaming:
            list(response)
        for header, value in response.headers.items():
            assert not set(value) & {"\r", "\n", "\x00", "\u202e"}, f"{path}: {header}: {value!r}"
        assert "X-Pwn" not in response.headers and "pwn" not in response.cookies


@pytest.mark.parametrize("subject", ["Bonjour\r\nBcc: all@example.org", "Bonjour\nX-Pwn: 1", "Bonjour\r"])
def test_no_mail_gets_another_header(subject: str, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with pytest.raises(ValueError, match="Header values"):
        EmailMessage(subject, "corps", None, ["nadege@example.org"]).message().as_bytes()


def test_every_model_that_holds_typed_text_is_planted():
    from tests.security.planting import OURS

    holding = {model._meta.label for model in OURS if list(typed_fields(model))}
    assert {"people.Person", "people.ContactPoint", "journeys.SessionNote", "journeys.NextAct", "journeys.Document"} <= holding
