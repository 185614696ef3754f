"""What follows from having helped: whoever wrote with the person doesn't judge what was written."""

from django.db import transaction

from interlab.intake.models import Application, Conflict
from interlab.privacy.actions import record_act


@transaction.atomic
def note_help(application: Application) -> None:
    """Note, once an application is sent, who helped to write it: they won't read it as a judge. Without help nothing happens."""
    helper = application.helped_by
    if helper is None or application.person is None:
        return
    Conflict.objects.get_or_create(
        incubator_id=application.incubator_id,
        application=application,
        member=helper,
        taken_back_at=None,
        defaults={"reason": Conflict.Reason.HELPED},
    )
    record_act(application, "application.helped", by=helper, person_code=application.person.code)
