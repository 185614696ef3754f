"""The team: who belongs to it, and with which roles."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from interlab.accounts.actions import (
    create_member,
    issue_invitation,
    open_account,
    remove_second_factors,
    renew_sign_ins,
    withdraw_invitation,
)
from interlab.accounts.actions.invitations import BY_MESSAGE
from interlab.accounts.actions.security import not_me_key
from interlab.accounts.contacts import EMAIL
from interlab.accounts.models import Account, Invitation, Membership
from interlab.accounts.roles import SECOND_FACTOR_ROLES, Role
from interlab.accounts.visits import roles_of
from interlab.accounts.witnesses import tell_all
from interlab.core.errors import DomainError
from interlab.network.models import Incubator
from interlab.notices.actions import Recipient, cancel_messages, queue_message
from interlab.notices.sign_in import addresses_of
from interlab.privacy.actions import record_act
from interlab.setup.rules import GIVEN_ROLES, check_a_lead_stays, check_may_reset


@transaction.atomic
def add_colleague(incubator: Incubator, *, name: str, email: str, roles: list[Role], by: Membership, site: str) -> Membership:
    """Give somebody a place in the incubator and invite them by a message to `email`; whoever had left comes back."""
    Incubator.objects.select_for_update().get(pk=incubator.pk)
    account = open_account(name=name, kind=EMAIL, address=email.lower())
    _end_visits_of_lesser_roles(account, roles)
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
    return invite_colleague(member, by=by, site=site)


def _end_visits_of_lesser_roles(account: Account, roles: list[Role]) -> None:
    """End what somebody began while a code alone was enough and a visit lasted for months, once `roles` ask for more."""
    if SECOND_FACTOR_ROLES & set(roles) and not SECOND_FACTOR_ROLES & roles_of(account):
        renew_sign_ins(account)


@transaction.atomic
def invite_colleague(member: Membership, *, by: Membership, site: str) -> Membership:
    """Send a member a link that lets them in once, for a week; an older one opens nothing any more."""
    account = member.account
    if account is None or not addresses_of(account):
        raise DomainError(_("This person has no e-mail or phone here. Write one first."))
    _invitation, key = issue_invitation(member, way=Invitation.Way.MESSAGE, by=by)
    about = {
        "name": member.called,
        "incubator": member.incubator.name,
        "by": by.name,
        "link": f"{site.rstrip('/')}{reverse('account_invitation')}?key={key}",
    }
    to = Recipient(name=member.name, language=account.language, addresses=addresses_of(account), member=member)
    cause = f"invitation:{member.code}"
    cancel_messages(cause, incubator=member.incubator)
    queue_message("setup.invitation", to, incubator=member.incubator, about=about, cause=cause, by=by, expires_after=BY_MESSAGE)
    return member


@transaction.atomic
def uninvite_colleague(member: Membership, *, by: Membership) -> Membership:
    """Take an invitation back: its link opens nothing any more, and if it hasn't left yet, it doesn't."""
    cancel_messages(f"invitation:{member.code}", incubator=member.incubator)
    return withdraw_invitation(member, by=by)


@transaction.atomic
def reset_second_factor(member: Membership, *, by: Membership, site: str) -> Membership:
    """Take away the second factor that a colleague lost: they set a new one up when they next sign in, and are told now."""
    account = check_may_reset(member, by)
    tell_all(account, "second_factor.reset", by=by)
    remove_second_factors(account)
    about = {
        "name": member.called,
        "by": by.name,
        "link": f"{site.rstrip('/')}{reverse('account_not_me')}?key={not_me_key(account)}",
    }
    to = Recipient(name=member.name, language=account.language, addresses=addresses_of(account), member=member)
    queue_message(
        "setup.second_factor_reset", to, incubator=member.incubator, about=about, urgent=True, by=by, expires_after=BY_MESSAGE
    )
    return member


@transaction.atomic
def close_account(account: Account, *, by: Membership | None) -> Account:
    """Close an account: nobody comes in with it any more. An incubator that it alone leads keeps it."""
    places = list(Membership.objects.current().filter(account=account).select_related("incubator").order_by("incubator_id"))
    for place in places:
        Incubator.objects.select_for_update().get(pk=place.incubator_id)
        if Role.PROGRAMME_LEAD in place.roles:
            check_a_lead_stays(place)
    account.is_active = False
    account.save(update_fields=["is_active"])
    renew_sign_ins(account)
    for place in places:
        record_act(place, "account.closed", by=by if by is not None and by.incubator_id == place.incubator_id else None)
    return account


@transaction.atomic
def change_colleague(
    member: Membership, *, name: str, roles: list[Role], by: Membership, site: str, email: str = ""
) -> Membership:
    """Change a member's name and roles; with `email`, somebody known by name only gets a way to sign in, and is invited."""
    incubator = Incubator.objects.select_for_update().get(pk=member.incubator_id)
    if Role.PROGRAMME_LEAD in member.roles and Role.PROGRAMME_LEAD not in roles:
        check_a_lead_stays(member)
    invited = bool(email) and member.account is None
    if invited:
        account = open_account(name=name, kind=EMAIL, address=email.lower())
        if Membership.objects.filter(incubator=incubator, account=account).exists():
            raise DomainError(_("Somebody with this e-mail is already a member here."), field="email")
        member.account = account
    if member.account is not None:
        _end_visits_of_lesser_roles(member.account, roles)
    kept = [role for role in member.roles if role not in GIVEN_ROLES]
    member.name, member.roles = name, [*map(str, roles), *kept]
    member.save()
    record_act(member, "member.changed", by=by, roles=member.roles)
    return invite_colleague(member, by=by, site=site) if invited else member


@transaction.atomic
def end_membership(member: Membership, *, by: Membership) -> Membership:
    """End somebody's place here: they see nothing of the incubator any more. What they did stays under their name."""
    Incubator.objects.select_for_update().get(pk=member.incubator_id)
    if member.ended_at is None:
        if Role.PROGRAMME_LEAD in member.roles:
            check_a_lead_stays(member)
        member.ended_at = timezone.now()
        member.save(update_fields=["ended_at"])
        Invitation.objects.filter(member=member, accepted_at=None, withdrawn_at=None).update(withdrawn_at=member.ended_at)
        record_act(member, "member.ended", by=by)
    return member
