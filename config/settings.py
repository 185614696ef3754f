"""Every setting of InterLab, read from the environment. What each variable does: docs/architecture.md."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.sign_in import *  # noqa: F403 - a part of these settings, in a file of its own

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("INTERLAB_VAR", BASE_DIR / "var"))

DEBUG = False
# The demo lists its accounts on the sign-in page and shows its own outgoing mail. Never on with real people.
DEMO = os.environ.get("INTERLAB_DEMO", "") == "1"

_DEVELOPMENT_SECRET = "not-a-secret-for-demo-and-tests-only-0123456789abcdef"
SECRET_KEY = os.environ.get("INTERLAB_SECRET_KEY", _DEVELOPMENT_SECRET)
SECURE_SITE = os.environ.get("INTERLAB_SECURE", "") == "1"
if SECURE_SITE and SECRET_KEY == _DEVELOPMENT_SECRET:
    raise ImproperlyConfigured("INTERLAB_SECRET_KEY must be set: InterLab doesn't start in production with the default secret.")
# Keys of encrypted notes, newest first; old ones stay listed until everything is encrypted anew.
NOTE_KEYS = [key for key in os.environ.get("INTERLAB_NOTE_KEYS", "").split(",") if key] or [SECRET_KEY]

ALLOWED_HOSTS = os.environ.get("INTERLAB_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if SECURE_SITE]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "interlab.core",
    "interlab.network",
    "interlab.accounts",
    "interlab.privacy",
    "interlab.notices",
    "interlab.people",
    "interlab.journeys",
    "interlab.intake",
    "interlab.setup",
    "interlab.imports",
    "interlab.impact",
    "interlab.home",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "lucide",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Pads what it compresses, so that secrets beside echoed text can’t be measured (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "interlab.core.middleware.FailSafeMiddleware",
    "interlab.core.middleware.WithoutNulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "interlab.accounts.middleware.SignInRequiredMiddleware",
    "interlab.accounts.middleware.MembershipMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # The last: what it wraps in one transaction is the view and nothing else.
    "interlab.core.once.OnceMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"]),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "interlab.core.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "interlab.core.templatetags.page",
                "interlab.core.templatetags.kept",
            ],
        },
    },
]

# Databases -------------------------------------------------------------------------------------------------------

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=-2000;PRAGMA temp_store=MEMORY;"
        # What is erased is overwritten, not only forgotten.
        "PRAGMA secure_delete=ON;"
    ),
}
VAR_DIR.mkdir(parents=True, exist_ok=True)
DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'interlab.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"].setdefault("OPTIONS", {})
    # Tests create and drop databases: a pool would hold them open.
    if os.environ.get("INTERLAB_POOL", "1") == "1":
        # A process answers four requests at once (`serve`). After a restart of the database, dead connections are found before
        # they are used, and a new one is tried within seconds: what waits longer gets a clear page.
        DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 4, "timeout": 6, "reconnect_timeout": 4}
        DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Limits on tries are counted here: every process must see the same count.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# Cookies and headers ---------------------------------------------------------------------------------------------

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "interlab.core.views.csrf_failure"
if SECURE_SITE:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
    MFA_TRUST_COOKIE_NAME = "__Host-trusted"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
    SECURE_HSTS_SECONDS = 31536000
    # Whether other names under this domain speak HTTPS alone is the team's to promise.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = os.environ.get("INTERLAB_HSTS_SUBDOMAINS", "") == "1"
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        # Recordings; "blob:" is one that was just made in this browser, to listen to before it is sent.
        "media-src": [SELF, "blob:"],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Languages and times ---------------------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Brussels"

# Files -----------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("INTERLAB_STATIC", VAR_DIR / "static"))
MEDIA_ROOT = VAR_DIR / "media"
# Who was erased, by code: outside the database, so that restoring an older one brings nobody back.
ERASURE_LEDGER = Path(os.environ.get("INTERLAB_ERASURE_LEDGER", VAR_DIR / "erasures.jsonl"))
STORAGES = {
    "default": {"BACKEND": "interlab.core.files.RowFileStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# A folder for the daily copy of everything; empty: none is made. Better on another disk.
BACKUPS = os.environ.get("INTERLAB_BACKUPS", "")
WHITENOISE_USE_FINDERS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "interlab.core.uploads.CutsHugeFiles",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Mail, work in the background, logs ------------------------------------------------------------------------------

EMAIL_BACKEND = "interlab.notices.backends.OutboxBackend"
EMAIL_HOST = os.environ.get("INTERLAB_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("INTERLAB_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("INTERLAB_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("INTERLAB_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("INTERLAB_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("INTERLAB_MAIL_FROM", "InterLab <interlab@localhost>")
# Where the world reaches us ("https://interlab.example"): asked for by who reports on the delivery of SMS.
SITE = os.environ.get("INTERLAB_SITE", "").rstrip("/")
# "twilio", "console" (development) or nothing.
SMS_GATEWAY = os.environ.get("INTERLAB_SMS_GATEWAY", "")
SMS_URL = os.environ.get("INTERLAB_SMS_URL", "https://api.twilio.com")
SMS_ACCOUNT = os.environ.get("INTERLAB_SMS_ACCOUNT", "")
SMS_TOKEN = os.environ.get("INTERLAB_SMS_TOKEN", "")
SMS_FROM = os.environ.get("INTERLAB_SMS_FROM", "InterLab")
SMS_MAY_BE_LOCAL = False

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"()": "interlab.core.logs.CarefulFormatter"},
        "json": {"()": "interlab.core.logs.JsonFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if os.environ.get("INTERLAB_LOG_FORMAT") == "json" else "text",
        }
    },
    "root": {"handlers": ["console"], "level": os.environ.get("INTERLAB_LOG", "WARNING")},
}
