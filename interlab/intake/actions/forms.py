"""What a call asks: changed in a version of its own, which everybody who starts later gets once it is published."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.core.questions import QuestionnaireError
from interlab.intake import declaring
from interlab.intake.missing import check_complete
from interlab.intake.models import Call, CallForm
from interlab.privacy.actions import record_act


def newest_version(call: Call) -> CallForm:
    """Return the version that is being written, else the one that is asked."""
    newest = call.versions.order_by("number").last()
    if newest is None:
        raise DomainError(_("This call asks no questions yet."))
    return newest


def _redeclare(
    call: Call, change: Callable[[declaring.Declaration], Any], act: str, *, by: Membership, question: str = ""
) -> CallForm:
    """Change the version being written, or begin one from what is asked now."""
    Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    newest = newest_version(call)
    if question and declaring.place_of(newest.declaration, question) < 0:
        raise DomainError(_("This question is no longer there."))
    try:
        declaration = declaring.checked(change(newest.declaration), call.languages)
    except QuestionnaireError as error:
        raise DomainError(str(error)) from error
    if declaration == newest.declaration:
        return newest
    if newest.published_at is None:
        newest.declaration = declaration
        newest.save(update_fields=["declaration"])
    else:
        newest = CallForm.objects.create(
            incubator_id=call.incubator_id, call=call, number=newest.number + 1, declaration=declaration, created_by=by
        )
    record_act(call, act, by=by, question=question, number=newest.number)
    return newest


@transaction.atomic
def add_question(call: Call, row: Mapping[str, Any], *, by: Membership) -> tuple[CallForm, str]:
    """Ask one more question; return the version and the short name the question got."""
    before = {one["id"] for one in newest_version(call).declaration["questions"]}
    version = _redeclare(call, lambda there: declaring.with_question(there, row), "form.question_added", by=by)
    return version, next(one["id"] for one in version.declaration["questions"] if one["id"] not in before)


@transaction.atomic
def change_question(call: Call, question: str, facts: Mapping[str, Any], *, by: Membership) -> CallForm:
    """Change a question's words, answers or when it is shown. Its kind and what it is to us stay."""
    changed = lambda there: declaring.changed(there, question, facts)  # noqa: E731
    return _redeclare(call, changed, "form.question_changed", by=by, question=question)


@transaction.atomic
def shift_question(call: Call, question: str, step: int, *, by: Membership) -> CallForm:
    """Ask a question one place earlier (-1) or later (1)."""
    return _redeclare(
        call, lambda there: declaring.shifted(there, question, step), "form.question_moved", by=by, question=question
    )


@transaction.atomic
def remove_question(call: Call, question: str, *, by: Membership) -> CallForm:
    """Ask a question no more. Answers that were given to it stay readable with their version."""
    return _redeclare(call, lambda there: declaring.without(there, question), "form.question_removed", by=by, question=question)


@transaction.atomic
def replace_questions(call: Call, declaration: Any, *, by: Membership) -> CallForm:
    """Ask what a declaration says, all at once."""
    return _redeclare(call, lambda there: declaration, "form.replaced", by=by)


@transaction.atomic
def discard_draft(call: Call, *, by: Membership) -> Call:
    """Throw away the version being written: what is asked now stays. The first version of a call can't be thrown away."""
    Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    draft = newest_version(call)
    if draft.published_at is None:
        if draft.number == 1:
            raise DomainError(_("The first version can't be thrown away: nothing would be left to ask."))
        record_act(call, "form.discarded", by=by, number=draft.number)
        draft.delete()
    return call


@transaction.atomic
def publish_form(call: Call, *, by: Membership) -> CallForm:
    """Let everybody who starts from now on answer the newest version; whoever has started keeps theirs."""
    Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    newest = newest_version(call)
    if newest.published_at is None:
        check_complete(call, newest)
        newest.published_at = timezone.now()
        newest.save(update_fields=["published_at"])
        record_act(call, "form.published", by=by, number=newest.number)
    return newest
