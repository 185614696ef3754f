"""Meeting applicants: times are offered, people are invited, a time is cancelled, or has passed."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.intake.actions.rounds import share_out_round
from interlab.intake.models import Application, Call, InterviewSlot, Round
from interlab.network.models import Incubator
from interlab.notices.actions import Recipient, queue_message
from interlab.people.reach import recipient_of
from interlab.privacy.actions import record_act

MOST_SLOTS = 40


@transaction.atomic
def offer_slots(
    call: Call, *, member: Membership, on: date, from_time: time, to_time: time, minutes: int, place: str, by: Membership
) -> list[InterviewSlot]:
    """Offer times at which a colleague can meet applicants: one after the other, from one hour to another."""
    start, end = (timezone.make_aware(datetime.combine(on, hour)) for hour in (from_time, to_time))
    if end <= start or minutes < 5:
        raise DomainError(_("The end comes after the beginning."), field="to_time")
    if end < timezone.now():
        raise DomainError(_("This day has passed."), field="on")
    count = int((end - start) / timedelta(minutes=minutes))
    if not 1 <= count <= MOST_SLOTS:
        raise DomainError(
            _("Between these hours there is room for 1 to %(most)s meetings.") % {"most": MOST_SLOTS}, field="minutes"
        )
    # One row for all who offer: two at once see each other's.
    Incubator.objects.select_for_update().get(pk=call.incubator_id)
    known = InterviewSlot.objects.filter(incubator=call.incubator, member=member).exclude(outcome="cancelled")
    for taken in known.filter(starts_at__lt=end, starts_at__gt=start - timedelta(hours=12)):
        if taken.starts_at + timedelta(minutes=taken.minutes) > start:
            raise DomainError(_("%(name)s has other meetings at that time.") % {"name": member.name}, field="from_time")
    try:
        made = InterviewSlot.objects.bulk_create(
            InterviewSlot(
                incubator=call.incubator,
                call=call,
                member=member,
                starts_at=start + n * timedelta(minutes=minutes),
                minutes=minutes,
                place=place,
            )
            for n in range(count)
        )
    except IntegrityError as error:
        raise DomainError(_("%(name)s has other meetings at that time.") % {"name": member.name}, field="from_time") from error
    record_act(call, "slots.offered", by=by, slots=len(made))
    return made


@transaction.atomic
def cancel_slot(slot: InterviewSlot, *, by: Membership, link: str) -> InterviewSlot:
    """Take an offered time back; whoever had booked it is told, and picks another one."""
    slot = _held(slot)
    if slot.outcome:
        raise DomainError(_("This meeting has passed, or was cancelled already."))
    slot.outcome = InterviewSlot.Outcome.CANCELLED
    slot.save(update_fields=["outcome"])
    application = slot.application
    record_act(slot, "slot.cancelled", by=by, person_code=_person_code(application))
    if application is not None and application.person is not None:
        to = recipient_of(application.person)
        with override(to.language):
            when = date_format(timezone.localtime(slot.starts_at), "j F, H:i")
        _write("intake.slot_cancelled", application, to, key=f"slot_cancelled:{slot.code}", link=link, by=by, when=when)
    return slot


@transaction.atomic
def settle_slot(slot: InterviewSlot, *, outcome: str, note: str, by: Membership) -> InterviewSlot:
    """Note whether a meeting took place; then whoever met the applicant scores them, where a round of interviews is open."""
    slot = _held(slot)
    if slot.application is None or slot.outcome == InterviewSlot.Outcome.CANCELLED:
        raise DomainError(_("Nobody had booked this time."))
    if outcome not in (InterviewSlot.Outcome.HELD, InterviewSlot.Outcome.MISSED):
        raise DomainError(_("Say whether you met."), field="outcome")
    slot.outcome, slot.note = outcome, note
    slot.save(update_fields=["outcome", "note"])
    record_act(
        slot,
        "slot.held" if outcome == InterviewSlot.Outcome.HELD else "slot.missed",
        by=by,
        person_code=_person_code(slot.application),
    )
    if outcome == InterviewSlot.Outcome.HELD and slot.application.withdrawn_at is None:
        for row in Round.objects.filter(call=slot.call_id, kind=Round.Kind.INTERVIEW, closed_at=None):
            share_out_round(row, by=by)
    return slot


@transaction.atomic
def invite_to_meet(call: Call, applications: Sequence[Application], *, by: Membership, link: str) -> int:
    """Invite people to pick a time; whoever was invited before isn't again. Return how many were. `link` leads to the site."""
    invited = 0
    for application in applications:
        row = Application.objects.select_for_update(of=("self",)).select_related("person").get(pk=application.pk)
        if row.call_id != call.pk or row.person is None or row.withdrawn_at is not None or row.invited_at is not None:
            continue
        row.invited_at = timezone.now()
        row.save(update_fields=["invited_at"])
        _write("intake.interview_invited", row, recipient_of(row.person), key=f"invited:{row.code}", link=link, by=by)
        record_act(row, "application.invited", by=by, person_code=row.person.code)
        invited += 1
    return invited


def _write(wording: str, application: Application, to: Recipient, *, key: str, link: str, by: Membership, **more: str) -> None:
    address = f"{link.rstrip('/')}/{application.incubator.slug}/resume/?code={application.spoken}"
    about = {"name": to.name, "incubator": application.incubator.name, "spoken": application.spoken, "link": address, **more}
    queue_message(wording, to, incubator=application.incubator, about=about, key=key, by=by)


def _held(slot: InterviewSlot) -> InterviewSlot:
    InterviewSlot.objects.select_for_update().get(pk=slot.pk)
    return InterviewSlot.objects.select_related("application__person", "application__incubator").get(pk=slot.pk)


def _person_code(application: Application | None) -> str:
    return application.person.code if application is not None and application.person is not None else ""
