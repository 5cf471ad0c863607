"""Counting an answer, so that nothing tells whose it is."""

import secrets
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db import transaction
from redis.exceptions import RedisError

from orgtree.answers.models import Answers
from orgtree.answers.rules import checked_remark
from orgtree.errors import RuleBroken

FULL = "评价份数已达到服务人数，没有计入。如有出入，请告诉主办方"
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
    """Count one answer about a row; False where `once` was sent before. Raises RuleBroken at `answer` or `remark`, and where all who were
    served have answered.

    Nothing tells who answered: no account, address, cookie or time is kept. What prevents a second form: nothing.
    """
    if choice not in kind.scale:
        raise RuleBroken("answer", "请选择一项", field="answer")
    text = checked_remark(remark)
    if text and not kind.takes_words():
        raise RuleBroken("remark", "这里只评价，不留言", field="remark")
    answers, _ = kind.objects.get_or_create(**{kind.about: about})
    if answers.most is not None and answers.total >= answers.most:
        raise RuleBroken("answers_full", FULL)  # before the form is remembered: it was not counted
    if not _is_first_time(once, remembered):
        return False
    if not kind.objects.filter(pk=answers.pk).add_one(choice, answers.most):
        raise RuleBroken("answers_full", FULL)
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
