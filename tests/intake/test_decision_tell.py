"""Telling answers: each once, whole or nothing; a place opens everything with what was already told."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext

from interlab.core.dates import today
from interlab.intake.actions.decisions import prepare_decision, tell_decision
from interlab.intake.models import Decision
from interlab.journeys.actions import create_project, open_participation
from interlab.journeys.models import Participation, Project
from interlab.network.models import Cohort
from interlab.notices.models import Message
from interlab.privacy.models import AuditEntry
from tests.factories import first_programme
from tests.factories.intake import CallFactory
from tests.intake.scored import applied, says

pytestmark = pytest.mark.django_db
REFUSAL = {
    "kind": "not_now",
    "reason": "no_place",
    "words": "Ne lâchez rien.",
    "door": "partner",
    "door_words": "Job’In, 04 123 45 67",
}


@pytest.fixture
def call(incubator):
    start = today() + timedelta(days=20)
    cohort = Cohort.objects.create(
        incubator=incubator,
        programme=first_programme(incubator),
        name="Printemps",
        starts_on=start,
        ends_on=start + timedelta(days=90),
    )
    return CallFactory(incubator=incubator, cohort=cohort)


@pytest.fixture
def address(call):
    return f"/liege/calls/{call.code}/decisions/tell/"


def now(row):
    row.refresh_from_db()
    return row


def test_a_place_opens_the_participation_and_the_project_with_everything_already_told(client_for, lead, call, address):
    idea = "Je veux ouvrir un atelier de couture à Saint-Léonard. Pour les familles."
    hanan = applied(
        call, "Hanan Darwish", idea={"way": "written", "text": idea}, languages=[["ar", "native"], ["fr", "beginner"]]
    )
    before = hanan.participation
    prepare_decision(hanan, kind="accept", words="Nous nous réjouissons.", by=lead)
    assert client_for(lead).post(address)["Location"] == f"/liege/calls/{call.code}/decisions/"
    way = now(before)
    assert (way.state, way.cohort, way.enrolled_on) == ("enrolled", call.cohort, today())
    project = Project.objects.get(holders__person=hanan.person)
    assert (project.name, project.summary) == ("Je veux ouvrir un atelier de couture", idea)
    assert (project.programme, project.stage.position) == (
        call.programme,
        min(call.programme.stages.values_list("position", flat=True)),
    )
    assert [row.language for row in hanan.person.languages.all()] == ["ar", "fr"]
    assert Participation.objects.filter(person=hanan.person).count() == 1
    message = Message.objects.get()
    assert (message.wording, message.language, message.person_code) == ("intake.accepted", "ar", hanan.person.code)
    assert "Nous nous réjouissons." in message.body
    made = hanan.decisions.get()
    assert (made.told_by, made.told_at is not None) == (lead, True)
    assert AuditEntry.objects.filter(act="decision.told", person_code=hanan.person.code, by=lead).count() == 1


def test_an_idea_that_was_spoken_gives_a_project_with_its_person_name(lead, call):
    hanan = applied(call, "Hanan", idea={"way": "spoken", "text": ""})
    tell_decision(prepare_decision(hanan, kind="accept", by=lead), by=lead)
    assert Project.objects.get(holders__person=hanan.person).name == gettext("Project of %(name)s") % {"name": "Hanan"}


def test_a_very_long_idea_is_cut_at_a_word_in_the_project_alone(lead, call):
    hanan = applied(call, "Hanan", idea={"way": "written", "text": "mot " * 1200})
    tell_decision(prepare_decision(hanan, kind="accept", by=lead), by=lead)
    summary = Project.objects.get(holders__person=hanan.person).summary
    assert len(summary) <= 1000
    assert summary.endswith("mot…")


def test_the_waiting_list_and_a_refusal_move_the_participation_and_write_in_the_persons_language(client_for, lead, call, address):
    waits, refused = applied(call, "Wim", languages=[["en", "native"]]), applied(call, "Rosa", languages=[["en", "native"]])
    prepare_decision(waits, kind="wait", rank=3, answer_by=today() + timedelta(days=30), by=lead)
    prepare_decision(refused, **REFUSAL, by=lead)
    client_for(lead).post(address)
    assert (now(waits.participation).state, now(refused.participation).state) == ("waitlisted", "declined")
    assert refused.participation.moves.last().reason == str(Decision.Reason.NO_PLACE.label)
    texts = {message.wording: message.text for message in Message.objects.all()}
    assert "you are number 3" in texts["intake.waiting"]
    assert "Ne lâchez rien." in texts["intake.not_now"]
    assert "Job’In, 04 123 45 67" in texts["intake.not_now"]
    assert not Project.objects.exists()


def test_one_that_is_not_ready_holds_up_no_other(client_for, lead, call, address):
    ready, unfinished = applied(call, "Ali"), applied(call, "Bram")
    accompanied = applied(call, "Chloé")
    prepare_decision(ready, kind="accept", by=lead)
    prepare_decision(unfinished, kind="not_now", reason="no_place", by=lead)
    prepare_decision(accompanied, kind="accept", by=lead)
    Participation.objects.filter(pk=accompanied.participation.pk).update(state="declined")
    open_participation(accompanied.person, call.programme, by=lead, state="enrolled")
    Participation.objects.filter(pk=accompanied.participation.pk).update(state="applied")
    response = client_for(lead).post(address, follow=True)
    assert says(response, "This person is already accompanied in this programme.")
    assert [one.application for one in Decision.objects.told()] == [ready]
    assert not Project.objects.filter(holders__person=accompanied.person).exists()
    assert now(accompanied.participation).state == "applied"
    assert Message.objects.count() == 1


def test_told_twice_is_told_once(client_for, lead, call, address):
    hanan = applied(call, "Hanan")
    made = prepare_decision(hanan, kind="accept", by=lead)
    client = client_for(lead)
    client.post(address)
    client.post(address)
    tell_decision(made, by=lead)
    assert Message.objects.count() == Project.objects.count() == 1
    assert AuditEntry.objects.filter(act="decision.told").count() == 1


def test_who_took_it_back_meanwhile_is_told_nothing(client_for, lead, call, address):
    hanan = applied(call, "Hanan")
    prepare_decision(hanan, kind="accept", by=lead)
    hanan.withdrawn_at = timezone.now()
    hanan.save(update_fields=["withdrawn_at"])
    client_for(lead).post(address)
    assert not Message.objects.exists()
    assert now(hanan.participation).state == "applied"


def test_without_an_address_nobody_is_told_by_half(client_for, lead, call, address):
    hanan = applied(call, "Hanan")
    made = prepare_decision(hanan, kind="accept", by=lead)
    hanan.person.contacts.all().delete()
    client_for(lead).post(address)
    assert (now(made).told_at, now(hanan.participation).state, Project.objects.exists()) == (None, "applied", False)


def test_a_project_that_a_colleague_entered_meanwhile_is_not_entered_twice(lead, call):
    hanan = applied(call, "Hanan")
    create_project(call.programme, name="Atelier", holders=[hanan.person], by=lead)
    tell_decision(prepare_decision(hanan, kind="accept", by=lead), by=lead)
    assert Project.objects.get(holders__person=hanan.person).name == "Atelier"


@pytest.mark.slow
def test_sixty_answers_in_one_go(client_for, lead, call, address):
    for number in range(60):
        one = applied(call, f"Personne {number}")
        if number < 16:
            prepare_decision(one, kind="accept", by=lead)
        else:
            prepare_decision(one, **REFUSAL, by=lead)
    client_for(lead).post(address)
    assert Decision.objects.told().count() == Message.objects.count() == 60
    assert Project.objects.count() == 16


def test_only_a_lead_tells(client_for, coach, neighbour, address):
    assert client_for(coach).post(address).status_code == 403
    assert client_for(neighbour).post(address).status_code == 404


def test_only_post(client_for, lead, address):
    assert client_for(lead).get(address).status_code == 405
