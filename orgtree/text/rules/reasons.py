"""Reasons that acts ask for: words that somebody reads."""

from orgtree.errors import RuleBroken

LONGEST = 200


def check_reason(reason: str, *, verb: str) -> str:
    """`reason` without outer blanks; raises RuleBroken when nothing is left or it is longer than 200 characters."""
    text = reason.strip()
    if not text:
        raise RuleBroken("reason_missing", f"请填写{verb}原因", field="reason")
    if len(text) > LONGEST:
        raise RuleBroken("reason_long", f"{verb}原因不超过{LONGEST}字", field="reason")
    return text
