"""Sign-in and one's own account: those of allauth's pages that we use, under its own names, and ours beside them."""

from allauth.account import urls as allauth_urls
from allauth.mfa.base import views as mfa_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as passkey_views
from django.urls import path

from interlab.accounts.views import account, contact, languages, second_factor, sign_in
from interlab.core.once import counts_refusals

_USED = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_request_login_code",
}

urlpatterns = [
    *[pattern for pattern in allauth_urls.urlpatterns if getattr(pattern, "name", "") in _USED],
    path("login/code/confirm/", sign_in.confirm_login_code, name="account_confirm_login_code"),
    path("invitation/", sign_in.invitation, name="account_invitation"),
    path("not-me/", sign_in.not_me, name="account_not_me"),
    path("this-device/", sign_in.this_device, name="account_this_device"),
    path("", account.account, name="account"),
    path("contact/", contact.contact, name="account_contact"),
    path("contact/code/", contact.contact_code, name="account_contact_code"),
    path("devices/", account.devices, name="account_devices"),
    path("devices/end/", account.device_end, name="account_device_end"),
    path("devices/everywhere/", account.sign_out_everywhere, name="account_sign_out_everywhere"),
    path("language/", languages.language, name="language"),
    path("second-factor/", second_factor.second_factor, name="mfa_index"),
    path("second-factor/ask/", mfa_views.authenticate, name="mfa_authenticate"),
    path("second-factor/again/", mfa_views.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/trust/", mfa_views.trust, name="mfa_trust"),
    path("second-factor/app/", totp_views.activate_totp, name="mfa_activate_totp"),
    path("second-factor/app/remove/", totp_views.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/passkey/", passkey_views.add_webauthn, name="mfa_add_webauthn"),
    path("second-factor/passkey/again/", passkey_views.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("second-factor/passkey/remove/", second_factor.passkey_remove, name="account_passkey_remove"),
    path("second-factor/codes/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/file/", second_factor.recovery_codes_file, name="account_recovery_codes_file"),
    path("passkey/", passkey_views.login_webauthn, name="mfa_login_webauthn"),
]

# What these pages refuse is counted (codes tried, limits), and some of them open or end the visit itself.
for _pattern in urlpatterns:
    counts_refusals(_pattern.callback)
