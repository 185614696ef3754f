"""Sign-in: those of allauth's pages that we use, under its own names."""

from allauth.account import urls as allauth_urls
from django.urls import path

from interlab.accounts import views

_USED = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_request_login_code",
    "account_confirm_login_code",
}

urlpatterns = [
    *[pattern for pattern in allauth_urls.urlpatterns if getattr(pattern, "name", "") in _USED],
    path("language/", views.language, name="language"),
]
