"""Production settings: each missing or malformed variable stops the start and is named with a hint."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from config.settings.environment import HINTS, redis_database

COMPLETE = {
    "DATABASE_URL": "postgres://user:password@127.0.0.1:5432/dangjian",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "SECRET_KEY": "fifty characters of which no two people know the same order",
    "ALLOWED_HOSTS": "dangjian.example.cn",
    "FIELD_KEYS": "k2:MDEyMzQ1Njc4OWFiY2RlZg==,k1:ZmVkY2JhOTg3NjU0MzIxMA==",
    "BLIND_INDEX_KEY": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "MEDIA_ROOT": "/var/lib/dangjian/media",
}
LOAD = """
import sys
from config.settings import production
print(list(production.FIELD_KEYS), production.ALLOWED_HOSTS, "config.settings.keys" in sys.modules)
"""


def load(variables: dict[str, str], told: str = LOAD) -> subprocess.CompletedProcess:
    inherited = {name: value for name, value in os.environ.items() if name not in HINTS}
    return subprocess.run([sys.executable, "-c", told], env={**inherited, **variables}, capture_output=True, text=True)


def test_complete_environment_loads_without_development_keys():
    result = load(COMPLETE)
    assert (result.returncode, result.stdout) == (0, "['k2', 'k1'] ['dangjian.example.cn'] False\n")


STORED = """
from config.settings import production
told = production.STORAGES["default"]
print(told["BACKEND"], told.get("OPTIONS", {}).get("endpoint_url"), hasattr(production, "MEDIA_ROOT") and str(production.MEDIA_ROOT))
"""


def test_uploads_lie_in_a_bucket_where_one_is_named_and_need_no_folder_then():
    bucket = {"S3_BUCKET": "uploads", "S3_ENDPOINT": "https://store.example.cn"}
    without = {name: value for name, value in COMPLETE.items() if name != "MEDIA_ROOT"}
    result = load(without | bucket, STORED)
    assert result.stdout.startswith("storages.backends.s3.S3Storage https://store.example.cn "), result.stderr
    result = load(COMPLETE, STORED)
    assert result.stdout == "django.core.files.storage.FileSystemStorage None /var/lib/dangjian/media\n"


def test_a_copy_of_the_database_is_there_where_it_is_named():
    told = 'from config.settings import base\nprint(sorted(base.DATABASES), getattr(base, "DATABASE_ROUTERS", []))'
    copied = {"REPLICA_URL": "postgres://user:password@127.0.0.2:5432/dangjian"}
    router = "['orgtree.database.replica.ReplicaRouter']"
    assert load(COMPLETE | copied, told).stdout == f"['default', 'replica'] {router}\n"
    assert load(COMPLETE, told).stdout == "['default'] []\n"


def test_every_hint_is_for_a_required_variable():
    assert set(HINTS) == set(COMPLETE)


@pytest.mark.parametrize("name", COMPLETE)
@pytest.mark.parametrize("left", [{}, {"empty": ""}], ids=["absent", "empty"])
def test_missing_variable_is_named_with_a_hint(name, left):
    variables = {key: value for key, value in COMPLETE.items() if key != name} | ({name: ""} if left else {})
    result = load(variables)
    assert result.returncode != 0
    assert f"The environment variable {name} is missing. Set it to {HINTS[name]}" in result.stderr


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("FIELD_KEYS", "k1:not base64!", "FIELD_KEYS is not base64"),
        ("FIELD_KEYS", "k1:c2hvcnQ=", "FIELD_KEYS holds 5 bytes instead of 16"),
        ("FIELD_KEYS", ":MDEyMzQ1Njc4OWFiY2RlZg==", "a key without a name"),
        ("BLIND_INDEX_KEY", "c2hvcnQ=", "BLIND_INDEX_KEY holds 5 bytes instead of 32"),
    ],
)
def test_malformed_key_is_refused(name, value, complaint):
    result = load(COMPLETE | {name: value})
    assert result.returncode != 0
    assert complaint in result.stderr


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://127.0.0.1:6379", "redis://127.0.0.1:6379/7"),
        ("redis://:pw@127.0.0.1:6379/0", "redis://:pw@127.0.0.1:6379/7"),
        (
            "rediss://user:pw@store.example:6380/3?ssl_cert_reqs=required",
            "rediss://user:pw@store.example:6380/7?ssl_cert_reqs=required",
        ),
    ],
)
def test_redis_database_changes_only_the_number(url, expected):
    assert redis_database(url, 7) == expected


def test_manage_py_without_a_database_says_how_to_run_it():
    variables = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    result = subprocess.run([sys.executable, "manage.py", "migrate"], env=variables, capture_output=True, text=True)
    assert result.returncode == 2
    assert 'make manage ARGS="migrate"' in result.stderr


def test_every_variable_is_explained_in_the_deployment_page():
    sources = [Path("config/settings") / name for name in ("base.py", "production.py")]
    read = {name for path in sources for name in re.findall(r'(?:required|env\.\w+)\(\s*"(\w+)"', path.read_text())}
    explained = set(re.findall(r"^\| `(\w+)`", Path("docs/deployment.md").read_text(), re.MULTILINE))
    assert read | {"DJANGO_SETTINGS_MODULE"} == explained
