"""All settings of the portal. Environments differ in values, not in code.

`KE_ENV` is `production` unless said otherwise; `development` is what `make run` sets and `test` what
`make test` sets. Production refuses to start on a missing address, a default secret, DEBUG or demo data.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

KE_ENV = env("KE_ENV", default="production")
if KE_ENV not in {"production", "development", "test"}:
    raise ImproperlyConfigured("KE_ENV must be production, development or test.")
IN_PRODUCTION = KE_ENV == "production"

DEBUG = env.bool("DEBUG", default=False)
KE_DEMO = env.bool("KE_DEMO", default=False)
KE_DEMO_PASSWORD = env("KE_DEMO_PASSWORD", default="demo-passord")
SECRET_KEY = env("SECRET_KEY", default="")
# 32 bytes each, base64; the first encrypts, all decrypt. `docs/operations.md` tells how to change them.
KE_ENCRYPTION_KEYS = env.list("KE_ENCRYPTION_KEYS", default=[])
DATABASE_ADDRESSES = {
    "owner": env("DATABASE_URL", default=""),
    "web": env("KE_WEB_DATABASE_URL", default=""),
    "worker": env("KE_WORKER_DATABASE_URL", default=""),
}
REDIS_URL = env("REDIS_URL", default="")

if not IN_PRODUCTION:
    SECRET_KEY = SECRET_KEY or "only-for-a-laptop-" + "x" * 40
    KE_ENCRYPTION_KEYS = KE_ENCRYPTION_KEYS or ["bGFwdG9wLW9ubHktMzItYnl0ZXMtbG9uZy1rZXkhISE="]
else:
    missing = [
        name
        for name, value in {
            "SECRET_KEY": SECRET_KEY,
            "KE_ENCRYPTION_KEYS": KE_ENCRYPTION_KEYS,
            "DATABASE_URL": DATABASE_ADDRESSES["owner"]
            or env("KE_DATABASE_ROLE", default="owner") != "owner",
            "KE_WEB_DATABASE_URL": DATABASE_ADDRESSES["web"],
            "KE_WORKER_DATABASE_URL": DATABASE_ADDRESSES["worker"],
            "REDIS_URL": REDIS_URL,
            "ALLOWED_HOSTS": env("ALLOWED_HOSTS", default=""),
        }.items()
        if not value
    ]
    if missing:
        raise ImproperlyConfigured(f"Production needs {', '.join(missing)}.")
    if DEBUG or KE_DEMO:
        raise ImproperlyConfigured("Production runs neither DEBUG nor KE_DEMO.")
    if SECRET_KEY.startswith(("django-insecure", "only-for-a-laptop")) or len(SECRET_KEY) < 50:
        raise ImproperlyConfigured(
            "Production needs a SECRET_KEY of its own, 50 characters or more."
        )

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The portal's own address, for links in e-mails and PDFs.
KE_BASE_URL = env("KE_BASE_URL", default="http://localhost:8000")
KE_DATA_DIR = Path(env("KE_DATA_DIR", default=str(BASE_DIR / ".data"))).resolve()

INSTALLED_APPS = [
    "ke_portal.rowsecurity",
    "ke_portal.audit",
    "ke_portal.outbox",
    "ke_portal.accounts",
    "ke_portal.organisations",
    "ke_portal.people",
    "services_catalog",
    "referrals",
    "coordinators",
    "individual_plans",
    "networks",
    "ke_portal.desks",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_linear_migrations",
    "crispy_forms",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    # Innermost: tells PostgreSQL who acts, in one transaction a request.
    "ke_portal.rowsecurity.middleware.ActingUserMiddleware",
]

ROOT_URLCONF = "ke_portal.urls"
WSGI_APPLICATION = "ke_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["ke_portal.marks"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "ke_portal.desks.context.portal",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["designsystemet"]
CRISPY_TEMPLATE_PACK = "designsystemet"
CRISPY_FAIL_SILENTLY = False

# Who this process is to PostgreSQL: wsgi.py says web, celery.py says worker, manage.py is the owner.
KE_DATABASE_ROLE = env("KE_DATABASE_ROLE", default="owner")


def database(address: str) -> dict[str, Any]:
    """The connection to one address, pooled for the web process."""
    settings: dict[str, Any] = env.db_url_config(address) if address else {}
    settings["ENGINE"] = "django.db.backends.postgresql"
    settings.setdefault("OPTIONS", {})
    settings["ATOMIC_REQUESTS"] = False
    if KE_DATABASE_ROLE == "web":
        settings["OPTIONS"]["pool"] = {
            "min_size": 1,
            "max_size": env.int("KE_POOL_SIZE", default=8),
        }
    return settings


DATABASES = {"default": database(DATABASE_ADDRESSES[KE_DATABASE_ROLE])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Sessions and throttles live in PostgreSQL, so Redis may vanish without anyone noticing.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "ke_cache",
    },
    # Counts who asks for open data, and how often. Nobody is stopped while it is away.
    "open_data": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "ke-open-data",
        "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
# What others may do with the open data, and what the EU calls the licence. Both ask them to name the source.
LICENCES = {
    "NLOD-2.0": {
        "name": "Norsk lisens for offentlige data (NLOD) 2.0",
        "url": "https://data.norge.no/nlod/no/2.0",
        "authority": "NLOD_2_0",
    },
    "CC-BY-4.0": {
        "name": "Creative Commons Navngivelse 4.0 (CC BY 4.0)",
        "url": "https://creativecommons.org/licenses/by/4.0/deed.no",
        "authority": "CC_BY_4_0",
    },
}
if env("KE_OPEN_DATA_LICENCE", default="NLOD-2.0") not in LICENCES:
    raise ImproperlyConfigured(f"KE_OPEN_DATA_LICENCE must be one of {', '.join(LICENCES)}.")
KE_OPEN_DATA_LICENCE = LICENCES[env("KE_OPEN_DATA_LICENCE", default="NLOD-2.0")]
# How often one address may ask for open data in a minute.
KE_OPEN_DATA_PER_MINUTE = env.int("KE_OPEN_DATA_PER_MINUTE", default=6000)

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "ke_portal.accounts.adapters.SessionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/konto/videre/"
ACCOUNT_ADAPTER = "ke_portal.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
MFA_ADAPTER = "ke_portal.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_AGE = int(timedelta(hours=8).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("Engelsk"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("KE_STATIC_ROOT", default=str(BASE_DIR / "build" / "static")))
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS: list[Any] = [
    BASE_DIR / "static",
    ("vendor/designsystemet", NODE_MODULES / "@digdir" / "designsystemet-css" / "dist" / "src"),
    ("vendor/leaflet", NODE_MODULES / "leaflet" / "dist"),
    ("vendor/source-sans", NODE_MODULES / "source-sans" / "WOFF2" / "VF"),
]
MEDIA_ROOT = Path(env("KE_MEDIA_ROOT", default=str(KE_DATA_DIR / "files")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if KE_ENV == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Tests serve the files as they lie, without collecting them first.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = KE_ENV == "test"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Security headers. Plain http is for a laptop only.
USES_HTTPS = env.bool("KE_HTTPS", default=IN_PRODUCTION)
SECURE_SSL_REDIRECT = USES_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if USES_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = USES_HTTPS
SECURE_HSTS_PRELOAD = USES_HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("KE_BEHIND_PROXY", default=False) else None
)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = USES_HTTPS
CSRF_COOKIE_SECURE = USES_HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = USES_HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in ("camera", "geolocation", "microphone", "payment", "usb", "display-capture")
}

EMAIL_CONFIG = env.email_url(
    "EMAIL_URL", default="consolemail://" if not IN_PRODUCTION else "smtp://localhost:25"
)
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="ikke-svar@localhost")

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "retry_on_timeout": False,
    "max_retries": 0,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
# Where beat notes when it last ran each task; it may be lost.
CELERY_BEAT_SCHEDULE_FILENAME = str(KE_DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "deliver-waiting": {"task": "outbox.deliver_waiting", "schedule": timedelta(minutes=1)},
    "remind-due": {"task": "outbox.remind_due", "schedule": timedelta(minutes=15)},
    "referrals-note-due-dates": {
        "task": "referrals.note_due_dates",
        "schedule": crontab(minute="5"),
    },
    "plans-note-due-dates": {
        "task": "individual_plans.note_due_dates",
        "schedule": crontab(minute="10"),
    },
    "services-ask-owners": {
        "task": "services_catalog.ask_owners",
        "schedule": crontab(hour="7", minute="0"),
    },
    "services-follow-up-owners": {
        "task": "services_catalog.follow_up_owners",
        "schedule": crontab(hour="7", minute="15"),
    },
    "services-check-links": {
        "task": "services_catalog.check_links",
        "schedule": crontab(hour="2", minute="0"),
    },
    "services-gather-unfound": {
        "task": "services_catalog.gather_unfound",
        "schedule": crontab(hour="0", minute="20"),
    },
    "services-forget-sheets": {
        "task": "services_catalog.forget_sheets",
        "schedule": crontab(hour="3", minute="10"),
    },
    "services-tell-watchers": {
        "task": "services_catalog.tell_watchers",
        "schedule": crontab(minute="20"),
    },
    "services-forget-unconfirmed-watches": {
        "task": "services_catalog.forget_unconfirmed_watches",
        "schedule": crontab(hour="3", minute="40"),
    },
    "clear-sessions": {
        "task": "accounts.clear_expired_sessions",
        "schedule": crontab(hour="3", minute="30"),
    },
}

# Whether the worker may reach the net to try the links in the directory.
KE_CHECK_LINKS = env.bool("KE_CHECK_LINKS", default=IN_PRODUCTION and not KE_DEMO)
# Seconds between two questions to the same host.
KE_LINK_CHECK_PAUSE = env.float("KE_LINK_CHECK_PAUSE", default=2.0)
# Networks inside the house that it may reach too, such as 10.1.0.0/16; otherwise the open net only.
KE_LINK_CHECK_ALSO_REACHES = env.list("KE_LINK_CHECK_ALSO_REACHES", default=[])

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("KE_LOG_LEVEL", default="INFO")},
    # Otherwise a line for each page of each PDF.
    "loggers": {"weasyprint.progress": {"level": "WARNING"}},
}
