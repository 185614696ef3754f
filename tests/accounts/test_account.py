"""An account: at least one way in, each address one account's; its page leads to all that belongs to it."""

import pytest
from django.db import IntegrityError, transaction

from interlab.accounts.models import Account

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("facts", "may"),
    [
        ({"email": "a@b.be"}, True),
        ({"phone": "+32455000123"}, True),
        ({"is_handed_over": True}, True),
        ({}, False),
        ({"phone": ""}, False),
    ],
)
def test_a_way_in_is_needed(facts, may):
    if may:
        assert Account.objects.create_user(name="Yordi", **facts).pk
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            Account.objects.create_user(name="Yordi", **facts)


def test_an_address_opens_one_account():
    Account.objects.create_user(phone="+32455000123", name="Yordi")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create_user(phone="+32455000123", name="Sami")


def test_many_have_neither():
    for name in ("Yordi", "Sami"):
        Account.objects.create_user(name=name, is_handed_over=True)


def test_its_page_leads_to_the_others(client_for, coach):
    page = client_for(coach).get("/account/").content.decode()
    for path in ("devices/", "second-factor/", "contact/", "language/"):
        assert f'"/account/{path}"' in page
    assert "karim@liege.example" in page


def test_wrong_method(client_for, coach):
    assert client_for(coach).post("/account/").status_code == 405
