"""The end of a year: the band that the marks suggest, and who may decide what.

Source: docs/rules.md, "Year close": points suggest, an organisation decides, with its reason where it differs.
"""

from decimal import Decimal

from orgtree.errors import RuleBroken
from volunteers.points.choices import Band
from volunteers.points.rules.points import Marks


def suggested_band(total: Decimal, marks: Marks) -> str:
    """The code of the band in which `total` lies."""
    if total >= marks.excellent:
        return Band.EXCELLENT
    if total >= marks.good:
        return Band.GOOD
    return Band.PASSED if total >= marks.passing else Band.BELOW


def check_year_over(year: int, *, this_year: int) -> None:
    """Raise RuleBroken at `year` while it still runs."""
    if year >= this_year:
        raise RuleBroken("running", f"{year}年还没有结束，不能结账", field="year")


def check_reason_for_band(*, band: str, suggested: str, reason: str) -> None:
    """Raise RuleBroken at `reason` where a band differs from the suggestion and nobody says why."""
    if band != suggested and not reason:
        raise RuleBroken("band_reason", "与建议等次不同，请写明理由", field="reason")
