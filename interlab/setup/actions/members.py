"""The team: who belongs to it, and with which roles."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.actions import create_member
from interlab.accounts.models import Account, Membership
from interlab.accounts.roles import Role
from interlab.core.errors import DomainError
from interlab.network.models import Incubator
from interlab.privacy.actions import record_act
from interlab.setup.rules import GIVEN_ROLES, check_a_lead_stays


@transaction.atomic
def add_colleague(incubator: Incubator, *, name: str, email: str, roles: list[Role], by: Membership) -> Membership:
    """Give somebody a place in the incubator. They sign in by a code sent to `email`; whoever had left comes back."""
    Incubator.objects.select_for_update().get(pk=incubator.pk)
    account = _account_for(email, name)
    member = Membership.objects.filter(incubator=incubator, account=account).first()
    if member is None:
        member = create_member(incubator, name=name, roles=roles, account=account)
    elif member.ended_at is None and set(member.roles) & set(GIVEN_ROLES):
        raise DomainError(_("Somebody with this e-mail is already a member here."), field="email")
    else:
        kept = [] if member.ended_at else member.roles
        member.name, member.roles, member.ended_at = name, [*map(str, roles), *kept], None
        member.save()
    record_act(member, "member.added", by=by, roles=member.roles)
    return member


def _account_for(email: str, name: str) -> Account:
    account = Account.objects.filter(email=email.lower()).first()
    return account or Account.objects.create_user(email, name=name)


@transaction.atomic
def change_colleague(member: Membership, *, name: str, roles: list[Role], by: Membership, email: str = "") -> Membership:
    """Change a member's name and roles; with `email`, somebody known by name only gets a way to sign in."""
    incubator = Incubator.objects.select_for_update().get(pk=member.incubator_id)
    if Role.PROGRAMME_LEAD in member.roles and Role.PROGRAMME_LEAD not in roles:
        check_a_lead_stays(member)
    if email and member.account is None:
        account = _account_for(email, name)
        if Membership.objects.filter(incubator=incubator, account=account).exists():
            raise DomainError(_("Somebody with this e-mail is already a member here."), field="email")
        member.account = account
    kept = [role for role in member.roles if role not in GIVEN_ROLES]
    member.name, member.roles = name, [*map(str, roles), *kept]
    member.save()
    record_act(member, "member.changed", by=by, roles=member.roles)
    return member


@transaction.atomic
def end_membership(member: Membership, *, by: Membership) -> Membership:
    """End somebody's place here: they see nothing of the incubator any more. What they did stays under their name."""
    Incubator.objects.select_for_update().get(pk=member.incubator_id)
    if member.ended_at is None:
        if Role.PROGRAMME_LEAD in member.roles:
            check_a_lead_stays(member)
        member.ended_at = timezone.now()
        member.save(update_fields=["ended_at"])
        record_act(member, "member.ended", by=by)
    return member
