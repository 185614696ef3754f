"""Two people correct the same thing: every form that does so, found by the resolver, shows the second what the first one wrote."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from interlab.accounts.models import Membership
from interlab.privacy.models import AuditEntry
from tests.page_forms import PageForm, forms_in
from tests.permissions import ROUTES
from tests.test_permission_matrix import _things

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Forms about something that is there which change nothing that somebody else could be changing, and why.
NOTHING_TO_CLASH = {
    "journeys:person_confidential": "a reason is given, nothing is changed",
    "journeys:person_reason": "a reason is given, nothing is changed",
    "journeys:person_merge": "each fact is chosen from both records; two that became one meanwhile are refused",
    "journeys:participation_new": "something new: a second one is refused",
    "journeys:project_new": "something new",
    "journeys:document_new": "something new",
    "journeys:next_act_new": "something new",
    "intake:call_publish": "published once; a second time changes nothing",
    "intake:call_close": "closed once; a second time changes nothing",
    "intake:form_text": "all questions at once, too long to write here: a clash is shown as in any form",
    "intake:outreach_new": "something new",
    "intake:helper_resume": "the writer's word is noted anew; whoever was noted before stays in the trail",
    "journeys:stage_move_void": "taken back once; a second time is refused",
    "journeys:person_invite": "something is sent, nothing of what is shown is changed",
    "privacy:person_consent": "something new: what was said before stays",
    "privacy:person_request": "something new: a second one of its kind is refused",
    "intake:round_new": "something new",
    "intake:reader_new": "something new: somebody who reads already isn't offered",
    "intake:reading_detail": "a reader's own: nobody else writes it",
    "intake:reading_conflict": "said once; a second time finds nothing",
    "intake:slot_list": "something new: a time that is taken is refused",
    "intake:compose": "something new: what was chosen before stays",
    "privacy:farewell_keep": "a reason is given; a later one replaces it, and both are in the trail",
}

# A field of each form, what the first one writes there, and what the second one does.
CHANGED: dict[str, tuple[str, str, str]] = {
    "intake:round_edit": ("name", "Première lecture", "Lecture d’hiver"),
    "intake:reader_edit": ("capacity", "4", "7"),
    "intake:transcript_edit": ("words_0", "Je couds.", "Je couds des robes."),
    "intake:decision_edit": ("words", "À très vite", "À bientôt"),
    "journeys:person_edit": ("municipality", "Ans", "Huy"),
    "journeys:participation_edit": ("coach", "", "coach of the second"),
    "journeys:project_edit": ("summary", "Des galettes", "Des crêpes"),
    "journeys:session_edit": ("team", "Prix de revient", "Prix de vente"),
    "journeys:next_act_postpone": ("due_on", "2031-01-01", "2032-02-02"),
    "journeys:launch": ("legal_form", "company", "cooperative"),
    "journeys:participation_move": ("state", "completed", "completed"),
    "journeys:stage_move": ("stage", "second stage", "third stage"),
    "notices:wording_edit": ("subject", "Un mot pour vous", "Un mot de nous"),
    "notices:quiet_hours": ("starts_at", "19:00", "21:30"),
    "intake:application_source": ("source", "a source", "another source"),
    "intake:call_edit": ("name", "Automne doux", "Automne gris"),
    "intake:form_question": ("label_fr", "Quelle idée ?", "Une idée ?"),
    "intake:outreach_edit": ("where", "Au marché", "À la gare"),
    "setup:member_edit": ("name", "Le premier nom", "Le second nom"),
    "setup:incubator_edit": ("city", "Seraing", "Herstal"),
    "setup:programme_edit": ("name", "Le premier nom", "Le second nom"),
    "setup:cohort_edit": ("name", "Automne doux", "Automne gris"),
    "setup:label_edit": ("name", "Cuisine", "Traiteur"),
}
# A move that two people make can be made by one of them only.
ONCE_ONLY = {"journeys:participation_move"}

EDITS = sorted(
    name
    for name, route in ROUTES.items()
    if {"GET", "POST"} <= route.methods and (route.codes or name in CHANGED) and name not in NOTHING_TO_CLASH
)


@pytest.fixture
def things(lead: Membership, coach: Membership) -> dict[str, str]:
    return _things(lead)


@pytest.fixture
def second_lead(incubator: Any) -> Membership:
    from interlab.accounts.roles import Role
    from tests.conftest import make_member

    return make_member(incubator, "Nadège Simon", Role.PROGRAMME_LEAD)


def _path(name: str, things: dict[str, str]) -> str:
    route = ROUTES[name]
    codes = {part: things[kind] for part, kind in route.codes.items()}
    return reverse(name, kwargs={"incubator": "liege", **route.extra, **codes})


def _form(response: Any, path: str) -> PageForm | None:
    """The form of the page in which something is typed; one that only confirms has nothing that could clash."""
    forms = [form for form in forms_in(response.content.decode(), path) if form.action.split("?")[0] == path]
    typed = [form for form in forms if set(form.values) - {"csrfmiddlewaretoken", "form_key", "next"}]
    return max(typed, key=lambda form: len(form.values)) if typed else None


def _value(name: str, things: dict[str, str], wanted: str, coach: Membership) -> str:
    if wanted == "coach of the second":
        return coach.code
    if wanted.endswith(" source"):
        from interlab.network.models import Source

        sources = Source.objects.filter(incubator=coach.incubator).order_by("position", "pk")
        return sources[{"a source": 0, "another source": 1}[wanted]].code
    if wanted.endswith(" stage"):
        from interlab.network.models import Stage

        stages = Stage.objects.filter(programme__code=things["programme"]).order_by("position")
        return stages[{"second stage": 1, "third stage": 2}[wanted]].code
    return wanted


def _send(client: Client, form: PageForm, **typed: str) -> Any:
    return client.post(form.action, {**form.values, **typed})


@pytest.mark.parametrize("name", [name for name in EDITS if name not in CHANGED])
def test_a_form_about_something_there_either_says_what_it_showed_or_asks_nothing(name, things, lead, client_for):
    path = _path(name, things)
    form = _form(client_for(lead).get(path), path)
    assert form is None or "shown" in form.values, f"make {name} an EditForm, or say in NOTHING_TO_CLASH why not"
    assert form is None, f"say in CHANGED what two people could write in {name}"


@pytest.mark.parametrize("name", sorted(CHANGED))
def test_the_second_of_two_sees_what_the_first_wrote(name, things, lead, second_lead, coach, client_for):
    path, (field, theirs, mine) = _path(name, things), CHANGED[name]
    if name == "journeys:participation_edit":
        # Somebody accompanies already: one takes the coach away, the other one changes them.
        from interlab.journeys.models import Participation

        Participation.objects.filter(code=things["participation"]).update(coach=lead)
    theirs, mine = _value(name, things, theirs, coach), _value(name, things, mine, coach)
    first, second = client_for(second_lead), client_for(lead)
    forms = [_form(client.get(path), path) for client in (first, second)]
    assert "shown" in forms[0].values
    assert _send(first, forms[0], **{field: theirs}).status_code == 302
    entries = AuditEntry.objects.count()

    answer = _send(second, forms[1], **{field: mine})
    assert answer.status_code == 409
    assert AuditEntry.objects.count() == entries, "nothing is saved"
    page = answer.content.decode()
    assert "Nadège Simon" in page
    again = _form(answer, path)
    if name in ONCE_ONLY:
        return
    if not answer.context["form"].moved:
        assert page.count('class="version"') == 2
    assert again.values[field] == [mine], "the typed text is kept"
    assert _send(second, again).status_code == 302, "having seen it, one may go on"


def test_one_may_keep_what_the_other_wrote(things, lead, second_lead, client_for):
    path = _path("journeys:project_edit", things)
    first, second = client_for(second_lead), client_for(lead)
    forms = [_form(client.get(path), path) for client in (first, second)]
    _send(first, forms[0], summary="Des galettes")
    again = _form(_send(second, forms[1], summary="Des crêpes", name="Un autre nom"), path)
    assert _send(second, again, **{"keep-summary": "theirs"}).status_code == 302
    from interlab.journeys.models import Project

    project = Project.objects.get(code=things["project"])
    assert (project.name, project.summary) == ("Un autre nom", "Des galettes")


def test_what_only_one_of_them_changed_is_kept_from_both(things, lead, second_lead, client_for):
    path = _path("journeys:person_edit", things)
    first, second = client_for(second_lead), client_for(lead)
    forms = [_form(client.get(path), path) for client in (first, second)]
    languages = {"language_0": "ti", "level_0": "", "phone_0": "0476 11 22 33"}
    assert _send(first, forms[0], municipality="Ans", **languages).status_code == 302
    assert _send(second, forms[1], called="Yordi", gender="woman").status_code == 302
    from interlab.people.models import Person

    person = Person.objects.get(code=things["person"])
    assert (person.municipality, person.called, person.gender) == ("Ans", "Yordi", "woman")
    assert [row.language for row in person.languages.all()] == ["ti"]
    assert [row.value for row in person.contacts.all()] == ["0476 11 22 33"]


def test_a_list_is_one_answer(things, lead, second_lead, client_for):
    path = _path("journeys:person_edit", things)
    first, second = client_for(second_lead), client_for(lead)
    forms = [_form(client.get(path), path) for client in (first, second)]
    _send(first, forms[0], language_0="ti", level_0="")
    answer = _send(second, forms[1], language_0="uk", language_1="fr")
    assert answer.status_code == 409
    assert list(answer.context["form"].clashes) == ["language"]
    clash = answer.context["form"].clashes["language"]
    assert (len(clash.theirs), len(clash.mine)) == (1, 2)


def test_the_same_change_by_both_is_no_clash(things, lead, second_lead, client_for):
    path = _path("setup:cohort_edit", things)
    first, second = client_for(second_lead), client_for(lead)
    forms = [_form(client.get(path), path) for client in (first, second)]
    for client, form in zip((first, second), forms, strict=True):
        assert _send(client, form, places="12").status_code == 302


def test_a_form_that_lay_open_overnight_keeps_the_day_it_says(things, lead, client_for):
    import time_machine
    from django.utils import timezone

    path = _path("journeys:stage_move", things)
    client = client_for(lead)
    form = _form(client.get(path), path)
    day = form.values["on"][0]
    from datetime import timedelta

    from interlab.journeys.models import StageMove
    from interlab.network.models import Stage

    stage = Stage.objects.filter(programme__code=things["programme"]).order_by("position")[1]
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert _send(client, form, stage=stage.code).status_code == 302
    assert StageMove.objects.latest("pk").on.isoformat() == day


@pytest.mark.parametrize("token", ["", "nonsense", "summary:", ":x =y", "\x00", "summary:zzzz" * 300])
def test_a_token_made_by_hand_breaks_nothing(things, lead, client_for, token):
    path = _path("journeys:project_edit", things)
    client = client_for(lead)
    form = _form(client.get(path), path)
    assert _send(client, form, shown=token, summary="Des crêpes").status_code in (302, 409, 422)


def test_dropping_what_somebody_ticked_off_says_so(things, lead, second_lead, client_for):
    address = f"/liege/next/{things['act']}/settle/"
    client_for(second_lead).post(address, {"how": "done"})
    page = client_for(lead).post(address, {"how": "drop"}, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    from interlab.journeys.models import NextAct

    act = NextAct.objects.get(code=things["act"])
    assert act.done_on is not None and act.dropped_at is None
