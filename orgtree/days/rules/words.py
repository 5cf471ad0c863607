"""Days in words."""

from datetime import date


def say_day(day: date) -> str:
    """2026年11月29日: without leading noughts, as papers and sentences have it."""
    return f"{day.year}年{day.month}月{day.day}日"
