"""The keyboard alone, and text that a lost session doesn't lose."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session as BrowserSession
from playwright.sync_api import expect

from interlab.core.dates import today
from interlab.journeys.models import Session
from tests.browser.conftest import give_password
from tests.factories import ParticipationFactory, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def yordi(incubator, coach):
    person = PersonFactory(incubator=incubator, full_name="Yordanos Tesfay", called="Yordi")
    ParticipationFactory(person=person, coach=coach, on=today() - timedelta(days=3))
    return person


def press_until(page, found, *, key="Tab", most=60):
    """Press a key until `found` (a question asked of the focused element) holds."""
    for _press in range(most):
        if page.evaluate(f"(() => {{ const here = document.activeElement; return {found}; }})()"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"never reached: {found}")


def test_a_session_is_noted_with_the_keyboard_alone(page, live_server, coach, yordi, sign_in, passes):
    sign_in(page, coach)
    page.keyboard.press("n")
    expect(page.locator("dialog[open] .sheet")).to_be_visible()
    press_until(page, f"here.name === 'person' && here.value === '{yordi.code}'")
    page.keyboard.press("Space")
    press_until(page, "here.tagName === 'TEXTAREA'")
    page.keyboard.type("Elle ose compter ses heures.")
    passes(page)
    press_until(page, "here.matches('.sheet footer button')")
    page.keyboard.press("Enter")
    expect(page.locator(".toast.success")).to_be_visible()
    assert Session.objects.get().attendances.get().person == yordi


def test_slash_searches_and_escape_closes_the_sheet(page, live_server, coach, yordi, sign_in):
    sign_in(page, coach)
    page.keyboard.press("n")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("yord")
    page.keyboard.press("Enter")
    expect(page.locator("#persons")).to_contain_text("Yordi")


def test_a_lost_session_keeps_the_typed_text(page, live_server, coach, yordi, sign_in):
    sign_in(page, coach)
    page.goto(f"{live_server.url}/liege/note/?person={yordi.code}")
    page.locator("textarea").fill("Un foulard lui prend deux heures et demie.")
    BrowserSession.objects.all().delete()
    page.locator(".sheet button.big").click()
    give_password(page, coach.account)
    page.wait_for_url(f"{live_server.url}/liege/**")
    page.goto(f"{live_server.url}/liege/note/?person={yordi.code}")
    expect(page.locator("textarea")).to_have_value("Un foulard lui prend deux heures et demie.")
