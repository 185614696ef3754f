"""Choosing a group: who gets a place, who waits, and why; nobody is told anything yet."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlab.accounts.models import Membership
from interlab.core.dates import today
from interlab.core.errors import DomainError
from interlab.intake.actions.decisions import prepare_decision
from interlab.intake.composing import Candidate, Wishes
from interlab.intake.models import Call, Composition, Decision
from interlab.journeys.models.participations import State
from interlab.privacy.actions import record_act

# Who waits hears again within a month, unless somebody says otherwise.
HEAR_AGAIN = timedelta(days=30)


@transaction.atomic
def choose_group(
    call: Call,
    people: Sequence[Candidate],
    *,
    wishes: Wishes,
    offered: list[dict[str, Any]],
    chosen: Sequence[str],
    waiting: int,
    reasons: str,
    by: Membership,
) -> Composition:
    """Keep the group that was chosen and why, and prepare an answer for everybody: a place, the waiting list, not now.

    `people` are the candidates in the order of their scores; the next `waiting` of them go on the waiting list.
    """
    # Two who choose at once follow each other.
    call = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    chosen = list(dict.fromkeys(chosen))
    _check(people, wishes, chosen, reasons)
    composition = Composition.objects.create(
        incubator_id=call.incubator_id,
        call=call,
        places=wishes.places,
        wishes=wishes.told(),
        offered=offered,
        chosen=chosen,
        reasons=reasons,
        made_by=by,
    )
    rest = [one for one in people if one.code not in chosen]
    for one in people:
        if one.code in chosen:
            prepare_decision(one.application, kind=Decision.Kind.ACCEPT, composition=composition, by=by)
    _prepare_rest(rest, waiting, composition, by)
    record_act(composition, "group.chosen", by=by, call=call.code, places=wishes.places, chosen=len(chosen))
    return composition


def _check(people: Sequence[Candidate], wishes: Wishes, chosen: Sequence[str], reasons: str) -> None:
    if not reasons.strip():
        raise DomainError(_("Say in a few words why this group: it is kept with the choice."), field="reasons")
    if not chosen:
        raise DomainError(_("Tick whoever gets a place."), field="chosen")
    if set(chosen) - {one.code for one in people}:
        gone = _("Somebody you ticked is no longer among the candidates: taken back or answered meanwhile. Look again.")
        raise DomainError(gone, field="chosen")
    if len(chosen) > wishes.places:
        words = ngettext(
            "You ticked %(ticked)s people; there is %(places)s place.",
            "You ticked %(ticked)s people; there are %(places)s places.",
            wishes.places,
        )
        raise DomainError(words % {"ticked": len(chosen), "places": wishes.places}, field="chosen")


def _prepare_rest(rest: Sequence[Candidate], waiting: int, composition: Composition, by: Membership) -> None:
    # Who is on the list already keeps what they were told, unless they get a place.
    already = [one for one in rest if one.application.participation.state == State.WAITLISTED]  # type: ignore[union-attr]
    Decision.objects.prepared().filter(application__in=[one.application.pk for one in already]).delete()
    new = [one for one in rest if one not in already]
    told = Decision.objects.told().filter(application__in=[one.application.pk for one in already])
    rank = max((row.rank or 0 for row in told), default=0)
    for at, one in enumerate(new):
        if at < waiting:
            facts: dict[str, Any] = {"rank": rank + at + 1, "answer_by": today() + HEAR_AGAIN}
            prepare_decision(one.application, kind=Decision.Kind.WAIT, composition=composition, by=by, **facts)
        else:
            prepare_decision(
                one.application, kind=Decision.Kind.NOT_NOW, reason=Decision.Reason.NO_PLACE, composition=composition, by=by
            )
