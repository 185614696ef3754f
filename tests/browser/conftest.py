"""What the tales need: a page that reports every console error, and an accessibility check of each page they pass."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

PASSWORD = "une phrase assez longue"
AXE_OPTIONS = {"rules": {"target-size": {"enabled": True}}}
# The answer to a form with mistakes is 422, which Chromium writes down as an error.
_EXPECTED = re.compile(r"status of 422")


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which any error in the console fails the tale."""
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda told: errors.append(f"{told.text} {told.location.get('url')}") if told.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert [error for error in errors if not _EXPECTED.search(error)] == []


@pytest.fixture
def passes(request: pytest.FixtureRequest) -> Callable[[Page], None]:
    """Check the page a tale stands on: nothing wider than the screen, no accessibility violation."""

    def check(page: Page) -> None:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} scrolls sideways"
        found: Any = Axe().run(page, options=AXE_OPTIONS)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return check


def give_password(page: Page, account: Any) -> None:
    """Fill the part of the sign-in page that is for passwords, and send it."""
    form = page.locator("form[action='/account/login/']")
    page.locator("details:has(form[action='/account/login/']) summary").click()
    form.locator("input[name=login]").fill(account.email)
    form.locator("input[name=password]").fill(PASSWORD)
    form.locator("button.primary").click()


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Page, Any], None]:
    """Sign a member in through the page, with a password."""

    def enter(page: Page, member: Any) -> None:
        member.account.set_password(PASSWORD)
        member.account.save()
        page.goto(f"{live_server.url}/account/login/")
        give_password(page, member.account)
        if not member.needs_second_factor:
            page.locator("button[name=mine][value=yes]").click()
        page.wait_for_url(f"{live_server.url}/liege/today/")

    return enter
