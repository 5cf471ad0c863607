"""Arithmetic of working days. Which days are working days is asked of the caller."""

from collections.abc import Callable
from datetime import date, timedelta

IsWorkday = Callable[[date], bool]
DAY = timedelta(days=1)


def workday_after(day: date, count: int, is_workday: IsWorkday) -> date:
    """The `count`-th working day after `day`, which does not count itself (民法典 Art. 201).

    Raises ValueError unless `count` is at least one.
    """
    if count < 1:
        raise ValueError("count working days from one")
    while count:
        day += DAY
        count -= is_workday(day)
    return day


def workdays_between(first: date, last: date, is_workday: IsWorkday) -> int:
    """How many working days lie after `first`, up to `last` included; zero when `last` is not later."""
    days = (last - first).days
    return sum(is_workday(first + DAY * number) for number in range(1, days + 1))
