"""What is the same everywhere. Each other module of this package is one place to run: demo, test, production."""

from pathlib import Path

from kombu import Queue
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError
from redis.retry import Retry

from config.settings.environment import env, redis_database, required

BASE_DIR = Path(__file__).resolve().parent.parent.parent
RUN_DIR = BASE_DIR / ".run"

DEBUG = False
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "config",
    "unfold.apps.BasicAppConfig",  # before django.contrib.admin, whose templates it replaces
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "config.apps.DeskConfig",  # django.contrib.admin with our site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "mptt",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "axes",
    "orgtree",
    "volunteers",
    "grids",
    "cocon",
    "assessments",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.content_security.ContentSecurityPolicy",
    "orgtree.web.clean_input.CleanInput",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pghistory.middleware.HistoryMiddleware",  # after authentication: it records who
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "orgtree.database.replica.OwnWrites",
    "orgtree.web.taken.FormsTaken",  # around what may send a form elsewhere
    "orgtree.web.middleware.SessionRules",
    "orgtree.people.middleware.RefusalsRecorded",
]

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
            ],
            "builtins": ["orgtree.templatetags.lines"],
        },
    }
]

# --- Stores -----------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url_config(required("DATABASE_URL"))}
DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
# A streaming copy of it, from which boards are read; empty: there is none (orgtree/database/replica.py).
if REPLICA_URL := env.str("REPLICA_URL", ""):
    DATABASES["replica"] = env.db_url_config(REPLICA_URL)
    DATABASES["replica"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True, TEST={"MIRROR": "default"})
    # A page waits for it: what does not answer at once is gone.
    DATABASES["replica"]["OPTIONS"] = {
        "connect_timeout": 1,
        "tcp_user_timeout": 2000,
        "options": "-c statement_timeout=5000",
    }
    DATABASE_ROUTERS = ["orgtree.database.replica.ReplicaRouter"]

REDIS_URL = required("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "orgtree.database.breaker.GuardedCache",
        # A database of its own: clearing the cache must never empty the queue.
        "LOCATION": env.str("CACHE_URL", redis_database(REDIS_URL, 1)),
        # One more try where a line was cut, none where the server is silent: a page waits for it.
        "OPTIONS": {
            "socket_connect_timeout": 0.25,
            "socket_timeout": 0.25,
            "retry": Retry(NoBackoff(), 1, supported_errors=(ConnectionError,)),
        },
    }
}

# Days after which an import that nobody confirmed is discarded, its file with it (docs/rules.md, "Spreadsheet import").
BEHIND_PROXY = False
globals().update(env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25"))
NOTICE_EMAIL_FROM = env.str("NOTICE_EMAIL_FROM", "")
NOTICE_SMS_OUTBOX = env.str("NOTICE_SMS_OUTBOX", "")
# How codes reach a phone: "sms" where there is that channel; "desk" has the community's staff call and tell them.
PHONE_CODES = env.str("PHONE_CODES", "sms")
NOTICE_WECOM_OUTBOX = env.str("NOTICE_WECOM_OUTBOX", "")
NOTICE_QUIET_HOURS = env.str("NOTICE_QUIET_HOURS", "21:00-8:00")
NOTICE_DIGEST_AT = env.str("NOTICE_DIGEST_AT", "18:00")
IMPORT_KEPT_DAYS = env.int("IMPORT_KEPT_DAYS", default=7)
MEDIA_ROOT = env.path(
    "MEDIA_ROOT", default=RUN_DIR / "media"
)  # uploads: handed out by views that check scope, never by address
STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=BASE_DIR / "static_built")
STATICFILES_DIRS = [folder for folder in (BASE_DIR / "static", BASE_DIR / "static_vendor") if folder.is_dir()]

# --- Language and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- People and sessions ----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "orgtree.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

SESSION_ENGINE = "orgtree.web.sessions"
SESSION_COOKIE_AGE = 30 * 60  # seconds without a request, less the minute for which a session is not written again
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [
    "username"
]  # by account, whatever the address: a botnet gets no more guesses than one machine
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "orgtree.people.services.people.sign_in_key"
AXES_RESET_ON_SUCCESS = False  # the sign-in service does, under the account's lock
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # tries at a locked account do not keep it locked
AXES_SENSITIVE_PARAMETERS = ["account", "old_password", "new_password1", "new_password2", "csrfmiddlewaretoken"]
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # `SignInRecord` tells more, and is written once
# It asks for the address among the parameters (see above), and for a middleware that answers in our place.
SILENCED_SYSTEM_CHECKS = ["axes.W002", "axes.W006"]
SESSION_LONGEST_HOURS = 12  # since signing in, however busy
MEMBER_HOME_URL = "/m/"

