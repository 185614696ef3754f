"""A partner sends somebody to us, with that person's agreement."""

from django.db import transaction
from django.utils.translation import gettext as _

from interlab.core.errors import DomainError
from interlab.intake.models import Recommendation
from interlab.network.models import Incubator
from interlab.people.contacts import normal_form
from interlab.privacy.actions import record_act


@transaction.atomic
def recommend_person(
    incubator: Incubator,
    *,
    organisation: str,
    by_whom: str,
    partner_contact: str,
    name: str,
    kind: str,
    value: str,
    language: str,
    words: str,
    agreed: bool,
    agreed_how: str,
) -> Recommendation:
    """Keep whom a partner sends to us. Without the person's own agreement nothing is kept."""
    if not agreed or not agreed_how.strip():
        raise DomainError(_("We can only call someone who knows and agrees. Ask them first."), field="agreed")
    recommendation = Recommendation.objects.create(
        incubator=incubator,
        organisation=organisation,
        by_whom=by_whom,
        partner_contact=partner_contact,
        name=name,
        kind=kind,
        value=value,
        normal=normal_form(kind, value)[:254],
        language=language,
        words=words,
        agreed_how=agreed_how,
    )
    record_act(recommendation, "recommendation.received", by=None)
    return recommendation
