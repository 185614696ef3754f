"""The team's own texts of public pages."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.models import Membership
from interlab.core.errors import DomainError
from interlab.home.models import PageText
from interlab.home.pages import MOST_LETTERS
from interlab.privacy.actions import record_act


@transaction.atomic
def draft_page(text: PageText, *, draft: str, by: Membership) -> PageText:
    """Keep a draft: members see it, the public doesn't."""
    if len(draft) > MOST_LETTERS:
        raise DomainError(_("This text is too long. Keep it under 20,000 letters."), field="draft")
    text.draft, text.changed_at, text.changed_by = draft, timezone.now(), by
    text.save()
    record_act(text, "page.drafted", by=by)
    return text


@transaction.atomic
def publish_page(text: PageText, *, by: Membership) -> PageText:
    """Show the draft to everybody."""
    if not text.draft.strip():
        raise DomainError(_("There is nothing to publish yet. Write a text first."))
    text.published, text.published_at, text.published_by = text.draft, timezone.now(), by
    text.save(update_fields=["published", "published_at", "published_by"])
    record_act(text, "page.published", by=by)
    return text


@transaction.atomic
def reset_page(text: PageText, *, by: Membership) -> PageText:
    """Show our ready text again; the draft stays."""
    text.published, text.published_at, text.published_by = "", None, None
    text.save(update_fields=["published", "published_at", "published_by"])
    record_act(text, "page.reset", by=by)
    return text
