"""Settings: one file, everything that differs between places comes from the environment."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pghistory
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

from core.icons import ICONS

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = env.path("LOCAL_DIR", BASE_DIR / ".local")
# What `make run` found or started; real environment variables come first.
env.read_env(LOCAL_DIR / "env", recurse=False)

DEBUG = env.bool("DEBUG", False)
# Offers the demonstration accounts on the sign-in page. Never switch it on with real data.
DEMO = env.bool("DEMO", False)
# Django refuses to sign anything with an empty key; reading a document needs none.
SECRET_KEY = env.str("SECRET_KEY", "")
# Retired keys: what was signed or sealed under them is still read.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

# Ours first: where two apps translate the same word, Django takes the first one's.
INSTALLED_APPS = [
    "config",
    "briefs",
    "dashboards",
    "notices",
    "sheets",
    "instructions",
    "slips",
    "reports",
    "intake",
    "tasks",
    "indicators",
    "plans",
    "units",
    "core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_celery_beat",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "template_partials",
    "tree_queries",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.compression.CompressedPagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.privacy.NoStoreMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "core.origin.OriginMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "units.context.navigation",
                "notices.context.frame",
            ],
            "builtins": ["template_partials.templatetags.partials", "core.templatetags.portal"],
        },
    }
]

# --- Database and broker -------------------------------------------------------------------------

DATABASES = {
    "default": env.dj_db_url(
        "DATABASE_URL", "postgres:///luoshi", conn_max_age=60, conn_health_checks=True
    )
}
# Every trigger asks for this setting. Where it is missing the question raises an error inside the
# trigger, once for each row: that costs ten times what keeping the row's history costs.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c pgtrigger.ignore={}"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Old and new values of the rows that hold decisions; triggers catch bulk writes and plain SQL too.
PGHISTORY_DEFAULT_TRACKERS = (
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
)
PGHISTORY_APPEND_ONLY = True

REDIS_URL = env.str("REDIS_URL", "redis://localhost:6379/0")


def redis_database(url: str, number: int, *, socket_scheme: str, database: str) -> str:
    """The address of one numbered database on the server at `url`, over TCP or a unix socket."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"{socket_scheme}://{parts.path}?{database}={number}"
    return parts._replace(path=f"/{number}").geturl()


CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": redis_database(REDIS_URL, 1, socket_scheme="unix", database="db"),
        # A cache that is frozen must not hold a request.
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
}

CELERY_BROKER_URL = redis_database(
    REDIS_URL, 0, socket_scheme="redis+socket", database="virtual_host"
)
CELERY_BEAT_SCHEDULER = "config.scheduler:Scheduler"
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Longer than any job may take; the rows in PostgreSQL are the truth anyway.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900}
CELERY_BEAT_SCHEDULE = {
    job: {"task": job, "schedule": every, "options": {"expires": every.total_seconds()}}
    for job, every in {
        "intake.read_documents": timedelta(minutes=1),
        "reports.open_periods": timedelta(minutes=10),
        "tasks.deem_received": timedelta(minutes=30),
        "tasks.record_verdicts": timedelta(hours=1),
        "sheets.read_sheets": timedelta(minutes=1),
        "sheets.make_copies": timedelta(minutes=1),
        "indicators.record_verdicts": timedelta(hours=1),
        "indicators.forecast_targets": timedelta(minutes=30),
        "notices.find_waiting": timedelta(minutes=5),
        "notices.deliver": timedelta(minutes=1),
        "notices.tell_outlets": timedelta(minutes=1),
        "notices.tell_programs": timedelta(minutes=1),
        "briefs.find_outdated": timedelta(hours=6),
        "core.sweep": timedelta(minutes=1),
        "core.sweep_files": timedelta(days=1),
        "core.forget_answers": timedelta(hours=1),
        "core.fill_calendar": timedelta(days=1),
        "core.fold_tallies": timedelta(minutes=1),
        "core.check_tallies": timedelta(days=1),
        "core.verify_audit": timedelta(days=1),
        "units.keep_stand_ins": timedelta(minutes=10),
    }.items()
}

# --- People --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "units.User"
LOGIN_URL = "units:sign-in"
LOGIN_REDIRECT_URL = "units:home"
LOGOUT_REDIRECT_URL = "units:sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
SESSION_COOKIE_AGE = 8 * 60 * 60

# --- Words and time ------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Files ---------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", LOCAL_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "npm.finders.NpmFinder",
]
NPM_ROOT_PATH = BASE_DIR
NPM_STATIC_FILES_PREFIX = "vendor"
NPM_FILE_PATTERNS = {
    "bootstrap": ["dist/css/bootstrap.min.css", "dist/css/bootstrap.min.css.map"],
    "bootstrap-icons": [f"icons/{name}.svg" for name in ICONS],
    # Lines, bars and what goes with them; the whole of it weighs half as much again.
    "echarts": ["dist/echarts.common.min.js"],
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["woff", "woff2", "png", "map"]
MEDIA_ROOT = env.path("MEDIA_ROOT", LOCAL_DIR / "media")
# Circulars as PDF: LibreOffice's `soffice`, and a folder with the office's own fonts; without both
# there are none.
PDF_CONVERTER = Path(path) if (path := env.str("PDF_CONVERTER", "")) else None
PDF_FONTS = Path(path) if (path := env.str("PDF_FONTS", "")) else None
UPLOAD_LIMIT = 20 * 1024 * 1024
# Sheets of a whole city: 200,000 lines as the portal itself writes them have 22 MB when empty.
OFFICE_UPLOAD_LIMIT = 60 * 1024 * 1024

# --- Mail ----------------------------------------------------------------------------------------

# Without a mail server, mails become files that a page of the portal shows.
MAIL_DIR = env.path("MAIL_DIR", LOCAL_DIR / "mail")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = MAIL_DIR
if env.str("EMAIL_URL", ""):
    mail = env.dj_email_url("EMAIL_URL")
    EMAIL_BACKEND, EMAIL_TIMEOUT = mail["EMAIL_BACKEND"], 20
    EMAIL_HOST, EMAIL_PORT = mail["EMAIL_HOST"], mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "luoshi@localhost")
