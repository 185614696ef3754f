"""Codes and warnings about an account leave through the outbox, like every other message."""

from typing import Any

from django.db import router, transaction
from django.utils import timezone
from django.utils.translation import get_language

from interlab.accounts.adapter import AccountAdapter
from interlab.accounts.models import Account
from interlab.notices.actions import EMAIL, SMS, Recipient, queue_message
from interlab.notices.models import Message

_CODE, _NOBODY = "account/email/login_code", "account/email/unknown_account"


class SignInAdapter(AccountAdapter):
    """allauth's adapter, with our way out."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a sign-in code. No other mail of allauth's leaves: its pages that would send one aren't in use."""
        if template_prefix not in (_CODE, _NOBODY):
            raise ValueError(f"no page in use sends {template_prefix}")
        self._send_code(EMAIL, email, context.get("code") or self.generate_login_code(), known=template_prefix == _CODE)

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        self._send_code(SMS, phone, code, known=True)

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        self._send_code(SMS, phone, self.generate_login_code(), known=False)

    def _send_code(self, channel: str, address: str, code: str, *, known: bool) -> None:
        """Queue a code; for an address nobody has, do the same work and take it back: how long it takes tells nothing."""
        with transaction.atomic():
            # Nobody is named: the language is that of the page the code was asked on.
            to = Recipient(name="", language=get_language() or "", addresses=[(channel, address)])
            message = queue_message("accounts.code", to, incubator=None, about={"code": code}, urgent=True)
            taken_back = message.pk if message is not None and not known else 0
            # One statement in both cases, and a commit: a rollback would be quicker, and tell.
            Message.objects.filter(pk=taken_back)._raw_delete(router.db_for_write(Message))

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell somebody that what lets them in has changed, so that they notice when it wasn't them."""
        warn_of_change(user)


def addresses_of(account: Account) -> list[tuple[str, str]]:
    """Return the ways to reach an account, e-mail first."""
    known = ((EMAIL, account.email), (SMS, account.phone))
    return [(channel, address) for channel, address in known if address]


def warn_of_change(account: Account) -> None:
    """Send a warning that the account's password or second factor was changed just now."""
    to = Recipient(name=account.name, language=account.language, addresses=addresses_of(account))
    when = timezone.localtime().strftime("%d/%m/%Y %H:%M")
    queue_message("accounts.changed", to, incubator=None, about={"name": account.name, "when": when}, urgent=True)
