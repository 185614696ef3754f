"""Helper mode: a colleague fills an application in with its writer, who said that they may."""

import json

import pytest
from django.urls import reverse

from interlab.intake.actions import submit_application
from interlab.intake.actions.helping import go_on_with_person, start_with_person
from interlab.intake.models import Application, Conflict, Recommendation
from interlab.privacy.models import AuditEntry
from tests.factories.intake import ApplicationFactory, CallFactory, some_answers

pytestmark = pytest.mark.django_db
HERE = "/liege/applications/new/"


@pytest.fixture
def call(incubator):
    return CallFactory(incubator=incubator)


def told(chosen, **changed):
    return {"call": chosen.code, "language": "ar", "how": "in_person", "words": "Oui, avec vous."} | changed


def question_of(application, name):
    return reverse("intake:question", args=[application.incubator.slug, application.code, name])


def test_a_colleague_starts_one_with_the_person(client_for, coach, call):
    answer = client_for(coach).post(HERE, told(call))
    application = Application.objects.get()
    assert answer["Location"] == question_of(application, "name")
    assert (application.helped_by, application.language, application.call) == (coach, "ar", call)
    assert application.mandate.endswith(" : Oui, avec vous.")
    assert AuditEntry.objects.filter(act="application.help_began", by=coach).exists()


def test_they_go_through_the_pages_that_everybody_sees(client_for, coach, call):
    client = client_for(coach)
    page = client.post(HERE, told(call))["Location"]
    application = Application.objects.get()
    assert f"/applications/{application.code}/" in client.get(page).content.decode()
    answer = client.post(page, {"full_name": "Hanan Darwish", "called": ""})
    assert answer.status_code == 302
    application.refresh_from_db()
    assert json.loads(application.answers)["name"]["full_name"] == "Hanan Darwish"
    # The colleague reads the pages in French; the person is still written to in Arabic.
    assert application.language == "ar"


def test_no_other_colleague_goes_through_them(client_for, coach, other_coach, reviewer, neighbour, call):
    client_for(coach).post(HERE, told(call))
    page = question_of(Application.objects.get(), "name")
    assert client_for(coach).get(page).status_code == 200
    for member in (other_coach, reviewer, neighbour, None):
        assert client_for(member).get(page).status_code == 404


def test_nobody_helps_without_a_yes(client_for, coach, call):
    answer = client_for(coach).post(HERE, told(call, how=""))
    assert answer.status_code == 422
    assert "Oui, avec vous." in answer.content.decode()
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"how": "somehow"}, {"language": "klingon"}, {"call": "nobodys"}, {"words": "x" * 251}, {"call": ""}],
)
def test_bad_input_is_told(client_for, coach, call, wrong):
    assert client_for(coach).post(HERE, told(call, **wrong)).status_code == 422
    assert not Application.objects.exists()


def test_a_call_of_another_incubator_or_a_closed_one_cannot_be_chosen(client_for, coach, incubator, neighbour_incubator):
    from datetime import timedelta

    from interlab.core.dates import today

    closed = CallFactory(incubator=incubator, closes_on=today() - timedelta(days=1), opens_on=today() - timedelta(days=9))
    for call in (CallFactory(incubator=neighbour_incubator), closed):
        assert client_for(coach).post(HERE, told(call)).status_code == 422
    # Without an open call the page says what to do.
    assert client_for(coach).get(HERE).context["calls"] is False


def test_what_a_partner_told_is_not_asked_again(client_for, coach, call):
    facts = {"organisation": "CPAS", "name": "Awa Diop", "kind": "phone", "value": "0470 11 22 33", "language": "en"}
    one = Recommendation.objects.create(incubator=call.incubator, **facts)
    address = f"{HERE}?recommendation={one.code}"
    assert client_for(coach).get(address).context["form"].initial["language"] == "en"
    answer = client_for(coach).post(address, told(call, language="en"))
    application = Application.objects.get()
    assert application.recommendation == one
    assert Recommendation.objects.get(pk=one.pk).handled_by == coach
    assert json.loads(application.answers) == {
        "name": {"full_name": "Awa Diop", "called": ""},
        "contact": {"kind": "phone", "value": "0470 11 22 33"},
    }
    assert answer["Location"] == question_of(application, "languages")


