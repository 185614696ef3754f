"""Which data of a person are personal, and the door by which the layers below reach persons."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from interlab.core.templatetags.page import day
from interlab.notices.actions import EMAIL, SMS, Recipient, queue_message
from interlab.people.languages import language_name
from interlab.people.models import ContactPoint, Person, PersonLanguage, SearchWord
from interlab.privacy.personal import Personal, Told, by_person, register_personal
from interlab.privacy.subjects import PersonDoor, Subject, register_persons


def _language(person: Person) -> str:
    """Return the first language of a person that we write; "" when there is none."""
    offered = dict(settings.LANGUAGES)
    return next((row.language for row in person.languages.all() if row.language in offered), "")


def _write(person: Person, wording: str, about: dict[str, str], key: str) -> bool:
    """Write to a person by what they gave: e-mail first, else their phone."""
    channels: dict[str, str] = {ContactPoint.Kind.EMAIL: EMAIL, ContactPoint.Kind.PHONE: SMS, ContactPoint.Kind.WHATSAPP: SMS}
    contacts = sorted(person.contacts.all(), key=lambda contact: contact.kind != ContactPoint.Kind.EMAIL)
    addresses = [(channels[one.kind], one.normal or one.value) for one in contacts if one.kind in channels]
    if person.account is not None and not any(channel == EMAIL for channel, _address in addresses):
        addresses.insert(0, (EMAIL, person.account.email))
    language = _language(person) or (person.account.language if person.account else "") or settings.LANGUAGE_CODE
    if "day" in about:
        with override(language):
            about = {**about, "day": day(date.fromisoformat(about["day"]))}
    to = Recipient(person.short_name, language, addresses, person_code=person.code)
    return queue_message(wording, to, incubator=person.incubator, about=about, key=key) is not None


register_persons(
    PersonDoor(
        visible_to=Person.objects.visible_to,
        coded=lambda incubator_id, code: Person.objects.filter(incubator_id=incubator_id, code=code).select_related("incubator"),
        of_account=lambda account_id: Person.objects.filter(account_id=account_id),
        names=lambda person: (person.full_name, person.called),
        contacts=lambda person: tuple(person.contacts.values_list("value", flat=True)),
        language=_language,
        write=_write,
    )
)


def _themselves(subject: Subject) -> Any:
    return Person.objects.filter(pk__in=[subject.person_pk] if subject.person_pk else [])


register_personal(
    Personal(
        Person,
        _("You"),
        _themselves,
        told={
            "full_name": _("Full name"),
            "called": _("What we call you"),
            "gender": _("Gender"),
            "birth_year": _("Year of birth"),
            "standing": _("Newcomer or local"),
            "migration_value": _("How your project values migration"),
            "municipality": _("Municipality"),
            "interpreter_wanted": _("You want an interpreter"),
            "created_at": _("Known to us since"),
        },
        untold={
            "code": "a number of ours, told as the number of the file",
            "account": "told under the account",
            "sort_name": "the name again, folded, by which lists are ordered",
        },
        texts=("migration_value",),
    ),
    Personal(
        PersonLanguage,
        _("Your languages"),
        by_person(PersonLanguage),
        told={"language": Told(_("Language"), lambda row: language_name(row.language)), "level": _("Level")},
        untold={"person": "whose it is", "position": "the order in which they were given"},
        ordering=("position", "pk"),
    ),
    Personal(
        ContactPoint,
        _("How we reach you"),
        by_person(ContactPoint),
        told={"kind": _("Kind"), "value": _("Number or address")},
        untold={
            "code": "a number of ours",
            "person": "whose it is",
            "normal": "the same without spaces, by which two are compared",
            "position": "the order in which they were given",
        },
        ordering=("position", "pk"),
    ),
    Personal(
        SearchWord,
        _("Words by which you are found"),
        by_person(SearchWord),
        told={},
        untold={"word": "a word of the name, a project or a contact, told there", "person": "whose it is"},
        is_derived=True,
    ),
)
