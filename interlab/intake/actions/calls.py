"""Calls: opened with the usual questions, published once everything is there, closed, opened again, begun anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.intake.actions.forms import publish_form
from interlab.intake.declaring import default_for
from interlab.intake.missing import check_complete
from interlab.intake.models import Call, CallForm
from interlab.network.models import Cohort, Programme
from interlab.privacy.actions import record_act

_FACTS = ("programme", "cohort", "name", "intro", "opens_on", "closes_on", "places", "languages", "answer_days", "answered_by")


@dataclass(frozen=True)
class CallFacts:
    """What the team says of a call. No last day: it takes people in at any time."""

    programme: Programme
    name: str
    opens_on: date
    languages: list[str]
    closes_on: date | None = None
    cohort: Cohort | None = None
    places: int | None = None
    answer_days: int = 14
    answered_by: Membership | None = None
    intro: Mapping[str, str] = field(default_factory=dict)


def _check(facts: CallFacts, incubator_id: int) -> None:
    things = [facts.programme, facts.cohort, facts.answered_by]
    if any(thing is not None and thing.incubator_id != incubator_id for thing in things):
        raise DomainError(_("This is of another incubator."))
    if not facts.languages:
        raise DomainError(_("Choose at least one language."), field="languages")
    if facts.closes_on is not None and facts.closes_on < facts.opens_on:
        raise DomainError(_("The last day comes before the first one."), field="closes_on")
    if facts.cohort is not None and facts.cohort.programme_id != facts.programme.pk:
        raise DomainError(_("This cohort is of another programme."), field="cohort")


def _write(call: Call, facts: CallFacts) -> list[str]:
    """Put the facts into the call; return the names of those that changed."""
    intro = {code: words.strip() for code, words in facts.intro.items() if words.strip()}
    values = {name: getattr(facts, name) for name in _FACTS} | {"name": facts.name.strip(), "intro": intro}
    changed = [name for name, value in values.items() if call._state.adding or getattr(call, name) != value]
    for name in changed:
        setattr(call, name, values[name])
    return changed


@transaction.atomic
def create_call(facts: CallFacts, *, by: Membership) -> Call:
    """Prepare a call with the usual questions. Nobody outside the team sees it before it is published."""
    _check(facts, by.incubator_id)
    call = Call(incubator_id=by.incubator_id)
    _write(call, facts)
    call.save()
    CallForm.objects.create(
        incubator_id=call.incubator_id, call=call, number=1, declaration=default_for(call.languages), created_by=by
    )
    record_act(call, "call.created", by=by)
    return call


@transaction.atomic
def update_call(call: Call, facts: CallFacts, *, by: Membership) -> Call:
    """Correct a call. One that is published stays complete in each of its languages."""
    _check(facts, call.incubator_id)
    if call.published_at is not None and facts.programme.pk != call.programme_id:
        raise DomainError(_("A published call stays in its programme."), field="programme")
    changed = _write(call, facts)
    if changed:
        if call.published_at is not None:
            # What applicants read now, not what is being prepared.
            check_complete(call, call.versions.filter(published_at__isnull=False).order_by("number").last())
        call.save(update_fields=changed)
        record_act(call, "call.updated", by=by, fields=sorted(changed))
    return call


@transaction.atomic
def publish_call(call: Call, *, by: Membership) -> Call:
    """Show a call to everybody, with the newest version of its questions. Publishing it twice is harmless."""
    call = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if call.published_at is not None:
        return call
    if call.closes_on is not None and call.closes_on < today():
        raise DomainError(_("Its last day is over. Change the dates first."), field="closes_on")
    newest = call.versions.order_by("number").last()
    check_complete(call, newest)
    if newest is not None and newest.published_at is None:
        publish_form(call, by=by)
    call.published_at = timezone.now()
    call.save(update_fields=["published_at"])
    record_act(call, "call.published", by=by)
    return call


@transaction.atomic
def close_call(call: Call, *, by: Membership) -> Call:
    """Take no new applications. What was started may still be sent for 48 hours."""
    if call.published_at is None:
        raise DomainError(_("This call is not published: there is nothing to close."))
    if call.closed_at is None:
        call.closed_at = timezone.now()
        call.save(update_fields=["closed_at"])
        record_act(call, "call.closed", by=by)
    return call


@transaction.atomic
def reopen_call(call: Call, *, by: Membership) -> Call:
    """Take applications again, until the call's last day."""
    if call.closed_at is not None:
        if call.closes_on is not None and call.closes_on < today():
            raise DomainError(_("Its last day is over. Change the dates first."))
        call.closed_at = None
        call.save(update_fields=["closed_at"])
        record_act(call, "call.reopened", by=by)
    return call


@transaction.atomic
def duplicate_call(call: Call, *, by: Membership) -> Call:
    """Prepare the next call from this one: same words and questions, to open after it, unpublished."""
    length = call.closes_on - call.opens_on if call.closes_on is not None else None
    opens_on = max(today(), call.opens_on)
    copy = Call.objects.create(
        incubator_id=call.incubator_id,
        programme=call.programme,
        name=_("%(name)s (copy)") % {"name": call.name[:100]},
        intro=call.intro,
        opens_on=opens_on,
        closes_on=opens_on + length if length is not None else None,
        places=call.places,
        languages=call.languages,
        answer_days=call.answer_days,
        answered_by=call.answered_by,
    )
    newest = call.versions.order_by("number").last()
    declaration = newest.declaration if newest is not None else default_for(call.languages)
    CallForm.objects.create(incubator_id=call.incubator_id, call=copy, number=1, declaration=declaration, created_by=by)
    record_act(copy, "call.created", by=by, copied=call.code)
    return copy
