"""People who sign in: accounts, codes, second factors (docs/adr/0007-sign-in.md). A part of the settings."""

import os

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_PASSWORDS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_PASSWORDS}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("name", "email")}},
    {"NAME": f"{_PASSWORDS}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_PASSWORDS}.CommonPasswordValidator"},
    {"NAME": "interlab.accounts.passwords.OwnWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:front_door"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
ACCOUNT_ADAPTER = "interlab.notices.sign_in.SignInAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USER_DISPLAY = "interlab.accounts.adapter.display_name"
ACCOUNT_FORMS = {
    "login": "interlab.accounts.forms.SignInForm",
    "request_login_code": "interlab.accounts.forms.CodeRequestForm",
    "confirm_login_code": "interlab.accounts.forms.CodeForm",
}
ACCOUNT_RATE_LIMITS = {
    # Three guesses a code and ten codes an hour: a code of six digits is guessed once in thousands of years.
    "request_login_code": "20/m/ip,3/m/key,10/h/key,30/d/key",
    # The session counts them too, but not those that come at the same moment.
    "try_code": "3/10m/key",
    "invitation": "10/m/ip,60/h/ip",
    # A partner sends us somebody: a whole organisation may stand behind one address.
    "recommend": "10/10m/ip,40/d/ip",
    # Going on with an application: by address, by code and by phone or e-mail. See intake/resuming.py for what that is worth.
    "resume_application": "20/10m/ip,60/h/ip",
    "resume_code": "5/h/key,15/d/key",
    "resume_contact": "10/h/key,30/d/key",
    "interest": "10/10m/ip,30/h/ip",
    # A room full of people may share one address; more than that is a machine.
    "start_application": "20/m/ip,100/h/ip",
    "answer_question": "90/m/ip",
}
# How many proxies stand in front: only what they add to X-Forwarded-For is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("INTERLAB_PROXIES", "0"))
MFA_ADAPTER = "interlab.accounts.second_factors.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 1
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = 14 * 24 * 3600
MFA_TRUST_COOKIE_NAME = "trusted"
MFA_FORMS = {
    "authenticate": "interlab.accounts.forms.SecondFactorForm",
    "reauthenticate": "interlab.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "interlab.accounts.forms.AppForm",
    "add_webauthn": "interlab.accounts.forms.PasskeyForm",
    "authenticate_webauthn": "interlab.accounts.forms.PasskeyProofForm",
    "login_webauthn": "interlab.accounts.forms.PasskeySignInForm",
    "reauthenticate_webauthn": "interlab.accounts.forms.PasskeyAgainForm",
}
