"""One question a page: saved at every step, gone on with later, nothing lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from interlab.core.dates import today
from interlab.core.questions import KINDS
from interlab.intake.asked import Page, answers_of
from interlab.intake.models import Application
from tests.factories.intake import ApplicationFactory
from tests.intake.applying import TYPED, answer, answer_all, begin, check_path, question_path


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def application(client, call) -> Application:
    return begin(client, call)


def test_every_question_is_a_page_with_its_code_and_place(client, application):
    for number, question in enumerate(TYPED, 1):
        page = client.get(question_path(application, question)).content.decode()
        assert f"Question {number} of 7" in page
        assert f'<bdi class="code">{application.spoken}</bdi>' in page


def test_each_answer_is_saved_and_leads_to_the_next(client, application):
    names = list(TYPED)
    for question, following in zip(names, [*names[1:], None], strict=True):
        response = answer(client, application, question)
        expected = question_path(application, following) if following else check_path(application)
        assert response.headers["Location"] == expected
        application.refresh_from_db()
        assert question in answers_of(application)
        assert application.reached == (following or "coming")
    assert answers_of(application)["languages"] == [["ar", "native"], ["fr", "beginner"]]


def test_answers_are_kept_encrypted(client, application):
    answer(client, application, "idea")
    raw = Application.objects.filter(pk=application.pk).extra(select={"raw": "answers"}).values_list("raw", flat=True).get()
    assert "couture" not in raw


def test_a_mistake_saves_nothing_and_keeps_what_was_typed(client, application):
    response = answer(client, application, "contact", kind="phone", value="quelque chose")
    assert response.status_code == 422
    page = response.content.decode()
    assert 'value="quelque chose"' in page
    assert 'href="#id_value"' in page
    assert "data-focus" in page
    application.refresh_from_db()
    assert answers_of(application) == {}


@pytest.mark.parametrize("number", ["0470 12 34 56", "+32 470 12 34 56", "٠٤٧٠ ١٢ ٣٤ ٥٦", "+963 944 567 890"])
def test_a_phone_may_be_written_in_any_digits(client, application, number):
    assert answer(client, application, "contact", kind="phone", value=number).status_code == 302


@pytest.mark.parametrize(("kind", "value"), [("email", "pas une adresse"), ("whatsapp", "12"), ("fax", "0470 12 34 56")])
def test_a_contact_nobody_is_reached_by_is_refused(client, application, kind, value):
    assert answer(client, application, "contact", kind=kind, value=value).status_code == 422


def test_two_hundred_thousand_letters_are_refused_whole_and_kept(client, application):
    words = "idée " * 40_000
    response = answer(client, application, "idea", way="written", text=words)
    assert response.status_code == 422
    assert words.strip() in response.content.decode()
    assert "too long" in response.content.decode()


@pytest.mark.parametrize("question", TYPED)
def test_script_in_a_field_is_text(client, application, question):
    attack = '"><script>alert(1)</script>'
    typed = {name: attack if isinstance(value, str) else [attack] for name, value in TYPED[question].items()}
    response = answer(client, application, question, **typed)
    page = response.content.decode() if response.status_code == 422 else client.get(check_path(application)).content.decode()
    assert "<script>alert" not in page


def test_nul_and_strange_letters_are_no_crash(client, application):
    for typed in ({"full_name": "A\x00B"}, {"full_name": "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")}):
        assert answer(client, application, "name", **typed).status_code == 302


def test_the_back_link_leads_one_page_back(client, application):
    assert f'href="{question_path(application, "name")}"' in client.get(question_path(application, "languages")).content.decode()
    assert 'href="/liege/apply/"' in client.get(question_path(application, "name")).content.decode()


def test_going_back_and_changing_keeps_the_rest_and_how_far_they_came(client, application):
    for question in ("name", "languages", "idea"):
        answer(client, application, question)
    answer(client, application, "name", full_name="Hanan D.")
    application.refresh_from_db()
    assert answers_of(application)["name"]["full_name"] == "Hanan D."
    assert answers_of(application)["idea"]["text"] == TYPED["idea"]["text"]
    assert application.reached == "progress"


def test_coming_back_goes_on_at_the_first_question_without_an_answer(client, application):
    for question in ("name", "languages"):
        answer(client, application, question)
    application.refresh_from_db()
    assert Page(application).to_go_on().id == "idea"


def test_an_optional_question_may_be_passed_over(client, application):
    answer_all(client, application, coming={"said": []})
    application.refresh_from_db()
    assert Page(application).to_go_on() is None
    assert answers_of(application)["coming"] == []


def test_i_do_not_know_yet_is_an_answer(client, application):
    assert answer(client, application, "place", unknown="on").status_code == 302
    application.refresh_from_db()
    assert answers_of(application)["place"] == {"unknown": True}


def test_a_question_that_is_not_asked_leads_to_the_one_that_is(client, application):
    for question in ("nothing", "standing", "migration_value"):
        response = client.get(question_path(application, question))
        assert response.headers["Location"] == question_path(application, "name")


def test_an_answer_that_a_change_hides_is_kept_but_does_not_count(client, application, call):
    form = application.form
    form.declaration = {
        "questions": [
            {
                "id": "way",
                "kind": "choice",
                "label": {"fr": "Quoi ?"},
                "options": [{"value": value, "label": {"fr": value}} for value in ("a", "b")],
            },
            {"id": "more", "kind": "text", "label": {"fr": "Plus ?"}, "required": True, "shown_if": {"way": ["a"]}},
        ]
    }
    form.save()
    answer(client, application, "way", said="a")
    answer(client, application, "more", said="Beaucoup")
    answer(client, application, "way", said="b")
    application.refresh_from_db()
    page = Page(application)
    assert page.answers["more"] == "Beaucoup"
    assert [question.id for question in page.asked] == ["way"]
    assert "Beaucoup" not in client.get(check_path(application)).content.decode()


def test_every_kind_of_question_is_drawn(client, application):
    options = [{"value": value, "label": {"fr": value}} for value in ("a", "b")]
    rows = [{"id": f"q_{kind}", "kind": kind, "label": {"fr": kind}} for kind in KINDS]
    for row in rows:
        row.update({"options": options} if row["kind"] in ("choice", "choices") else {})
    application.form.declaration = {"questions": rows}
    application.form.save()
    for row in rows:
        assert client.get(question_path(application, row["id"])).status_code == 200, row


def test_a_code_one_does_not_hold_is_answered_alike_whether_it_exists_or_not(application):
    stranger = Client(headers={"accept-language": "en"})
    there = stranger.get(question_path(application, "name"))
    path = question_path(application, "name").replace(application.code, "bcdfghjkmnpq")
    nowhere = stranger.get(path)
    assert there.status_code == nowhere.status_code == 404

    def without_paths(page):
        return page.content.decode().replace(application.code, "bcdfghjkmnpq").split("<main")[1]

    assert without_paths(there) == without_paths(nowhere)


def test_words_typed_after_the_visit_ended_are_given_back(client, application):
    client.cookies.clear()
    response = answer(client, application, "idea", way="written", text="Ma longue idée de couture")
    assert response.status_code == 404
    assert "Ma longue idée de couture" in response.content.decode()


def test_a_neighbour_s_site_does_not_open_it(client, application, neighbour_incubator):
    neighbour_incubator.site.published_at = timezone.now()
    neighbour_incubator.site.save()
    assert client.get(question_path(application, "name").replace("/liege/", "/namur/")).status_code == 404


def test_a_colleague_goes_through_the_pages_with_somebody_who_said_yes_to_them(client_for, application, coach, lead, reviewer):
    application.helped_by = coach
    application.save()
    assert client_for(coach).get(question_path(application, "name")).status_code == 200
    for other in (lead, reviewer):
        assert client_for(other).get(question_path(application, "name")).status_code == 404


def test_what_was_begun_may_be_finished_for_two_days(client, application, call):
    call.closes_on = today() - timedelta(days=1)
    call.save()
    assert answer(client, application, "name").status_code == 302
    call.closes_on = today() - timedelta(days=4)
    call.opens_on = today() - timedelta(days=9)
    call.save()
    response = answer(client, application, "languages")
    assert response.status_code == 410
    assert "This call has closed" in response.content.decode()


def test_what_was_taken_back_is_not_changed(client, application):
    application.withdrawn_at = timezone.now()
    application.save()
    assert answer(client, application, "name").headers["Location"] == f"/liege/application/{application.code}/"
    application.refresh_from_db()
    assert answers_of(application) == {}


def test_a_sent_application_keeps_its_answers(client, call):
    from interlab.intake.holding import _HELD

    sent = ApplicationFactory(call=call)
    client.get("/liege/apply/")
    session = client.session
    session[_HELD] = [sent.code]
    session.save()
    response = answer(client, sent, "name", full_name="Quelqu’un d’autre")
    assert response.headers["Location"] == f"/liege/application/{sent.code}/"
    sent.refresh_from_db()
    assert answers_of(sent)["name"]["full_name"] == "Hanan Darwish"


def test_the_pages_cost_a_constant_number_of_queries(client, application, django_assert_max_num_queries):
    answer_all(client, application)
    for question in TYPED:
        with django_assert_max_num_queries(5):
            client.get(question_path(application, question))


def test_only_its_methods_are_answered(client, application):
    assert client.put(question_path(application, "name")).status_code == 405


def test_the_first_language_they_speak_is_the_one_we_write_in(client, application):
    answer(client, application, "name")
    assert answer(client, application, "languages", language_1="uk", language_2="ar").status_code == 302
    application.refresh_from_db()
    assert application.language == "ar", "of those they speak, the first that InterLab speaks"
