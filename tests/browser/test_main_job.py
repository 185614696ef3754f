"""The main job, end to end, as a coach does it: bring in the workbook, note, move on, launch, read the figures."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from interlab.journeys.models import NextAct, Project, Session
from interlab.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORKBOOK = Path(__file__).parents[1] / "samples" / "suivi-interlab-2022.xlsx"


@pytest.mark.both_databases
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_workbook_to_the_figures(browser, browser_context_args, live_server, coach, sign_in, passes, scripts):
    context = browser.new_context(**browser_context_args, java_script_enabled=scripts, locale="fr-BE")
    page = context.new_page()
    look = passes if scripts else lambda _page: None
    sign_in(page, coach)
    look(page)

    page.goto(f"{live_server.url}/liege/import/")
    page.set_input_files("input[type=file]", WORKBOOK)
    page.locator("form[enctype] button.primary").click()
    expect(page.locator(".tally")).to_contain_text("38")
    expect(page.locator(".tally")).to_contain_text("370")
    look(page)
    page.locator("form[action$='/confirm/'] button").click()
    expect(page.locator(".tally")).to_contain_text("370")
    assert (Person.objects.count(), Session.objects.count()) == (38, 370)

    page.goto(f"{live_server.url}/liege/people/?q=василечко")
    look(page)
    page.locator("#persons .name a").first.click()
    expect(page.locator("h1")).to_contain_text("Максим")
    look(page)

    page.locator("section.next a[data-sheet]").first.click()
    page.get_by_role("textbox", name="Ce qu’on retient").fill("Le prix de trois plats.")
    page.locator("input[name=next_what]").fill("Comparer trois prix")
    look(page)
    page.locator(".sheet button.big").click()
    expect(page.locator("section.next")).to_contain_text("Comparer trois prix")
    assert Session.objects.count() == 371
    assert NextAct.objects.get().what == "Comparer trois prix"

    project = Project.objects.get(holders__person__full_name__startswith="Максим")
    page.goto(f"{live_server.url}/liege/projects/{project.code}/move/")
    look(page)
    page.get_by_role("radio", name="Lancement", exact=True).check()
    page.locator("main form[method=post] button.primary").last.click()
    expect(page).to_have_url(f"{live_server.url}/liege/projects/{project.code}/launch/")
    look(page)
    page.locator("input[name=enterprise_number]").fill("0787.822.122")
    page.locator("main form[method=post] button.primary").last.click()
    project.refresh_from_db()
    assert project.launched_on is not None
    assert project.launch.enterprise_number == "0787822122"

    page.goto(f"{live_server.url}/liege/figures/?year=2022")
    sentence = page.locator(".sentence")
    expect(sentence).to_contain_text("32 personnes")
    expect(sentence).to_contain_text("14 sur 32")
    expect(sentence).to_contain_text("6 projets")
    look(page)
    sentence.locator("a").first.click()
    expect(page.locator("main")).to_contain_text("Alfred")
    look(page)
    context.close()
