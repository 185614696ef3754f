"""Which of two records stays, and whether a merge can still be undone."""

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.core.prepared import prepared
from interlab.people.merging import UNDO_FOR
from interlab.people.models import Merge, Person


def in_order(one: Person, other: Person) -> tuple[Person, Person]:
    """Return the older record, which stays, and the newer one, which becomes one with it."""
    return (one, other) if one.pk <= other.pk else (other, one)


def why_no_undo(merge: Merge) -> str:
    """Return why a merge can't be undone, in a sentence that says what to do; "" when it can. Costs one query."""
    if merge.undone_at is not None:
        return _("This was undone already: they are two records again.")
    if not merge.changes or merge.at < timezone.now() - UNDO_FOR:
        return _("Thirty days have passed: this can’t be undone any more.")
    later = Merge.objects.filter(incubator_id=merge.incubator_id, undone_at=None, pk__gt=merge.pk)
    if merge.survivor.merged_into_id or later.filter(survivor=merge.survivor_id).exists():
        return _("Another record came to this one later. Undo that first.")
    return ""


def last_merge(person: Person) -> Merge | None:
    """Return the merge that can still be undone from a person's page: the latest. Costs one query."""
    found = next(iter(_latest_of(person.incubator_id, person.pk)), None)
    return found if found is not None and found.at >= timezone.now() - UNDO_FOR else None


@prepared
def _latest_of(incubator: int, person: int) -> QuerySet[Merge]:
    rows = Merge.objects.filter(incubator_id=incubator, survivor=person, undone_at=None)
    return rows.select_related("by").only("code", "at", "by__name").order_by("-at", "-pk")[:1]


def merges_into(pk: int) -> "QuerySet[Merge]":
    """Return the merges into a record, and those into records that became one with it later."""
    return Merge.objects.filter(Q(survivor=pk) | Q(survivor__merged_into=pk))
