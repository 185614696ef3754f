"""The world in which every form is sent twice, and what a form needs that its page doesn't fill in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interlab.accounts.actions.invitations import issue_invitation
from interlab.accounts.actions.security import not_me_key
from interlab.accounts.models import Account, Invitation, Membership
from interlab.accounts.roles import Role
from interlab.core.codes import new_code
from interlab.intake.actions.interests import forget_key
from interlab.intake.actions.withdrawals import withdraw_application
from interlab.intake.models import Call, Interest, InterviewSlot
from interlab.journeys.actions import add_holder, void_session
from interlab.journeys.models import Project, Session
from interlab.network.actions import create_incubator, create_programme
from interlab.network.models import Cohort, Programme, Sector, Stage
from interlab.notices.models import Message
from interlab.notices.ways import other_ways
from interlab.people.models import Person
from interlab.privacy.requests import ask_for_data
from interlab.setup.actions import archive_label, archive_programme, close_cohort
from tests.accounts.entering import code_for
from tests.conftest import make_member
from tests.factories import PersonFactory, SessionFactory, a_pdf
from tests.factories.intake import ApplicationFactory, CallFactory
from tests.home.test_site_edit import picture
from tests.imports.workbooks import sent, small, uploaded
from tests.intake.applying import seen
from tests.permissions import MEMBERS
from tests.test_permission_matrix import _ROLE_OF, _things

PASSWORD = "une phrase assez longue"


@dataclass(frozen=True)
class World:
    slug: str
    accounts: dict[str, int]
    # kind of thing → code
    things: dict[str, str]


def build_world() -> World:
    """One thing of every kind, in the state in which each form makes sense."""
    incubator = create_incubator(slug="liege", name="InterLab Liège", city="Liège")
    members: dict[str, Membership] = {role: make_member(incubator, f"{role.title()} Un", _ROLE_OF[role]) for role in MEMBERS}
    lead = members["lead"]
    make_member(incubator, "Autre Responsable", Role.PROGRAMME_LEAD)
    things = _things(lead, account=members["entrepreneur"].account, giver=members["mentor"])
    person = Person.objects.get(code=things["person"])
    second = PersonFactory(incubator=incubator, full_name="Seconde Porteuse")
    add_holder(Project.objects.get(code=things["project"]), second, by=lead)
    things["second"] = second.code
    things["third"] = PersonFactory(incubator=incubator, full_name="Troisième Porteur").code
    SessionFactory(persons=[person], by=lead, notes={"confidential": "Une note."})
    things["erasure request"] = ask_for_data("erasure", person=second, by=lead).code
    undone = SessionFactory(persons=[person], by=lead)
    void_session(Session.objects.get(pk=undone.pk), by=lead)
    things["undone"] = undone.code
    things["started application"] = ApplicationFactory(
        call=Call.objects.get(code=things["call"]), sent=False, helped_by=lead
    ).code
    create_programme(incubator, name="Second")
    things["archived programme"] = create_programme(incubator, name="Ancien").code
    archive_programme(Programme.objects.get(code=things["archived programme"]), by=lead)
    words = Sector.objects.filter(incubator=incubator).order_by("position", "pk")
    things["archived sector"] = words[len(words) - 1].code
    archive_label(words[len(words) - 1], by=lead)
    cohort = Cohort.objects.get(code=things["cohort"])
    closed = Cohort.objects.create(
        incubator=incubator, programme=cohort.programme, name="Close", starts_on=cohort.starts_on, ends_on=cohort.ends_on
    )
    things["closed cohort"] = close_cohort(closed, by=lead).code
    for account in Account.objects.all():
        account.set_password(None if account.pk == members["mentor"].account_id else PASSWORD)
        account.save()
    stages = Stage.objects.filter(programme__code=things["programme"]).order_by("position", "pk")
    things["next stage"] = stages[1].code
    for state in ("failed", "by_hand"):
        message = Message.objects.get(code=things["message"])
        message.pk, message._state.adding, message.code, message.key, message.state = None, True, new_code(), "", state
        message.save()
        things[f"{state} message"] = message.code
    things |= _of_applicants(lead)
    client = Client()
    client.force_login(Account.objects.get(pk=lead.account_id))
    things["import"] = sent(client, small()).code
    return World(incubator.slug, {role: member.account_id or 0 for role, member in members.items()}, things)


def _of_applicants(lead: Membership) -> dict[str, str]:
    """Applications in the states in which their writers' own forms make sense, and somebody who waits for the next call."""
    incubator = lead.incubator
    call = CallFactory(incubator=incubator)
    # The forms are sent by a colleague who helps.
    helped = {"call": call, "helped_by": lead}
    own, back = ApplicationFactory(**helped, spoken="LUNE-4821"), ApplicationFactory(**helped)
    invited, meeting = (ApplicationFactory(**helped, invited_at=timezone.now()) for _ in range(2))
    withdraw_application(back)
    soon = timezone.now() + timedelta(days=3)
    slots = [
        InterviewSlot.objects.create(
            incubator=incubator, call=call, member=lead, starts_at=soon + timedelta(hours=n), place="Ici", application=whose
        )
        for n, whose in enumerate((None, meeting))
    ]
    interest = Interest.objects.create(
        incubator=incubator, kind="email", value="a@b.example", normal="a@b.example", language="fr"
    )
    return {
        "own application": own.code,
        "withdrawn application": back.code,
        "invited application": invited.code,
        "meeting application": meeting.code,
        "free slot": slots[0].code,
        "interest": interest.code,
    }


