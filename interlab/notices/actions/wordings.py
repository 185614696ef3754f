"""A team's own words and hours for its messages."""

from datetime import time

from django.db import transaction

from interlab.accounts.models import Membership
from interlab.notices.models import OwnWording, QuietHours
from interlab.notices.wording import Written, wording_named
from interlab.privacy.actions import record_act


@transaction.atomic
def set_wording(name: str, language: str, words: Written, *, by: Membership) -> OwnWording:
    """Use the team's own words for one kind of message in one language, once they name no unknown variable."""
    words = words.checked(wording_named(name).variables)
    own, _created = OwnWording.objects.update_or_create(
        incubator=by.incubator,
        wording=name,
        language=language,
        defaults={"subject": words.subject.strip(), "body": words.body, "text": words.text},
    )
    record_act(own, "wording.set", by=by, wording=name, language=language)
    return own


@transaction.atomic
def reset_wording(name: str, language: str, *, by: Membership) -> None:
    """Come back to the words that InterLab has for one kind of message in one language."""
    own = OwnWording.objects.filter(incubator=by.incubator, wording=name, language=language).first()
    if own is not None:
        record_act(own, "wording.reset", by=by, wording=name, language=language)
        own.delete()


@transaction.atomic
def set_quiet_hours(*, starts_at: time, ends_at: time, sundays: bool, by: Membership) -> QuietHours:
    """Choose when the incubator's messages don't leave."""
    hours, _created = QuietHours.objects.update_or_create(
        incubator=by.incubator, defaults={"starts_at": starts_at, "ends_at": ends_at, "sundays": sundays}
    )
    record_act(hours, "quiet_hours.set", by=by)
    return hours
