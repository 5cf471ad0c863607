"""What forms ask of one reporting unit, month by month: how many forms, blanks, of them to be typed, minutes; and whether it falls."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from orgtree.choices import ReturnState
from orgtree.days.rules.periods import Period
from orgtree.oneform.models import AskedForm, FormReturn
from orgtree.oneform.rules import change_in_words, minutes_for
from orgtree.oneform.services.registering import Cost
from orgtree.tree.models import Area

MONTHS_SHOWN = 6


HEADINGS = ("报表（张）", "栏目（个）", "其中补填", "约（分钟）")


@dataclass(frozen=True)
class Month:
    """What was due in a month, for one unit on the average of those that were asked."""

    period: Period
    forms: float = 0
    blanks: float = 0
    asked: float = 0
    minutes: float = 0

    @property
    def cells(self) -> list[tuple[str, str]]:
        """(heading, number), in the order of the table."""
        return list(zip(HEADINGS, self.told, strict=True))

    @property
    def told(self) -> list[str]:
        """In the order in which the table has them."""
        return [f"{number:.1f}".removesuffix(".0") for number in (self.forms, self.blanks, self.asked, self.minutes)]


@dataclass(frozen=True)
class Burden:
    """The last months of an area, the oldest first, and in words whether it is asked for more or less."""

    months: list[Month]
    headings = HEADINGS

    @property
    def words(self) -> str:
        half = len(self.months) // 2
        before, after = (sum(month.minutes for month in part) for part in (self.months[:half], self.months[half:]))
        return change_in_words(before, after, half)


def burden_of(area: Area, today: date) -> Burden:
    """The burden of `area`, which the caller has found through a scope, by the month in which reports are due. Three queries."""
    periods = Period.holding("M", today).next.last(MONTHS_SHOWN)  # what is asked now may be due next month
    rows = FormReturn.objects.within(area).filter(due_on__gte=periods[0].start, due_on__lt=periods[-1].end)
    rows = rows.exclude(state=ReturnState.LAPSED).order_by()
    counted = rows.values("form", "area", "area__kind", "due_on").annotate(number=Count("pk"))
    costs = {
        form.pk: (form, Cost(form))
        for form in AskedForm.objects.filter(returns__in=rows).distinct().prefetch_related("items")
    }
    asked: dict[Period, list[tuple[int, int]]] = defaultdict(list)
    for row in counted:
        if row["area__kind"] in costs[row["form"]][0].kinds:
            asked[Period.holding("M", row["due_on"])].append((row["area"], row["form"]))
    return Burden([_month(period, asked[period], {pk: cost for pk, (_, cost) in costs.items()}) for period in periods])


def _month(period: Period, asked: list[tuple[int, int]], costs: dict[int, Cost]) -> Month:
    units = len({area for area, _ in asked})
    if not units:
        return Month(period)
    each = [costs[form] for _, form in asked]
    minutes = sum(minutes_for(cost.known, cost.asked) for cost in each)
    sums = (len(each), sum(len(cost.items) for cost in each), sum(cost.asked for cost in each), minutes)
    return Month(period, *(number / units for number in sums))