# Who sends a form that a programme lead doesn't send.
SENT_BY: dict[str, str] = {
    "account_set_password": "mentor",
    "privacy:my_consent_say": "entrepreneur",
    "privacy:my_copy_ask": "entrepreneur",
    "privacy:my_erasure": "entrepreneur",
    "privacy:my_file_keep": "entrepreneur",
    "privacy:my_request_take_back": "entrepreneur",
}
# What an address names here when it isn't what the permission matrix names: kinds of things in this world.
NAMED: dict[str, dict[str, str]] = {
    "intake:check": {"code": "started application"},
    "intake:question": {"code": "started application"},
    "intake:upload": {"code": "started application"},
    "intake:application_return": {"code": "withdrawn application"},
    "intake:application_seen": {"code": "own application"},
    "intake:application_status": {"code": "own application"},
    "intake:slot_give_back": {"code": "meeting application"},
    "intake:slot_pick": {"code": "invited application"},
    "intake:withdraw": {"code": "own application"},
    "journeys:participation_new": {"code": "second"},
    "journeys:project_holder_add": {"person": "third"},
    "journeys:session_restore": {"code": "undone"},
    "notices:message_handed_over": {"code": "by_hand message"},
    "notices:message_retry": {"code": "failed message"},
    "notices:message_settle": {"code": "failed message"},
    "privacy:request_erase": {"code": "erasure request"},
    "setup:cohort_reopen": {"code": "closed cohort"},
    "setup:label_restore": {"code": "archived sector"},
    "setup:programme_restore": {"code": "archived programme"},
}
# Addresses that answer a form sent to them and take none, and why.
TAKES_NONE = {
    "account_signup": "accounts are opened by the team",
    "notices:sms_report": "what a gateway reports: no form of ours",
}

# Forms that are answered with a page or a file and not with the way to another page.
GIVES_A_PAGE = {"impact:figure_export", "intake:funnel_export", "journeys:person_confidential", "privacy:member_copy"}

EMAIL = "lead@liege.example"

