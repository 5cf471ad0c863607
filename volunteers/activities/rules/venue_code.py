"""The code on the wall of a venue: it changes every half minute, and a picture of it is worthless a minute later."""

import hashlib
import hmac
from datetime import datetime, timedelta

STEP_SECONDS = 30
STEPS_ACCEPTED = 2  # the step of the scan and the one before it
LENGTH = 16  # hexadecimal digits: 64 bits against guesses within a minute
SIGN_OUT_AFTER = timedelta(minutes=30)
OPENS_BEFORE = timedelta(minutes=30)
CLOSES_AFTER = timedelta(minutes=30)


def step_at(moment: datetime) -> int:
    """The number of the half minute that `moment` (aware) lies in."""
    return int(moment.timestamp()) // STEP_SECONDS


def seconds_left(moment: datetime) -> int:
    """Whole seconds, 1 to 30, until the next code."""
    return STEP_SECONDS - int(moment.timestamp()) % STEP_SECONDS


def code_of(key: bytes, session_id: int, step: int) -> str:
    """The code of a session in a step."""
    return hmac.new(key, f"{session_id}:{step}".encode(), hashlib.sha256).hexdigest()[:LENGTH]


def is_fresh(code: str, *, key: bytes, session_id: int, now: datetime) -> bool:
    """Whether `code` is the session's of this half minute or the last one."""
    latest = step_at(now)
    known = (code_of(key, session_id, latest - back) for back in range(STEPS_ACCEPTED))
    return any(hmac.compare_digest(code.encode(), one.encode()) for one in known)
