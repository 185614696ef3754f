"""Opening accounts and giving people their place in an incubator."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from interlab.accounts.contacts import EMAIL
from interlab.accounts.models import Account, Membership, members_of
from interlab.accounts.roles import Role
from interlab.accounts.witnesses import tell_all
from interlab.core.errors import DomainError
from interlab.core.text import fold
from interlab.network.models import Incubator


@transaction.atomic
def create_member(incubator: Incubator, *, name: str, roles: list[Role], account: Account | None = None) -> Membership:
    """Give somebody a place with `roles` in `incubator`; without an account, they are known by name only."""
    if account and members_of(incubator).filter(account=account).exists():
        raise DomainError(_("This account is already a member of the incubator."))
    return Membership.objects.create(incubator=incubator, account=account, name=name[:200], roles=[str(role) for role in roles])


def find_account(kind: str, address: str) -> Account | None:
    """Return the account that signs in by this e-mail or phone, in normal form."""
    return Account.objects.filter(**{"email" if kind == EMAIL else "phone": address}).first()


@transaction.atomic
def open_account(*, name: str, kind: str = "", address: str = "", language: str = "") -> Account:
    """Return the account of an e-mail or phone, opened if there is none. Without an address, one that only a handed-over QR opens."""
    found = find_account(kind, address) if address else None
    if found is not None:
        return found
    by_email = kind == EMAIL
    return Account.objects.create_user(
        address if address and by_email else None,
        phone=address if address and not by_email else None,
        name=name[:200],
        language=language,
        is_handed_over=not address,
    )


@transaction.atomic
def change_contact(account: Account, *, kind: str, address: str) -> Account:
    """Have an account sign in by another e-mail or phone, once a code has come back from it. One address opens one account."""
    field = "email" if kind == EMAIL else "phone"
    if Account.objects.filter(**{field: address}).exclude(pk=account.pk).exists():
        raise DomainError(_("This address already opens another account. Choose another one."), field="login")
    setattr(account, field, address)
    account.save(update_fields=[field])
    tell_all(account, "account.contact_changed", kind=kind)
    return account


def members_named(members: Iterable[Membership], name: str) -> list[Membership]:
    """Return those called `name`: by their whole name, else by their first; accents and case make no difference."""
    folded, found = fold(name), list(members)
    exact = [member for member in found if member.folded_name == folded]
    return exact or [member for member in found if member.folded_name.split()[:1] == [folded]]
