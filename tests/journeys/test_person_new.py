"""Entering a person, their way in and their project, at once; and who they may already be."""

from datetime import timedelta

import pytest

from interlab.core.dates import today
from interlab.network.models import Cohort, Sector, Source
from interlab.people.models import Person
from interlab.privacy.models import AuditEntry
from tests.factories import PersonFactory, first_programme

pytestmark = pytest.mark.django_db
ADDRESS = "/liege/people/new/"


def facts(incubator, **changed):
    programme = first_programme(incubator)
    return {"full_name": "Amina Diallo", "programme": programme.code, "state": "enrolled", "on": today().isoformat()} | changed


def test_a_name_is_enough(client_for, coach, incubator):
    response = client_for(coach).post(
        ADDRESS, {"full_name": "م"} | {k: v for k, v in facts(incubator).items() if k != "full_name"}
    )
    person = Person.objects.get()
    assert response["Location"] == f"/liege/people/{person.code}/"
    assert person.full_name == "م"
    assert person.participations.get().state == "enrolled"
    assert not person.holdings.exists()


def test_everything_is_entered_at_once(client_for, coach, lead, incubator):
    day = today() - timedelta(days=30)
    programme = first_programme(incubator)
    cohort = Cohort.objects.create(incubator=incubator, programme=programme, name="A", starts_on=day, ends_on=today())
    source = Source.objects.filter(incubator=incubator).first()
    sector = Sector.objects.filter(incubator=incubator).first()
    sent = facts(
        incubator, called="Mina", phone_0="0455 00 01 23", whatsapp_0="+32 455 00 01 24", email_0="a@example.org",
        language_0="ff", level_0="native", language_2="fr", level_2="", interpreter_wanted="on", municipality="Seraing",
        gender="woman", birth_year="1990", standing="local", migration_value="Recettes de partout", on=day.isoformat(),
        coach=lead.code, cohort=cohort.code, source=source.code, project_name="Injera", project_summary="À emporter", sector=sector.code,
    )  # fmt: skip
    assert client_for(coach).post(ADDRESS, sent).status_code == 302
    person = Person.objects.get()
    assert (person.called, person.municipality, person.gender, person.birth_year) == ("Mina", "Seraing", "woman", 1990)
    assert (person.standing, person.migration_value, person.interpreter_wanted) == ("local", "Recettes de partout", True)
    assert [(row.kind, row.value) for row in person.contacts.all()] == [
        ("phone", "0455 00 01 23"), ("email", "a@example.org"), ("whatsapp", "+32 455 00 01 24"),
    ]  # fmt: skip
    assert [(row.language, row.level) for row in person.languages.all()] == [("ff", "native"), ("fr", "")]
    way = person.participations.get()
    assert (way.coach, way.cohort, way.source, way.enrolled_on) == (lead, cohort, source, day)
    project = person.holdings.get().project
    assert (project.name, project.summary, project.sector, project.stage.meaning) == ("Injera", "À emporter", sector, "welcome")
    assert project.moves.get().on == day
    assert AuditEntry.objects.filter(act="person.created", by=coach, person_code=person.code).count() == 1


def test_the_form_has_sensible_answers(client_for, coach, incubator):
    form = client_for(coach).get(f"{ADDRESS}?full_name=Zoé").context["form"]
    assert (form["full_name"].value(), form["coach"].value(), form["on"].value(), form["state"].value()) == (
        "Zoé", coach.code, today(), "enrolled",
    )  # fmt: skip
    assert form.fields["programme"].widget.is_hidden


def test_an_applicant_has_only_applied(client_for, coach, incubator):
    client_for(coach).post(ADDRESS, facts(incubator, state="applied"))
    way = Person.objects.get().participations.get()
    assert (way.state, way.enrolled_on) == ("applied", None)


@pytest.mark.parametrize(
    "typed",
    [
        {"full_name": "Diallo AMINA"},
        {"full_name": "A. D.", "phone_0": "+32455000123"},
        {"full_name": "X", "email_0": "A@EXAMPLE.org"},
    ],
)
def test_somebody_alike_is_shown_before_a_second_is_entered(client_for, coach, incubator, typed):
    known = PersonFactory(
        incubator=incubator, full_name="Amina Diallo", contacts=(("phone", "0455 00 01 23"), ("email", "a@example.org"))
    )
    client, sent = client_for(coach), facts(incubator, municipality="Ans", **typed)
    response = client.post(ADDRESS, sent)
    assert response.status_code == 422
    assert [row.person for row in response.context["known"]] == [known]
    assert response.context["form"]["municipality"].value() == "Ans"
    assert Person.objects.count() == 1
    assert client.post(ADDRESS, sent | {"confirmed": "1"}).status_code == 302
    assert Person.objects.count() == 2


def test_a_second_tap_enters_nobody(client_for, coach, incubator):
    client, sent = client_for(coach), facts(incubator, confirmed="1", form_key="abcdefgh2345")
    assert client.post(ADDRESS, sent)["Location"] == client.post(ADDRESS, sent)["Location"]
    assert Person.objects.count() == 1


def test_a_neighbours_person_is_nobody_known(client_for, coach, incubator, neighbour_incubator):
    PersonFactory(incubator=neighbour_incubator, full_name="Amina Diallo")
    assert client_for(coach).post(ADDRESS, facts(incubator)).status_code == 302


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"full_name": ""}, "full_name"),
        ({"full_name": "\u200b😀"}, "full_name"),
        ({"full_name": "a" * 201}, "full_name"),
        ({"birth_year": "1890"}, "birth_year"),
        ({"birth_year": "2090"}, "birth_year"),
        ({"birth_year": "9" * 30}, "birth_year"),
        ({"phone_0": "call me"}, "phone_0"),
        ({"email_0": "a@"}, "email_0"),
        ({"language_0": "zz"}, "language_0"),
        ({"level_1": "native"}, "language_1"),
        ({"language_0": "fr", "language_1": "fr"}, "language_1"),
        ({"gender": "x"}, "gender"),
        ({"programme": "zzzz"}, "programme"),
        ({"state": "left"}, "state"),
        ({"on": "soon"}, "on"),
        ({"on": "9999-12-31"}, "on"),
        ({"on": "0001-01-01"}, "on"),
        ({"coach": "zzzz"}, "coach"),
        ({"sector": "zzzz"}, "sector"),
        ({"project_summary": "A project without a name"}, "project_name"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(client_for, coach, incubator, changed, field):
    sent = facts(incubator, municipality="Ans") | changed
    response = client_for(coach).post(ADDRESS, sent)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert response.context["form"]["municipality"].value() == "Ans"
    assert not Person.objects.exists()


def test_a_neighbours_rows_are_no_choice(client_for, coach, incubator, neighbour, neighbour_incubator):
    cohort = Cohort.objects.create(
        incubator=neighbour_incubator,
        programme=first_programme(neighbour_incubator),
        name="N",
        starts_on=today(),
        ends_on=today(),
    )
    foreign = {"coach": neighbour.code, "cohort": cohort.code, "programme": first_programme(neighbour_incubator).code}
    response = client_for(coach).post(ADDRESS, facts(incubator, **foreign))
    assert set(response.context["form"].errors) == {"coach", "cohort", "programme"}


@pytest.mark.parametrize("who", ["mentor", "entrepreneur", "funder_reader"])
def test_others_are_refused(client_for, request, incubator, who):
    client = client_for(request.getfixturevalue(who))
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, facts(incubator)).status_code == 403


def test_other_methods_are_refused(client_for, coach):
    assert client_for(coach).delete(ADDRESS).status_code == 405
