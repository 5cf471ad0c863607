"""Reading settings from the environment: what is missing or malformed stops the start and says how to mend it."""

import base64
import binascii

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

HINTS = {
    "DATABASE_URL": "PostgreSQL, for example postgres://user:password@127.0.0.1:5432/dangjian",
    "REDIS_URL": "Redis or Valkey, for example redis://:password@127.0.0.1:6379/0",
    "SECRET_KEY": "50 random characters: python -c 'import secrets; print(secrets.token_urlsafe(50))'",
    "ALLOWED_HOSTS": "the host names people type, separated by commas, for example dangjian.example.cn",
    "FIELD_KEYS": "keys for personal data, newest first, k1:<base64 of 16 bytes>[,...]: echo k1:$(openssl rand -base64 16)",
    "BLIND_INDEX_KEY": "base64 of 32 bytes, never changed afterwards: openssl rand -base64 32",
    "MEDIA_ROOT": "a folder that outlives a deployment, for example /var/lib/dangjian/media",
}


def required(name: str) -> str:
    """Return the variable; raise ImproperlyConfigured, with a hint on what to put there, when it is absent or empty."""
    value = env.str(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"The environment variable {name} is missing. Set it to {HINTS[name]}. All of them: docs/deployment.md"
        )
    return value


def field_keys(text: str) -> dict[str, bytes]:
    """Return `{"k1": 16 bytes, ...}`: the first encrypts, all decrypt. Raise ImproperlyConfigured on another form."""
    keys = {}
    for part in text.split(","):
        name, _, encoded = part.strip().partition(":")
        keys[name] = key_bytes("FIELD_KEYS", encoded, length=16)
    if "" in keys:
        raise ImproperlyConfigured(f"FIELD_KEYS has a key without a name. Expected {HINTS['FIELD_KEYS']}")
    return keys


def key_bytes(variable: str, encoded: str, *, length: int) -> bytes:
    """Return the decoded key; raise ImproperlyConfigured unless it is base64 of exactly `length` bytes."""
    try:
        key = base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise ImproperlyConfigured(f"{variable} is not base64. Expected {HINTS[variable]}") from error
    if len(key) != length:
        raise ImproperlyConfigured(f"{variable} holds {len(key)} bytes instead of {length}. Expected {HINTS[variable]}")
    return key


def redis_database(url: str, number: int) -> str:
    """Return the same Redis address with another database number (one for the queue, one for the cache)."""
    base, _, query = url.partition("?")
    scheme, _, rest = base.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}/{number}" + (f"?{query}" if query else "")
