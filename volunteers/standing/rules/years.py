"""The end of a year: the band that the marks suggest, and who may decide what.

Source: docs/rules.md, "Year close": points suggest, an organisation decides, with its reason where it differs.
"""

from datetime import date
from decimal import Decimal

from orgtree.errors import RuleBroken
from volunteers.points.choices import Band
from volunteers.points.rules.points import Marks


def suggested_band(total: Decimal, marks: Marks, *, barred: bool = False) -> str:
    """The code of the band in which `total` lies; whoever is `barred` that year is no candidate for 优秀 (negative list: N04, N05)."""
    if total >= marks.excellent and not barred:
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


def check_not_barred(band: str, *, barred: bool) -> None:
    """Raise RuleBroken at `band` where a deduction of the negative list stands against the best band that year."""
    if barred and band == Band.EXCELLENT:
        text = "当年有虚报或泄露隐私等红牌扣减，不能评为优秀候选，请另评"
        raise RuleBroken("barred", text, field="band", conflict=True)


def check_plan(*, band: str, due_on: date, today: date) -> None:
    """Raise RuleBroken unless the year is 待提升, and at `due_on` unless there is time left."""
    if band != Band.BELOW:
        raise RuleBroken("not_below", "只有评定为待提升的才商定提升计划", conflict=True)
    if due_on <= today:
        raise RuleBroken("past", "请填写今天以后的日期", field="due_on")
