"""Coming in, told in the browser: a passkey from first setup to sign-in, an app and its recovery codes, a QR code on a phone."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from interlab.accounts.models import Account
from tests.accounts.entering import app_code
from tests.browser.conftest import PASSWORD, give_password
from tests.factories import ParticipationFactory, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def key(page: Page) -> Iterator[Any]:
    """A device with a finger on it: Chromium's own virtual authenticator."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    facts = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": facts})
    yield session
    session.detach()


@pytest.fixture
def karim(coach: Any) -> Any:
    """A coach with a password and no second factor yet."""
    coach.account.set_password(PASSWORD)
    coach.account.has_second_factor = False
    coach.account.save()
    return coach


def with_password(page: Page, address: str, account: Account) -> None:
    page.goto(address)
    give_password(page, account)


def test_a_coach_sets_up_a_passkey_and_comes_back_with_it(
    page: Page, key: Any, live_server: Any, karim: Any, passes: Callable[[Page], None]
):
    with_password(page, f"{live_server.url}/liege/people/", karim.account)
    page.wait_for_url(re.compile("/account/second-factor/"))
    passes(page)
    page.locator("a[href='/account/second-factor/passkey/']").click()
    passes(page)
    page.locator("button[data-passkey]").click()
    # Ten codes for the day the phone is lost, then on to where she wanted to go.
    expect(page.locator(".codes li")).to_have_count(10)
    passes(page)
    page.locator("form[action='/account/second-factor/codes/'] button").click()
    page.wait_for_url(f"{live_server.url}/liege/people/")
    # Gone, and back with one press.
    page.goto(f"{live_server.url}/account/")
    passes(page)
    page.locator("main form[data-sign-out] button").click()
    page.wait_for_url(f"{live_server.url}/account/login/")
    passes(page)
    page.locator("button[data-passkey]").click()
    page.wait_for_url(f"{live_server.url}/liege/today/")
    # And as the second proof beside the password.
    page.goto(f"{live_server.url}/account/")
    page.locator("main form[data-sign-out] button").click()
    with_password(page, f"{live_server.url}/account/login/", karim.account)
    page.wait_for_url(re.compile("/account/second-factor/ask/"))
    passes(page)
    page.locator("button[data-passkey]").click()
    page.wait_for_url(re.compile("/account/second-factor/trust/"))
    passes(page)
    page.locator("button[value=trust]").click()
    page.wait_for_url(f"{live_server.url}/liege/today/")
    page.goto(f"{live_server.url}/account/devices/")
    passes(page)
    expect(page.locator("main")).to_contain_text("Chrome")


def test_a_device_that_says_no_leaves_the_other_ways(page: Page, key: Any, live_server: Any, karim: Any):
    page.goto(f"{live_server.url}/account/login/")
    page.locator("button[data-passkey]").click()
    expect(page.locator("[data-passkey-wrong]")).to_be_visible()


def test_a_coach_sets_up_an_app(page: Page, live_server: Any, karim: Any, passes: Callable[[Page], None]):
    with_password(page, f"{live_server.url}/liege/today/", karim.account)
    page.wait_for_url(re.compile("/account/second-factor/"))
    page.locator("a[href='/account/second-factor/app/']").click()
    expect(page.locator("svg.qr")).to_be_visible()
    passes(page)
    page.locator("details summary").click()
    secret = page.locator("code.secret").inner_text()
    page.fill("input[name=code]", app_code(secret))
    page.locator("form[action='/account/second-factor/app/'] button").click()
    with page.expect_download() as download:
        page.locator("a[download]").click()
    kept = download.value.path().read_text()
    page.locator("form[action='/account/second-factor/codes/'] button").click()
    page.wait_for_url(f"{live_server.url}/liege/today/")
    page.goto(f"{live_server.url}/account/second-factor/")
    passes(page)
    page.goto(f"{live_server.url}/account/")
    page.locator("main form[data-sign-out] button").click()
    # The phone is lost: a code from the paper.
    with_password(page, f"{live_server.url}/account/login/", karim.account)
    page.fill("input[name=code]", kept.split()[-1])
    page.locator("form:has(input[name=code]) button").click()
    page.locator("button[value=no]").click()
    page.wait_for_url(f"{live_server.url}/liege/today/")


def test_a_person_comes_in_by_a_qr_code(
    page: Page,
    browser: Any,
    browser_context_args: dict[str, Any],
    live_server: Any,
    coach: Any,
    incubator: Any,
    sign_in: Callable[[Page, Any], None],
    passes: Callable[[Page], None],
):
    person = PersonFactory(incubator=incubator, full_name="Yordanos Tesfay", called="Yordi")
    ParticipationFactory(person=person, coach=coach)
    sign_in(page, coach)
    page.goto(f"{live_server.url}/liege/people/{person.code}/")
    page.locator("a[href$='/invite/']").click()
    passes(page)
    page.locator("dialog button[value=pass]").click()
    page.wait_for_url(re.compile("/pass/"))
    passes(page)
    expect(page.locator("svg.qr")).to_be_visible()
    short = page.locator(".key").inner_text()
    phone: BrowserContext = browser.new_context(**browser_context_args | {"viewport": {"width": 360, "height": 760}}, locale="ar")
    theirs = phone.new_page()
    theirs.goto(f"{live_server.url}/account/invitation/")
    passes(theirs)
    theirs.fill("input[name=key]", short.lower())
    theirs.locator("form[action='/account/invitation/'] button").click()
    expect(theirs.locator("h1")).to_contain_text("Yordi")
    passes(theirs)
    theirs.locator("main form button.primary").click()
    theirs.wait_for_url(re.compile("/account/this-device/"))
    passes(theirs)
    theirs.locator("button[value=no]").click()
    theirs.wait_for_url(f"{live_server.url}/liege/today/")
    page.reload()
    expect(page.locator("svg.qr")).to_have_count(0)
    phone.close()
