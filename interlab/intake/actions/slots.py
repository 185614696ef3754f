"""Picking a time to meet, from the applicant's side."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.core.errors import DomainError
from interlab.intake.actions.acknowledgements import confirm_slot
from interlab.intake.actions.withdrawals import locked
from interlab.intake.following import free_slots, may_move, told_decision
from interlab.intake.models import Application, InterviewSlot
from interlab.notices.actions import cancel_messages
from interlab.privacy.actions import record_act


@transaction.atomic
def pick_slot(application: Application, code: str) -> InterviewSlot:
    """Give an invited applicant the time called `code`, in place of the one they had. The first who asks has it."""
    application = locked(application)
    _check_invited(application)
    wanted = next((slot for slot in free_slots(application) if slot.code == code), None)
    if wanted is None:
        raise DomainError(_("Somebody has just taken this time. Please choose another one."), field="slot")
    had = _slot_of(application)
    if had is not None:
        _leave(application, had)
    # One statement: of two who ask at the same moment, one finds the time taken.
    free = InterviewSlot.objects.filter(pk=wanted.pk, application=None, outcome="")
    if not free.update(application=application, booked_at=timezone.now()):
        raise DomainError(_("Somebody has just taken this time. Please choose another one."), field="slot")
    wanted.refresh_from_db()
    record_act(wanted, "slot.picked", by=None, person_code=application.person.code if application.person else "")
    confirm_slot(application, wanted)
    return wanted


@transaction.atomic
def give_slot_back(application: Application) -> None:
    """Let somebody else have the time an applicant had picked."""
    application = locked(application)
    slot = _slot_of(application)
    if slot is None:
        raise DomainError(_("You have no time to give back."))
    _leave(application, slot)
    record_act(slot, "slot.given_back", by=None, person_code=application.person.code if application.person else "")


def _check_invited(application: Application) -> None:
    if application.invited_at is None or application.withdrawn_at is not None or told_decision(application) is not None:
        raise DomainError(_("There is no time to choose just now. Call us if you are not sure."))


def _slot_of(application: Application) -> InterviewSlot | None:
    return application.slots.select_for_update(of=("self",)).filter(outcome="").first()


def _leave(application: Application, slot: InterviewSlot) -> None:
    if not may_move(slot):
        raise DomainError(_("It is less than a day away. Call us to change it."))
    slot.application, slot.booked_at = None, None
    slot.save(update_fields=["application", "booked_at"])
    cancel_messages(f"slot:{slot.code}:{application.code}", incubator=application.incubator)
