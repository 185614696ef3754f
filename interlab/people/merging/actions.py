"""Making two records one, and two again."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.people.actions import index_persons
from interlab.people.merging import UNDO_FOR
from interlab.people.merging.facts import facts_aside, facts_asked, kept_values
from interlab.people.merging.ledger import Ledger
from interlab.people.merging.registry import Merging, Question, all_rows, counts_of
from interlab.people.merging.rules import in_order, why_no_undo
from interlab.people.models import EMPTY, Merge, NotTheSame, Person
from interlab.privacy.actions import record_act


def questions_of(older: Person, newer: Person) -> list[Question]:
    """Return all that the two records say differently and that somebody decides before they become one."""
    return [*facts_asked(older, newer), *(question for rows in all_rows() for question in rows.asks(older, newer))]


@transaction.atomic
def merge_persons(one: Person, other: Person, *, choices: Mapping[str, str], by: Membership) -> Merge:
    """Make two records of one human one: all of it moves to the older record, nothing is lost, and it can be undone."""
    survivor, merged = _locked_pair(one, other)
    merging = Merging(survivor, merged, _answers(questions_of(survivor, merged), choices))
    values = kept_values(survivor, merged, merging.choices)
    merging.aside += facts_aside(survivor, merged, values)
    for rows in all_rows():
        rows.settle(merging)
    merging.ledger.change(merged, merged_into=survivor, **EMPTY)
    merging.ledger.change(survivor, **values)
    changes = {"entries": merging.ledger.entries, "aside": merging.aside, "counts": counts_of([survivor])}
    merge = Merge.objects.create(
        incubator_id=survivor.incubator_id, survivor=survivor, merged=merged, by=by, changes=json.dumps(changes)
    )
    index_persons([survivor, merged])
    record_act(survivor, "person.merged", by=by, person_code=survivor.code, merge=merge.code, with_code=merged.code)
    record_act(merged, "person.merged_into", by=by, person_code=merged.code, merge=merge.code, with_code=survivor.code)
    return merge


def _locked_pair(one: Person, other: Person) -> tuple[Person, Person]:
    # In the order of their keys, as everything that locks persons does.
    rows = list(Person.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk, other.pk]).order_by("pk"))
    if len(rows) < 2:
        raise DomainError(_("This is one and the same record already."))
    if any(row.merged_into_id for row in rows):
        raise DomainError(_("One of these records has just become one with another. Start again from the person’s page."))
    if rows[0].incubator_id != rows[1].incubator_id:
        raise DomainError(_("Choose a person of this incubator."))
    return in_order(*rows)


def _answers(questions: list[Question], choices: Mapping[str, str]) -> dict[str, str]:
    answers: dict[str, str] = {}
    for question in questions:
        answer = choices.get(question.name) or question.default
        if answer not in dict(question.options):
            raise DomainError(_("Choose which one stays."), field=question.name)
        answers[question.name] = answer
    return answers


@transaction.atomic
def undo_merge(merge: Merge, *, by: Membership) -> Merge:
    """Make two records of one again, exactly as they were. What was added since stays with the survivor. Twice is harmless."""
    list(Person.objects.select_for_update(of=("self",)).filter(pk__in=[merge.survivor_id, merge.merged_id]).order_by("pk"))
    merge = Merge.objects.select_for_update(of=("self",)).select_related("survivor").get(pk=merge.pk)
    if merge.undone_at is not None:
        return merge
    if refusal := why_no_undo(merge):
        raise DomainError(refusal)
    changed_since = Ledger(json.loads(merge.changes)["entries"]).undo()
    for rows in all_rows():
        if rows.after_undo is not None:
            rows.after_undo(changed_since)
    merge.undone_at, merge.undone_by, merge.changes = timezone.now(), by, ""
    merge.save(update_fields=["undone_at", "undone_by", "changes"])
    persons = list(Person.objects.filter(pk__in=[merge.survivor_id, merge.merged_id]))
    index_persons(persons)
    for person in persons:
        record_act(person, "person.merge_undone", by=by, person_code=person.code, merge=merge.code)
    return merge


@transaction.atomic
def tell_apart(one: Person, other: Person, *, by: Membership) -> None:
    """Remember that two records that look alike are two humans: they are not proposed again. Twice is harmless."""
    first, second = in_order(one, other)
    if first == second:
        raise DomainError(_("This is one and the same record already."))
    _row, created = NotTheSame.objects.get_or_create(
        incubator_id=first.incubator_id, one=first, other=second, defaults={"by": by}
    )
    if created:
        record_act(first, "person.told_apart", by=by, person_code=first.code, with_code=second.code)


@transaction.atomic
def think_again(one: Person, other: Person, *, by: Membership) -> None:
    """Forget that two records were told apart."""
    first, second = in_order(one, other)
    gone, _by_model = NotTheSame.objects.filter(incubator_id=first.incubator_id, one=first, other=second).delete()
    if gone:
        record_act(first, "person.told_apart_undone", by=by, person_code=first.code, with_code=second.code)


@transaction.atomic
def forget_old_changes() -> int:
    """Empty what merges older than thirty days remember: they can't be undone any more. Returns how many were emptied."""
    rows = Merge.objects.filter(at__lt=timezone.now() - UNDO_FOR).exclude(changes="")
    gone = dict(rows.values_list("pk", "survivor"))
    Merge.objects.filter(pk__in=gone).update(changes="")
    index_persons(Person.objects.filter(pk__in=gone.values()))
    return len(gone)


def remembered(merge: Merge) -> dict[str, Any]:
    """Return what a merge remembers: its `entries`, what it put `aside`, and its `counts`; empty once forgotten or undone."""
    return json.loads(merge.changes) if merge.changes else {"entries": [], "aside": [], "counts": {}}