# --- API --------------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    # The token first: its challenge makes an unsigned request 401 instead of 403.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "orgtree.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["orgtree.api.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["orgtree.api.filters.StrictFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "orgtree.api.pagination.Pages",
    "DEFAULT_THROTTLE_CLASSES": ["orgtree.api.throttles.ApiThrottle"],
    "DEFAULT_THROTTLE_RATES": {"api": env.str("API_RATE", "600/min")},
    "DEFAULT_SCHEMA_CLASS": "orgtree.api.schema.ApiSchema",
    "EXCEPTION_HANDLER": "orgtree.api.errors.handle_exception",
    "COERCE_DECIMAL_TO_STRING": False,
    "UNICODE_JSON": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "党建引领基层治理平台 接口",
    "DESCRIPTION": (
        "区域、党组织、单位、党员、报到、服务记录、积分与指标数据。只返回当前用户职责范围内的数据；"
        "范围以外的记录与不存在的记录回答相同（404）。\n\n"
        "浏览器登录后可直接试用；程序请用令牌：`Authorization: Token djt_……`。"
        '所有错误同一格式：`{"code", "message", "fields"}`。'
    ),
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    # From the package instead of a CDN: the page works on an intranet.
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "docExpansion": "list", "defaultModelsExpandDepth": 0},
    "ENUM_NAME_OVERRIDES": {
        "AreaKindEnum": "orgtree.choices.AreaKind",
        "PeriodKindEnum": "orgtree.choices.PeriodKind",
        "ReturnStateEnum": "orgtree.choices.ReturnState",
        "PartyOrgKindEnum": "orgtree.choices.PartyOrgKind",
        "InstitutionKindEnum": "orgtree.choices.InstitutionKind",
        "PostKindEnum": "orgtree.choices.PostKind",
        "TokenScopeEnum": "orgtree.choices.TokenScope",
        "ProtestKindEnum": "orgtree.choices.ProtestKind",
        "FormLevelEnum": "orgtree.oneform.models.LEVELS",
        "FormPeriodEnum": "orgtree.oneform.models.PERIODS",
        "QuarterOfYearEnum": "assessments.life.choices.Quarter",
        "ReportInStateEnum": "volunteers.choices.ReportInState",
        "UnitReportInStateEnum": "volunteers.choices.UnitReportInState",
        "FeedbackStateEnum": "volunteers.choices.FeedbackState",
        "ReportInOriginEnum": "volunteers.choices.ReportInOrigin",
        "ServiceStateEnum": "volunteers.choices.ServiceState",
        "ServiceOriginEnum": "volunteers.choices.ServiceOrigin",
        "PointEntryKindEnum": "volunteers.choices.EntryKind",
        "DutyKindEnum": "volunteers.choices.DutyKind",
        "TeamKindEnum": "volunteers.choices.TeamKind",
        "WishKindEnum": "cocon.choices.WishKind",
        "ReachEnum": "volunteers.choices.ActivityReach",
        "NeedReachEnum": "cocon.choices.NeedReach",
        "NeedSourceEnum": "cocon.choices.NeedSource",
        "TopicSourceEnum": "cocon.choices.TopicSource",
        "OutcomeKindEnum": "cocon.choices.OutcomeKind",
        "ResourceKindEnum": "cocon.choices.ResourceKind",
        "SeatRoleEnum": "cocon.choices.SeatRole",
        "FundKindEnum": "cocon.projects.choices.FundKind",
        "ProjectKindEnum": "cocon.projects.choices.ProjectKind",
        "ProjectCategoryEnum": "cocon.projects.choices.ProjectCategory",
        "ProjectSourceEnum": "cocon.projects.choices.ProjectSource",
        "RecognitionKindEnum": "cocon.covenants.choices.RecognitionKind",
        "PairEndEnum": "cocon.helping.choices.PairEnd",
        "HelpKindEnum": "cocon.helping.choices.HelpKind",
        "ContributionKindEnum": "cocon.helping.choices.ContributionKind",
        "HelpStateEnum": "cocon.helping.choices.HelpState",
        "HelpVoidReasonEnum": "cocon.helping.choices.VoidReason",
        "SocialServiceKindEnum": "cocon.helping.choices.ServiceKind",
        "CaseSourceEnum": "grids.cases.choices.CaseSource",
        "ReplyKindEnum": "grids.replies.choices.ReplyKind",
        "CaseResultEnum": "grids.cases.choices.CaseResult",
        "StarsEnum": "grids.cases.models.reports.STARS",
        "CaseOrderStateEnum": "grids.doors.choices.OrderState",
        "BrandTallyStateEnum": "cocon.brands.choices.TallyState",  # and of what windows dealt with
        "WindowKindEnum": "grids.doors.choices.WindowKind",
        "WhistleUnitKindEnum": "grids.whistles.choices.UnitKind",
        "WhistleStateEnum": "grids.whistles.choices.WhistleState",
        "WhistleLegStateEnum": "grids.whistles.choices.LegState",
        "StaffRoleEnum": "grids.staff.choices.StaffRole",
        "EmergencyKindEnum": "volunteers.choices.EmergencyKind",
        "CheckInKindEnum": "volunteers.choices.CheckInKind",
        "ActivityStateEnum": "volunteers.choices.ActivityState",
        "AttendanceStateEnum": "volunteers.choices.AttendanceState",
        "ActivityCategoryEnum": "volunteers.choices.ActivityCategory",
        "BandEnum": "volunteers.choices.Band",
        "DataRequestKindEnum": "volunteers.choices.DataRequestKind",
        "SuspendReasonEnum": "volunteers.choices.SuspendReason",
        "CloseReasonEnum": "volunteers.choices.CloseReason",
        "ExemptReasonEnum": "volunteers.choices.ExemptReason",
        "DutyClassEnum": "volunteers.choices.DutyClass",
        "HonourKindEnum": "assessments.honours.choices.HonourKind",
        "TrainingKindEnum": "assessments.honours.choices.TrainingKind",
        "LifeHeldEnum": "assessments.life.choices.Held",
        "LifeHeldIfThereEnum": "assessments.life.choices.HeldIfThere",
        "MechanismPartEnum": "assessments.keytasks.choices.PartKind",
        "RectifySourceEnum": "assessments.rectify.choices.RectifySource",
        "TalkKindEnum": "assessments.rectify.choices.TalkKind",
        "GradeEnum": "assessments.schemes.choices.Grade",
        "SurveyKindEnum": "assessments.surveys.choices.SurveyKind",
        "RunStateEnum": "orgtree.choices.RunState",
        "DoubtVerdictEnum": "orgtree.choices.DoubtVerdict",
    },
}

