"""The words of messages: every placeholder is declared, a team may have its own, and nothing typed can do harm in them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from interlab.accounts.models import Membership
from interlab.notices.channels.mail import as_mail
from interlab.notices.clean import clean, one_line
from interlab.notices.models import Message, OwnWording, QuietHours
from interlab.notices.wording import Wording, Written, all_wordings
from interlab.people.models import Person
from tests.notices.conftest import write_to

ClientFor = Callable[[Any], Client]
LANGUAGES = [code for code, _ in django_settings.LANGUAGES]
NASTY = [
    "Ana\nBcc: x@evil.example",
    "Ana\r\nSubject: other",
    "Ana\rX: y",
    "Ana\u2028Bcc: x",
    "Ana\x0bBcc: x",
    "Ana\x00",
    "\u202eevil.example\u202c",
    "\u2066hidden\u2069",
    "Ana\x1b[31m",
    "%(code)s %s %d",
    "=?utf-8?q?=0ABcc:_x=40evil?=",
    "a" * 2000,
    "مريم\u200f",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wording", all_wordings(), ids=lambda wording: wording.name)
def test_every_placeholder_is_declared_and_every_variable_used(wording: Wording, language: str):
    words = wording.in_language(language)
    assert words.mistakes(wording.variables) == []
    assert words.placeholders() == set(wording.variables), "each declared variable is used somewhere"
    assert "\n" not in words.subject
    example = wording.example(language)
    assert example.subject
    assert example.body.strip()


def test_a_mistake_in_a_wording_is_found():
    assert Written("Bonjour %(nom)s", "100 % sûr", "50 %% %(name)s").mistakes({"name": "x"}) == [
        ("subject", "%(nom)s"),
        ("body", "% sûr"),
    ]
    assert Written("%", "%(name)", "%%%").mistakes({"name": "x"}) == [("subject", "%"), ("body", "%(name)"), ("text", "%")]


@pytest.mark.parametrize("typed", NASTY)
def test_what_people_type_adds_no_header_and_hides_no_direction(typed: str):
    wording = Wording("tests.nasty", {"name": "x"}, "Bonjour %(name)s", "Bonjour %(name)s", "%(name)s")
    written = wording.written("fr", {"name": typed})
    assert written.subject == one_line(written.subject)
    mail = EmailMessage(written.subject, written.body, None, ["patricia@example.org"]).message()
    assert sorted(name.lower() for name in mail if name.lower() in ("bcc", "x", "to", "subject")) == ["subject", "to"]
    assert len(mail.get_all("Subject")) == 1
    for sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x1b\r":
        assert sign not in written.subject + written.body + written.text


def test_cleaning_keeps_what_people_write():
    for text in ("Élodie Ñandú", "مريم الحسن", "ሰላም", "two\nlines\tand a tab", "👩‍🍳"):
        assert clean(text) == text


@pytest.mark.django_db
@pytest.mark.parametrize("typed", NASTY)
def test_a_recipients_name_stays_a_name(patricia: Person, typed: str):
    patricia.called = typed[:200]
    message = write_to(patricia)
    assert "\n" not in message.name
    assert "\n" not in message.subject
    assert as_mail(Message.objects.get()).message()["To"] == "patricia@example.org"


# A team's own words ----------------------------------------------------------------------------------------------


def address(lead: Membership, name: str = "wording_edit", language: str = "fr") -> str:
    return reverse(f"notices:{name}", args=[lead.incubator.slug, "notices.trial", language])


OWN = {"subject": "Essai de %(incubator)s", "body": "Salut %(name)s !", "text": "%(incubator)s : essai"}


def test_a_team_uses_its_own_words_and_comes_back(client_for: ClientFor, lead: Membership):
    client = client_for(lead)
    assert client.post(address(lead), OWN).status_code == 302
    listed = reverse("notices:wording_list", args=[lead.incubator.slug])
    assert "Salut Lucie !" in client.get(listed).content.decode()
    client.post(reverse("notices:trial", args=[lead.incubator.slug]))
    assert Message.objects.latest("pk").body == "Salut Lucie !"
    client.post(address(lead, "wording_reset"))
    assert not OwnWording.objects.exists()
    assert "Salut Lucie !" not in client.get(listed).content.decode()


def test_words_are_looked_at_before_they_are_used(client_for: ClientFor, lead: Membership):
    response = client_for(lead).post(address(lead), {**OWN, "look": "1"})
    assert "Salut Lucie !" in response.content.decode()
    assert not OwnWording.objects.exists()


@pytest.mark.parametrize(
    ("field", "words", "shown"), [("subject", "Bonjour %(nom)s", "%(nom)s"), ("body", "à 100 % prêt", "% prêt"), ("body", "", "")]
)
def test_an_unknown_variable_is_named(client_for: ClientFor, lead: Membership, field: str, words: str, shown: str):
    response = client_for(lead).post(address(lead), {**OWN, field: words})
    assert response.status_code == 422
    assert shown in response.content.decode()
    assert not OwnWording.objects.exists()


@pytest.mark.parametrize("language", ["xx", "fr-be"])
def test_a_language_we_do_not_have_is_not_there(client_for: ClientFor, lead: Membership, language: str):
    assert client_for(lead).get(address(lead, language=language)).status_code == 404


def test_quiet_hours_are_chosen(client_for: ClientFor, lead: Membership):
    where = reverse("notices:quiet_hours", args=[lead.incubator.slug])
    assert client_for(lead).post(where, {"starts_at": "19:30", "ends_at": "09:00"}).status_code == 302
    hours = QuietHours.objects.get(incubator=lead.incubator)
    assert (f"{hours.starts_at:%H:%M}", hours.sundays) == ("19:30", False)
    assert client_for(lead).post(where, {"starts_at": "99:99", "ends_at": ""}).status_code == 422
