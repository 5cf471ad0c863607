"""A quarter of all branches that somebody keeps, entered on one page in one transaction."""

from collections.abc import Mapping

from django.db import transaction

from assessments.life.choices import Held, HeldIfThere
from assessments.life.models import LifeQuarter
from assessments.life.rules import MEETINGS
from assessments.life.services.quarters import life_acts, missing
from orgtree.acts import make
from orgtree.days.rules.periods import Period
from orgtree.errors import RuleBroken


def usual_of(branches) -> dict[int, dict[str, str]]:
    """{branch: what stands on its line where all was kept}: what a branch had not the last time it has not now."""
    found = {branch.pk: dict.fromkeys(MEETINGS, str(Held.KEPT)) for branch in branches}
    rows = LifeQuarter.objects.standing().filter(branch__in=found).order_by("ended_on", "pk")
    for row in rows.only("branch", "committee", "group"):
        for name in ("committee", "group"):
            is_there = getattr(row, name) != HeldIfThere.NONE
            found[row.branch_id][name] = str(Held.KEPT if is_there else HeldIfThere.NONE)
    return found


@transaction.atomic
def enter_quarter(*, quarter: Period, said: Mapping[int, Mapping[str, str]], by) -> int:
    """How many branches were entered: those of which something is said. Raises RuleBroken at `line-N` of the branch, with its name."""
    entered = 0
    for branch in missing(by, quarter):
        answers = {name: value for name, value in said.get(branch.pk, {}).items() if value}
        if not answers:
            continue
        try:
            number = f"{(quarter.start.month + 2) // 3}"
            make(life_acts, "enter", by=by, branch=branch, year=quarter.start.year, quarter=number, **answers)
        except RuleBroken as broken:
            raise RuleBroken(broken.code, f"{branch.name}：{broken.message}", field=f"line-{branch.pk}") from broken
        entered += 1
    if not entered:
        raise RuleBroken("nothing", "还没有填写任何支部", field="lines")
    return entered
