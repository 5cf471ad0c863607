"""The demonstration and a developer's daily work: real services, no certificates, keys that protect nothing."""

from config.settings.base import *  # noqa: F403
from config.settings.base import RUN_DIR, TEMPLATES
from config.settings.environment import env, field_keys
from config.settings.keys import DEVELOPMENT_BLIND_INDEX_KEY, DEVELOPMENT_FIELD_KEYS, kept_secret

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = kept_secret(RUN_DIR / "secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
FIELD_KEYS = field_keys(DEVELOPMENT_FIELD_KEYS)
BLIND_INDEX_KEY = DEVELOPMENT_BLIND_INDEX_KEY
DEMO_DATA = True  # fill_demo may run here
TEMPLATES[0]["OPTIONS"]["context_processors"].append("config.demo_page.demo_progress")

# Messages that would go out lie in folders here, a file a batch.
PHONE_CODES = "desk"  # nobody takes messages from the folder below
NOTICE_SMS_OUTBOX = str(RUN_DIR / "outbox" / "sms")
NOTICE_WECOM_OUTBOX = str(RUN_DIR / "outbox" / "wecom")

# Straight from the packages and static/, re-read on change: no collectstatic between an edit and a look.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
