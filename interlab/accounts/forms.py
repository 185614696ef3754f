"""Forms of sign-in: allauth's own, with one field for e-mail or phone, and codes in the digits of any script."""

import struct
from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.core import context, ratelimit
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from interlab.accounts.contacts import EMAIL, plain_digits, way_in
from interlab.accounts.models import Account


class WayInField(forms.CharField):
    """An e-mail address or a phone number, as people type them; gives ("email" or "phone", its normal form)."""

    def __init__(self, **kwargs: Any) -> None:
        # Browsers fill in what they know under "username": an address or a number alike.
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "username", "dir": "ltr", "autocapitalize": "none"}))
        super().__init__(label=kwargs.pop("label", _("Your e-mail or phone number")), max_length=254, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = way_in(text)
        if found is None:
            raise forms.ValidationError(_("This is neither an e-mail address nor a phone number. Look at it once more."))
        return found


class DigitsField(forms.CharField):
    """A code, typed or pasted with any spaces, in the digits of any script."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr", "class": "code", "autocapitalize": "none"}
        super().__init__(
            label=kwargs.pop("label", _("The six digits")), max_length=40, widget=forms.TextInput(attrs=attrs), **kwargs
        )

    def to_python(self, value: Any) -> str:
        return plain_digits(super().to_python(value) or "")


class SignInForm(account_forms.LoginForm):
    """E-mail or phone, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = WayInField()
        self.fields["password"].label = _("Your password")

    def clean_login(self) -> str:
        return str(self.cleaned_data["login"][1])

    def _login_with_password(self, request: HttpRequest, redirect_url: str | None, credentials: dict[str, Any]) -> HttpResponse:
        # How long a visit lasts is said in visits.py, by role: not by allauth's one setting.
        self._login.redirect_url = redirect_url
        return perform_password_login(request, credentials, self._login)


class CodeRequestForm(account_forms.RequestLoginCodeForm):
    """Where a code is to go: one field for both kinds of address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.clear()
        self.fields["login"] = WayInField()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        if cleaned.get("login"):
            kind, address = cleaned["login"]
            # Counted before anybody is looked for: known or not, the same answer after as many tries.
            if not ratelimit.consume(context.request, action="request_login_code", key=address):
                raise get_adapter().validation_error("too_many_login_attempts")
            cleaned[kind] = address
            rows = Account.objects.filter(is_active=True)
            self._user = rows.filter(**{"email" if kind == EMAIL else "phone": address}).first()
        return cleaned


class CodeForm(account_forms.ConfirmLoginCodeForm):
    """The six digits that were sent."""

    code = DigitsField()


class SecondFactorForm(mfa_forms.AuthenticateForm):
    """Six digits of an app, or a recovery code."""

    code = DigitsField(label=_("The six digits of your app, or a recovery code"))


class SecondFactorAgainForm(mfa_forms.ReauthenticateForm):
    """The same, before an important change."""

    code = DigitsField(label=_("The six digits of your app, or a recovery code"))


class AppForm(totp_forms.ActivateTOTPForm):
    """The first six digits that a new app shows."""

    code = DigitsField(label=_("The six digits that the app shows"))


class KeyForm(forms.Form):
    """The code read aloud or typed from a screen of the team."""

    key = forms.CharField(
        label=_("The code you were given"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "autocapitalize": "none", "class": "code"}),
    )


class ContactForm(forms.Form):
    """The new e-mail or phone of an account."""

    login = WayInField(label=_("The new e-mail or phone number"))


class _PasskeyField(forms.JSONField):
    """What a browser answers about a passkey. Whatever can't be read as that is refused here: the library would break on it."""

    widget = forms.HiddenInput

    def __init__(self, reads: Any) -> None:
        self.reads = reads
        super().__init__()

    def clean(self, value: Any) -> Any:
        # What is longer than any browser sends isn't even parsed.
        given = super().clean(value if len(str(value or "")) <= 64 * 1024 else "")
        try:
            self.reads(given)
            if isinstance(given.get("response", {}).get("userHandle", ""), str):
                return given
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, struct.error):
            pass
        raise forms.ValidationError(_("This passkey can't be read. Try again."))


def _added(given: Any) -> None:
    # Read to the end: the library leaves the inner parts for later.
    RegistrationResponse.from_dict(given).response.attestation_object.auth_data.credential_data  # noqa: B018


class PasskeyForm(passkey_forms.AddWebAuthnForm):
    """A new passkey, and its name."""

    name = forms.CharField(max_length=60, required=False)
    credential = _PasskeyField(_added)


class PasskeyProofForm(passkey_forms.AuthenticateWebAuthnForm):
    """A passkey as the second proof."""

    credential = _PasskeyField(AuthenticationResponse.from_dict)


class PasskeySignInForm(passkey_forms.LoginWebAuthnForm):
    """A passkey alone, which says itself whose it is."""

    credential = _PasskeyField(AuthenticationResponse.from_dict)

    def clean_credential(self) -> Any:
        if not self.cleaned_data["credential"]["response"].get("userHandle"):
            raise forms.ValidationError(_("This passkey doesn't say whose it is. Take another way in."))
        return super().clean_credential()


class PasskeyAgainForm(passkey_forms.ReauthenticateWebAuthnForm):
    """A passkey, before an important change."""

    credential = _PasskeyField(AuthenticationResponse.from_dict)
