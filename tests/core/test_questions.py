"""Declared questions: mistakes are told with their place, what is shown follows from the answers, forms give the documented shapes."""

import copy
from typing import Any

import pytest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from interlab.core.questions import KINDS, QuestionnaireError, read, shown, told
from interlab.core.questions.answers import missing
from interlab.core.questions.forms import FORMS, Asking, form_of
from interlab.intake.default_questions import FACTS, default_declaration


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def _question(**changed: Any) -> dict[str, Any]:
    return {"id": "one", "kind": "text", "label": {"fr": "Une question ?"}} | changed


def _options(*values: str) -> list[dict[str, Any]]:
    return [{"value": value, "label": {"fr": value}} for value in values]


def test_the_default_questions_are_read():
    questionnaire = read(default_declaration(), languages=("fr", "en", "ar"), facts=FACTS)
    before = [question for question in questionnaire if not question.after_check]
    assert len(before) == 7
    assert sum(question.required for question in before) <= 7
    assert {"fr", "en", "ar"} <= set(before[0].label)


MISTAKES = [
    (None, "", "at least one"),
    ({"questions": []}, "", "at least one"),
    ({"questions": [_question(id=f"q{n}") for n in range(41)]}, "", "40 questions"),
    ({"questions": ["x"]}, "question 1", "not a question"),
    ({"questions": [_question(colour="red")]}, "question 1", "colour"),
    ({"questions": [_question(id="Été")]}, "question 1", "short name"),
    ({"questions": [_question(), _question()]}, "question 2", "one"),
    ({"questions": [_question(kind="dance")]}, "question 1", "kind"),
    ({"questions": [_question(fills="shoe size")]}, "question 1", "shoe size"),
    ({"questions": [_question(fills="name"), _question(id="two", fills="name")]}, "question 2", "already"),
    ({"questions": [_question(label={})]}, "question 1, label", "first language"),
    ({"questions": [_question(label={"ar": "ما؟"})]}, "question 1, label", "fr"),
    ({"questions": [_question(label="Quoi ?")]}, "question 1, label", "each language"),
    ({"questions": [_question(label={"fr": "x" * 201})]}, "question 1, label", "200"),
    ({"questions": [_question(label={"français": "x"})]}, "question 1, label", "français"),
    ({"questions": [_question(help={"fr": "x" * 601})]}, "question 1, help", "600"),
    ({"questions": [_question(required="yes")]}, "question 1", "yes or no"),
    ({"questions": [_question(kind="choice")]}, "question 1, answers", "2 to 30"),
    ({"questions": [_question(options=_options("a", "b"))]}, "question 1, answers", "no answers"),
    ({"questions": [_question(kind="choice", options=_options("a", "a"))]}, "question 1, answers", "Two answers"),
    ({"questions": [_question(longest=9)]}, "question 1", "10 to 300"),
    ({"questions": [_question(longest=True)]}, "question 1", "10 to 300"),
]


@pytest.mark.parametrize(("declaration", "place", "words"), MISTAKES)
def test_a_mistake_is_told_with_its_place(declaration, place, words):
    with pytest.raises(QuestionnaireError) as told_mistake:
        read(declaration, facts=FACTS)
    assert told_mistake.value.place == place
    assert words in told_mistake.value.message


def test_a_condition_names_an_earlier_question_and_its_answers():
    choice = _question(kind="choice", options=_options("a", "b"))
    for condition in ({"two": ["a"]}, {"one": ["c"]}, {"one": []}, {"one": "a"}, ["one"]):
        with pytest.raises(QuestionnaireError) as told_mistake:
            read({"questions": [choice, _question(id="two", shown_if=condition)]})
        assert told_mistake.value.place.startswith("question 2")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 400) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_any_declaration_is_read_or_refused_in_words(data):
    declaration = copy.deepcopy(default_declaration())
    for _change in range(data.draw(st.integers(1, 3))):
        row = data.draw(st.sampled_from(declaration["questions"]))
        key = data.draw(st.sampled_from([*row, "shown_if", "longest", "after_check", "fills"]))
        row[key] = data.draw(_JSON)
    try:
        questionnaire = read(declaration, facts=FACTS)
    except QuestionnaireError:
        return
    for question in questionnaire:
        form = form_of(question, Asking("fr", languages=[("", "?"), ("fr", "français")]))
        assert form.as_p()


@given(_JSON)
def test_whatever_is_no_declaration_is_refused(declaration):
    with pytest.raises(QuestionnaireError):
        read(declaration)


@st.composite
def _branching(draw: st.DrawFn) -> tuple[Any, dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 6))):
        row = _question(id=f"q{number}", required=draw(st.booleans()))
        if draw(st.booleans()):
            row |= {"kind": draw(st.sampled_from(["choice", "choices"])), "options": _options("a", "b", "c")}
        asked = [one["id"] for one in rows if "options" in one]
        if asked and draw(st.booleans()):
            named = draw(st.lists(st.sampled_from(asked), min_size=1, unique=True))
            row["shown_if"] = {name: draw(st.lists(st.sampled_from("abc"), min_size=1, unique=True)) for name in named}
        rows.append(row)
    answers = {
        row["id"]: draw(
            st.just({"unknown": True})
            | (st.sampled_from("abc") if row["kind"] == "choice" else st.lists(st.sampled_from("abc"), unique=True))
        )
        for row in rows
        if draw(st.booleans())
    }
    return read({"questions": rows}), answers


