"""Taking away what lets somebody in: sessions, trusted browsers, second factors."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import transaction
from django.utils import timezone

from interlab.accounts.models import Account, Invitation
from interlab.accounts.witnesses import tell_all
from interlab.core.codes import new_code

_NOT_ME = "interlab.accounts.not_me"
NOT_ME_FOR = 7 * 24 * 3600
_REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@transaction.atomic
def renew_sign_ins(account: Account) -> Account:
    """End every session of the account, those that no list knows too."""
    keys = list(UserSession.objects.filter(user=account).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=account).delete()
    account.sign_ins = new_code()
    account.save(update_fields=["sign_ins"])
    return account


@transaction.atomic
def end_every_visit(account: Account) -> Account:
    """Sign the account out everywhere and forget the browsers it trusts: the second factor is asked again on each."""
    for authenticator in Authenticator.objects.filter(user=account, type__in=_REAL):
        # What a trusted browser vouches for includes this seed: a new one, and it vouches for nothing.
        authenticator.data["seed"] = new_code()
        authenticator.save(update_fields=["data"])
    return renew_sign_ins(account)


@transaction.atomic
def remove_second_factors(account: Account) -> Account:
    """Take every second factor and every session away: the account sets a new one up when it next signs in."""
    Authenticator.objects.filter(user=account).delete()
    account.has_second_factor = False
    account.save(update_fields=["has_second_factor"])
    return renew_sign_ins(account)


@transaction.atomic
def settle_second_factor(account: Account) -> bool:
    """Write down on the account whether it has a second factor; recovery codes alone are none. Return it."""
    has = Authenticator.objects.filter(user=account, type__in=_REAL).exists()
    Account.objects.filter(pk=account.pk).update(has_second_factor=has)
    account.has_second_factor = has
    return has


def not_me_key(account: Account) -> str:
    """Return the key of the link by which somebody says that a change wasn't theirs."""
    return signing.dumps(account.code, salt=_NOT_ME)


def account_of_not_me(key: str) -> Account | None:
    """Return whose account a "this wasn't me" link is about, for a week."""
    try:
        code = signing.loads(key, salt=_NOT_ME, max_age=NOT_ME_FOR)
    except signing.BadSignature:
        return None
    return Account.objects.filter(code=code, is_active=True).first()


@transaction.atomic
def refuse_change(account: Account) -> Account:
    """Undo what somebody else may have set up: only a fresh code to the account's own address opens it from here on."""
    tell_all(account, "account.not_me")
    Invitation.objects.filter(member__account=account, accepted_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
    account.set_unusable_password()
    account.save(update_fields=["password"])
    return remove_second_factors(account)
