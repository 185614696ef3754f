"""What is done with a person's record, in words, and how the trail names persons."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.people.models import Person
from interlab.privacy.trail import Act, Kind, Persons, register_acts, register_persons

FOUND = 50


def names_of(incubator_id: int, codes: Collection[str]) -> Mapping[str, str]:
    """Return the names of these persons by code."""
    rows = Person.objects.filter(incubator_id=incubator_id, code__in=list(codes)).only("code", "called", "full_name")
    return {person.code: person.short_name for person in rows}


def codes_named(incubator_id: int, text: str) -> list[str]:
    """Return the codes of the persons found by `text`, at most some dozens."""
    rows = Person.objects.filter(incubator_id=incubator_id).matching(text, incubator_id)
    return list(rows.order_by("sort_name", "pk").values_list("code", flat=True)[:FOUND])


def own_codes(member: Membership) -> list[str]:
    """Return the codes of the persons that this member is."""
    if member.account_id is None:
        return []
    own = Person.objects.filter(incubator_id=member.incubator_id, account_id=member.account_id)
    return list(own.values_list("code", flat=True))


register_persons(Persons(names_of, codes_named, own_codes))
register_acts(
    {
        "person.created": Act(Kind.CHANGED, _("%(by)s entered %(person)s"), _("entered you")),
        "person.updated": Act(
            Kind.CHANGED, _("%(by)s corrected what is known of %(person)s"), _("corrected what we know of you")
        ),
    }
)
