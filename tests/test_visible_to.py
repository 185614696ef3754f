"""Every model says which of its rows a member may see, or is reached through one that does; a new model fails until it says so."""

import pytest
from django.apps import apps

from interlab.people.models import Person
from tests.canaries import plant
from tests.conftest import person_of

MODELS = {model._meta.label: model for model in apps.get_models() if model.__module__.startswith("interlab.")}

# Reached only through what is named here, and why that is enough.
REACHED_THROUGH = {
    "people.PersonLanguage": "a person",
    "people.ContactPoint": "a person",
    "people.SearchWord": "a person: it finds them, it is never shown",
    "journeys.ProjectHolder": "a project, or a person",
    "journeys.StageMove": "a project",
    "journeys.Launch": "a project",
    "journeys.ParticipationMove": "a participation",
    "journeys.Attendance": "a session, or a person",
    "journeys.SessionNote": "a session, then rules.readable_notes: its circle of readers",
    "accounts.Account": "oneself, or a membership",
    "people.Merge": "the person it left",
    "people.NotTheSame": "a person",
    "notices.FailingAddress": "a message",
    "notices.OwnWording": "the incubator's words",
    "notices.QuietHours": "the incubator",
    "core.Worker": "the machine's own: it knows no member",
    "core.RecurringWork": "the machine's own: it knows no member",
    "imports.RememberedColumn": "a workbook",
    "core.SentForm": "nobody reads it: the same form sent again is answered the same",
    "core.KeptText": "the browser that sent it, once its account has signed in",
    "accounts.Invitation": "a member, or the secret that it was sent with",
    "impact.ErasedTally": "a figure: it is a sum",
    "network.Site": "the incubator: its public face",
    "intake.CallForm": "a call",
    "intake.Outreach": "a call",
    "intake.Interest": "the incubator: counted, and written to by the run of every day; no page lists them",
    "intake.Round": "a call",
    "intake.Criterion": "a round",
    "intake.Reader": "a round",
    "intake.InterviewSlot": "a call, or an application",
    "intake.Composition": "a call",
    "intake.Upload": "an application, or a reading",
    "intake.Conflict": "an application, or oneself",
    "intake.Decision": "an application",
    # What every member of an incubator may read of it: fetched by the incubator of the member.
    "network.Incubator": "the membership of whoever asks",
    "home.PageText": "the incubator; everybody, once it is published",
    "network.Programme": "the incubator",
    "network.Cohort": "the incubator",
    "network.Stage": "the incubator's words",
    "network.SessionKind": "the incubator's words",
    "network.NeedArea": "the incubator's words",
    "network.ExitReason": "the incubator's words",
    "network.Sector": "the incubator's words",
    "network.Source": "the incubator's words",
    "accounts.Membership": "the incubator: colleagues know each other",
}
GUARDED = [label for label, model in MODELS.items() if hasattr(model._default_manager.all(), "visible_to")]

# The person's own: what an entrepreneur and a giver see of them. Nobody else but the team sees any.
OWN = {
    "entrepreneur": {"people.Person", "journeys.Project", "journeys.Document", "journeys.Participation", "journeys.NextAct"}
    | {"journeys.Session", "privacy.ConsentAct", "privacy.DataRequest"},
    "mentor": {"journeys.Session"},
}
# Nobody planted has any.
UNPLANTED = {"imports.WorkbookImport", "privacy.ConsentAct"}
LEADS_ONLY = {
    "intake.Reading",
    "privacy.AuditEntry",
    "privacy.AuditSegment",
    "privacy.AuditCheck",
    "privacy.DataRequest",
    "privacy.Farewell",
}


@pytest.mark.parametrize("label", MODELS)
def test_a_model_says_who_sees_its_rows(label):
    assert (label in GUARDED) != (label in REACHED_THROUGH), f"{label}: give its QuerySet visible_to(member), or say here why not"


def test_what_is_said_here_is_about_models_that_exist():
    assert set(REACHED_THROUGH) <= set(MODELS)


@pytest.fixture
def people(entrepreneur, coach, other_coach, lead, mentor, neighbour):
    person_of(entrepreneur).delete()
    return {
        "own": plant("own", coach=coach, lead=lead, account=entrepreneur.account, giver=mentor),
        "other": plant("other", coach=other_coach, lead=lead),
        "foreign": plant("foreign", coach=neighbour, lead=neighbour),
    }


def _seen(label, member):
    return MODELS[label]._default_manager.all().visible_to(member)


@pytest.mark.django_db
@pytest.mark.slow
def test_nobody_sees_another_incubators(people, request):
    here = [request.getfixturevalue(name) for name in ("lead", "coach", "mentor", "entrepreneur", "funder_reader", "reviewer")]
    crossed = [
        (label, member.name)
        for label in GUARDED
        for member in (*here, request.getfixturevalue("neighbour"))
        if _seen(label, member).exclude(incubator_id=member.incubator_id).exists()
    ]
    assert crossed == []


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("who", ["mentor", "entrepreneur", "expert", "reviewer", "funder_reader", "network_reader"])
def test_others_see_their_own_at_most(who, people, request):
    member = request.getfixturevalue(who)
    assert {label for label in GUARDED if _seen(label, member).exists()} == OWN.get(who, set())
    own = people["own"].person
    strangers = [
        (label, row.pk)
        for label in GUARDED
        for row in _seen(label, member)
        if not (row == own if label == "people.Person" else own in _persons(row))
    ]
    assert strangers == []


def _persons(row):
    if hasattr(row, "person_code"):
        return [Person.objects.get(code=row.person_code)]
    if hasattr(row, "person"):
        return [row.person]
    return [link.person for link in (row.holders if hasattr(row, "holders") else row.attendances).all()]


@pytest.mark.django_db
@pytest.mark.slow
def test_the_team_sees_the_incubators(people, lead, coach):
    for label in sorted(set(GUARDED) - UNPLANTED):
        everything = MODELS[label]._default_manager.filter(incubator=lead.incubator)
        if label in LEADS_ONLY:
            assert not _seen(label, coach).exists(), label
        else:
            assert _seen(label, coach).count() == everything.count() > 0, label
        assert _seen(label, lead).count() == everything.count(), label
