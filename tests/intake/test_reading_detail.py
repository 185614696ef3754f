"""Reading: blind, scored, given back; and a file in conflict opens to nobody who said so."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from interlab.intake.actions.readings import declare_conflict
from interlab.intake.actions.rounds import share_out_round
from interlab.intake.blinding import LEFT_OUT, without_names
from interlab.intake.models import Application, Conflict, Upload
from interlab.privacy.models import AuditEntry
from tests.factories.intake import ApplicationFactory, CallFactory, some_answers
from tests.factories.readings import a_round, all_levels

pytestmark = pytest.mark.django_db

CANARIES = {
    "name": {"full_name": "Zinaïda Canariova", "called": "Zizoune"},
    "languages": [["ti", "native"], ["fr", "beginner"]],
    "place": {"name": "Canarimont"},
    "contact": {"kind": "email", "value": "canari@exemple.be"},
    "coming": ["childcare"],
    "standing": "local",
    "migration_value": "canari-valeur",
    "gender": "woman",
    "idea": {
        "way": "written",
        "text": "Moi, ZINAIDA, je couds. Écrivez à canari@exemple.be ou au 0470 12 34 99, www.canari.be. Une idée simple.",
    },
}
LEAKS = ["Zina", "ZINA", "anariova", "Zizoune", "Canarimont", "canari", "0470", "12 34 99", "igrinya", "garde pour un enfant"]


@pytest.fixture
def given(incubator, lead, reviewer):
    """A reading of somebody whose every answer is a canary, given to the reviewer, blind."""
    call = CallFactory(incubator=incubator)
    ApplicationFactory(call=call, answers=some_answers(**CANARIES), language="fr")
    return share_out_round(a_round(call, [reviewer], by=lead), by=lead).readings.get()


def _address(reading, name="reading_detail"):
    return reverse(f"intake:{name}", args=[reading.incubator.slug, reading.code])


def test_a_blind_page_tells_nothing_of_who_it_is(given, reviewer, client_for):
    page = client_for(reviewer).get(_address(given)).content.decode()
    assert "je couds" in page
    assert "Une idée simple." in page
    assert LEFT_OUT in page
    assert [leak for leak in LEAKS if leak in page] == []
    listed = client_for(reviewer).get(reverse("intake:reading_list", args=[given.incubator.slug])).content.decode()
    assert [leak for leak in LEAKS if leak in listed] == []
    given.application.refresh_from_db()
    assert "ZINAIDA" in given.application.answers


def test_an_open_page_tells_who_it_is(given, reviewer, client_for):
    given.round.is_blind = False
    given.round.save()
    page = client_for(reviewer).get(_address(given)).content.decode()
    assert "Zinaïda Canariova" in page
    assert "ZINAIDA, je couds" in page


@pytest.mark.parametrize(
    ("words", "names", "seen"),
    [
        ("Je suis Hânan, de Liège.", ["Hanan Darwish"], "Je suis […], de Liège."),
        ("Hanan Darwish coud.", ["Hanan Darwish"], "[…] coud."),
        ("أنا حنان وحنان", ["حنان"], "أنا […]"),
        ("حَنان تخيط", ["حنان"], "[…] تخيط"),
        ("L’atelier d’Hanan", ["Hanan"], "L’atelier d’[…]"),
        ("Je vais de Huy à An.", ["An De Huy"], "Je vais de […] à An."),
        ("Appelez +32 470 12 34 56 demain", [], "Appelez […] demain"),
        ("En 2026, 12 000 euros et 15 %", [], "En 2026, 12 000 euros et 15 %"),
        ("Écrire à a.b@c.be", [], "Écrire à […]"),
        ("Voir https://facebook.com/hanan", [], "Voir […]"),
        ("Banane", ["Ana"], "Banane"),
    ],
)
def test_names_and_ways_to_reach_are_left_out_of_texts(words, names, seen):
    assert without_names(words, names) == seen


def test_a_recording_is_read_once_it_is_written_down(incubator, lead, reviewer, coach, client_for):
    call = CallFactory(incubator=incubator)
    answers = some_answers(idea={"way": "spoken", "text": ""})
    application = ApplicationFactory(call=call, answers=answers)
    upload = Upload(incubator=incubator, application=application, question="idea", media_type="audio/webm", size=3)
    upload.file.save("a", ContentFile(b"abc"))
    reading = share_out_round(a_round(call, [reviewer], by=lead), by=lead).readings.get()
    page = client_for(reviewer).get(_address(reading))
    assert [one.waits for one in page.context["answers"]].count(True) == 1
    assert "<audio" not in page.content.decode()
    address = reverse("intake:transcript_edit", args=[incubator.slug, application.code])
    assert client_for(coach).post(address, {"words_0": "Moi, Hanan, je couds des robes."}).status_code == 302
    page = client_for(reviewer).get(_address(reading)).content.decode()
    assert "Moi, […], je couds des robes." in page
    assert client_for(reviewer).get(address).status_code == 403


def test_scores_are_kept_as_a_draft_then_done(given, reviewer, client_for):
    client, levels = client_for(reviewer), all_levels(given, 3)
    first = next(iter(levels))
    assert client.post(_address(given), {f"score_{first}": "4", "for_team": "À revoir", "draft": "1"}).status_code == 302
    given.refresh_from_db()
    assert (given.scores, given.for_team, given.done_at) == ({first: 4}, "À revoir", None)
    refused = client.post(_address(given), {f"score_{first}": "4", "for_team": "Deuxième idée"})
    assert refused.status_code == 422
    assert "Deuxième idée" in refused.content.decode()
    assert client.post(_address(given), {f"score_{code}": "3" for code in levels}).status_code == 302
    given.refresh_from_db()
    assert given.scores == levels
    assert given.done_at


@pytest.mark.parametrize("level", ["5", "-1", "x", "9" * 40, "\x00"])
def test_a_level_that_is_none_is_said(given, reviewer, client_for, level):
    code = next(iter(all_levels(given, 0)))
    assert client_for(reviewer).post(_address(given), {f"score_{code}": level, "draft": "1"}).status_code in (302, 422)
    given.refresh_from_db()
    assert given.scores == {}


def test_a_reader_in_conflict_opens_it_no_more(given, reviewer, client_for):
    client = client_for(reviewer)
    assert client.get(_address(given, "reading_conflict")).status_code == 200
    assert client.post(_address(given, "reading_conflict"), {"reason": "rumour"}).status_code == 422
    assert client.post(_address(given, "reading_conflict"), {"reason": "friend"}).status_code == 302
    assert Conflict.objects.get().member == reviewer
    for name in ("reading_detail", "reading_conflict"):
        assert client.get(_address(given, name)).status_code == 404
        assert client.post(_address(given, name), {"reason": "friend"}).status_code == 404
    assert client.post(_address(given, "reading_hand_back")).status_code == 404
    assert (
        given.application.spoken not in client.get(reverse("intake:reading_list", args=[given.incubator.slug])).content.decode()
    )


def test_a_conflict_noted_elsewhere_closes_the_page_at_once(given, reviewer, client_for):
    Conflict.objects.create(incubator=given.incubator, application=given.application, member=reviewer, reason="family")
    assert client_for(reviewer).get(_address(given)).status_code == 404
    assert not AuditEntry.objects.filter(act="reading.opened").exists()


def test_a_lead_in_conflict_sees_neither_scores_nor_answers(given, reviewer, lead, client_for):
    Conflict.objects.create(incubator=given.incubator, application=given.application, member=lead, reason="family")
    client, slug = client_for(lead), given.incubator.slug
    compared = reverse("intake:round_comparison", args=[slug, given.round.code, given.application.code])
    assert client.get(compared).status_code == 404
    results = client.get(reverse("intake:round_results", args=[slug, given.round.code]))
    assert (results.context["results"], results.context["closed"]) == ([], 1)
    assert client.get(reverse("intake:transcript_edit", args=[slug, given.application.code])).status_code == 404


def test_a_reviewer_of_another_round_finds_nothing(given, incubator, lead, expert, client_for):
    from interlab.accounts.roles import Role
    from tests.conftest import make_member

    stranger = make_member(incubator, "Zoé Autre", Role.REVIEWER)
    a_round(CallFactory(incubator=incubator), [stranger], by=lead)
    client = client_for(stranger)
    assert client.get(_address(given)).status_code == 404
    assert client.post(_address(given, "reading_hand_back")).status_code == 404
    assert client.get(reverse("intake:reading_list", args=[incubator.slug])).context["total"] == 0
    assert client_for(lead).get(_address(given)).status_code == 404


def test_a_reader_without_time_gives_it_back(given, reviewer, client_for):
    client = client_for(reviewer)
    assert client.get(_address(given, "reading_hand_back")).status_code == 405
    assert client.post(_address(given, "reading_hand_back")).status_code == 302
    assert client.get(_address(given)).status_code == 404


def test_every_opening_is_written_down_for_the_applicant(given, reviewer, client_for):
    client_for(reviewer).get(_address(given))
    entry = AuditEntry.objects.get(act="reading.opened")
    assert (entry.by, entry.person_code) == (reviewer, given.application.person.code)


def test_a_withdrawn_application_is_gone_from_the_list(given, reviewer, client_for):
    from django.utils import timezone

    Application.objects.update(withdrawn_at=timezone.now())
    assert client_for(reviewer).get(_address(given)).status_code == 404


def test_a_reviewer_begins_at_what_they_have_to_read(given, reviewer, client_for):
    answer = client_for(reviewer).get(reverse("home:today", args=[given.incubator.slug]))
    assert answer["Location"] == reverse("intake:reading_list", args=[given.incubator.slug])


def test_conflicts_take_back_scores_already_given(given, reviewer):
    given.scores = all_levels(given, 4)
    given.save()
    declare_conflict(given, reason="business", by=reviewer)
    given.refresh_from_db()
    assert given.scores == {}
