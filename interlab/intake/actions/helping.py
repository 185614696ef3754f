"""Helper mode: a colleague fills an application in with its writer, who said that they may."""

import json
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.intake.actions.applications import start_application
from interlab.intake.actions.sources import note_contacted
from interlab.intake.asked import questionnaire_of
from interlab.intake.models import Application, Call, Recommendation
from interlab.privacy.actions import record_act

_LONGEST = 300


class SaidYes(models.TextChoices):
    """How somebody agreed to be helped."""

    IN_PERSON = "in_person", gettext_lazy("in person")
    BY_PHONE = "by_phone", gettext_lazy("on the phone")
    BY_MESSAGE = "by_message", gettext_lazy("by message")


def _mandate(how: str, words: str) -> str:
    """Return in words how somebody agreed; what they said is kept as it was typed."""
    if how not in SaidYes.values:
        raise DomainError(_("Say how the person agreed to be helped."), field="how")
    label = str(SaidYes(how).label)
    return f"{label} : {words.strip()}"[:_LONGEST] if words.strip() else label


@transaction.atomic
def start_with_person(
    call: Call, *, language: str, how: str, words: str = "", recommendation: Recommendation | None = None, by: Membership
) -> Application:
    """Start an application together with the person; what a partner told of them already isn't asked again."""
    mandate = _mandate(how, words)
    application = start_application(call, by=by, language=language, recommendation=recommendation, mandate=mandate)
    if recommendation is not None:
        application.answers = json.dumps(_known(application, recommendation), ensure_ascii=False)
        application.save(update_fields=["answers", "saved_at"])
        note_contacted(recommendation, by=by)
    record_act(application, "application.help_began", by=by, mandate=how)
    return application


def _known(application: Application, recommendation: Recommendation) -> dict[str, Any]:
    questionnaire = questionnaire_of(application.form)
    facts = {
        "name": {"full_name": recommendation.name, "called": ""},
        "contact": {"kind": recommendation.kind, "value": recommendation.value},
    }
    # A team declares what an answer is to us, and may ask for neither.
    asked = {fact: questionnaire.filling(fact) for fact in facts}
    return {one.id: facts[fact] for fact, one in asked.items() if one is not None and one.kind == fact}


@transaction.atomic
def go_on_with_person(application: Application, *, how: str, words: str = "", by: Membership) -> Application:
    """Go on with a started application together with its writer, who agreed."""
    application = Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=application.pk)
    if application.is_sent or application.withdrawn_at is not None:
        raise DomainError(_("This application is no longer being written."))
    if not application.call.may_finish():
        raise DomainError(_("This call has closed."))
    application.helped_by, application.mandate = by, _mandate(how, words)
    application.save(update_fields=["helped_by", "mandate", "saved_at"])
    record_act(application, "application.help_began", by=by, mandate=how)
    return application
