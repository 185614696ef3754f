"""Second factors as allauth keeps them: encrypted, drawn as a QR code, and followed so that each account knows whether it has one."""

from typing import Any

import segno
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from interlab.accounts.actions.security import settle_second_factor
from interlab.accounts.models import Account
from interlab.accounts.visits import end_other_visits
from interlab.accounts.witnesses import tell_all
from interlab.core.fields import note_cipher

# In the session while new recovery codes are to be kept: they are shown until the person says that they have them, and never again.
CODES_TO_KEEP = "recovery_codes_to_keep"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets at rest are encrypted with the keys of notes; authenticator apps show the name of InterLab."""

    def encrypt(self, text: str) -> str:
        return note_cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return note_cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return "InterLab"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": "InterLab"}

    def _get_user_identifier(self, user: Any) -> str:
        """Say in an authenticator app or passkey list whose it is, without their e-mail."""
        return str(user.name)

    def build_totp_svg(self, url: str) -> str:
        return qr_code(url)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth's own word
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)s") % {"number": number + 1} if number else _("Passkey")


def qr_code(text: str) -> SafeString:
    """Draw `text` as an inline SVG; its colours are the page's own: dark on light in both themes."""
    drawn = segno.make(text, error="m").svg_inline(
        scale=1, border=4, omitsize=True, svgclass="qr", lineclass=None, dark="#000", light="#fff"
    )
    return mark_safe(drawn)  # noqa: S308 - segno draws squares, whatever the text


_ACTS = {
    Authenticator.Type.TOTP: "app",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery_codes",
}


def _added(request: HttpRequest, user: Account, authenticator: Authenticator, **kwargs: Any) -> None:
    _settle(request, user, authenticator, "second_factor.set")


def _removed(request: HttpRequest, user: Account, authenticator: Authenticator, **kwargs: Any) -> None:
    _settle(request, user, authenticator, "second_factor.removed")


def _reset(request: HttpRequest, user: Account, authenticator: Authenticator, **kwargs: Any) -> None:
    tell_all(user, "recovery_codes.renewed")
    end_other_visits(request, user)


def _settle(request: HttpRequest, account: Account, authenticator: Authenticator, act: str) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        if act == "second_factor.set":
            request.session[CODES_TO_KEEP] = True
        return
    settle_second_factor(account)
    tell_all(account, act, kind=_ACTS[Authenticator.Type(authenticator.type)])
    if act == "second_factor.set":
        # It has just proved that it works: nobody is asked for it again at once.
        record_authentication(request, account, method="mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)
    # Whoever sat elsewhere with the old way in is asked for the new one.
    end_other_visits(request, account)


def follow() -> None:
    """Keep `Account.has_second_factor` right, record the change, and sign other devices out, whenever a factor comes or goes."""
    signals.authenticator_added.connect(_added, dispatch_uid="interlab.second_factor.added")
    signals.authenticator_removed.connect(_removed, dispatch_uid="interlab.second_factor.removed")
    signals.authenticator_reset.connect(_reset, dispatch_uid="interlab.second_factor.reset")
