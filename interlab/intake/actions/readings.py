"""Reading: scores, what can't be judged fairly, what there is no time for; and recordings written down by the team."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.intake.models import Application, Conflict, Reading, Upload
from interlab.intake.scoring import TOP
from interlab.privacy.actions import record_act


def note_opening(reading: Reading, *, by: Membership) -> None:
    """Write down that a reader opened an application: its writer can see who did."""
    record_act(reading, "reading.opened", by=by, person_code=_person_code(reading.application))


def note_comparison(application: Application, *, by: Membership) -> None:
    """Write down that somebody compared an application's readings: its writer can see who did."""
    record_act(application, "comparison.opened", by=by, person_code=_person_code(application))


@transaction.atomic
def save_reading(
    reading: Reading, *, scores: Mapping[str, int], for_team: str, for_applicant: str, done: bool, by: Membership
) -> Reading:
    """Keep a reader's scores and comments: as a draft, or done. Done needs a level for every line; a draft may miss some."""
    reading = _held(reading)
    _check_open(reading)
    codes = set(reading.round.criteria.values_list("code", flat=True))
    if set(scores) - codes or any(level not in range(TOP + 1) for level in scores.values()):
        raise DomainError(_("A level is a number from 0 to 4."))
    if done and (left := codes - set(scores)):
        raise DomainError(_("Choose a level here."), field=f"score_{min(left)}")
    now = timezone.now()
    reading.scores, reading.for_team, reading.for_applicant = dict(scores), for_team, for_applicant
    reading.opened_at, reading.saved_at, reading.done_at = reading.opened_at or now, now, now if done else None
    reading.save()
    record_act(reading, "reading.done" if done else "reading.saved", by=by, person_code=_person_code(reading.application))
    return reading


@transaction.atomic
def declare_conflict(reading: Reading, *, reason: str, by: Membership) -> Conflict:
    """Say that one can't judge an application fairly: everything one was given of it goes back, and opens no more."""
    reading = _held(reading)
    if reason not in Conflict.Reason.values:
        raise DomainError(_("Choose why."), field="reason")
    conflict, is_new = Conflict.objects.get_or_create(
        incubator_id=reading.incubator_id,
        application=reading.application,
        member=by,
        taken_back_at=None,
        defaults={"reason": reason},
    )
    mine = Reading.objects.standing().filter(application=reading.application, reader__member=by)
    # What was scored before it was said isn't fair either.
    mine.update(handed_back_at=timezone.now(), done_at=None, scores={})
    if is_new:
        record_act(conflict, "conflict.declared", by=by, reason=reason)
    return conflict


@transaction.atomic
def hand_back(reading: Reading, *, by: Membership) -> Reading:
    """Give a reading back for lack of time: somebody else reads it."""
    reading = _held(reading)
    _check_open(reading)
    reading.handed_back_at, reading.done_at = timezone.now(), None
    reading.save(update_fields=["handed_back_at", "done_at"])
    record_act(reading, "reading.handed_back", by=by)
    return reading


@transaction.atomic
def write_transcript(upload: Upload, *, words: str, by: Membership) -> Upload:
    """Write down what a recording says, for whoever reads without hearing the voice."""
    upload.transcript = words
    upload.save(update_fields=["transcript"])
    record_act(upload.application, "upload.written_down", by=by, person_code=_person_code(upload.application))
    return upload


def _held(reading: Reading) -> Reading:
    Reading.objects.select_for_update().get(pk=reading.pk)
    return Reading.objects.select_related("round", "application__person").get(pk=reading.pk)


def _check_open(reading: Reading) -> None:
    if reading.round.closed_at is not None:
        raise DomainError(_("This round is closed. Open it again first."))
    if reading.handed_back_at is not None:
        raise DomainError(_("You gave this one back."))


def _person_code(application: Application) -> str:
    return application.person.code if application.person is not None else ""
