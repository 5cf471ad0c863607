"""What an act changed of a row, in words for the log of steps."""

from typing import Any

from orgtree.acts.declaring import LONGEST_REASON, Act, Ask

SHORT = 20  # of longer texts the log says that they were changed; the trail has them


def told_changes(act: Act, was: Any, row: Any) -> str:
    """Each thing asked for that the row now says otherwise: 数量：3→4；说明已改. Sealed words and files are named alone."""
    kept = [ask for ask in act.asks if ask.column]
    changed = [ask for ask in kept if getattr(was, ask.column) != getattr(row, ask.column)]
    told = "；".join(_told(ask, getattr(was, ask.column), getattr(row, ask.column)) for ask in changed)
    return told if len(told) <= LONGEST_REASON else f"{told[: LONGEST_REASON - 1]}…"


def _told(ask: Ask, before: Any, after: Any) -> str:
    if ask.is_sealed or ask.is_file:
        return f"{ask.label}已改"
    words = [ask.in_words(value) for value in (before, after)]
    if max(map(len, words)) > SHORT:
        return f"{ask.label}已改"
    return f"{ask.label}：{words[0] or '无'}→{words[1] or '无'}"
