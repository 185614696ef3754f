"""The form editor: questions added, reworded, moved and taken out, in a version that nobody is asked until it is published."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlab.core.errors import DomainError
from interlab.core.questions import KINDS, read
from interlab.intake.actions.calls import create_call
from interlab.intake.actions.forms import add_question, change_question, remove_question
from interlab.intake.default_questions import FACTS
from interlab.intake.question_templates import READY, ready_made
from interlab.privacy.models import AuditEntry
from tests.factories.intake import ApplicationFactory
from tests.intake.calling import call_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(call):
    return f"/liege/calls/{call.code}/form/"


def asked(call):
    return [row["id"] for row in call.versions.latest("number").declaration["questions"]]


def row_of(call, question):
    return next(row for row in call.versions.latest("number").declaration["questions"] if row["id"] == question)


def typed(call, question, **changed):
    """The form of a question as it is shown, with some of it changed."""
    row = row_of(call, question)
    known = {f"{what}_{code}": words for what in ("label", "help") for code, words in row.get(what, {}).items()}
    for number, option in enumerate(row.get("options", [])):
        known |= {f"option_{code}_{number}": words for code, words in option["label"].items()}
    known["shown_if"] = [f"{name}:{value}" for name, wanted in row.get("shown_if", {}).items() for value in wanted]
    known |= {name: "on" for name in ("required", "after_check") if row.get(name)}
    return {name: value for name, value in (known | changed).items() if value is not None}


def test_the_first_change_begins_a_version_that_nobody_is_asked(client_for, lead, call, here):
    begun = ApplicationFactory(call=call, sent=False)
    client = client_for(lead)
    client.post(f"{here}questions/idea/", typed(call, "idea", label_fr="Racontez-nous votre idée"))
    versions = list(call.versions.order_by("number"))
    assert [(one.number, one.published_at is None) for one in versions] == [(1, False), (2, True)]
    assert row_of(call, "idea")["label"]["fr"] == "Racontez-nous votre idée"
    assert versions[0].declaration["questions"][2]["label"]["fr"] == "Quelle est votre idée ?"
    client.post(f"{here}questions/idea/", typed(call, "idea", help_fr="Une phrase."))
    assert call.versions.count() == 2, "the version being written is changed, no third one"
    client.post(f"{here}publish/")
    assert call.versions.latest("number").published_at is not None
    begun.refresh_from_db()
    assert begun.form.number == 1, "whoever has started keeps theirs"
    assert AuditEntry.objects.filter(act="form.published").count() == 1


def test_nothing_changed_begins_no_version(client_for, lead, call, here):
    client_for(lead).post(f"{here}questions/idea/", typed(call, "idea"))
    assert call.versions.count() == 1


@pytest.mark.parametrize("what", [*READY, *KINDS])
def test_each_question_that_is_offered_can_be_read_and_is_opened(client_for, lead, call, here, what):
    before = set(asked(call))
    answer = client_for(lead).post(f"{here}add/", {"what": what})
    (added,) = set(asked(call)) - before
    assert answer["Location"] == f"{here}questions/{added}/"
    assert client_for(lead).get(answer["Location"]).status_code == 200
    read(call.versions.latest("number").declaration, languages=("fr",), facts=FACTS)


@pytest.mark.parametrize("what", ["", "x", "\x00", "x" * 500])
def test_what_is_not_offered_is_not_added(client_for, lead, call, here, what):
    assert client_for(lead).post(f"{here}add/", {"what": what})["Location"] == here
    assert call.versions.count() == 1


def test_the_incubators_trades_are_answers(lead, incubator, call):
    row = ready_made("sector", incubator, ["fr", "ar"])
    assert {option["value"] for option in row["options"]} >= {"food", "crafts"}
    assert all("fr" in option["label"] for option in row["options"])


def test_a_question_moves_up_and_down_and_no_further(client_for, lead, call, here):
    client = client_for(lead)
    client.post(f"{here}questions/languages/shift/", {"to": "up"})
    assert asked(call)[:2] == ["languages", "name"]
    client.post(f"{here}questions/languages/shift/", {"to": "up"})
    assert asked(call)[:2] == ["languages", "name"]
    client.post(f"{here}questions/languages/shift/", {"to": "down"})
    assert asked(call)[:2] == ["name", "languages"]


def test_a_question_does_not_move_before_the_one_it_depends_on(client_for, lead, call, here):
    client_for(lead).post(f"{here}questions/migration_value/shift/", {"to": "up"})
    assert asked(call).index("standing") < asked(call).index("migration_value")


def test_a_question_is_taken_out(client_for, lead, call, here):
    client_for(lead).post(f"{here}questions/coming/remove/")
    assert "coming" not in asked(call)
    assert "coming" in [row["id"] for row in call.versions.earliest("number").declaration["questions"]]


@pytest.mark.parametrize("question", ["name", "contact", "standing"])
def test_what_cannot_be_done_without_stays(client_for, lead, call, here, question):
    page = client_for(lead).post(f"{here}questions/{question}/remove/", follow=True)
    assert question in asked(call)
    assert page.context["messages"]


def test_name_and_contact_are_asked_of_everybody(lead, call):
    with pytest.raises(DomainError):
        change_question(call, "contact", {"required": False}, by=lead)


def test_answers_are_added_reworded_and_taken_away(client_for, lead, call, here):
    facts = typed(call, "coming", option_fr_4="Un fauteuil", option_en_4="A wheelchair", option_ar_4="كرسي")
    facts |= {"option_fr_0": "Un traducteur", "option_fr_3": "", "option_en_3": "", "option_ar_3": ""}
    client_for(lead).post(f"{here}questions/coming/", facts)
    options = row_of(call, "coming")["options"]
    assert [option["value"] for option in options] == ["interpreter", "childcare", "step_free", "un_fauteuil"]
    assert options[0]["label"]["fr"] == "Un traducteur"


def test_answers_that_mean_something_to_us_stay(client_for, lead, call, here):
    facts = typed(call, "gender", option_fr_0="Madame", option_fr_3="Autre chose", option_fr_1="", option_en_1="", option_ar_1="")
    answer = client_for(lead).post(f"{here}questions/gender/", facts)
    assert answer.status_code == 422
    client_for(lead).post(f"{here}questions/gender/", typed(call, "gender", option_fr_0="Madame", option_fr_3="Autre chose"))
    assert [option["value"] for option in row_of(call, "gender")["options"]] == ["woman", "man", "other"]
    assert row_of(call, "gender")["options"][0]["label"]["fr"] == "Madame"


def test_a_question_is_shown_only_after_certain_answers(client_for, lead, call, here):
    client_for(lead).post(f"{here}questions/gender/", typed(call, "gender", shown_if=["standing:newcomer", "progress:sold"]))
    assert row_of(call, "gender")["shown_if"] == {"standing": ["newcomer"], "progress": ["sold"]}


@pytest.mark.parametrize(
    ("question", "changed"),
    [
        ("idea", {"label_fr": ""}),
        ("idea", {"label_fr": "x" * 201}),
        ("idea", {"help_ar": "x" * 601}),
        ("idea", {"longest": "3"}),
        ("idea", {"longest": "x"}),
        ("idea", {"longest": "9" * 30}),
        ("gender", {"shown_if": ["coming:nothing"]}),
        ("gender", {"shown_if": ["\x00"]}),
        ("coming", {"option_fr_4": "x" * 121}),
        ("coming", {"option_fr_4": "", "option_ar_4": "كرسي"}),
    ],
)
def test_what_cannot_be_read_is_said_and_the_words_are_kept(client_for, lead, call, here, question, changed):
    facts = typed(call, question, help_en="Kept as typed", **changed)
    answer = client_for(lead).post(f"{here}questions/{question}/", facts)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert "Kept as typed" in answer.content.decode()
    assert call.versions.count() == 1


def test_the_preview_follows_what_is_typed_and_nothing_is_saved(client_for, lead, call, here):
    facts = typed(call, "progress", label_fr="Et maintenant ?", option_ar_1="مرحبا بكم")
    page = client_for(lead).get(f"{here}questions/progress/", facts, headers={"HX-Request": "true"})
    preview = page.content.decode().split('id="preview"')[1]
    assert "Et maintenant ?" in preview
    assert "مرحبا بكم" in preview
    assert call.versions.count() == 1


def test_the_page_shows_a_question_in_a_language_and_says_what_misses(client_for, lead, call, here):
    version = call.versions.get()
    del version.declaration["questions"][2]["label"]["ar"]
    version.published_at = None
    version.save()
    page = client_for(lead).get(f"{here}?question=idea&language=ar")
    assert (page.context["shown"].id, page.context["preview"]["language"]) == ("idea", "ar")
    assert len(page.context["lacking"]) == 1
    for asked_for in ("?question=x&language=x", "?question=%00", "?language=" + "9" * 300):
        assert client_for(lead).get(here + asked_for).status_code == 200


def test_a_version_with_words_missing_is_not_published(client_for, lead, call, here):
    change_question(call, "idea", {"label": {"fr": "Quoi ?"}}, by=lead)
    client_for(lead).post(f"{here}publish/")
    assert call.versions.latest("number").published_at is None


def test_changes_are_thrown_away_but_never_the_first_version(client_for, lead, incubator, call, here):
    remove_question(call, "coming", by=lead)
    client_for(lead).post(f"{here}discard/")
    assert call.versions.get().number == 1
    prepared = create_call(call_facts(incubator), by=lead)
    client_for(lead).post(f"/liege/calls/{prepared.code}/form/discard/")
    assert prepared.versions.count() == 1


def test_old_versions_stay_readable_by_the_team(client_for, coach, lead, call):
    remove_question(call, "coming", by=lead)
    for version in call.versions.all():
        page = client_for(coach).get(f"/liege/calls/{call.code}/form/versions/{version.code}/?language=ar")
        assert (page.status_code, len(page.context["previews"])) == (200, 11 - version.number)


def test_a_version_of_another_call_is_not_found(client_for, lead, incubator, call):
    other = create_call(call_facts(incubator), by=lead)
    code = other.versions.get().code
    assert client_for(lead).get(f"/liege/calls/{call.code}/form/versions/{code}/").status_code == 404


def test_the_questions_go_out_and_come_back_as_text(client_for, lead, incubator, call, here):
    text = client_for(lead).get(f"{here}text/").context["form"]["declaration"].value()
    other = create_call(call_facts(incubator), by=lead)
    remove_question(other, "coming", by=lead)
    assert client_for(lead).post(f"/liege/calls/{other.code}/form/text/", {"declaration": text}).status_code == 302
    assert asked(other) == asked(call)


@pytest.mark.parametrize(
    "text",
    [
        *["", "x", "{", "[]", "null", "NaN", "{}", '{"questions": []}', '{"questions": [1]}', "[" * 50_000, "9" * 99_000],
        '{"questions": [{"id": "a", "kind": [], "label": {"fr": "x"}}]}',
        '{"questions": [{"id": "a", "kind": "text", "label": {"fr": "x"}}]}',
        '{"questions": [{"id": "a", "kind": "text", "label": {"fr": "\\u0000"}}]}',
        '{"questions": [{"id": "a", "kind": "text", "label": {"fr": "\\ud800"}}]}',
        '{"questions": [{"id": "a", "kind": "text", "label": {"fr": "x"}, "longest": NaN}]}',
    ],
)
def test_text_that_declares_nothing_is_said_and_kept(client_for, lead, call, here, text):
    answer = client_for(lead).post(f"{here}text/", {"declaration": text})
    assert (answer.status_code, call.versions.count()) == (422, 1)
    assert "declaration" in answer.context["form"].errors


def test_where_the_mistake_is_stands_beside_it(client_for, lead, call, here):
    declaration = call.versions.get().declaration
    declaration["questions"][3]["options"] = []
    answer = client_for(lead).post(f"{here}text/", {"declaration": json.dumps(declaration)})
    assert "4" in answer.context["form"].errors["declaration"][0]


def test_a_question_that_is_gone_is_not_found(client_for, lead, call, here):
    for name in ("nothing", "x" * 300):
        assert client_for(lead).get(f"{here}questions/{name}/").status_code == 404
        assert client_for(lead).post(f"{here}questions/{name}/remove/")["Location"] == here


def test_more_versions_cost_no_more_questions(client_for, lead, call, here):
    client = client_for(lead)
    client.get(here)
    costs = []
    for name in ("birth_year", "availability"):
        add_question(call, ready_made(name, call.incubator, call.languages), by=lead)
        ApplicationFactory(call=call, sent=False)
        with CaptureQueriesContext(connection) as queries:
            client.get(here)
        costs.append(len(queries))
        client.post(f"{here}publish/")
    assert costs[0] == costs[1]


def test_only_the_lead_changes_questions(client_for, coach, neighbour, call, here):
    for who, status in ((coach, 403), (neighbour, 404)):
        for act in (
            "add/",
            "publish/",
            "discard/",
            "text/",
            "questions/idea/",
            "questions/idea/shift/",
            "questions/idea/remove/",
        ):
            assert client_for(who).post(here + act).status_code == status
        assert client_for(who).get(here).status_code == status


@pytest.mark.parametrize("question", ["name", "languages", "idea", "progress", "place", "contact", "coming", "migration_value"])
def test_a_question_is_shown_as_the_very_page_applicants_get(client_for, coach, call, here, question):
    page = client_for(coach).get(f"{here}questions/{question}/page/?language=ar").content.decode()
    assert row_of(call, question)["label"]["ar"] in page
    assert 'dir="rtl"' in page
    assert "<form" not in page


def test_the_page_of_a_question_that_is_not_there_is_not_found(client_for, lead, here):
    assert client_for(lead).get(f"{here}questions/nothing/page/").status_code == 404