# --- Background work --------------------------------------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,  # seconds until a lost task is handed out again
    "socket_timeout": 2,  # of workers; who orders work waits less (orgtree/database/queue.py)
    "socket_connect_timeout": 1,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
# Counting has a queue of its own, so that long runs need not keep boards waiting: docs/decisions/0105. A worker without -Q takes both.
CELERY_TASK_QUEUES = [Queue("celery"), Queue("figures")]
CELERY_TASK_ROUTES = {"orgtree.tasks.figures.*": {"queue": "figures"}}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 290  # under half of visibility_timeout, so that no running task is handed out twice
CELERY_TASK_SOFT_TIME_LIMIT = 270
CELERY_TASK_IGNORE_RESULT = True  # what a task did is in the database
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TIMEZONE = TIME_ZONE

# --- Log: one stream, standard output ---------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "line",
            "filters": ["codes"],
        }
    },
    "root": {"handlers": ["stdout"], "level": env.str("LOG_LEVEL", "INFO")},
    "filters": {"refusals": {"()": "config.logs.OneLineRefusals"}, "codes": {"()": "config.logs.NoCodes"}},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.request": {"filters": ["refusals"]},
    },
}

# --- Staff desk -------------------------------------------------------------------------------------------------------

UNFOLD = {
    "SITE_TITLE": "党建引领基层治理",
    "SITE_HEADER": "党建引领基层治理",
    "SITE_SYMBOL": "flag",
    "SITE_URL": None,
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "orgtree.desk.site.favicon"}],
    "STYLES": ["orgtree.desk.site.shell_style", "orgtree.desk.site.style"],
    "SCRIPTS": ["orgtree.desk.site.alpine_script", "orgtree.desk.site.script", "orgtree.desk.site.file_script"],
    "THEME": "light",
    "SIDEBAR": {"show_search": False, "navigation": [{}]},  # the menu is ours: orgtree/desk/menu.py
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
}
