"""Who a new person might already be."""

from django.db.models import Q

from interlab.accounts.models import Membership
from interlab.core.text import words
from interlab.people.contacts import normal_form
from interlab.people.models import ContactPoint, Person

MOST = 5


def likely_duplicates(member: Membership, *, full_name: str, contacts: list[str], exclude: Person | None = None) -> list[Person]:
    """Return at most five persons with the same phone or e-mail, or with every word of the name, best reasons first."""
    visible = Person.objects.visible_to(member)
    if exclude is not None:
        visible = visible.exclude(pk=exclude.pk)
    normals = {normal_form(kind, value) for value in contacts for kind in (ContactPoint.Kind.PHONE, ContactPoint.Kind.EMAIL)} - {
        ""
    }
    found: dict[int, Person] = {}
    if normals:
        reached = ContactPoint.objects.filter(incubator_id=member.incubator_id, normal__in=normals).values("person")
        found.update({person.pk: person for person in visible.filter(Q(pk__in=reached))[:MOST]})
    # One short word would match half the list: wait until the name says something.
    if len("".join(words(full_name))) >= 4 and len(words(full_name)) >= 2:
        found.update(
            {person.pk: person for person in visible.matching(full_name, member.incubator_id).order_by("sort_name")[:MOST]}
        )
    return list(found.values())[:MOST]
