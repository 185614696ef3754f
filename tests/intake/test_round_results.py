"""What readings come to: means, how far readers lie apart, and nothing before one's own reading is done."""

import pytest
from django.urls import reverse
from hypothesis import given as example
from hypothesis import strategies as st

from interlab.intake.actions.readings import save_reading
from interlab.intake.actions.rounds import share_out_round
from interlab.intake.scoring import Agreement, scores_of, total, weighed
from tests.factories.intake import ApplicationFactory, CallFactory
from tests.factories.readings import a_round, all_levels


@example(st.dictionaries(st.text(max_size=3), st.tuples(st.integers(1, 5), st.integers(0, 4)), min_size=1))
def test_a_total_lies_between_the_lowest_and_the_highest_level(lines):
    points = total({code: level for code, (_w, level) in lines.items()}, {code: weight for code, (weight, _l) in lines.items()})
    levels = [level for _w, level in lines.values()]
    assert 25 * min(levels) <= points + 1e-9
    assert points <= 25 * max(levels) + 1e-9


def test_a_total_weighs():
    assert total({"a": 4, "b": 0}, {"a": 3, "b": 1}) == 75
    assert total({"a": 4}, {"a": 3, "b": 1}) is None


@pytest.mark.parametrize(
    ("totals", "agreement"),
    [([50], None), ([50, 60], Agreement.AGREE), ([50, 65], Agreement.DIFFER), ([20, 40, 50], Agreement.DIFFER_A_LOT)],
)
def test_disagreement_is_told_in_words(totals, agreement):
    assert weighed(totals).agreement == agreement


def _score(reading, level):
    words = f"Avis de {reading.reader.member.name}"
    save_reading(
        reading, scores=all_levels(reading, level), for_team=words, for_applicant="", done=True, by=reading.reader.member
    )


@pytest.mark.django_db
def test_means_disagreement_and_who_has_still_to_read(incubator, lead, coach, reviewer, client_for):
    call = CallFactory(incubator=incubator)
    high, low = ApplicationFactory(call=call), ApplicationFactory(call=call)
    row = share_out_round(a_round(call, [coach, reviewer], by=lead, readings_each=2), by=lead)
    first, second = row.readings.filter(application=low).order_by("reader__member__name")
    _score(first, 4)
    _score(second, 1)
    _score(row.readings.filter(application=high).first(), 4)
    assert scores_of(call) == {low.pk: 62.5, high.pk: 100}
    client, address = client_for(lead), reverse("intake:round_results", args=[incubator.slug, row.code])
    page = client.get(address)
    assert [one.application for one in page.context["results"]] == [high, low]
    assert [one.application for one in client.get(f"{address}?sort=spread").context["results"]] == [low, high]
    assert client.get(f"{address}?sort=%00nonsense").status_code == 200
    shown = {one.application: one for one in page.context["results"]}
    assert shown[low].weighed.agreement == Agreement.DIFFER_A_LOT
    assert len(shown[high].waiting) == 1
    compared = client.get(reverse("intake:round_comparison", args=[incubator.slug, row.code, low.code])).content.decode()
    assert "Avis de Karim Benali" in compared
    assert "Avis de Rosa Renard" in compared


@pytest.mark.django_db
def test_a_lead_who_reads_sees_others_scores_after_their_own(incubator, lead, coach, client_for):
    call = CallFactory(incubator=incubator)
    application = ApplicationFactory(call=call)
    row = share_out_round(a_round(call, [coach, lead], by=lead, readings_each=2), by=lead)
    _score(row.readings.get(reader__member=coach), 4)
    client = client_for(lead)
    compared = reverse("intake:round_comparison", args=[incubator.slug, row.code, application.code])
    assert "Avis de Karim" not in client.get(compared).content.decode()
    listed = client.get(reverse("intake:round_results", args=[incubator.slug, row.code])).content.decode()
    assert ">100<" not in listed
    _score(row.readings.get(reader__member=lead), 0)
    assert "Avis de Karim" in client.get(compared).content.decode()
