"""Composing a group: wishes side by side, a choice with its reasons, an answer prepared for everybody."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interlab.core.dates import today
from interlab.intake.composing import candidates, offers, usual_wishes
from interlab.intake.models import Composition, Conflict, Decision
from interlab.journeys.actions import move_participation
from interlab.notices.models import Message
from interlab.privacy.models import AuditEntry
from tests.factories.intake import CallFactory
from tests.intake.scored import applied, read, says

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(incubator):
    return CallFactory(incubator=incubator, places=2)


@pytest.fixture
def address(call):
    return f"/liege/calls/{call.code}/compose/"


@pytest.fixture
def four(call, coach):
    """Two men with the best scores, then two women, the second of them a local; somebody nobody read."""
    made = [
        ("Ali", 4, {"gender": "man", "standing": "newcomer"}),
        ("Bram", 3, {"gender": "man", "standing": "newcomer"}),
        ("Chloé", 2, {"gender": "woman", "standing": "newcomer"}),
        ("Dina", 1, {"gender": "woman", "standing": "local"}),
    ]
    people = []
    for name, level, answers in made:
        people.append(applied(call, name, **answers))
        read(people[-1], level, by=coach)
    return [*people, applied(call, "Eden", gender=None, standing=None)]


def offer_of(response, key):
    return next(one for one in response.context["offers"] if one.key == key)


def names(people):
    return [one.name for one in people]


def test_each_wish_says_its_total_its_cost_and_whom_it_changes(client_for, lead, four, address):
    response = client_for(lead).get(address, {"places": 2, "women": 1, "others": 1, "newcomers": 1, "locals": 1, "a_sector": ""})
    best, parity, mix = (offer_of(response, key) for key in ("best", "parity", "mix"))
    assert (names(best.members), best.points) == (["Ali", "Bram"], 175)
    assert (names(parity.members), parity.cost) == (["Ali", "Chloé"], 25)
    assert (names(mix.enter), names(mix.leave), mix.cost) == (["Dina"], ["Bram"], 50)
    assert (parity.made_of.women, parity.made_of.women_of, mix.made_of.locals) == (1, 2, 1)
    assert says(response, "%(points)s less than the best total", points="25")


def test_a_wish_that_cannot_be_met_says_the_nearest(client_for, lead, four, address):
    response = client_for(lead).get(address, {"places": 4, "women": 3})
    words = "At least %(asked)s women: %(reached)s in this group, %(alone)s at most."
    assert says(response, words, asked=3, reached=2, alone=2)


def test_who_is_fixed_is_in_and_who_is_left_out_is_not(client_for, lead, four, address):
    asked = {"places": 2, "women": 0, "others": 0, "newcomers": 0, "locals": 0, "pin": four[3].code, "out": four[0].code}
    response = client_for(lead).get(address, asked)
    assert names(offer_of(response, "pins").members) == ["Bram", "Dina"]
    assert names(offer_of(response, "best").members) == ["Ali", "Bram"]


def test_more_fixed_than_places_is_said(client_for, lead, four, address):
    asked = {"places": 1, "pin": [four[0].code, four[1].code]}
    response = client_for(lead).get(address, asked)
    assert says(response, "More people are fixed in the group than there are places (%(places)s). Unfix somebody.", places=1)


def test_somebody_nobody_read_comes_last_and_is_no_nought(client_for, lead, four, address):
    response = client_for(lead).get(address)
    assert [one.score for one in response.context["people"]] == [10000, 7500, 5000, 2500, None]
    assert says(response, "not read yet")


def test_the_usual_wishes_are_there_already(client_for, lead, four, address):
    wishes = client_for(lead).get(address).context["wishes"]
    assert wishes == usual_wishes(2)
    usual = usual_wishes(16)
    assert (usual.women, usual.others, usual.locals, usual.a_sector) == (7, 7, 3, 3)


def test_a_group_is_kept_as_it_was_chosen(client_for, lead, four, call, address):
    sent = {"chosen": [four[0].code, four[2].code], "waiting": 1, "reasons": "Une femme et un homme."}
    response = client_for(lead).post(f"{address}?places=2&women=1&others=1", sent)
    assert response["Location"] == f"/liege/calls/{call.code}/decisions/"
    made = Composition.objects.get()
    assert (made.chosen, made.reasons, made.places, made.made_by) == (sent["chosen"], sent["reasons"], 2, lead)
    assert made.wishes["women"] == 1
    assert {one["key"] for one in made.offered} == {"best", "parity", "mix", "variety", "all"}
    kinds = {one.application_id: (one.kind, one.rank) for one in Decision.objects.prepared()}
    a_place, waits, not_now = ("accept", None), ("wait", 1), ("not_now", None)
    assert [kinds[one.pk] for one in four] == [a_place, waits, a_place, not_now, not_now]
    assert Decision.objects.get(rank=1).answer_by == today() + timedelta(days=30)
    assert AuditEntry.objects.filter(act="group.chosen", by=lead).exists()


def test_nobody_is_told_anything_by_choosing(client_for, lead, four, address):
    client_for(lead).post(address, {"chosen": [four[0].code], "waiting": 1, "reasons": "Le meilleur."})
    four[0].participation.refresh_from_db()
    assert four[0].participation.state == "applied"
    assert not Message.objects.exists()


def test_choosing_again_changes_what_is_prepared_and_keeps_both_choices(client_for, lead, four, address):
    client = client_for(lead)
    for one in (four[0], four[1]):
        client.post(address, {"chosen": [one.code], "waiting": 0, "reasons": "Encore."})
    assert Composition.objects.count() == 2
    assert [one.application for one in Decision.objects.filter(kind="accept")] == [four[1]]
    assert Decision.objects.count() == 5


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reasons": "  "}, "reasons"),
        ({"chosen": []}, "chosen"),
        ({"chosen": ["nobody"]}, "chosen"),
        ({"waiting": "-3"}, "waiting"),
        ({"waiting": "9" * 40}, "waiting"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(client_for, lead, four, address, changed, field):
    sent = {"chosen": [four[1].code], "waiting": 1, "reasons": "Parce que."} | changed
    response = client_for(lead).post(address, sent)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    if field != "chosen":
        assert response.context["form"].ticked == {four[1].code}
    assert not Composition.objects.exists()


def test_more_people_than_places_is_refused(client_for, lead, four, address):
    sent = {"chosen": [one.code for one in four[:3]], "waiting": 1, "reasons": "Tous."}
    response = client_for(lead).post(address, sent)
    assert response.status_code == 422
    assert "chosen" in response.context["form"].errors
    assert not Composition.objects.exists()


@pytest.mark.parametrize("asked", ["places=abc", "places=0", "women=-1", f"locals={'9' * 99}", "pin=%00&out=x", "take=nothing"])
def test_an_address_that_cannot_be_read_shows_the_page_all_the_same(client_for, lead, four, address, asked):
    assert client_for(lead).get(f"{address}?{asked}").status_code == 200


def test_who_took_it_back_or_was_answered_for_good_is_no_candidate(lead, four, call):
    four[0].withdrawn_at = timezone.now()
    four[0].save()
    move_participation(four[1].participation, "declined", by=lead)
    move_participation(four[2].participation, "enrolled", by=lead)
    move_participation(four[3].participation, "waitlisted", by=lead)
    assert names(candidates(call, lead)) == ["Dina", "Eden"]


def test_who_said_that_they_cannot_judge_somebody_sees_it(client_for, lead, four, address):
    Conflict.objects.create(incubator=lead.incubator, application=four[0], member=lead, reason="friend")
    assert says(client_for(lead).get(address), "you can’t judge this one")


def test_a_reading_that_is_not_finished_gives_no_score(call, lead, four):
    four[0].readings.update(done_at=None)
    assert candidates(call, lead)[0].score is None


def test_a_sector_holds_no_more_than_asked(call, lead, coach):
    """Sectors come from a question of the form that fills them."""
    form = call.versions.get()
    options = [{"value": name, "label": {"fr": name}} for name in ("food", "fashion")]
    question = {"id": "trade", "kind": "choice", "fills": "sector", "label": {"fr": "Métier ?"}, "options": options}
    form.declaration["questions"].append(question)
    form.save()
    for level, name in zip((4, 3, 2), ("Ali", "Bram", "Chloé"), strict=True):
        read(applied(call, name, trade="fashion" if name == "Chloé" else "food"), level, by=coach)
    found = {one.key: one for one in offers(candidates(call, lead), usual_wishes(2))}
    assert names(found["variety"].members) == ["Ali", "Bram"]
    found = {one.key: one for one in offers(candidates(call, lead), replace(usual_wishes(2), a_sector=1))}
    assert names(found["variety"].members) == ["Ali", "Chloé"]
    assert len(found["variety"].made_of.sectors) == 2


def test_more_candidates_cost_no_more_queries(client_for, lead, coach, call, address):
    client = client_for(lead)

    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    read(applied(call, "Ali"), 3, by=coach)
    one = queries()
    for name in ("Bram", "Chloé", "Dina"):
        read(applied(call, name), 2, by=coach)
    assert queries() == one


def test_nobody_applied_yet(client_for, lead, address):
    assert says(client_for(lead).get(address), "Nobody waits for an answer here")


def test_only_a_lead_composes(client_for, coach, reviewer, neighbour, four, address):
    assert client_for(coach).get(address).status_code == 403
    assert client_for(reviewer).get(address).status_code in (403, 404)
    assert client_for(neighbour).get(address).status_code == 404


def test_only_get_and_post(client_for, lead, address):
    assert client_for(lead).put(address).status_code == 405
