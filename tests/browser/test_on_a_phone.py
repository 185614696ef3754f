"""A phone of 360 px, in French and in Arabic, light and dark."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from interlab.core.dates import today
from interlab.journeys.actions import create_next_act, note_session
from interlab.journeys.actions.sessions import SessionFacts
from interlab.journeys.models import Session
from interlab.network.models import SessionKind
from tests.conftest import person_of
from tests.factories import ParticipationFactory, PersonFactory, ProjectFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def yordi(incubator, coach):
    person = PersonFactory(
        incubator=incubator, full_name="Yordanos Tesfay", called="Yordi", contacts=[("phone", "0455 00 01 23")]
    )
    ParticipationFactory(person=person, coach=coach, on=today() - timedelta(days=60))
    ProjectFactory(holders=[person], name="Injera sur Meuse")
    create_next_act(person, what="Visiter la cuisine", due_on=today(), by=coach, owner=coach)
    return person


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_coach_notes_and_undoes(browser, browser_context_args, live_server, coach, yordi, sign_in, passes, scheme):
    context = browser.new_context(
        **browser_context_args | {"viewport": {"width": 360, "height": 760}, "color_scheme": scheme, "has_touch": True},
        locale="fr",
    )
    page = context.new_page()
    sign_in(page, coach)
    passes(page)
    page.locator(".bottom-bar a.note").tap()
    sheet = page.locator("dialog .sheet")
    sheet.locator("label.chip", has_text="Yordi").tap()
    sheet.locator("textarea").fill("Trois plats suffisent.")
    passes(page)
    sheet.locator("button.big").tap()
    expect(page.locator(".toast.success")).to_be_visible()
    assert Session.objects.standing().count() == 1
    page.locator(".toast form button").first.tap()
    expect(page.locator(".toast").first).to_be_visible()
    assert Session.objects.standing().count() == 0
    for address in ("people/", f"people/{yordi.code}/", "people/new/", "import/", "figures/", "today/quiet/"):
        page.goto(f"{live_server.url}/liege/{address}")
        passes(page)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_entrepreneur_reads_their_journey_in_arabic(
    browser, browser_context_args, live_server, entrepreneur, coach, incubator, sign_in, passes, scheme
):
    person = person_of(entrepreneur)
    ParticipationFactory(person=person, coach=coach, on=today() - timedelta(days=60))
    ProjectFactory(holders=[person], name="Atelier de couture")
    create_next_act(person, what="زيارة المطبخ المشترك", due_on=today(), by=coach)
    kind = SessionKind.objects.get(incubator=incubator, meaning="coaching")
    note_session(
        SessionFacts(kind=kind, held_on=today(), minutes=60, persons=[person], notes={"shared": "Vous avancez bien."}), by=coach
    )
    context = browser.new_context(
        **browser_context_args | {"viewport": {"width": 360, "height": 760}, "color_scheme": scheme}, locale="ar"
    )
    page = context.new_page()
    sign_in(page, entrepreneur)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("section.next")).to_contain_text("زيارة المطبخ المشترك")
    expect(page.locator("main")).to_contain_text("Vous avancez bien.")
    latin = re.compile(r"[A-Za-z]{4,}")
    own = (
        "Patricia",
        "Atelier",
        "couture",
        "Vous",
        "avancez",
        "bien",
        "Coaching",
        "individuel",
        "Parcours",
        "entrepreneur",
        "Karim",
        "Benali",
        "InterLab",
    )
    stage_names = [stage.name for stage in person.participations.get().programme.stages.all()]
    shown = page.locator("main").inner_text()
    for name in (*own, *stage_names, "Mbala"):
        shown = shown.replace(name, "")
    assert latin.findall(shown) == [], "sentences that nobody translated"
    passes(page)
    page.locator("main form[action$='/settle/'] button").first.click()
    expect(page.locator("main")).not_to_contain_text("زيارة المطبخ المشترك")
    context.close()


def test_a_coach_reads_the_team_pages_in_arabic(browser, browser_context_args, live_server, coach, yordi, sign_in, passes):
    context = browser.new_context(**browser_context_args | {"viewport": {"width": 360, "height": 760}}, locale="ar")
    page = context.new_page()
    sign_in(page, coach)
    for address in ("", f"people/{yordi.code}/", f"note/?person={yordi.code}", "import/", "figures/"):
        page.goto(f"{live_server.url}/liege/{address}")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        passes(page)
    context.close()