@given(_branching())
def test_what_is_shown_and_missing_is_what_a_slow_reading_finds(case):
    questionnaire, answers = case

    def is_shown(name: str) -> bool:
        question = questionnaire.question(name)
        for earlier, wanted in question.shown_if.items():
            given_one = answers.get(earlier)
            chosen = [given_one] if isinstance(given_one, str) else given_one if isinstance(given_one, list) else []
            if not is_shown(earlier) or not any(one in wanted for one in chosen):
                return False
        return True

    assert [one.id for one in shown(questionnaire, answers)] == [one.id for one in questionnaire if is_shown(one.id)]
    expected = [one.id for one in questionnaire if is_shown(one.id) and one.required and one.id not in answers]
    assert [one.id for one in missing(questionnaire, answers)] == expected


# Forms -----------------------------------------------------------------------------------------------------------

ASKING = Asking("fr", languages=[("", "choisir"), ("fr", "français"), ("ar", "arabe"), ("ti", "tigrinya")])
TYPED = [
    ("name", {"full_name": "Hanan Darwish", "called": ""}, {"full_name": "Hanan Darwish", "called": ""}),
    ("text", {"said": "Deux mots"}, "Deux mots"),
    ("story", {"way": "written", "text": "Un atelier"}, {"way": "written", "text": "Un atelier"}),
    ("story", {"way": "phone", "text": ""}, {"way": "phone", "text": ""}),
    ("choice", {"said": "a"}, "a"),
    ("choices", {"said": ["b", "a"]}, ["b", "a"]),
    (
        "languages",
        {"language_1": "ar", "level_1": "native", "language_2": "fr", "level_2": ""},
        [["ar", "native"], ["fr", ""]],
    ),
    ("contact", {"kind": "whatsapp", "value": "0470"}, {"kind": "whatsapp", "value": "0470"}),
    ("place", {"place": "Liège"}, {"name": "Liège"}),
    ("place", {"place": "", "none": "on"}, {"none": True}),
    ("year", {"said": "1990"}, 1990),
    ("number", {"said": "12"}, 12),
    ("day", {"said": "2026-11-24"}, "2026-11-24"),
    ("scale", {"said": "0"}, 0),
]


def _of_kind(kind: str, **changed: Any) -> Any:
    options = {"options": _options("a", "b")} if kind in ("choice", "choices") else {}
    return read({"questions": [_question(kind=kind, required=True, **options, **changed)]}).questions[0]


def _sent(typed: dict[str, Any]) -> MultiValueDict:
    return MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in typed.items()})


def test_every_kind_has_its_form():
    assert set(FORMS) == set(KINDS)


@pytest.mark.parametrize(("kind", "typed", "answer"), TYPED)
def test_what_is_typed_becomes_the_documented_shape_and_is_shown_again(kind, typed, answer):
    question = _of_kind(kind)
    form = form_of(question, ASKING, data=_sent(typed), files=MultiValueDict())
    assert form.is_valid(), form.errors
    assert form.answer == answer
    assert told(question, answer, "fr")
    filled = form_of(question, ASKING, answer=answer)
    held = {name: filled[name].value() for name in filled.fields}
    sent = _sent({name: value for name, value in held.items() if value not in (None, "") and value is not False})
    again = form_of(question, ASKING, data=sent, files=MultiValueDict())
    assert again.is_valid()
    assert again.answer == answer


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("name", "contact")])
def test_i_do_not_know_yet_answers_a_required_question(kind):
    form = form_of(_of_kind(kind), ASKING, data=_sent({"unknown": "on"}), files=MultiValueDict())
    assert form.is_valid()
    assert form.answer == {"unknown": True}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_no_answer_to_a_required_question(kind):
    form = form_of(_of_kind(kind), ASKING, data=_sent({"way": "written"}), files=MultiValueDict())
    assert not form.is_valid()


@pytest.mark.parametrize("kind", ["name", "contact"])
def test_a_name_and_a_contact_are_known(kind):
    assert "unknown" not in form_of(_of_kind(kind), ASKING).fields


def test_typed_words_are_not_thrown_away_by_a_tick():
    form = form_of(_of_kind("text"), ASKING, data=_sent({"said": "Presque", "unknown": "on"}), files=MultiValueDict())
    assert form.is_valid()
    assert form.answer == "Presque"


def test_a_text_that_is_too_long_is_refused_and_kept_whole():
    words = "x" * 200_000
    form = form_of(_of_kind("story"), ASKING, data=_sent({"way": "written", "text": words}), files=MultiValueDict())
    assert not form.is_valid()
    assert "200000" in form.errors["text"][0]
    assert form["text"].value() == words


def test_the_first_language_is_the_page_s():
    assert form_of(_of_kind("languages"), ASKING)["language_1"].value() == "fr"


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("year", {"said": "99999999999999999999999"}),
        ("number", {"said": "-4"}),
        ("day", {"said": "31 février"}),
        ("choice", {"said": "z"}),
        ("choices", {"said": ["a", "z"]}),
        ("scale", {"said": "11"}),
        ("languages", {"language_1": "xx"}),
        ("languages", {"language_1": "fr", "language_2": "", "level_2": "fluent"}),
    ],
)
def test_bad_input_is_refused_in_words(kind, typed):
    form = form_of(_of_kind(kind), ASKING, data=_sent(typed), files=MultiValueDict())
    assert not form.is_valid()
    assert form.errors
