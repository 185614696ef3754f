"""How allauth is told our ways: nobody signs up alone, phones are known, visits last by role, messages leave through the outbox."""

import secrets
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interlab.accounts.contacts import normal_phone
from interlab.accounts.forms import WayInField
from interlab.accounts.models import Account
from interlab.accounts.visits import begin_visit, roles_of


class AccountAdapter(DefaultAccountAdapter):
    """Everything but sending, which the outbox does: see interlab/notices/sign_in.py."""

    error_messages = DefaultAccountAdapter.error_messages | {
        # One sentence, whatever was wrong and whichever kind of address was typed.
        "email_password_mismatch": _("This address and this password don't go together."),
        "phone_password_mismatch": _("This address and this password don't go together."),
        "username_password_mismatch": _("This address and this password don't go together."),
        "incorrect_code": _("This isn't the right code. Look at it once more."),
        "too_many_login_attempts": _("There were too many tries. Wait a few minutes, then start again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by the team: there is no sign-up."""
        return False

    def generate_login_code(self) -> str:
        """Return six digits: they can be read aloud and typed on any phone."""
        return f"{secrets.randbelow(10**6):06d}"

    def generate_phone_verification_code(self, *, user: Any, phone: str) -> str:
        return self.generate_login_code()

    # Phones

    def phone_form_field(self, **kwargs: Any) -> forms.Field:
        return PhoneOnlyField(**kwargs)

    def get_user_by_phone(self, phone: str) -> Account | None:
        return Account.objects.filter(phone=phone).first()

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        # A number stands on an account once the team has written it or a code has come back from it.
        return (user.phone, True) if user.phone else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        user.phone = phone
        user.save(update_fields=["phone"])

    def set_phone_verified(self, user: Any, phone: str) -> None:
        """A number needs no mark: see get_phone."""

    # Limits

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth forgets phones: everybody's tries by phone would count as one person's.
        return str(credentials.get("email") or credentials.get("phone") or "").lower()

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever signed in a moment ago isn't asked again."""
        records = get_authentication_records(context.request, context.request.user)
        recent = any(time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT for record in records)
        return not recent and super().is_reauthentication_required(app=app, **kwargs)

    # Coming in

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Begin the visit; whoever may do without a second factor is asked first whose device this is."""
        asked = begin_visit(request.session, roles_of(user))
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if not asked:
            return response
        onwards = QueryDict(mutable=True)
        onwards["next"] = response["Location"]
        return HttpResponseRedirect(f"{reverse('account_this_device')}?{onwards.urlencode(safe='/')}")

    def format_email_subject(self, subject: str) -> str:
        return " ".join(subject.split())


class PhoneOnlyField(WayInField):
    """A phone number, by which allauth tells it from an e-mail address."""

    def clean(self, value: Any) -> str:
        text = forms.CharField.clean(self, value)
        phone = normal_phone(str(text))
        if not phone:
            raise forms.ValidationError(_("This number can't be dialled. Look at it once more."))
        return phone


def display_name(account: Account) -> str:
    return account.name