# Where links in mails lead to.
PORTAL_URL = env.str("PORTAL_URL", "http://localhost:8000")

# --- Outlets: groups' robots and gateways --------------------------------------------------------

# Where messages may go, by https: no page can send the portal's worker anywhere else.
OUTLET_HOSTS: list[str] = env.list(
    "OUTLET_HOSTS", ["qyapi.weixin.qq.com", "oapi.dingtalk.com", "open.feishu.cn"]
)
# Gateways inside the office's own network: `host`, `host:port`, or `http://host:port`.
OUTLET_LOCAL_HOSTS: list[str] = env.list("OUTLET_LOCAL_HOSTS", [])
# Gateways that collect files: one folder each inside of this one. Without it there are none.
OUTLET_FOLDER = Path(folder) if (folder := env.str("OUTLET_FOLDER", "")) else None

# --- Logs ----------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"addresses": {"()": "core.privacy.HiddenAddresses"}},
    "loggers": {
        "django.request": {"filters": ["addresses"]},
        "django.server": {"filters": ["addresses"]},
    },
}

# --- Clocks --------------------------------------------------------------------------------------

# Working days that a unit has for confirming a receipt; then it is deemed given (视同签收).
RECEIPT_WORKING_DAYS = env.int("RECEIPT_WORKING_DAYS", 2)
# Working days in which whoever holds a request for coordination must answer, leaders included.
COORDINATION_DAYS = env.int("COORDINATION_DAYS", 5)

# --- What browsers may do ------------------------------------------------------------------------

HTTPS = env.bool("HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

# How many proxies stand in front of the portal and may be believed about whom they ask for.
PROXIES = env.int("PROXIES", 0)

# --- API -----------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    # Tokens first: a stranger is then told to identify themselves (401), not just refused.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "units.tokens.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_THROTTLE_CLASSES": [
        "core.rest.throttles.PerPerson",
        "core.rest.throttles.PerToken",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "config.scopes.HasScope",
    ],
    "DEFAULT_FILTER_BACKENDS": ["core.rest.StrictFilters"],
    "DEFAULT_PAGINATION_CLASS": "core.rest.pages.Pages",
    "DEFAULT_SCHEMA_CLASS": "core.rest.schema.ProblemSchema",
    "DEFAULT_PARSER_CLASSES": ["core.rest.ExactJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["core.rest.rendering.QuickJSONRenderer"],
    "DEFAULT_THROTTLE_RATES": {
        # Of one person by all ways together, and of each of their tokens; empty for no limit.
        "person": env.str("PERSON_RATE", "600/min") or None,
        "token": env.str("TOKEN_RATE", "300/min") or None,
        # By network address, behind which there may be a whole office.
        "calendar": env.str("CALENDAR_RATE", "120/min"),
    },
    "NUM_PROXIES": PROXIES,
    "EXCEPTION_HANDLER": "core.rest.problems.explain",
    "URL_FORMAT_OVERRIDE": None,
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Luoshi",
    "DESCRIPTION": "Policy action plans, followed from the document to the delivered targets.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SWAGGER_UI_DIST": "SIDECAR",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.scopes.describe",
    ],
    "ENUM_NAME_OVERRIDES": {
        "PlanState": "plans.models.PlanState",
        "TaskState": "tasks.models.TaskState",
        "ReportState": "reports.models.ReportState",
        "SheetKind": "sheets.models.Kind",
        "AssignmentRole": "tasks.models.AssignmentRole",
        "Family": "dashboards.serializers.overviews.FAMILIES",
        "IndicatorKind": "indicators.models.Kind",
        "Lamp": "dashboards.serializers.standing.LAMPS",
        "LampTurn": "dashboards.serializers.standing.TURNS",
        "WaitingKind": "dashboards.serializers.standing.KINDS",
        "PromiseOutcome": "dashboards.serializers.comparing.OUTCOMES",
        "InstructionState": "instructions.models.StateChoice",
        "InstructionUrgency": "instructions.models.UrgencyChoice",
        "SlipState": "slips.models.StateChoice",
        "SlipGrade": "slips.models.GradeChoice",
        "CircularState": "briefs.models.StateChoice",
        "CircularKind": "briefs.models.KindChoice",
        "Matter": "notices.models.Matter",
        "EventKind": "notices.models.EventKind",
        "Channel": "notices.models.Channel",
        "OutletKind": "notices.models.OutletKind",
        "Role": "units.models.RoleChoice",
        "UnitKind": "units.models.UnitKind",
        "UnitNameKind": "units.models.NameKindChoice",
        "GuardedKind": "units.models.Guarded",
        "AccountRequestState": "units.models.RequestState",
        "StandInState": "units.models.StandInState",
        "WordState": "intake.models.RuleState",
        "WordKind": "intake.models.RuleKind",
        "WorkState": "core.work.WorkState",
        "TokenScope": "units.models.ScopeChoice",
    },
}
