"""A tale: the same human was entered twice. Found, looked at side by side, made one, taken back."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from interlab.people.models import Merge, Person
from tests.factories import ParticipationFactory, PersonFactory, ProjectFactory, SessionFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def twins(incubator, coach, other_coach):
    older = PersonFactory(
        incubator=incubator,
        full_name="Yordanos Tesfay",
        called="Yordi",
        contacts=[("phone", "0470 12 34 56")],
        languages=[("ti", "native"), ("fr", "middle")],
        municipality="Liège",
        birth_year=1990,
        migration_value="La cuisine d’Érythrée, pour tout le quartier.",
    )
    newer = PersonFactory(
        incubator=incubator,
        full_name="يوردانوس تسفاي",
        gender="woman",
        contacts=[("whatsapp", "+32 470 12 34 56"), ("email", "yordanos.tesfay.haile@une-adresse-assez-longue.example")],
        languages=[("fr", ""), ("ar", "fluent")],
        migration_value="Des recettes de famille.",
        municipality="Seraing",
    )
    for person, whose, n in ((older, coach, 4), (newer, other_coach, 3)):
        ParticipationFactory(person=person, by=coach, coach=whose)
        for _ in range(n):
            SessionFactory(persons=[person], by=coach)
    ProjectFactory(holders=[newer], by=coach, name="Injera de Yordi")
    return older, newer


def _shot(page, name):
    """Pictures of each page, two widths, both themes, right to left: only where a folder is named."""
    folder = os.environ.get("INTERLAB_PICTURES")
    if not folder:
        return
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for theme in ("light", "dark"):
            page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
            page.screenshot(path=str(Path(folder) / f"{name}-{width}-{theme}.png"), full_page=True)
        page.evaluate("() => { document.documentElement.dataset.theme = 'light'; document.documentElement.dir = 'rtl' }")
        page.screenshot(path=str(Path(folder) / f"{name}-{width}-rtl.png"), full_page=True)
        page.evaluate("() => { document.documentElement.dir = 'ltr' }")


@pytest.mark.parametrize("width", [360, 1280])
def test_entered_twice_made_one_and_taken_back(page, sign_in, passes, live_server, coach, twins, width):
    older, newer = twins
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, coach)
    page.goto(f"{live_server.url}/liege/people/alike/")
    passes(page)
    _shot(page, "alike")
    page.set_viewport_size({"width": width, "height": 900})
    page.locator(".alike a.button").click()
    expect(page.locator(".twins section")).to_have_count(2)
    passes(page)
    first, second = (page.locator(".twins section").nth(n).bounding_box() for n in (0, 1))
    assert (first["y"] == second["y"]) == (width == 1280)
    _shot(page, "preview")
    page.set_viewport_size({"width": width, "height": 900})
    page.locator("form.panel button.primary").click()
    page.wait_for_url(f"{live_server.url}/liege/people/{older.code}/")
    assert Merge.objects.count() == 1
    passes(page)
    _shot(page, "one")
    page.set_viewport_size({"width": width, "height": 900})
    undo = page.locator(f"a[href*='/merges/{Merge.objects.get().code}/undo/']")
    page.goto(f"{live_server.url}{undo.get_attribute('href')}")
    passes(page)
    _shot(page, "undo")
    page.goto(f"{live_server.url}/liege/people/{newer.code}/")
    assert page.url.endswith(f"/people/{older.code}/")
    page.goto(f"{live_server.url}/liege/merges/{Merge.objects.get().code}/undo/")
    page.locator("main form button.primary").click()
    page.wait_for_url(f"{live_server.url}/liege/people/{older.code}/")
    assert not Person.objects.exclude(merged_into=None).exists()
    page.goto(f"{live_server.url}/liege/people/{older.code}/same/?q=يوردانوس")
    expect(page.locator(".pile li")).to_have_count(1)
    passes(page)
    _shot(page, "search")