# What is typed into a form, by its address: only what its page leaves open.
FILLED: dict[str, Callable[[World], dict[str, Any]]] = {
    "account_login": lambda _world: {"login": EMAIL, "password": PASSWORD},
    "account_reauthenticate": lambda _world: {"password": PASSWORD},
    "account_change_password": lambda _world: {
        "oldpassword": PASSWORD,
        "password1": f"{PASSWORD} 2",
        "password2": f"{PASSWORD} 2",
    },
    "account_set_password": lambda _world: {"password1": PASSWORD, "password2": PASSWORD},
    "account_request_login_code": lambda _world: {"login": EMAIL},
    "intake:compose": lambda _world: {"reasons": "Un groupe varié."},
    "home:demo_sign_in": lambda world: {"account": Account.objects.get(pk=world.accounts["coach"]).code},
    "intake:question": lambda _world: {"full_name": "Hanan Darwish"},
    "intake:start": lambda world: {"call": world.things["call"], "seen": seen()},
    "intake:forget_interest": lambda world: {"key": forget_key(Interest.objects.get(code=world.things["interest"]))},
    "intake:interest": lambda _world: {"contact": "0470 11 22 33"},
    "intake:resume": lambda _world: {"spoken": "LUNE-4821", "contact": "0470 12 34 56"},
    "intake:slot_pick": lambda world: {"slot": world.things["free slot"]},
    "intake:withdraw": lambda _world: {"how": "erase"},
    "intake:call_new": lambda _world: {"name": "Appel de printemps", "languages": ["fr"], "intro_fr": "Venez."},
    "intake:outreach_new": lambda _world: {"where": "Au marché", "people": "12"},
    "intake:slot_list": lambda world: {
        "member": Membership.objects.get(account=world.accounts["lead"]).code,
        "on": "2031-01-06",
        "from_time": "09:00",
        "to_time": "11:00",
        "minutes": "45",
        "place": "Saint-Léonard",
    },
    "home:recommend": lambda _world: {
        "name": "Awa Diop",
        "kind": "phone",
        "value": "0470 11 22 33",
        "language": "fr",
        "agreed": "on",
        "agreed_how": "Au guichet",
        "organisation": "CPAS",
        "by_whom": "Anne",
        "partner_contact": "anne@cpas.example",
    },
    "journeys:document_new": lambda _world: {"title": "Attestation"},
    "journeys:next_act_new": lambda _world: {"what": "Appeler la commune"},
    "journeys:note_session": lambda world: {
        "person": world.things["person"],
        "text": "Prix de revient.",
        "next_what": "Comparer",
    },
    "journeys:person_confidential": lambda _world: {"reason": "Je reprends le suivi"},
    "journeys:person_new": lambda _world: {"full_name": "Amina Diallo", "project_name": "Injera sur Meuse"},
    "journeys:project_new": lambda _world: {"name": "Injera sur Meuse"},
    "journeys:stage_move": lambda world: {"stage": world.things["next stage"]},
    "journeys:stage_move_void": lambda _world: {"reason": "Mauvais projet"},
    "notices:message_otherwise": lambda world: {
        "way": ":".join(other_ways(Message.objects.get(code=world.things["message"]))[0])
    },
    "privacy:farewell_keep": lambda _world: {"because": "Un suivi est convenu."},
    "privacy:member_data": lambda _world: {"confirmed": "on"},
    "privacy:my_consent_say": lambda _world: {"purpose": "people.whatsapp", "channel": "", "answer": "yes"},
    "privacy:request_erase": lambda _world: {"confirmed": "on"},
    "privacy:request_refuse": lambda _world: {"reason": "Cela ne le concerne pas."},
    "setup:cohort_new": lambda _world: {"name": "Printemps", "starts_on": "2026-03-01", "ends_on": "2026-06-30"},
    "setup:label_edit": lambda _world: {"name": "Un autre mot"},
    "setup:label_new": lambda _world: {"name": "Un mot de plus"},
    "setup:member_new": lambda _world: {"name": "Zoé Zéphyr", "email": "zoe@liege.example"},
    "setup:programme_edit": lambda _world: {"name": "Un autre nom"},
    "setup:programme_new": lambda _world: {"name": "Deuxième"},
}


@cache
def _workbook() -> bytes:
    """The same file for every tap: a workbook carries the time it was made, which changes its size."""
    return small()


UPLOADS: dict[str, Callable[[], dict[str, Any]]] = {
    "journeys:document_new": lambda: {"file": a_pdf()},
    "imports:import_list": lambda: {"file": uploaded(_workbook())},
    "home:site_logo": lambda: {"logo": picture()},
}


def on_the_way(name: str, client: Client, world: World) -> dict[str, str]:
    """Bring a browser to where the form is, and return what only now can be typed: somebody who enters a code has asked for one."""
    if name == "account_confirm_login_code":
        client.post(reverse("account_request_login_code"), {"login": EMAIL})
        return {"code": code_for(client)}
    if name == "account_not_me":
        return {"key": not_me_key(Account.objects.get(pk=world.accounts["coach"]))}
    if name == "account_invitation":
        member = Membership.objects.get(account=world.accounts["coach"])
        lead = Membership.objects.get(account=world.accounts["lead"])
        return {"key": issue_invitation(member, way=Invitation.Way.MESSAGE, by=lead)[1]}
    if name == "mfa_deactivate_totp":
        TOTP.activate(Account.objects.get(pk=world.accounts["lead"]), generate_totp_secret())
    return {}
