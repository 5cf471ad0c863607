"""The year that a page shows."""

from django.utils import timezone


def chosen_year(text: str | None, years: list[int]) -> int:
    """The year asked for, if there is anything in it; else this year."""
    return next((year for year in years if str(year) == text), timezone.localdate().year)
