"""Keys for places that hold only invented data. Production never imports this file (a test sees to it)."""

import secrets
from pathlib import Path

DEVELOPMENT_FIELD_KEYS = "dev:ZGV2ZWxvcG1lbnQta2V5IQ=="
DEVELOPMENT_BLIND_INDEX_KEY = b"development only, 32 bytes long."


def kept_secret(path: Path) -> str:
    """Return the secret in this file, made on first use for its owner only: sessions outlive a restart."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()
