"""Taking an application back, whole or for good; and thinking better of it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.core.files import forget_file
from interlab.intake.following import may_return, may_withdraw, told_decision
from interlab.intake.models import Application, InterviewSlot
from interlab.journeys.actions.participations import move_participation, open_participation
from interlab.journeys.models.participations import State as Participates
from interlab.network.models import Incubator
from interlab.notices.actions import cancel_messages
from interlab.notices.models import Message, State
from interlab.privacy.actions import record_act
from interlab.privacy.models import DataRequest
from interlab.privacy.requests import ask_for_data, take_back_request


@transaction.atomic
def drop_application(application: Application, *, by: Membership | None = None) -> None:
    """Delete an application that was never sent, with everything in it."""
    application = locked(application)
    if application.is_sent:
        raise DomainError(_("This application was sent already."))
    forget_messages(f"application:{application.code}", application.incubator)
    for upload in application.uploads.all():
        forget_file(upload.file)
    record_act(application, "application.dropped", by=by)
    application.delete()


def forget_messages(cause: str, incubator: Incubator) -> None:
    """Delete what was written about `cause`: to somebody of whom nothing else is left. What is leaving this moment goes with the old ones."""
    cancel_messages(cause, incubator=incubator)
    Message.objects.filter(incubator=incubator, cause=cause).exclude(state=State.SENDING).delete()


@transaction.atomic
def withdraw_application(application: Application, *, erase: bool = False, by: Membership | None = None) -> Application:
    """Take a sent application back; with `erase`, ask at the same time that everything about its writer goes."""
    application = locked(application)
    if not application.is_sent or application.person is None:
        raise DomainError(_("This application is not sent yet."))
    if may_withdraw(application, told_decision(application)):
        _take_back(application, by)
    elif application.withdrawn_at is None:
        raise DomainError(_("You have our answer already. Call us: we look for a way together."))
    if erase:
        ask_for_data(DataRequest.Kind.ERASURE, person=application.person, by=by)
    return application


def _take_back(application: Application, by: Membership | None) -> None:
    application.withdrawn_at = timezone.now()
    application.save(update_fields=["withdrawn_at"])
    if application.participation is not None:
        application.participation = move_participation(
            application.participation, Participates.WITHDRAWN, by=by, reason="withdrawn"
        )
    InterviewSlot.objects.filter(incubator_id=application.incubator_id, application=application, outcome="").update(
        application=None, booked_at=None
    )
    # An answer that was only prepared is none any more.
    application.decisions.filter(told_at=None).delete()
    cancel_messages(f"application:{application.code}", incubator=application.incubator)
    code = application.person.code if application.person else ""
    record_act(application, "application.withdrawn", by=by, person_code=code)


@transaction.atomic
def return_application(application: Application, *, by: Membership | None = None) -> Application:
    """Let an application that was taken back stand after all, while there is still time."""
    application = locked(application)
    if application.person is None or not may_return(application, told_decision(application)):
        raise DomainError(_("It is too late for that here. Call us: we look for a way together."))
    call = application.call
    source = application.participation.source if application.participation else None
    application.participation = open_participation(application.person, call.programme, by=by, cohort=call.cohort, source=source)
    application.withdrawn_at = None
    application.save(update_fields=["withdrawn_at", "participation"])
    asked = DataRequest.objects.open().filter(incubator_id=application.incubator_id, kind=DataRequest.Kind.ERASURE)
    for request in asked.about(application.person.code):
        take_back_request(request, by=by)
    record_act(application, "application.sent_again", by=by, person_code=application.person.code)
    return application


def locked(application: Application) -> Application:
    """Return the application as it is now, held until the end of the transaction."""
    rows = Application.objects.select_for_update(of=("self",))
    found = rows.select_related("incubator", "call__programme", "call__cohort", "person", "participation__source")
    row = found.filter(pk=application.pk).first()
    if row is None:
        raise DomainError(_("This application is no longer here."))
    return row
