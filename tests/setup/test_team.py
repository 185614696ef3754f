"""The team: who signs in, with which roles, and who left."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interlab.accounts.actions import create_member, issue_invitation
from interlab.accounts.models import Account, Membership
from interlab.accounts.roles import Role
from interlab.accounts.rules import membership_in
from interlab.privacy.models import AuditEntry
from tests.accounts.entering import last_message
from tests.conftest import make_member
from tests.factories import ParticipationFactory, PersonFactory

pytestmark = pytest.mark.django_db

BASE = "/liege/settings/team/"


def facts(**changed):
    return {"name": "Ines Ibáñez", "email": "ines@liege.example", "roles": ["coach"]} | changed


def acts(member):
    return list(AuditEntry.objects.filter(subject_code=member.code).order_by("pk").values_list("act", flat=True))


def test_it_shows_everybody_but_entrepreneurs(client_for, lead, coach, mentor, entrepreneur, neighbour):
    shown = {member.name for member, *_more in client_for(lead).get(BASE).context["members"]}
    assert shown == {lead.name, coach.name, mentor.name}


def test_a_colleague_is_added_and_signs_in_by_code(client_for, lead, incubator):
    assert client_for(lead).post(f"{BASE}new/", facts(email="Ines@Liege.Example"))["Location"] == BASE
    account = Account.objects.get(email="ines@liege.example")
    assert not account.has_usable_password()
    member = membership_in("liege", account)
    assert (member.name, member.roles, member.is_team) == ("Ines Ibáñez", ["coach"], True)
    assert acts(member) == ["member.added", "invitation.sent"]


def test_an_account_of_another_incubator_is_used_and_not_renamed(client_for, lead, neighbour):
    client_for(lead).post(f"{BASE}new/", facts(email=neighbour.account.email))
    assert membership_in("liege", neighbour.account).name == "Ines Ibáñez"
    neighbour.account.refresh_from_db()
    assert neighbour.account.name == "Nadia Neri"


def test_whoever_left_comes_back(client_for, lead, coach):
    client = client_for(lead)
    client.post(f"{BASE}{coach.code}/end/")
    assert membership_in("liege", coach.account) is None
    client.post(f"{BASE}new/", facts(email=coach.account.email, roles=["mentor"]))
    assert membership_in("liege", coach.account).roles == ["mentor"]
    assert acts(coach) == ["member.ended", "member.added", "invitation.sent"]


def test_an_entrepreneur_may_become_a_mentor_too(client_for, lead, entrepreneur):
    client_for(lead).post(f"{BASE}new/", facts(email=entrepreneur.account.email, roles=["mentor"]))
    entrepreneur.refresh_from_db()
    assert set(entrepreneur.roles) == {"mentor", "entrepreneur"}
    client_for(lead).post(f"{BASE}{entrepreneur.code}/", {"name": "Patricia", "roles": ["expert"]})
    entrepreneur.refresh_from_db()
    assert set(entrepreneur.roles) == {"expert", "entrepreneur"}


@pytest.mark.parametrize(
    "changed",
    [
        *[{"name": value} for value in ("", "n" * 201)],
        *[{"email": value} for value in ("", "ines", "e" * 260 + "@b.be")],
        *[{"roles": value} for value in ([], ["king"], ["entrepreneur"])],
    ],
)
def test_bad_input(client_for, lead, changed):
    response = client_for(lead).post(f"{BASE}new/", facts(**changed))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == list(changed)
    assert Membership.objects.count() == 1


def test_a_member_is_not_added_twice(client_for, lead, coach):
    response = client_for(lead).post(f"{BASE}new/", facts(email=coach.account.email))
    assert list(response.context["form"].errors) == ["email"]


def test_roles_are_changed(client_for, lead, coach):
    assert client_for(lead).get(f"{BASE}{coach.code}/").status_code == 200
    client_for(lead).post(f"{BASE}{coach.code}/", {"name": "Karim B.", "roles": ["coach", "programme_lead"]})
    coach.refresh_from_db()
    assert (coach.name, coach.roles) == ("Karim B.", ["coach", "programme_lead"])
    assert acts(coach) == ["member.changed"]


def test_somebody_known_by_name_only_gets_a_way_to_sign_in(client_for, lead, incubator):
    member = create_member(incubator, name="Ines", roles=[Role.COACH])
    client = client_for(lead)
    assert client.post(f"{BASE}{member.code}/", facts(email="")).status_code == 302
    assert client.post(f"{BASE}{member.code}/", facts(email=lead.account.email)).status_code == 422
    client.post(f"{BASE}{member.code}/", facts())
    assert membership_in("liege", Account.objects.get(email="ines@liege.example")) == member


def test_the_last_lead_stays(client_for, lead, incubator):
    create_member(incubator, name="Sans compte", roles=[Role.PROGRAMME_LEAD])
    client = client_for(lead)
    response = client.post(f"{BASE}{lead.code}/", {"name": lead.name, "roles": ["coach"]})
    assert list(response.context["form"].errors) == ["roles"]
    assert client.post(f"{BASE}{lead.code}/end/").status_code == 422
    lead.refresh_from_db()
    assert (lead.roles, lead.ended_at) == (["programme_lead"], None)


def test_a_lead_may_hand_over(client_for, lead, incubator):
    make_member(incubator, "Deux Leads", Role.PROGRAMME_LEAD)
    client = client_for(lead)
    assert client.post(f"{BASE}{lead.code}/", {"name": lead.name, "roles": ["coach"]})["Location"] == "/liege/today/"
    assert client.get(BASE).status_code == 403


def test_a_lead_may_leave(client_for, lead, incubator):
    make_member(incubator, "Deux Leads", Role.PROGRAMME_LEAD)
    assert client_for(lead).post(f"{BASE}{lead.code}/end/").status_code == 302
    assert membership_in("liege", lead.account) is None


def test_leaving_says_first_whom_they_accompany(client_for, lead, coach, incubator):
    ParticipationFactory(person=PersonFactory(incubator=incubator), coach=coach, by=lead)
    assert len(client_for(lead).get(f"{BASE}{coach.code}/end/").context["uses"]) == 1


def test_its_queries_do_not_grow(client_for, lead, incubator):
    client = client_for(lead)
    client.get(BASE)
    with CaptureQueriesContext(connection) as few:
        client.get(BASE)
    for n in range(2):
        make_member(incubator, f"Collègue{n} Nom", Role.COACH)
    with CaptureQueriesContext(connection) as many:
        client.get(BASE)
    assert len(few) == len(many)


def test_another_incubators_member_is_not_found(client_for, lead, neighbour):
    for tail in ("", "end/"):
        assert client_for(lead).post(f"{BASE}{neighbour.code}/{tail}").status_code == 404


def test_an_invitation_is_sent_again_and_taken_back(client_for, lead, coach):
    client, links = client_for(lead), []
    for _n in range(2):
        assert client.post(f"{BASE}{coach.code}/invite/")["Location"] == f"{BASE}{coach.code}/"
        links.append(re.search(r"http://testserver(/account/invitation/\?key=\w+)", last_message().body)[1])
    assert [client_for(None).get(link).status_code for link in links] == [422, 200]
    assert client.get(f"{BASE}{coach.code}/").context["invitation"].is_open
    client.post(f"{BASE}{coach.code}/uninvite/")
    assert client_for(None).get(links[1]).status_code == 422
    assert acts(coach) == ["invitation.sent", "invitation.sent", "invitation.withdrawn"]


def test_it_shows_who_was_invited_and_who_came(client_for, lead, coach):
    client = client_for(lead)
    _invitation, key = issue_invitation(coach, way="message", by=lead)

    def shown():
        return {member.pk: invitation for member, _roles, invitation in client.get(BASE).context["members"]}[coach.pk]

    assert shown().is_open
    client_for(None).post("/account/invitation/", {"key": key})
    assert shown().accepted_at


def test_whoever_leaves_can_not_use_an_invitation_any_more(client_for, lead, coach):
    _invitation, key = issue_invitation(coach, way="message", by=lead)
    client_for(lead).post(f"{BASE}{coach.code}/end/")
    assert client_for(None).get("/account/invitation/", {"key": key}).status_code == 422


def test_somebody_known_by_name_only_is_not_invited(client_for, lead, incubator):
    member = create_member(incubator, name="Ines", roles=[Role.COACH])
    assert client_for(lead).post(f"{BASE}{member.code}/invite/").status_code == 302
    assert acts(member) == []


def test_who_is_refused(refused_to_all_but_the_lead, lead):
    refused_to_all_but_the_lead(BASE, "get")
    for tail in ("new/", f"{lead.code}/", f"{lead.code}/end/"):
        refused_to_all_but_the_lead(f"{BASE}{tail}", "post", facts())
    for tail in ("invite/", "uninvite/"):
        refused_to_all_but_the_lead(f"{BASE}{lead.code}/{tail}", "post")
    assert acts(lead) == []


def test_wrong_method(client_for, lead):
    client = client_for(lead)
    assert client.post(BASE).status_code == 405
    for tail in ("new/", f"{lead.code}/", f"{lead.code}/end/"):
        assert client.delete(f"{BASE}{tail}").status_code == 405
