"""Where applications come from, and what partners send us."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.intake.models import Application, Recommendation
from interlab.network.models import Source
from interlab.privacy.actions import record_act


@transaction.atomic
def set_source(
    application: Application, *, source: Source | None, recommendation: Recommendation | None, by: Membership
) -> Application:
    """Say how an application's writer found us, and which recommendation led to it. Their participation tells the same."""
    for one, field in ((source, "source"), (recommendation, "recommendation")):
        if one is not None and one.incubator_id != application.incubator_id:
            raise DomainError(_("Choose one of this incubator."), field=field)
    wanted = {"source": source, "recommendation": recommendation}
    changed = [name for name, value in wanted.items() if getattr(application, name) != value]
    if not changed:
        return application
    application.source, application.recommendation = source, recommendation
    application.save(update_fields=changed)
    if "source" in changed and application.participation is not None:
        application.participation.source = source
        application.participation.save(update_fields=["source"])
    code = application.person.code if application.person else ""
    record_act(application, "application.source_set", by=by, person_code=code, fields=changed)
    return application


@transaction.atomic
def note_contacted(recommendation: Recommendation, *, by: Membership) -> Recommendation:
    """Note that a colleague reached whom a partner recommended. Twice is harmless."""
    found = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    if found.handled_at is None:
        found.handled_at, found.handled_by = timezone.now(), by
        found.save(update_fields=["handled_at", "handled_by"])
        record_act(found, "recommendation.contacted", by=by)
    return found
