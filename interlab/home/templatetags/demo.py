"""The accounts that the demo lists on its sign-in page."""

from typing import Any

from django import template
from django.conf import settings

from interlab.accounts.models import Membership
from interlab.accounts.roles import Role

register = template.Library()


@register.simple_tag
def demo_accounts() -> list[dict[str, Any]]:
    """Return one line an account of the demo: whose it is, in which role, of which incubator. Empty outside the demo."""
    if not settings.DEMO:
        return []
    rows = Membership.objects.current().filter(account__isnull=False).select_related("account", "incubator")
    order = list(Role)
    ordered = sorted(rows[:60], key=lambda row: (row.incubator_id, order.index(row.first_role), row.pk))
    return [
        {
            "code": row.account.code,
            "name": row.name,
            "role": row.first_role.label,
            "email": row.account.email,
            "incubator": row.incubator.name,
        }
        for row in ordered
        if row.account is not None
    ]
