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


def check_band(*, band: str, suggested: str, reason: str, closed: bool, exempt: bool) -> None:
    """Raise RuleBroken unless the band may be given; one that differs from the suggestion takes a reason."""
    if exempt:
        raise RuleBroken("exempt", "免评人员不评定等次", conflict=True)
    if not closed:
        raise RuleBroken("not_closed", "年度结账后才能评定等次", conflict=True)
    if band not in Band.values:
        raise RuleBroken("band", "请选择等次", field="band")
    if band != suggested and not reason:
        raise RuleBroken("band_reason", "与建议等次不同，请写明理由", field="reason")
