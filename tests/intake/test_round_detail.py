"""Rounds: opened with a rubric, corrected, read by whom, reminded, closed."""

import pytest
from django.urls import reverse

from interlab.intake.actions.readings import save_reading
from interlab.intake.actions.rounds import close_round, share_out_round
from interlab.intake.forms.rounds import MOST_LINES
from interlab.intake.models import Round
from interlab.notices.models import Message
from tests.factories.intake import ApplicationFactory, CallFactory
from tests.factories.readings import a_round, all_levels
from tests.page_forms import forms_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(incubator):
    return CallFactory(incubator=incubator)


def _filled(client, address):
    page = client.get(address)
    assert page.status_code == 200
    form = next(one for one in forms_in(page.content.decode(), address) if "name_0" in one.values)
    return dict(form.values)


def test_a_round_opens_with_the_usual_lines(incubator, call, lead, client_for):
    client, address = client_for(lead), reverse("intake:round_new", args=[incubator.slug, call.code])
    answer = client.post(address, _filled(client, address))
    row = Round.objects.get()
    assert answer["Location"] == reverse("intake:round_detail", args=[incubator.slug, row.code])
    assert row.criteria.count() == 5
    assert {len(one.anchors) for one in row.criteria.all()} == {5}
    assert row.is_blind


def test_a_line_with_four_levels_is_refused_beside_it(incubator, call, lead, client_for):
    client, address = client_for(lead), reverse("intake:round_new", args=[incubator.slug, call.code])
    answer = client.post(address, _filled(client, address) | {"anchors_1": "un\ndeux\ntrois\nquatre"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["anchors_1"]
    assert "quatre" in answer.content.decode()
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    "bad", [{"readings_each": "0"}, {"readings_each": "9" * 30}, {"weight_0": "6"}, {"ends_on": "99999-99-99"}, {"kind": "x"}]
)
def test_nonsense_is_said_and_nothing_is_lost(incubator, call, lead, client_for, bad):
    client, address = client_for(lead), reverse("intake:round_new", args=[incubator.slug, call.code])
    answer = client.post(address, _filled(client, address) | {"name": "Lecture d’hiver"} | bad)
    assert answer.status_code == 422
    assert "Lecture d’hiver" in answer.content.decode()


def test_a_round_without_any_line_is_refused(incubator, call, lead, client_for):
    client, address = client_for(lead), reverse("intake:round_new", args=[incubator.slug, call.code])
    nothing = {f"name_{n}": "" for n in range(MOST_LINES)}
    assert client.post(address, _filled(client, address) | nothing).status_code == 422


def test_the_rubric_stays_once_somebody_scored(incubator, call, lead, reviewer, client_for):
    ApplicationFactory(call=call)
    row = share_out_round(a_round(call, [reviewer], by=lead), by=lead)
    client, address = client_for(lead), reverse("intake:round_edit", args=[incubator.slug, row.code])
    assert client.post(address, _filled(client, address) | {"weight_0": "5"}).status_code == 302
    assert row.criteria.first().weight == 5
    reading = row.readings.get()
    save_reading(reading, scores=all_levels(reading, 2), for_team="", for_applicant="", done=True, by=reviewer)
    assert client.post(address, _filled(client, address) | {"weight_0": "1"}).status_code == 422
    assert client.post(address, _filled(client, address) | {"name": "Autre nom"}).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.criteria.first().weight) == ("Autre nom", 5)


def test_a_reader_is_named_and_leaves(incubator, call, lead, reviewer, client_for):
    ApplicationFactory(call=call)
    row = a_round(call, [], by=lead)
    client = client_for(lead)
    address = reverse("intake:reader_new", args=[incubator.slug, row.code])
    assert reviewer.name in client.get(address).content.decode()
    assert client.post(address, {"member": reviewer.code, "capacity": "4", "languages": ["ar"]}).status_code == 302
    reader = row.readers.get()
    assert (reader.capacity, reader.languages) == (4, ["ar"])
    assert client.post(reverse("intake:reader_edit", args=[incubator.slug, reader.code]), {"capacity": "-1"}).status_code in (
        409,
        422,
    )
    share_out_round(row, by=lead)
    client.post(reverse("intake:reader_drop", args=[incubator.slug, reader.code]))
    assert not row.readers.exists()
    assert not row.readings.exists()


def test_a_mentor_cannot_be_named(incubator, call, lead, mentor, client_for):
    row = a_round(call, [], by=lead)
    answer = client_for(lead).post(reverse("intake:reader_new", args=[incubator.slug, row.code]), {"member": mentor.code})
    assert answer.status_code == 422


def test_the_page_says_how_far_each_is(incubator, call, lead, reviewer, client_for):
    for _ in range(2):
        ApplicationFactory(call=call)
    row = a_round(call, [reviewer], by=lead)
    client, address = client_for(lead), reverse("intake:round_detail", args=[incubator.slug, row.code])
    assert client.get(address).context["plan"].shared.loads == {row.readers.get().code: 2}
    client.post(reverse("intake:round_share_out", args=[incubator.slug, row.code]))
    reading = row.readings.first()
    save_reading(reading, scores=all_levels(reading, 2), for_team="", for_applicant="", done=True, by=reviewer)
    progress = client.get(address).context["progress"]
    assert (progress.done, progress.given, progress.waiting) == (1, 2, 0)


def test_a_reminder_leaves_once_a_day(incubator, call, lead, reviewer, client_for):
    ApplicationFactory(call=call)
    row = share_out_round(a_round(call, [reviewer], by=lead), by=lead)
    client, address = client_for(lead), reverse("intake:round_remind", args=[incubator.slug, row.code])
    client.post(address)
    client.post(address)
    assert Message.objects.filter(address=reviewer.account.email).count() == 1


def test_a_closed_round_takes_no_scores(incubator, call, lead, reviewer, client_for):
    ApplicationFactory(call=call)
    row = share_out_round(a_round(call, [reviewer], by=lead), by=lead)
    reading = row.readings.get()
    close_round(row, by=lead)
    address = reverse("intake:reading_detail", args=[incubator.slug, reading.code])
    levels = {f"score_{code}": level for code, level in all_levels(reading, 3).items()}
    assert client_for(reviewer).post(address, levels).status_code == 422
    client_for(lead).post(reverse("intake:round_reopen", args=[incubator.slug, row.code]))
    assert client_for(reviewer).post(address, levels).status_code == 302


def test_a_round_costs_the_same_for_more(incubator, call, lead, coach, reviewer, client_for, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ApplicationFactory(call=call)
    row = share_out_round(a_round(call, [reviewer], by=lead), by=lead)
    client, costs = client_for(lead), []
    for name in ("round_detail", "round_results"):
        address = reverse(f"intake:{name}", args=[incubator.slug, row.code])
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as before:
            client.get(address)
        costs.append((address, len(before)))
    for _ in range(3):
        ApplicationFactory(call=call)
    share_out_round(row, by=lead)
    for address, cost in costs:
        with django_assert_max_num_queries(cost):
            client.get(address)
