"""The style guide shows every component, in every language; the words templates use for icons, fields and errors hold."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from lucide import IconDoesNotExist

from interlab.core import views
from interlab.core.templatetags.charts import plotted
from interlab.core.templatetags.page import icon, percent_of, undo_address

TEMPLATES = sorted((settings.BASE_DIR / "interlab").glob("*/templates/**/*.html"))
COMPONENTS = sorted((settings.BASE_DIR / "interlab/core/templates/core/components").glob("*.html"))
STYLES = [settings.BASE_DIR / "interlab/core/static/core" / name for name in ("interlab.css", "staff.css")]


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_styleguide_opens_for_anybody_in_every_language(client: Client, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get("/styleguide/").content.decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page


def test_styleguide_refuses_other_methods(client: Client, db: None) -> None:
    assert client.post("/styleguide/").status_code == 405


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_component_opens_with_what_it_needs(component: Path) -> None:
    assert component.read_text().startswith("{# ")


def test_every_icon_in_a_template_exists() -> None:
    named = {(name, path.name) for path in TEMPLATES for name in re.findall(r'icon[ =]"([a-z0-9-]+)"', path.read_text())}
    missing = []
    for name, path in named:
        try:
            icon(name)
        except IconDoesNotExist:
            missing.append(f"{name} in {path}")
    assert not missing


def test_pages_hold_no_inline_script_or_style() -> None:
    for template in TEMPLATES:
        assert not re.search(r"""\s(style|on[a-z]+)=["']|<style|<script(?![^>]*\ssrc=)""", template.read_text()), template


@pytest.mark.parametrize("sheet", STYLES, ids=lambda path: path.name)
def test_style_sheets_know_no_left_or_right(sheet: Path) -> None:
    rules = re.sub(r'\[dir="rtl"\][^{]*\{[^}]*\}', "", sheet.read_text())
    assert not re.search(r"(margin|padding|border)-(left|right)|[^-]\b(left|right)\s*:|text-align: (left|right)", rules)


def test_staff_page_follows_the_chosen_theme(client: Client) -> None:
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in client.get("/styleguide/").content.decode()
    client.cookies["theme"] = '"><script>'
    assert "data-theme=" not in client.get("/styleguide/").content.decode().split("<body")[0]


class _Form(forms.Form):
    town = forms.CharField(help_text="Where?", widget=forms.TextInput(attrs={"placeholder": "Liège"}))
    tools = forms.MultipleChoiceField(choices=[("a", "Needle")], widget=forms.CheckboxSelectMultiple, required=False)
    sure = forms.BooleanField(required=False)


def _draw(form: forms.Form, name: str, more: str = "") -> str:
    template = Template('{% include "core/components/field.html" with field=field ' + more + " only %}")
    return template.render(Context({"field": form[name]}))


def test_field_ties_label_help_and_error_to_its_widget() -> None:
    drawn = _draw(_Form({}), "town")
    assert '<label class="label" for="id_town">' in drawn
    assert 'aria-describedby="id_town_helptext id_town_error"' in drawn
    for words in ('id="id_town_helptext"', 'id="id_town_error"', 'class="input"', 'dir="auto"'):
        assert words in drawn
    assert "placeholder" not in drawn


def test_field_takes_another_hint() -> None:
    drawn = _draw(_Form(), "sure", "hint='Only if you are.'")
    assert "Only if you are." in drawn
    assert 'id="id_sure_helptext"' in drawn
    assert 'aria-describedby="id_sure_helptext"' in drawn


def test_field_with_choices_is_a_group_of_chips() -> None:
    drawn = _draw(_Form(), "tools")
    for words in ("<fieldset", 'class="chip"', 'class="optional"'):
        assert words in drawn


def test_undo_address_is_read_from_the_extra_tags() -> None:
    assert undo_address("quiet undo:/liege/sessions/abc/void/") == "/liege/sessions/abc/void/"
    assert undo_address("quiet") == undo_address("") == ""


def test_percent_of_stays_within_the_bar() -> None:
    assert [percent_of(value, 4) for value in (1, 5, -1, None)] == ["25.00", "100.00", "0.00", "0"]
    assert percent_of(1, 0) == "0"


def test_plotted_rises_from_zero() -> None:
    drawn = plotted([{"value": 0}, {"value": 5}, {"value": 10}])
    assert [(point["x"], point["y"]) for point in drawn] == [("18.0", "128.0"), ("200.0", "73.0"), ("382.0", "18.0")]
    assert plotted([]) == []


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_error_page_needs_no_session_no_member_and_no_database(status: int, rf: RequestFactory) -> None:
    answers = {
        400: views.bad_request,
        403: views.permission_denied,
        404: views.page_not_found,
        500: views.server_error,
    }
    request: HttpRequest = rf.get("/somewhere/")
    response = answers[status](request)
    assert response.status_code == status
    assert "<h1>" in response.content.decode()


def test_error_page_gives_back_what_was_typed(rf: RequestFactory) -> None:
    request = rf.post("/somewhere/", {"kept": "three <prices>", "password": "secret", "csrfmiddlewaretoken": "x"})
    page = views.csrf_failure(request).content.decode()
    assert "three &lt;prices&gt;" in page
    assert "secret" not in page


def test_pause_page_needs_nothing(rf: RequestFactory) -> None:
    assert "<h1>" in render_to_string("429.html", request=rf.get("/account/login/"))


def test_language_switcher_leads_back_to_the_same_page(rf: RequestFactory) -> None:
    request = rf.get("/liege/people/?q=a&b=c")
    drawn = render_to_string("core/components/languages.html", {"request": request, "csrf_token": "t"})
    assert 'name="next" value="/liege/people/?q=a&amp;b=c"' in drawn
