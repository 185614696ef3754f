"""Agreeing and taking it back: one mechanism for whatever needs a person's word.

    if holds(person, "people.whatsapp"): …

Only `holds` and `ConsentAct.objects.standing(day)` say what is agreed to; nothing keeps a copy of it.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.dates import in_months, today
from interlab.core.errors import DomainError
from interlab.privacy.actions import record_act
from interlab.privacy.models import ConsentAct
from interlab.privacy.purposes import Purpose, purpose_named

How = ConsentAct.How


def _checked(name: str, channel: str) -> Purpose:
    try:
        purpose = purpose_named(name)
    except KeyError:
        raise DomainError(_("This isn't something that we ask for.")) from None
    if channel not in dict(purpose.channels or (("", ""),)):
        raise DomainError(_("This isn't something that we ask for."))
    return purpose


def holds(person: Any, purpose: str, *, channel: str = "", item: str = "", on: date | None = None) -> bool:
    """Whether `person` agrees to `purpose` on the day `on` (today). Yes to no item in particular doesn't reach every item."""
    said = ConsentAct.objects.filter(incubator_id=person.incubator_id, person_code=person.code)
    return said.filter(purpose=purpose, channel=channel, item=item).standing(on or today()).exists()


@transaction.atomic
def give_consent(
    person: Any,
    purpose: str,
    *,
    by: Membership | None,
    how: str = How.SELF,
    channel: str = "",
    item: str = "",
    language: str = "",
    on: date | None = None,
) -> ConsentAct:
    """Keep a person's yes, in the words they read, until it is taken back or its time is over. Said twice, it is kept once."""
    asked, day = _checked(purpose, channel), on or today()
    if day > today():
        raise DomainError(_("This day is still to come. Note what was said."), field="on")
    type(person)._default_manager.select_for_update().get(pk=person.pk)
    said = ConsentAct.objects.filter(incubator_id=person.incubator_id, person_code=person.code)
    standing = said.filter(purpose=purpose, channel=channel, item=item).standing(today()).first()
    if standing is not None and standing.text_version == asked.version and standing.on == day:
        return standing
    with override(language or get_language()):
        words = asked.text(channel)
    act = ConsentAct.objects.create(
        incubator_id=person.incubator_id,
        person_code=person.code,
        purpose=purpose,
        channel=channel,
        item=item[:80],
        given=True,
        language=language or get_language() or "fr",
        text=words,
        text_version=asked.version,
        on=day,
        expires_on=in_months(day, asked.months),
        how=how,
        by=by,
    )
    record_act(act, "consent.given", by=by, person_code=person.code, purpose=purpose, channel=channel, how=how)
    return act


@transaction.atomic
def withdraw_consent(
    person: Any, purpose: str, *, by: Membership | None, how: str = How.SELF, channel: str = "", item: str = ""
) -> ConsentAct | None:
    """Take a yes back, at once. None when there was none: nothing is taken back twice."""
    type(person)._default_manager.select_for_update().get(pk=person.pk)
    said = ConsentAct.objects.filter(incubator_id=person.incubator_id, person_code=person.code)
    standing = said.filter(purpose=purpose, channel=channel, item=item).standing(today()).last()
    if standing is None:
        return None
    act = ConsentAct.objects.create(
        incubator_id=person.incubator_id,
        person_code=person.code,
        purpose=purpose,
        channel=channel,
        item=item,
        given=False,
        language=standing.language,
        text=standing.text,
        text_version=standing.text_version,
        on=today(),
        how=how,
        by=by,
    )
    record_act(act, "consent.withdrawn", by=by, person_code=person.code, purpose=purpose, channel=channel, how=how)
    return act
