"""A unit's year of shared matters: what the platform knows, what the unit says, and the sheet for its superior."""

from django.db import transaction
from django.utils import timezone

from cocon.declare import facts_of_year
from cocon.units.models import UnitYear
from cocon.units.services.profiles import check_unit
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken
from orgtree.models import Institution
from orgtree.sheets.documents import Document

FIRST_YEAR = 2000
SAID = ("done", "problems", "plans")


@transaction.atomic
def keep_year(*, unit: Institution, year: int, done: str, problems: str, plans: str, by) -> UnitYear:
    """The unit's words of a year as they are said now; the first time the row is made. Raises RuleBroken at its field."""
    check_unit(unit, by)
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise RuleBroken("year", "这一年度还没有开始", field="done")
    Institution.objects.select_for_update(no_key=True).get(pk=unit.pk)
    row = UnitYear.objects.filter(unit=unit, year=year).first() or UnitYear(unit=unit, year=year)
    row.done, row.problems, row.plans = done.strip(), problems.strip(), plans.strip()
    row.kept_by, row.kept_at = by, timezone.now()
    check_valid(row, exclude=("unit",))
    row.save()
    return row


def year_sheet(unit: Institution, year: int) -> Document:
    """单位年度共建情况表: what is known as a table, then the unit's words, to be signed."""
    said = UnitYear.objects.filter(unit=unit, year=year).first() or UnitYear(unit=unit, year=year)
    document = Document(f"{year}年度共驻共建情况表", meta=str(unit))
    lines = [(heading, words) for heading, words, _ in facts_of_year(unit, year)]
    document.table(("项目", "情况"), lines or [("", "本年度没有记录。")], widths=(3, 7))
    for name in SAID:
        document.heading(str(UnitYear._meta.get_field(name).verbose_name))
        document.paragraph(getattr(said, name) or "　")
    document.signatures("单位（盖章）", "填报日期")
    return document
