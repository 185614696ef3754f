"""A key that lets somebody in once: shown or sent, used by the button alone, void when it is old, used or replaced."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from interlab.accounts.actions import accept_invitation, issue_invitation, withdraw_invitation
from interlab.accounts.models import Account, Invitation
from interlab.core.errors import DomainError
from interlab.privacy.models import AuditEntry

pytestmark = pytest.mark.django_db

PAGE = "/account/invitation/"
MESSAGE, IN_PERSON = Invitation.Way.MESSAGE, Invitation.Way.IN_PERSON


def key_for(member, lead, way=MESSAGE):
    return issue_invitation(member, way=way, by=lead)[1]


def signed_in(client):
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize("way", [MESSAGE, IN_PERSON])
def test_reading_says_who_and_uses_nothing_up(client, entrepreneur, lead, way):
    key = key_for(entrepreneur, lead, way)
    for _n in range(3):
        page = client.get(PAGE, {"key": key})
        assert "Patricia Mbala" in page.content.decode()
    assert signed_in(client) is None
    assert client.post(PAGE, {"key": key})["Location"] == "/account/this-device/?next=/liege/today/"
    assert signed_in(client) == str(entrepreneur.account_id)


def test_it_works_once(entrepreneur, lead):
    key = key_for(entrepreneur, lead)
    Client().post(PAGE, {"key": key})
    other = Client()
    assert other.post(PAGE, {"key": key}).status_code == 422
    assert signed_in(other) is None
    with pytest.raises(DomainError):
        accept_invitation(key)


@pytest.mark.parametrize("write", [str.upper, lambda key: f"{key[:4]}-{key[4:]}", lambda key: f" {key[:4]} {key[4:]} "])
def test_a_short_key_is_typed_in_any_way(client, entrepreneur, lead, write):
    key = write(key_for(entrepreneur, lead, IN_PERSON))
    assert "Patricia" in client.get(PAGE, {"key": key}).content.decode()


@pytest.mark.parametrize(("way", "good_for"), [(MESSAGE, timedelta(days=7)), (IN_PERSON, timedelta(minutes=15))])
def test_it_grows_old(client, entrepreneur, lead, way, good_for):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        key = key_for(entrepreneur, lead, way)
        clock.shift(good_for - timedelta(seconds=1))
        assert client.get(PAGE, {"key": key}).status_code == 200
        clock.shift(timedelta(seconds=2))
        assert client.get(PAGE, {"key": key}).status_code == 422
        assert client.post(PAGE, {"key": key}).status_code == 422


def test_a_new_one_voids_the_older(client, entrepreneur, lead):
    old, new = key_for(entrepreneur, lead), key_for(entrepreneur, lead, IN_PERSON)
    assert client.get(PAGE, {"key": old}).status_code == 422
    assert client.get(PAGE, {"key": new}).status_code == 200
    assert Invitation.objects.open().count() == 1


def test_one_taken_back_opens_nothing(client, entrepreneur, lead):
    key = key_for(entrepreneur, lead)
    withdraw_invitation(entrepreneur, by=lead)
    assert client.post(PAGE, {"key": key}).status_code == 422


def test_whoever_left_or_was_closed_stays_out(entrepreneur, mentor, lead):
    first, second = key_for(entrepreneur, lead), key_for(mentor, lead)
    entrepreneur.ended_at = timezone.now()
    entrepreneur.save()
    Account.objects.filter(pk=mentor.account_id).update(is_active=False)
    for key in (first, second):
        assert Client().post(PAGE, {"key": key}).status_code == 422


@pytest.mark.parametrize("key", ["", " ", "x", "k" * 500, "a\x00b", "' or 1=1 --", "<script>", "٣٣٣٣"])
def test_nonsense_opens_nothing(client, db, key):
    for response in (client.get(PAGE, {"key": key}), client.post(PAGE, {"key": key})):
        assert response.status_code == 422


def test_tries_are_counted(client, db):
    statuses = [client.get(PAGE, {"key": f"try{n}"}).status_code for n in range(12)]
    assert statuses == [422] * 10 + [429] * 2


def test_only_a_digest_is_kept(entrepreneur, lead):
    key = key_for(entrepreneur, lead)
    assert key not in str(Invitation.objects.values().get())


def test_it_replaces_whoever_sat_there(client_for, coach, entrepreneur, lead):
    client = client_for(coach)
    client.post(PAGE, {"key": key_for(entrepreneur, lead)})
    assert signed_in(client) == str(entrepreneur.account_id)


def test_a_colleague_sets_their_second_factor_first(client, coach, lead):
    Account.objects.filter(pk=coach.account_id).update(has_second_factor=False)
    assert client.post(PAGE, {"key": key_for(coach, lead)})["Location"] == "/liege/today/"
    assert client.get("/liege/today/")["Location"] == "/account/second-factor/?next=/liege/today/"


def test_it_leaves_its_traces(client, entrepreneur, lead):
    client.post(PAGE, {"key": key_for(entrepreneur, lead, IN_PERSON)})
    entries = AuditEntry.objects.filter(subject_code=entrepreneur.code).order_by("pk")
    assert [(entry.act, entry.by_id) for entry in entries] == [
        ("invitation.shown", lead.pk),
        ("invitation.accepted", entrepreneur.pk),
    ]


def test_somebody_known_by_name_only_has_no_key(incubator, lead):
    from interlab.accounts.actions import create_member

    with pytest.raises(DomainError):
        issue_invitation(create_member(incubator, name="Ines", roles=["mentor"]), way=MESSAGE, by=lead)
