"""The pages on which trust is shown, in the browser: signing in with a code, one's own data, the trail, messages, twins, a conflict.

Each page passed is checked by axe, for its width and for errors in the console: French on a wide light screen, Arabic on a small dark one.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from interlab.accounts.models import Membership
from interlab.notices.actions import Recipient, queue_message
from interlab.notices.actions.outcomes import record_failure
from interlab.notices.models import Problem
from interlab.people.models import Person
from interlab.privacy.models import DataRequest
from tests.accounts.entering import last_message
from tests.conftest import person_of
from tests.factories import ParticipationFactory, PersonFactory, SessionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Check = Callable[[Page], None]
LOOKS = {"fr-light-1280": ("fr", "light", 1280), "ar-dark-360": ("ar", "dark", 360)}
# A refusal on purpose is logged by the browser.
_REFUSED = re.compile(r"status of (400|409|422)")


@contextmanager
def window(browser: Any, arguments: dict[str, Any], language: str, scheme: str, width: int) -> Iterator[Page]:
    """Open a browser of its own; an error in its console fails the tale."""
    look = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    context = browser.new_context(**arguments | look, locale=language)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert [error for error in errors if not _REFUSED.search(error)] == []
    context.close()


@pytest.fixture(params=LOOKS.values(), ids=LOOKS)
def seen(request: pytest.FixtureRequest, browser: Any, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    with ExitStack() as open_windows:
        yield open_windows.enter_context(window(browser, browser_context_args, *request.param))


@pytest.fixture
def patricia(entrepreneur: Membership, coach: Membership) -> Person:
    person = person_of(entrepreneur)
    ParticipationFactory(person=person, coach=coach)
    SessionFactory(persons=[person], by=coach)
    return person


def send(page: Page, where: str) -> None:
    """Press the button that `where` names, and wait for the page it leads to."""
    with page.expect_navigation():
        page.locator(where).click()


def test_an_entrepreneur_comes_in_by_a_code_and_sees_what_is_known(
    seen: Page, live_server: Any, patricia: Person, entrepreneur: Membership, passes: Check
):
    page = seen
    page.goto(f"{live_server.url}/account/login/")
    passes(page)
    page.locator(
        "form[action='/account/login/code/'] input[type=text], form[action='/account/login/code/'] input[type=email]"
    ).fill(entrepreneur.account.email)
    send(page, "form[action='/account/login/code/'] button.primary")
    passes(page)
    code = re.findall(r"\b\d{6}\b", last_message().body)[0]
    page.fill("input[name=code]", "000000" if code != "000000" else "111111")
    send(page, "main button.primary")
    passes(page)
    page.fill("input[name=code]", code)
    send(page, "main button.primary")
    passes(page)
    send(page, "button[name=mine][value=yes]")
    page.wait_for_url(f"{live_server.url}/liege/today/")
    passes(page)
    # From the journey to the data, and from each page to the next: nobody has to go back.
    send(page, "main a[href$='/my-data/']")
    passes(page)
    send(page, "main a[href$='/who-opened/']")
    passes(page)
    send(page, "main .button[href$='/my-data/']")
    send(page, "main a[href$='/my-data/consents/']")
    passes(page)
    page.goto(f"{live_server.url}/account/devices/")
    expect(page.locator("main .list li")).to_have_count(1)
    passes(page)


def test_a_person_asks_to_be_deleted_and_thinks_again(
    seen: Page, live_server: Any, patricia: Person, entrepreneur: Membership, sign_in: Callable[[Page, Any], None], passes: Check
):
    page = seen
    sign_in(page, entrepreneur)
    page.goto(f"{live_server.url}/liege/my-data/")
    send(page, "main a[href$='/my-data/erasure/']")
    passes(page)
    send(page, "main button.danger")
    assert DataRequest.objects.get().is_open
    passes(page)
    send(page, "form[action$='/take-back/'] button")
    assert not DataRequest.objects.get().is_open
    passes(page)


@pytest.fixture
def undelivered(patricia: Person) -> Any:
    """A message that didn't arrive."""
    to = Recipient(
        name="Patricia", language="fr", addresses=[("email", "patricia@nulle-part.example")], person_code=patricia.code
    )
    about = {"name": "Patricia", "incubator": "InterLab Liège", "day": "lundi 4 janvier"}
    message = queue_message("people.file_will_go", to, incubator=patricia.incubator, about=about, urgent=True)
    assert message is not None
    return record_failure(message, Problem.REFUSED, "550 5.1.1 User unknown", for_good=True)


def test_a_lead_looks_after_trust(
    seen: Page,
    live_server: Any,
    lead: Membership,
    patricia: Person,
    undelivered: Any,
    sign_in: Callable[[Page, Any], None],
    passes: Check,
):
    page, here = seen, f"{live_server.url}/liege/"
    sign_in(page, lead)
    passes(page)
    for path in (
        f"people/{patricia.code}/",
        "trail/",
        "trail/?filters=1",
        "messages/",
        f"messages/{undelivered.code}/",
        "messages/wordings/",
        "messages/wordings/people.file_will_go/fr/",
        "messages/quiet-hours/",
        f"people/{patricia.code}/data/",
        f"people/{patricia.code}/invite/",
        "data-requests/",
        "retention/",
        "settings/",
    ):
        page.goto(f"{here}{path}")
        passes(page)


def test_two_records_side_by_side(
    seen: Page, live_server: Any, incubator: Any, coach: Membership, sign_in: Callable[[Page, Any], None], passes: Check
):
    for name, town in (("Yordanos Tesfay", "Liège"), ("يوردانوس تسفاي", "Seraing")):
        PersonFactory(incubator=incubator, full_name=name, municipality=town, contacts=[("phone", "0470 12 34 56")])
    page = seen
    sign_in(page, coach)
    page.goto(f"{live_server.url}/liege/people/alike/")
    passes(page)
    send(page, ".alike a.button")
    expect(page.locator(".twins section")).to_have_count(2)
    passes(page)


def test_two_colleagues_correct_the_same_thing(
    seen: Page, live_server: Any, coach: Membership, patricia: Person, sign_in: Callable[[Page, Any], None], passes: Check
):
    page = seen
    sign_in(page, coach)
    page.goto(f"{live_server.url}/liege/people/{patricia.code}/edit/")
    other = page.context.new_page()
    other.goto(page.url)
    for each, town in ((other, "Ans"), (page, "Huy")):
        each.fill("main input[name=municipality]", town)
        send(each, "main form button.primary")
    expect(page.locator(".clash label")).to_have_count(2)
    expect(page.locator("#form-conflict")).to_be_focused()
    passes(page)
    # The list on top leads to the choice.
    page.locator("#form-conflict a").click()
    expect(page.locator(".clash:target")).to_be_visible()
    page.locator(".clash input[value=theirs]").check()
    send(page, "main form button.primary")
    patricia.refresh_from_db()
    assert patricia.municipality == "Ans"
