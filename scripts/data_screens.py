"""The pages of people's data, for screenshots."""

from typing import Any


def data_screens(screen: Any, at: Any, person: str) -> list[Any]:
    """Return the pages of people's data: Rania said yes twice and asked for a copy, Yordi asks to be deleted, a file ends."""
    from interlab.accounts.models import Membership
    from interlab.core.dates import today
    from interlab.people.models import Person
    from interlab.privacy.consents import give_consent
    from interlab.privacy.models import Farewell
    from interlab.privacy.requests import answer_access, ask_for_data
    from interlab.privacy.retaining import all_leaving, announce

    lead = Membership.objects.get(account__email="helene@example.org")
    rania = Person.objects.get(account__email="rania@example.org")
    yordi = Person.objects.get(code=person)
    give_consent(rania, "people.whatsapp", by=lead, how="spoken", language="ar")
    give_consent(rania, "people.photo_used", channel="site", by=lead, how="signed", language="ar")
    ready = answer_access(ask_for_data("access", person=rania, by=lead), by=lead)
    copy = ask_for_data("access", person=yordi, by=lead, how="spoken")
    erasure = ask_for_data("erasure", person=yordi, by=lead, how="spoken")
    announce(rania, all_leaving()[0], today())
    announce(Person.objects.filter(incubator=lead.incubator).exclude(pk=rania.pk).latest("pk"), all_leaving()[1], today())
    ending = Farewell.objects.earliest("pk")
    return [
        screen("data-mine", "rania", at("privacy:my_data"), arabic=True, without_script=True),
        screen("data-mine-consents", "rania", at("privacy:my_consents"), arabic=True),
        screen("data-mine-erasure", "rania", at("privacy:my_erasure"), arabic=True),
        screen("data-person", "helene", at("privacy:person_data", person), arabic=True),
        screen("data-consent", "helene", at("privacy:person_consent", person)),
        screen("data-request", "helene", at("privacy:person_request", person)),
        screen("data-requests", "helene", at("privacy:request_list")),
        screen("data-copy", "helene", at("privacy:request_detail", copy.code)),
        screen("data-erasure", "helene", at("privacy:request_detail", erasure.code)),
        screen("data-answered", "helene", at("privacy:request_detail", ready.code)),
        screen("data-member", "helene", at("privacy:member_data", Membership.objects.get(name="Claudine Lejeune").code)),
        screen("data-retention", "helene", at("privacy:retention"), arabic=True),
        screen("data-keep", "helene", at("privacy:farewell_keep", ending.code)),
    ]
