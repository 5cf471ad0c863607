"""Whether this run takes its time (`make thorough`): more examples and more kills than the daily suite."""

import os

THOROUGH = os.environ.get("THOROUGH") == "1"


def examples(daily: int, thorough: int) -> int:
    return thorough if THOROUGH else daily
