"""The living demo: 2022 as it was published, work waiting for a coach today, every role able to sign in."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from interlab.accounts.models import Account, Membership
from interlab.accounts.roles import Role
from interlab.home.demo.cast import PASSWORD
from interlab.home.today import piles
from interlab.impact.figures import figures_of
from interlab.intake.application_list import Asked, listed
from interlab.intake.models import Call, Recommendation
from interlab.intake.steps import Step
from interlab.journeys.enterprise_numbers import normal_enterprise_number
from interlab.journeys.models import Attendance, Document, Launch, Participation, Session
from interlab.network.models import Incubator
from interlab.people.models import Person


def test_demo_outside_the_demo_is_refused(db):
    with override_settings(DEMO=False), pytest.raises(CommandError, match="never beside real people"):
        call_command("demo")
    assert not Incubator.objects.exists()


@pytest.mark.slow
@override_settings(DEMO=True)
def test_demo_is_complete(db):
    """One test: writing the demo takes seconds, looking at it doesn't."""
    call_command("demo", stdout=StringIO())
    liege = Incubator.objects.get(slug="liege")

    _twenty_twenty_two_is_what_was_published(liege)
    _the_coach_finds_work_on_every_list(liege)
    _every_role_looks_round_and_has_the_documented_password()
    _what_it_holds_could_be_real(liege)
    _a_call_is_open_and_one_was_answered(liege)
    _incubators_stay_apart(liege)

    before = (Person.objects.count(), Session.objects.count(), Account.objects.count())
    said = StringIO()
    call_command("demo", stdout=said)
    assert "already" in said.getvalue()
    assert (Person.objects.count(), Session.objects.count(), Account.objects.count()) == before


def _twenty_twenty_two_is_what_was_published(liege):
    figures = figures_of(liege, 2022)
    assert figures["accompanied"]["value"] == 32
    assert figures["launched"]["value"] == 6
    share = figures["women_share"]
    assert (share["k"], share["n"], share["unknown"], share["other"]) == (14, 32, 0, 0)
    assert share["value"] == 43.75
    assert 350 <= figures["sessions"]["value"] <= 390
    assert 370 <= figures["sessions"]["hours"] <= 430


def _the_coach_finds_work_on_every_list(liege):
    nadege = Membership.objects.get(incubator=liege, name__startswith="Nadège")
    awaiting, *others = piles(nadege, mine=True)
    assert [2 <= pile.count <= 6 for pile in others] == [True] * 3
    # A call is open: who applied awaits everybody.
    assert 10 <= awaiting.count <= 25
    assert Participation.objects.filter(incubator=liege).underway().count() == 26
    assert Launch.objects.filter(incubator=liege, project__moves__stage__meaning="paused").exists()


def _a_call_is_open_and_one_was_answered(liege):
    answered, underway = Call.objects.filter(incubator=liege).order_by("opens_on")
    assert underway.is_open()
    assert not answered.is_open()
    assert answered.applications.filter(decisions__told_at=None).count() == 0
    lead = Membership.objects.get(incubator=liege, name__startswith="Hélène")
    steps = {step: listed(lead, Asked(step=step)).count() for step in Step.values}
    assert steps == {"started": 3, "sent": 4, "reading": 5, "interview": 2, "decided": 6, "withdrawn": 1}
    assert Recommendation.objects.visible_to(lead).waiting().count() == 2
    assert {one.language for one in underway.applications.all()} == {"fr", "en", "ar"}


def _every_role_looks_round_and_has_the_documented_password():
    members = Membership.objects.filter(account__isnull=False).select_related("account", "incubator")
    assert {role for member in members for role in member.roles} == set(Role.values)
    for member in members:
        assert member.account.check_password(PASSWORD)
        visitor = Client()
        visitor.post("/demo/sign-in/", {"account": member.account.code})
        answer = visitor.get(f"/{member.incubator.slug}/today/", follow=True)
        assert answer.status_code == 200, member.name
        assert answer.request["PATH_INFO"].startswith(f"/{member.incubator.slug}/"), member.name
    rania = Account.objects.get(email="rania@example.org")
    assert rania.language == "ar"
    assert Document.objects.filter(person__account=rania, shared=True).count() == 2


def _what_it_holds_could_be_real(liege):
    numbers = [number for number in Launch.objects.values_list("enterprise_number", flat=True) if number]
    assert all(normal_enterprise_number(number) == number for number in numbers)
    assert len(set(numbers)) == len(numbers)
    people = Person.objects.filter(incubator=liege)
    assert set(people.values_list("gender", flat=True)) == {*Person.Gender.values, ""}
    assert people.filter(standing="local").exclude(migration_value="").exists()
    assert people.filter(interpreter_wanted=True).exists()
    strangers = Session.objects.exclude(notes__isnull=True).exclude(given_by__incubator_id=liege.pk)
    assert not strangers.filter(incubator=liege).exists()


def _incubators_stay_apart(liege):
    verviers = Incubator.objects.get(slug="verviers")
    assert 6 <= Person.objects.filter(incubator=verviers).count() <= 8
    assert not Attendance.objects.filter(incubator=verviers, person__incubator=liege).exists()