def test_a_foreign_recommendation_is_not_found(client_for, coach, call, neighbour_incubator):
    facts = {"organisation": "CPAS", "name": "Awa", "kind": "phone", "value": "0470 11 22 33", "language": "fr"}
    foreign = Recommendation.objects.create(incubator=neighbour_incubator, **facts)
    for code in (foreign.code, "nobodys"):
        assert client_for(coach).get(f"{HERE}?recommendation={code}").status_code == 404


def test_one_that_was_started_alone_goes_on_together(client_for, coach, call):
    application = ApplicationFactory(call=call, sent=False, answers={"name": {"full_name": "Hanan", "called": ""}})
    page = f"/liege/applications/{application.code}/help/"
    assert client_for(coach).get(page).status_code == 200
    assert client_for(coach).get(question_of(application, "languages")).status_code == 404
    assert client_for(coach).post(page, {"how": ""}).status_code == 422
    answer = client_for(coach).post(page, {"how": "by_phone", "words": ""})
    assert answer["Location"] == question_of(application, "languages")
    application.refresh_from_db()
    assert application.helped_by == coach
    assert application.mandate
    assert client_for(coach).get(question_of(application, "languages")).status_code == 200


def test_one_that_was_sent_is_no_longer_written(client_for, coach, call):
    application = ApplicationFactory(call=call)
    assert client_for(coach).post(f"/liege/applications/{application.code}/help/", {"how": "by_phone"}).status_code == 404


def test_a_call_that_closed_takes_nothing_any_more(client_for, coach, call):
    from datetime import timedelta

    from django.utils import timezone

    application = ApplicationFactory(call=call, sent=False)
    call.closed_at = timezone.now() - timedelta(hours=49)
    call.save()
    answer = client_for(coach).post(f"/liege/applications/{application.code}/help/", {"how": "by_phone"})
    assert answer.status_code == 422


def test_whoever_helped_does_not_judge_it(coach, call):
    application = start_with_person(call, language="ar", how="in_person", by=coach)
    Application.objects.filter(pk=application.pk).update(answers=json.dumps(some_answers()))
    sent = submit_application(application, by=coach)
    conflict = Conflict.objects.get(application=sent)
    assert (conflict.member, conflict.reason) == (coach, "helped")
    assert AuditEntry.objects.filter(act="application.helped", by=coach, person_code=sent.person.code).exists()
    submit_application(application, by=coach)
    assert Conflict.objects.count() == 1


def test_the_person_reads_who_helped_and_what_they_agreed_to(client_for, coach, call):
    application = start_with_person(call, language="ar", how="in_person", words="Oui, avec vous.", by=coach)
    Application.objects.filter(pk=application.pk).update(answers=json.dumps(some_answers()))
    submit_application(application, by=coach)
    html = client_for(coach).get(f"/liege/application/{application.code}/").content.decode()
    assert f"<bdi>{coach.name}</bdi>" in html
    assert "Oui, avec vous." in html


def test_one_that_was_written_alone_makes_no_conflict(call):
    application = ApplicationFactory(call=call, sent=False)
    submit_application(application)
    assert not Conflict.objects.exists()


def test_another_colleague_may_go_on(coach, other_coach, call):
    application = start_with_person(call, language="ar", how="in_person", by=coach)
    assert go_on_with_person(application, how="by_phone", by=other_coach).helped_by == other_coach


def test_who_may_not_help(client_for, reviewer, neighbour, call):
    assert client_for(reviewer).get(HERE).status_code == 403
    assert client_for(neighbour).get(HERE).status_code == 404
