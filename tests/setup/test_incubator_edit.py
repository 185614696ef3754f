"""The incubator's own facts."""

import pytest

from interlab.privacy.models import AuditEntry

pytestmark = pytest.mark.django_db

ADDRESS = "/liege/settings/incubator/"
FACTS = {"name": "InterLab Liège", "city": "Seraing", "quiet_after_days": "14"}


def test_it_is_saved(client_for, lead, incubator):
    assert client_for(lead).post(ADDRESS, FACTS)["Location"] == "/liege/settings/"
    incubator.refresh_from_db()
    assert (incubator.city, incubator.quiet_after_days) == ("Seraing", 14)
    assert AuditEntry.objects.filter(act="incubator.updated", by=lead, incubator=incubator).count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("name", value) for value in ("", "n" * 121)],
        ("city", "c" * 81),
        *[("quiet_after_days", value) for value in ("", "0", "366", "-1", "9" * 30, "x", "1.5")],
    ],
)
def test_bad_input(client_for, lead, incubator, field, value):
    response = client_for(lead).post(ADDRESS, FACTS | {field: value})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    incubator.refresh_from_db()
    assert incubator.quiet_after_days == 21


def test_who_is_refused(refused_to_all_but_the_lead):
    refused_to_all_but_the_lead(ADDRESS, "post", FACTS)


def test_wrong_method(client_for, lead):
    assert client_for(lead).delete(ADDRESS).status_code == 405
