"""What is done with a person's record, in words, and how the trail names persons."""

from collections.abc import Collection, Mapping

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interlab.accounts.models import Membership
from interlab.people.merging import by_code, codes_of, person_called
from interlab.people.models import Person
from interlab.privacy.trail import Act, Kind, Persons, register_acts, register_persons

FOUND = 50


def names_of(incubator_id: int, codes: Collection[str]) -> Mapping[str, str]:
    """Return the names of these persons by code: of who they are now, where two records became one."""
    rows = Person.objects.standing().filter(incubator_id=incubator_id)
    return {code: person.short_name for code, person in by_code(rows, incubator_id, codes).items()}


def codes_named(incubator_id: int, text: str) -> list[str]:
    """Return the codes of the persons that `text` finds, or is the code of; at most some dozens of persons."""
    rows = Person.objects.standing().filter(incubator_id=incubator_id)
    called = person_called(rows, incubator_id, text)
    if called is not None:
        return codes_of(called)
    return _with_shells(list(rows.matching(text, incubator_id).order_by("sort_name", "pk").values_list("pk", flat=True)[:FOUND]))


def _with_shells(keys: list[int]) -> list[str]:
    """Return the codes of these persons, and of the records that became one with them."""
    return list(Person.objects.filter(Q(pk__in=keys) | Q(merged_into__in=keys)).values_list("code", flat=True))


def own_codes(member: Membership) -> list[str]:
    """Return the codes of the persons that this member is."""
    if member.account_id is None:
        return []
    own = Person.objects.filter(incubator_id=member.incubator_id, account_id=member.account_id)
    return _with_shells(list(own.values_list("pk", flat=True)))


register_persons(Persons(names_of, codes_named, own_codes))
register_acts(
    {
        "person.created": Act(Kind.CHANGED, _("%(by)s entered %(person)s"), _("entered you")),
        "person.updated": Act(
            Kind.CHANGED, _("%(by)s corrected what is known of %(person)s"), _("corrected what we know of you")
        ),
        "person.merged": Act(
            Kind.CHANGED, _("%(by)s made one of two records of %(person)s"), _("made one of two files of yours")
        ),
        # The other side of the same act.
        "person.merged_into": Act(Kind.CHANGED, _("%(by)s let a record become one with that of %(person)s")),
        "person.merge_undone": Act(
            Kind.CHANGED, _("%(by)s made two records again of %(person)s"), _("made two files again of yours")
        ),
        "person.told_apart": Act(Kind.CHANGED, _("%(by)s noted that %(person)s and somebody alike are two persons")),
        "person.told_apart_undone": Act(
            Kind.CHANGED, _("%(by)s doubts again whether %(person)s and somebody alike are two persons")
        ),
    }
)
