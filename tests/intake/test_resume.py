"""Going on with an application by its code and the phone or e-mail told in it."""

import json
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interlab.intake.resuming import application_of, plain_spoken
from tests.factories.intake import ApplicationFactory, CallFactory, some_answers
from tests.intake.held import page_of, publish

pytestmark = pytest.mark.django_db
PAGE = "/liege/resume/"
PHONE = "0470 12 34 56"


@pytest.fixture
def call(incubator):
    publish(incubator, phone="04 000 00 00")
    return CallFactory(incubator=incubator)


@pytest.fixture
def application(call):
    return ApplicationFactory(call=call, spoken="LUNE-4821")


def tried(spoken, contact, client=None, **extra):
    return (client or Client()).post(PAGE, {"spoken": spoken, "contact": contact}, headers={"accept-language": "en"}, **extra)


@pytest.mark.parametrize(
    ("spoken", "contact"),
    [
        ("LUNE-4821", PHONE),
        ("lune 4821", "+32470123456"),
        (" Lune4821 ", "0470/12.34.56"),
        ("lune-٤٨٢١", "٠٤٧٠١٢٣٤٥٦"),
        ("\u200fLUNE\u2011۴۸۲۱\u200f", "00 32 470 12 34 56"),
    ],
)
def test_the_code_and_the_phone_however_they_are_typed(application, spoken, contact):
    client = Client()
    answer = tried(spoken, contact, client)
    assert answer["Location"] == page_of(application)
    assert client.get(page_of(application)).status_code == 200


def test_one_that_is_not_sent_by_what_was_typed_into_it(call):
    answers = some_answers(contact={"kind": "email", "value": "Hanan@Example.org"})
    application = ApplicationFactory(call=call, sent=False, answers=answers)
    assert tried(application.spoken, "hanan@example.ORG")["Location"] == page_of(application)


def test_one_by_whatsapp(call):
    application = ApplicationFactory(call=call, sent=False, answers=some_answers(contact={"kind": "whatsapp", "value": PHONE}))
    assert tried(application.spoken, PHONE).status_code == 302


def test_by_a_phone_the_team_noted_since(application):
    application.person.contacts.create(
        incubator=application.incubator, kind="phone", value="0499 00 00 01", normal="+32499000001"
    )
    assert tried("LUNE-4821", "0499 00 00 01").status_code == 302


def _plain(page):
    """The page without what differs each time or was typed."""
    text = re.sub(r'value="[^"]*"', "", page.content.decode())
    return re.sub(r'nonce="[^"]*"', "", text)


def test_no_answer_tells_what_is_wrong(application, call):
    without = ApplicationFactory(call=call, sent=False, answers={"name": {"full_name": "Awa", "called": ""}}, spoken="MER-2222")
    broken = ApplicationFactory(call=call, sent=False, answers={"contact": {"unknown": True}}, spoken="MER-3333")
    pairs = [
        ("LUNE-4821", "0470 99 99 99"),
        ("LUNE-9999", PHONE),
        (without.spoken, PHONE),
        (broken.spoken, PHONE),
        ("no code at all", PHONE),
        ("LUNE-4821", "somebody@else.example"),
    ]
    told = [tried(*pair) for pair in pairs]
    assert {page.status_code for page in told} == {422}
    assert len({_plain(page) for page in told}) == 1
    assert "do not go together" in told[0].content.decode()
    assert "04 000 00 00" in told[0].content.decode()


def test_every_refusal_costs_the_same(application, call, incubator):
    without = ApplicationFactory(call=call, sent=False, answers={"name": {"full_name": "Awa", "called": ""}})
    costs = set()
    for spoken in ("LUNE-4821", "LUNE-9999", without.spoken, ""):
        with CaptureQueriesContext(connection) as found:
            assert application_of(incubator, spoken, "+32470999999") is None
        costs.add(len(found))
    assert costs == {2}


def test_another_incubators_code_opens_nothing_here(neighbour_incubator, call):
    elsewhere = ApplicationFactory(call=CallFactory(incubator=neighbour_incubator), spoken="LUNE-4821")
    assert tried(elsewhere.spoken, PHONE).status_code == 422


def test_the_numbers_of_one_word_can_not_be_gone_through(application):
    """Whoever knows the phone and the word, from as many machines as they like, is stopped long before 9,000 numbers."""
    application.spoken = "LUNE-1025"
    application.save()
    looked_at = 0
    for number in range(1000, 1040):
        page = tried(f"LUNE-{number}", PHONE, REMOTE_ADDR=f"10.0.{number % 250}.7")
        assert page.status_code in (422, 429)
        looked_at += page.status_code == 422
    assert looked_at == 10
    # A full day's tries are 30: one chance in 300 to find one of 9,000.
    assert tried("LUNE-1025", PHONE).status_code == 429


def test_phones_can_not_be_gone_through_with_one_code(application):
    told = [tried("LUNE-4821", f"0470 00 00 {n:02d}", REMOTE_ADDR=f"10.1.{n}.7").status_code for n in range(8)]
    assert told == [422] * 5 + [429] * 3


def test_one_machine_tries_no_more_than_so_often(call):
    told = [tried(f"MER-{1000 + n}", f"0470 00 10 {n:02d}").status_code for n in range(22)]
    assert told == [422] * 20 + [429] * 2


def test_an_own_application_does_not_clear_the_count_of_anothers_phone(application, call):
    own = ApplicationFactory(call=call, sent=False, spoken="MER-5555")
    told = [tried(f"LUNE-{n}", PHONE, REMOTE_ADDR=f"10.2.{n % 9}.7").status_code for n in range(1000, 1009)]
    assert told == [422] * 9
    assert tried(own.spoken, PHONE).status_code == 302
    assert tried("LUNE-1010", PHONE).status_code == 429


def test_being_told_to_wait_keeps_what_was_typed(application):
    for n in range(6):
        page = tried("LUNE-4821", f"0470 00 00 0{n}")
    assert page.status_code == 429
    assert "0470 00 00 05" in page.content.decode()
    assert "Wait an hour, or call us." in page.content.decode()
    cache.clear()
    assert tried("LUNE-4821", PHONE).status_code == 302


@pytest.mark.parametrize("contact", ["", "x", "\x00", "9" * 300, "<script>", "٩" * 40])
@pytest.mark.parametrize("spoken", ["", "\x00", "L" * 500, "LUNE-4821'; --"])
def test_nonsense_is_answered_with_a_sentence(call, spoken, contact):
    page = tried(spoken, contact)
    assert page.status_code == 422
    assert "Please look at this again." in page.content.decode()


def test_the_code_of_a_message_is_there_already(call):
    assert 'value="LUNE-4821"' in Client().get(f"{PAGE}?code=LUNE-4821").content.decode()
    assert "<script>x" not in Client().get(f"{PAGE}?code=<script>x").content.decode()


def test_only_reading_and_sending(call):
    assert Client().put(PAGE).status_code == 405


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("lune4821", "LUNE-4821"), ("LUNE 48 21", "LUNE-4821"), ("Forêt-2000", "FORET-2000"), ("4821", ""), ("LUNE", ""), ("", "")],
)
def test_a_code_is_read_as_people_write_it(typed, plain):
    assert plain_spoken(typed) == plain


def test_answers_of_any_shape_are_read(call, incubator):
    application = ApplicationFactory(call=call, sent=False)
    application.answers = json.dumps({"contact": {"kind": "phone", "value": None}, "x": [], "y": {"kind": [], "value": "1"}})
    application.save()
    assert application_of(incubator, application.spoken, "+32470123456") is None
