"""Counting an answer, so that nothing tells whose it is."""

import secrets
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from redis.exceptions import RedisError

from orgtree.answers.models import Answers
from orgtree.answers.rules import checked_remark
from orgtree.errors import RuleBroken

REMEMBERED = timedelta(days=1)


def new_once_key() -> str:
    """A key that a form carries so that a second tap does not count twice."""
    return secrets.token_urlsafe(12)


@transaction.atomic
def count_answer(
    kind: type[Answers],
    about: Any,
    *,
    choice: str,
    remark: str = "",
    once: str = "",
    remembered: timedelta = REMEMBERED,
) -> bool:
    """Count one answer about a row; False where `once` was sent before. Raises RuleBroken at `answer` or `remark`.

    Nothing tells who answered: no account, address, cookie or time is kept. What prevents a second form: nothing.
    """
    if choice not in kind.scale:
        raise RuleBroken("answer", "请选择一项", field="answer")
    text = checked_remark(remark)
    if text and not kind.takes_words():
        raise RuleBroken("remark", "这里只评价，不留言", field="remark")
    if not _is_first_time(once, remembered):
        return False
    answers, _ = kind.objects.get_or_create(**{kind.about: about})
    kind.objects.filter(pk=answers.pk).update(**{choice: F(choice) + 1})
    if text:
        answers.remarks.create(text=text)
    return True


def _is_first_time(once: str, remembered: timedelta) -> bool:
    """Whether this form is new. Remembered in the cache; while that is away, each form counts (G03)."""
    if not once:
        return True
    try:
        return cache.add(f"answer:{once[:40]}", 1, remembered.total_seconds())
    except RedisError:  # the cache is a convenience here: an answer is not lost with it
        return True
