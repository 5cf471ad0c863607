"""The test suite: real PostgreSQL and Redis, fast hashing, each parallel worker with queue and cache of its own."""

import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES, INSTALLED_APPS, REDIS_URL
from config.settings.environment import env, field_keys, redis_database
from config.settings.keys import DEVELOPMENT_BLIND_INDEX_KEY, DEVELOPMENT_FIELD_KEYS

SECRET_KEY = "tests only: signs nothing that leaves this machine, and is long enough for the checks"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
FIELD_KEYS = field_keys(DEVELOPMENT_FIELD_KEYS)
BLIND_INDEX_KEY = DEVELOPMENT_BLIND_INDEX_KEY
INSTALLED_APPS = [*INSTALLED_APPS, "tests.upstairs"]  # a higher floor, to see that what it declares arrives
DEMO_DATA = True  # fill_demo may run here
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(tempfile.gettempdir()) / "dangjian-test-media"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# "gw0" is the first pytest-xdist worker; the embedded Valkey has 64 databases for this.
_worker = int(env.str("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
CELERY_BROKER_URL = redis_database(REDIS_URL, 2 * _worker)
CACHES["default"]["LOCATION"] = redis_database(REDIS_URL, 2 * _worker + 1)
