"""The settings of the floor: InterLab's own, with nothing in front of a view but what the comparison is about."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "interlab.accounts.middleware.SignInRequiredMiddleware",
    "interlab.accounts.middleware.MembershipMiddleware",
    # allauth refuses to start without it.
    "allauth.account.middleware.AccountMiddleware",
]
