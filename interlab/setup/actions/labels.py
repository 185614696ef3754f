"""The words of a team: added, renamed, put in order, archived. What a word means never changes."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.network.models import Incubator, Label, Programme
from interlab.privacy.actions import record_act
from interlab.setup.rules import check_dispensable, check_new_word, siblings_of
from interlab.setup.vocabularies import Vocabulary


def _lock(incubator_id: int) -> None:
    # Two changes of one list at once would judge it as it was before the other.
    Incubator.objects.select_for_update().get(pk=incubator_id)


@transaction.atomic
def add_label(vocabulary: Vocabulary, *, name: str, meaning: str, by: Membership, programme: Programme | None = None) -> Label:
    """Add a word with one of the fixed meanings, at the end of its list."""
    _lock(by.incubator_id)
    facts: dict[str, Any] = {"incubator_id": by.incubator_id, "meaning": meaning}
    label = vocabulary.model(**facts, **({"programme": programme} if vocabulary.by_programme else {}))
    label.name = check_new_word(label, name)
    label.position = max((other.position for other in siblings_of(label)), default=-1) + 1
    label.save()
    record_act(label, "label.added", by=by, meaning=meaning)
    return label


@transaction.atomic
def rename_label(label: Label, *, name: str, by: Membership) -> Label:
    """Call a meaning by another word, in the past too. No figure changes."""
    _lock(by.incubator_id)
    label.name = check_new_word(label, name)
    label.save(update_fields=["name"])
    record_act(label, "label.renamed", by=by)
    return label


@transaction.atomic
def shift_label(label: Label, *, up: bool, by: Membership) -> Label:
    """Move a word one place up or down in its list; at the end of the list nothing happens."""
    _lock(by.incubator_id)
    words = siblings_of(label)
    place = next((index for index, other in enumerate(words) if other.pk == label.pk), None)
    if place is None:
        raise DomainError(_("This word is archived. Take it back into use first."))
    target = place - 1 if up else place + 1
    if not 0 <= target < len(words):
        return label
    words.insert(target, words.pop(place))
    for position, word in enumerate(words):
        word.position = position
    type(label)._default_manager.bulk_update(words, ["position"])
    record_act(label, "label.moved", by=by, position=target)
    return label


@transaction.atomic
def archive_label(label: Label, *, by: Membership) -> Label:
    """Offer a word no longer. What was noted with it keeps it; the figures keep what they need."""
    _lock(by.incubator_id)
    label.refresh_from_db()
    if label.archived_at is None:
        check_dispensable(label)
        label.archived_at = timezone.now()
        label.save(update_fields=["archived_at"])
        record_act(label, "label.archived", by=by)
    return label


@transaction.atomic
def restore_label(label: Label, *, by: Membership) -> Label:
    """Offer an archived word again."""
    _lock(by.incubator_id)
    label.refresh_from_db()
    if label.archived_at is not None:
        check_new_word(label, label.name)
        label.archived_at = None
        label.save(update_fields=["archived_at"])
        record_act(label, "label.restored", by=by)
    return label
