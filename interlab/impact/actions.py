"""Taking a list out of InterLab is an act: it leaves its entry in the audit trail."""

from collections.abc import Iterator

from django.db import transaction

from interlab.accounts.models import Membership
from interlab.impact.lists import Listing, lines_of
from interlab.impact.populations import Scope
from interlab.privacy.actions import record_act

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@transaction.atomic
def export_list(listing: Listing, scope: Scope, *, key: str, by: Membership) -> Iterator[list[str]]:
    """Record that `by` takes the list behind a figure away, and return its lines, none of which a spreadsheet would run."""
    programme = scope.programme.code if scope.programme else ""
    record_act(by, "figures.exported", by=by, figure=key, year=scope.period.start.year, programme=programme)
    return ([harmless(text) for text in line] for line in lines_of(listing, scope))


def harmless(text: str) -> str:
    """Return `text` so that a spreadsheet takes it for text, not for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
