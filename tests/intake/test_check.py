"""The check page, sending, and what is asked after it."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.intake.actions import submit_application
from interlab.intake.asked import answers_of
from interlab.intake.models import Application, Reader, Round
from interlab.journeys.models import Participation
from interlab.network.models import Source
from interlab.people.models import Person
from interlab.privacy.models import AuditEntry
from tests.factories.intake import ApplicationFactory, CallFactory, some_answers
from tests.intake.applying import answer, answer_all, begin, check_path, publish, question_path


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def application(client, call) -> Application:
    application = begin(client, call, origin="partner")
    answer_all(client, application)
    application.refresh_from_db()
    return application


def test_every_answer_is_shown_with_a_way_to_change_it(client, application):
    page = client.get(check_path(application)).content.decode()
    for words in (
        "Hanan Darwish",
        "Je veux ouvrir un atelier",
        "Liège",
        "0470 12 34 56",
        "Is everything right, <bdi>Hanan</bdi>?",
    ):
        assert words in page
    for question in answers_of(application):
        assert f'href="{question_path(application, question)}?then=check"' in page


def test_a_change_leads_back_to_the_check_page(client, application):
    page = client.get(f"{question_path(application, 'place')}?then=check").content.decode()
    assert 'name="then" value="check"' in page
    response = answer(client, application, "place", place="Seraing", then="check")
    assert response.headers["Location"] == check_path(application)
    assert "Seraing" in client.get(check_path(application)).content.decode()


def test_who_reads_it_is_named(client, application, call, lead, coach):
    assert "Our team will read your answers." in client.get(check_path(application)).content.decode()
    call.answered_by = lead
    call.save()
    first = Round.objects.create(incubator=call.incubator, call=call, number=1, name="Lecture")
    Reader.objects.create(incubator=call.incubator, round=first, member=coach)
    assert (
        f"<bdi>\u2068{lead.name}\u2069 and \u2068{coach.name}\u2069</bdi> will read your answers."
        in client.get(check_path(application)).content.decode()
    )


def test_missing_answers_are_listed_and_nothing_is_sent(client, call):
    application = begin(client, call)
    answer(client, application, "name")
    page = client.get(check_path(application)).content.decode()
    assert "We still need:" in page
    assert "Send my application" not in page
    assert client.post(check_path(application)).status_code == 422
    application.refresh_from_db()
    assert not application.is_sent
    assert not Person.objects.exists()


def test_sending_makes_a_person_who_applied(client, application, call):
    response = client.post(check_path(application))
    assert response.headers["Location"] == question_path(application, "standing")
    application.refresh_from_db()
    person, participation = application.person, application.participation
    assert (person.full_name, person.called, person.municipality) == ("Hanan Darwish", "Hanan", "Liège")
    assert person.interpreter_wanted
    assert [(row.language, row.level) for row in person.languages.all()] == [("ar", "native"), ("fr", "beginner")]
    assert [(row.kind, row.value, row.normal) for row in person.contacts.all()] == [("phone", "0470 12 34 56", "+32470123456")]
    assert (participation.state, participation.programme) == ("applied", call.programme)
    assert participation.source == Source.objects.get(incubator=call.incubator, meaning="partner")
    assert AuditEntry.objects.get(act="application.sent").person_code == person.code


def test_sent_twice_it_is_sent_once(client, application):
    for _time in range(2):
        client.post(check_path(application))
    submit_application(application)
    assert Person.objects.count() == Participation.objects.count() == 1


def test_what_is_asked_after_is_written_where_it_belongs(client, application):
    client.post(check_path(application))
    assert "Skip" in client.get(question_path(application, "standing")).content.decode()
    assert answer(client, application, "standing", said="local").headers["Location"] == question_path(
        application, "migration_value"
    )
    answer(client, application, "migration_value", said="Du travail pour des voisines")
    response = answer(client, application, "gender", said="woman")
    assert response.headers["Location"] == f"/liege/application/{application.code}/"
    person = Person.objects.get()
    assert (person.standing, person.migration_value, person.gender) == ("local", "Du travail pour des voisines", "woman")
    assert (person.full_name, person.municipality, person.contacts.count()) == ("Hanan Darwish", "Liège", 1)


def test_what_is_asked_after_can_be_left_out(client, application):
    client.post(check_path(application))
    page = client.get(question_path(application, "gender")).content.decode()
    assert f'href="/liege/application/{application.code}/"' in page
    answer(client, application, "gender", said="")
    assert Person.objects.get().gender == ""


def test_a_newcomer_is_not_asked_what_a_local_is(client, application):
    client.post(check_path(application))
    assert answer(client, application, "standing", said="newcomer").headers["Location"] == question_path(application, "gender")


def test_what_the_team_corrected_meanwhile_stays(client, application):
    client.post(check_path(application))
    Person.objects.update(municipality="Seraing")
    answer(client, application, "gender", said="woman")
    assert Person.objects.get().municipality == "Seraing"


def test_after_sending_the_check_page_leads_to_where_it_stands(client, application):
    client.post(check_path(application))
    assert client.get(check_path(application)).headers["Location"] == f"/liege/application/{application.code}/"


def test_a_closed_call_is_sent_for_two_days_more_then_no_longer(client, application, call):
    call.closed_at = timezone.now() - timedelta(hours=47)
    call.save()
    assert client.get(check_path(application)).status_code == 200
    call.closed_at = timezone.now() - timedelta(hours=49)
    call.save()
    response = client.post(check_path(application))
    assert response.status_code == 410
    assert "was not sent in time" in response.content.decode()
    assert not Person.objects.exists()


def test_what_was_taken_back_is_not_sent(application):
    application.withdrawn_at = timezone.now()
    application.save()
    with pytest.raises(DomainError):
        submit_application(application)


def test_what_is_not_known_yet_is_left_open(call):
    unknown = {"unknown": True}
    told = some_answers(languages=unknown, place=unknown, coming=unknown, standing=unknown, gender=unknown)
    application = submit_application(ApplicationFactory(call=call, sent=False, answers=told))
    person = application.person
    assert (person.municipality, person.standing, person.gender, person.interpreter_wanted) == ("", "", "", False)
    assert not person.languages.exists()


def test_a_stranger_sees_nothing(application):
    stranger = Client()
    assert stranger.get(check_path(application)).status_code == 404
    assert stranger.post(check_path(application)).status_code == 404
    application.refresh_from_db()
    assert not application.is_sent


def test_only_its_methods_are_answered(client, application):
    assert client.delete(check_path(application)).status_code == 405


def test_the_page_costs_a_constant_number_of_queries(client, application, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get(check_path(application))


@pytest.mark.skipif(connection.vendor == "sqlite", reason="writers of SQLite take turns")
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_devices_that_send_at_once_make_one_person(incubator):
    publish(incubator)
    application = ApplicationFactory(call=CallFactory(incubator=incubator, closes_on=today()), sent=False)
    errors: list[BaseException] = []

    def send() -> None:
        try:
            submit_application(Application.objects.get(pk=application.pk))
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Person.objects.count() == Participation.objects.count() == 1
