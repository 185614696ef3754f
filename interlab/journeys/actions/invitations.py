"""Opening a person's own space: by a message, or by a QR code handed over in person."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from interlab.accounts.actions import create_member, find_account, issue_invitation, open_account, withdraw_invitation
from interlab.accounts.actions.invitations import BY_MESSAGE, opens_one_space
from interlab.accounts.contacts import EMAIL as BY_EMAIL
from interlab.accounts.models import Account, Invitation, Membership
from interlab.accounts.roles import Role
from interlab.core.errors import DomainError
from interlab.network.models import Incubator
from interlab.notices.actions import EMAIL, SMS, Recipient, cancel_messages, queue_message
from interlab.people.models import Person


@dataclass(frozen=True)
class WayIn:
    """How a person will sign in: an e-mail or a phone in normal form, or neither; and the language they are written to in."""

    kind: str = ""
    address: str = ""
    language: str = ""


@transaction.atomic
def invite_person(person: Person, way: WayIn, *, by: Membership, site: str) -> Invitation:
    """Open a person's space and send them a link that lets them in once, for a week."""
    member = _member_for(person, way)
    invitation, key = issue_invitation(member, way=Invitation.Way.MESSAGE, by=by, person_code=person.code)
    about = {
        "name": person.short_name,
        "incubator": person.incubator.name,
        "link": f"{site.rstrip('/')}{reverse('account_invitation')}?key={key}",
    }
    channel = EMAIL if way.kind == BY_EMAIL else SMS
    to = Recipient(person.short_name, way.language, [(channel, way.address)], person_code=person.code, member=member)
    cause = f"invitation:{member.code}"
    cancel_messages(cause, incubator=person.incubator)
    queue_message(
        "journeys.invitation", to, incubator=person.incubator, about=about, cause=cause, by=by, expires_after=BY_MESSAGE
    )
    return invitation


@transaction.atomic
def show_pass(person: Person, way: WayIn, *, by: Membership) -> tuple[Invitation, str]:
    """Open a person's space and return a key to be shown to them: good once, for a quarter of an hour."""
    member = _member_for(person, way)
    _check_opens_nothing_else(member)
    return issue_invitation(member, way=Invitation.Way.IN_PERSON, by=by, person_code=person.code)


@transaction.atomic
def withdraw_pass(person: Person, *, by: Membership) -> Person:
    """Take back what was sent or shown to a person and hasn't been used."""
    member = member_of(person)
    if member is not None:
        cancel_messages(f"invitation:{member.code}", incubator=person.incubator)
        withdraw_invitation(member, by=by)
    return person


def member_of(person: Person) -> Membership | None:
    """Return the place a person's account has in the person's incubator."""
    if person.account_id is None:
        return None
    rows = Membership.objects.filter(incubator_id=person.incubator_id, account_id=person.account_id, ended_at=None)
    return rows.select_related("account", "incubator").first()


def _member_for(person: Person, way: WayIn) -> Membership:
    """Return the person's place here, with an account that `way` opens; both are made when they aren't there yet."""
    Incubator.objects.select_for_update().get(pk=person.incubator_id)
    account = _account_for(person, way)
    if account.persons.filter(incubator_id=person.incubator_id).exclude(pk=person.pk).exists():
        text = _("This address already opens somebody else's space here. Take another one, or show the QR code without any.")
        raise DomainError(text, field="login")
    if person.account_id != account.pk:
        person.account = account
        person.save(update_fields=["account"])
    member = Membership.objects.filter(incubator_id=person.incubator_id, account=account).first()
    if member is None:
        return create_member(person.incubator, name=person.short_name, roles=[Role.ENTREPRENEUR], account=account)
    if member.ended_at is not None:
        # Whoever comes back comes back as the person they are here, not with the roles they once had.
        member.roles, member.ended_at = [Role.ENTREPRENEUR.value], None
        member.save()
    elif Role.ENTREPRENEUR not in member.roles:
        member.roles = [*member.roles, Role.ENTREPRENEUR.value]
        member.save()
    return member


def _account_for(person: Person, way: WayIn) -> Account:
    account = person.account
    if account is None:
        return open_account(name=person.short_name, kind=way.kind, address=way.address, language=way.language)
    field = "email" if way.kind == BY_EMAIL else "phone"
    if not way.address or getattr(account, field) == way.address:
        return account
    if getattr(account, field):
        text = _("Their account already has another one. Only they can change it, on their account's page; or show the QR code.")
        raise DomainError(text, field="login")
    if find_account(way.kind, way.address) is not None:
        raise DomainError(_("This address already opens another account. Take another one, or show the QR code."), field="login")
    setattr(account, field, way.address)
    account.save(update_fields=[field])
    return account


def _check_opens_nothing_else(member: Membership) -> None:
    """Raise DomainError when the key, shown on a colleague's screen, would open more than this one person's space."""
    if not opens_one_space(member):
        raise DomainError(_("This account opens other doors too, so no QR code can be shown for it. Send an invitation instead."))
