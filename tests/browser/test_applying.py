"""A newcomer applies: a phone of 360 px, Arabic, no JavaScript, no e-mail, and a network that goes away for a while."""

import brotli
import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect
from playwright.sync_api import Error as BrowserError

from interlab.intake.models import Application, Upload
from tests.factories.intake import CallFactory
from tests.intake.applying import publish

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

FIRST_VISIT, LATER_PAGE = 100_000, 25_000
# Already as small as they get.
PACKED = (".woff2", ".png", ".jpg")


@pytest.fixture
def call(incubator):
    publish(incubator)
    return CallFactory(incubator=incubator)


class Weights:
    """What each page weighed on the way: its own answer as it came, and files that weren't fetched before, as they are served packed."""

    def __init__(self, context: BrowserContext) -> None:
        self.known: set[str] = set()
        self.came: list[Response] = []
        self.pages: list[tuple[str, int]] = []
        context.on("response", self._keep)

    def _keep(self, response: Response) -> None:
        self.came.append(response)

    def note(self, page: Page) -> int:
        weight = 0
        for response in self.came:
            if response.url not in self.known and response.ok:
                weight += self._weight(response)
        self.came.clear()
        self.pages.append((page.url, weight))
        return weight

    def _weight(self, response: Response) -> int:
        sizes = response.request.sizes()
        if "/static/" not in response.url:
            return int(sizes["responseBodySize"] + sizes["responseHeadersSize"])
        self.known.add(response.url)
        body = response.body()
        return len(body if response.url.endswith(PACKED) else brotli.compress(body)) + int(sizes["responseHeadersSize"])


def _go_on(page: Page) -> None:
    page.locator("form.form-q .nav button.primary").click()


def test_a_newcomer_applies_without_javascript_and_loses_the_network_once(  # noqa: PLR0915 - one tale
    browser, browser_context_args, live_server, call, passes
):
    phone = {"viewport": {"width": 360, "height": 760}, "has_touch": True, "locale": "ar"}
    context = browser.new_context(**browser_context_args | phone, java_script_enabled=False)
    page, weights = context.new_page(), Weights(context)
    # The accessibility check is JavaScript itself: it looks at the same pages beside.
    beside = browser.new_context(**browser_context_args | phone)
    looked_at = beside.new_page()

    def arrived(what: str) -> None:
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        expect(page.locator("h1")).to_be_visible()
        weight = weights.note(page)
        assert weight <= (LATER_PAGE if len(weights.pages) > 1 else FIRST_VISIT), (what, weight)
        beside.add_cookies(context.cookies())
        looked_at.goto(page.url)
        passes(looked_at)

    page.goto(f"{live_server.url}/liege/apply/")
    arrived("apply")
    page.wait_for_timeout(2100)
    page.locator("form[action$='/apply/start/'] button").click()
    arrived("name")
    page.fill("[name=full_name]", "هنان درويش")
    _go_on(page)
    arrived("languages")
    expect(page.locator("[name=language_1]")).to_have_value("ar")
    _go_on(page)
    arrived("idea")
    page.fill("textarea", "ورشة خياطة في لييج")
    # The network goes away: nothing is lost, the same page is sent once it is back.
    context.set_offline(True)
    with pytest.raises(BrowserError):
        page.goto(page.url)
    context.set_offline(False)
    application = Application.objects.get()
    page.goto(f"{live_server.url}/liege/apply/")
    page.locator("main .notice a.button").click()
    assert page.url.endswith("/question/idea/")
    weights.came.clear()
    page.fill("textarea", "ورشة خياطة في لييج")
    _go_on(page)
    arrived("progress")
    page.locator("[value=tried]").check()
    _go_on(page)
    arrived("place")
    page.locator("[name=none]").check()
    _go_on(page)
    arrived("contact")
    page.fill("[name=value]", "٠٤٧٠ ١٢ ٣٤ ٥٦")
    _go_on(page)
    arrived("coming")
    page.locator("[value=interpreter]").check()
    _go_on(page)
    arrived("check")
    page.locator("main form button.big").click()
    arrived("standing")
    page.locator(".nav a.button").click()
    arrived("gender")
    page.locator(".nav a.button").click()
    page.wait_for_url(f"**/application/{application.code}/")

    application.refresh_from_db()
    assert application.is_sent
    assert application.language == "ar"
    assert application.person.contacts.get().normal == "+32470123456"
    # With the page where it stands, the last one.
    assert len(weights.pages) + 1 <= 12
    assert sum(question["required"] for question in application.form.declaration["questions"] if "required" in question) <= 7
    print("bytes a page:", [(url.rsplit("/", 2)[-2], weight) for url, weight in weights.pages])
    beside.close()
    context.close()


def test_a_voice_is_recorded_in_the_browser_listened_to_and_sent(
    browser_type, browser_type_launch_args, live_server, call, passes
):
    arguments = [*browser_type_launch_args["args"], "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    browser = browser_type.launch(**browser_type_launch_args | {"args": arguments})
    context = browser.new_context(viewport={"width": 360, "height": 760}, locale="fr", permissions=["microphone"])
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_server.url}/liege/apply/")
    page.wait_for_timeout(2100)
    page.locator("form[action$='/apply/start/'] button").click()
    page.goto(page.url.replace("/name/", "/idea/"))
    page.locator("#m-spoken").check(force=True)
    microphone = page.locator("button.mic")
    microphone.click()
    expect(microphone).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(1600)
    microphone.click()
    expect(page.locator("audio[data-new]")).to_be_visible()
    page.wait_for_function("document.querySelector('audio[data-new]').readyState > 0")
    passes(page)
    _go_on(page)
    page.wait_for_url("**/question/progress/")
    assert Upload.objects.get().media_type == "audio/webm"
    page.goto(page.url.replace("/progress/", "/idea/"))
    page.wait_for_function("document.querySelector('audio').play().then(() => true)")
    assert errors == []
    browser.close()
