"""Screens that stand only once somebody did something: a code was asked for, two people wrote at once, a message failed."""

import secrets
from typing import TYPE_CHECKING, Any

from scripts.screens_shown import Screen

if TYPE_CHECKING:
    from playwright.sync_api import Page


def acted_screens() -> list[Screen]:
    """Return them, with the codes of this demo."""
    from django.urls import reverse

    from interlab.people.models import Person

    def at(name: str, *args: Any) -> str:
        return reverse(name, args=["liege", *args])

    yordi = Person.objects.get(incubator__slug="liege", called="Yordi")
    return [*entering_screens(at, yordi), *message_screens(at, yordi), *twin_screens(at), *refusal_screens(at, yordi)]


# Coming in -------------------------------------------------------------------------------------------------------


def entering_screens(at: Any, person: Any) -> list[Screen]:
    from django.urls import reverse

    from interlab.accounts.actions.invitations import issue_invitation
    from interlab.accounts.models import Account, Invitation, Membership

    coach = Membership.objects.get(account__email="nadege@example.org")
    # Somebody of the team who was just invited: no second proof yet.
    Account.objects.filter(email="julien@example.org").update(has_second_factor=False)
    theirs = Membership.objects.get(account__email="rania@example.org")
    _invitation, key = issue_invitation(theirs, way=Invitation.Way.IN_PERSON, by=coach)
    return [
        Screen("sign-in-code-sent", "", reverse("account_request_login_code"), arabic=True, play=ask_for_code),
        Screen("sign-in-wrong-code", "", reverse("account_request_login_code"), arabic=True, play=type_a_wrong_code),
        Screen("sign-in-key-good", "", f"{reverse('account_invitation')}?key={key}", arabic=True),
        Screen("sign-in-key-bad", "", f"{reverse('account_invitation')}?key=AAAABBBB", status=422),
        Screen("person-pass", "nadege", at("journeys:person_invite", person.code), play=hand_over),
        Screen("contact", "rania", reverse("account_contact"), arabic=True),
    ]


def ask_for_code(page: "Page") -> None:
    page.locator("main form input:not([type=hidden])").first.fill(f"0470 {secrets.randbelow(900000) + 100000}")
    page.locator("main form button.primary").first.click()
    page.wait_for_load_state()


def type_a_wrong_code(page: "Page") -> None:
    ask_for_code(page)
    page.locator("main input[name=code]").fill("123456")
    page.locator("main form button.primary").first.click()
    page.wait_for_load_state()


def hand_over(page: "Page") -> None:
    page.locator("main button[value=pass]").click()
    page.locator("svg.qr").wait_for()


# Messages --------------------------------------------------------------------------------------------------------


def message_screens(at: Any, person: Any) -> list[Screen]:
    failed, other, waiting = messages_of(person)
    return [
        Screen("messages", "nadege", at("notices:outbox"), arabic=True, without_script=True),
        Screen("message-failed", "nadege", at("notices:message_detail", failed.code), without_script=True),
        Screen("message-by-hand", "nadege", at("notices:message_detail", other.code)),
        Screen("message-waiting", "nadege", at("notices:message_detail", waiting.code)),
        Screen("wordings", "helene", at("notices:wording_list"), arabic=True),
        Screen("wording", "helene", at("notices:wording_edit", "people.file_will_go", "fr"), without_script=True),
        Screen("quiet-hours", "helene", at("notices:quiet_hours"), without_script=True),
        Screen("today-failed", "nadege", at("home:today")),
        Screen("person-failed", "nadege", at("journeys:person_detail", person.code)),
    ]


def messages_of(person: Any) -> list[Any]:
    """Write one message that failed, one to send by hand, one that waits."""
    from interlab.notices.actions import Recipient, queue_message
    from interlab.notices.actions.outcomes import record_failure
    from interlab.notices.models import Problem

    about = {"name": person.called, "incubator": person.incubator.name, "day": "lundi 4 janvier"}
    written = []
    for key, channel, address in (
        ("mail", "email", "yordanos.tesfay.haile@une-adresse-assez-longue.example"),
        ("hand", "whatsapp", "+32470123456"),
        ("wait", "email", "yordi@example.org"),
    ):
        to = Recipient(name=person.short_name, language="fr", addresses=[(channel, address)], person_code=person.code)
        written.append(queue_message("people.file_will_go", to, incubator=person.incubator, about=about, key=f"screens:{key}"))
    record_failure(written[0], Problem.REFUSED, "550 5.1.1 User unknown", for_good=True)  # type: ignore[arg-type]
    return written


# Two records of one human ----------------------------------------------------------------------------------------


def twin_screens(at: Any) -> list[Screen]:
    from interlab.accounts.models import Membership
    from interlab.people.actions import PersonFacts, create_person
    from interlab.people.merging.actions import merge_persons

    lead = Membership.objects.get(account__email="helene@example.org")
    facts = [
        PersonFacts(full_name="Samira Ben Salah", municipality="Liège", birth_year=1990, contacts=[("phone", "0470 12 34 99")]),
        PersonFacts(full_name="سميرة بن صالح", municipality="Seraing", gender="woman", contacts=[("whatsapp", "+32470123499")]),
        PersonFacts(full_name="Oksana Bondar", municipality="Ans"),
        PersonFacts(full_name="Oksana Bondar", municipality="Huy"),
    ]
    one, two, three, four = (create_person(lead.incubator, each, by=lead) for each in facts)
    merge = merge_persons(three, four, choices={}, by=lead)
    return [
        Screen("merge-list", "helene", at("journeys:duplicate_list"), arabic=True, without_script=True),
        Screen("merge-find", "helene", at("journeys:person_same", one.code)),
        Screen("merge-preview", "helene", at("journeys:person_merge", one.code, two.code), arabic=True, without_script=True),
        Screen("merge-undo", "helene", at("journeys:merge_undo", merge.code)),
        Screen("merged", "helene", at("journeys:person_detail", merge.survivor.code)),
    ]


# When something stands in the way --------------------------------------------------------------------------------


def refusal_screens(at: Any, person: Any) -> list[Screen]:
    edit = at("journeys:person_edit", person.code)
    return [
        Screen("conflict", "nadege", edit, arabic=True, play=write_at_once),
        Screen("stopped-closed", "rania", at("home:today"), arabic=True, play=close),
        Screen("too-old", "nadege", edit, play=send_too_late),
    ]


def write_at_once(page: "Page") -> None:
    """Two people correct one thing: this page is the second's."""
    other = page.context.new_page()
    other.goto(page.url)
    for each, words in ((other, "Ans"), (page, "Huy")):
        each.locator("main form input[name=municipality]").fill(f"{words} {secrets.token_hex(2)}")
        each.locator("main form button.primary").first.click()
        each.wait_for_load_state()
    other.close()


def send_too_late(page: "Page") -> None:
    """The form's token is no longer good: the text comes back."""
    page.locator("main form input[name=municipality]").fill("Une commune au nom assez long")
    page.evaluate("document.querySelector('main form input[name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    page.locator("main form button.primary").first.click()
    page.wait_for_load_state()


def close(page: "Page") -> None:
    """Close InterLab for the time of a picture."""
    from datetime import timedelta

    from django.utils import timezone

    from interlab.core import maintenance

    maintenance.begin(maintenance.Maintenance(until=(timezone.now() + timedelta(minutes=20)).isoformat()))
    try:
        page.reload()
    finally:
        maintenance.end()
