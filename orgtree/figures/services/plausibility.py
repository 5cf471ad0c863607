"""Numbers that are hardly so: outside a figure's own usual range, or against a rule between two figures. They are said, and nothing is refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from orgtree.days.rules.periods import Period
from orgtree.declare import Measure, registry
from orgtree.figures.models import FigureFill, FigureRule
from orgtree.figures.rules import PERIODS_BEFORE, breaks_rule, usual_range, written
from orgtree.figures.services.figures import figures_over
from orgtree.owned.services.owned import OwnedBook
from orgtree.tree.models import Area


@dataclass(frozen=True)
class Outlier:
    """A number that is hardly so, and why."""

    area: Area
    measure: Measure
    value: Decimal
    why: str

    @property
    def text(self) -> str:
        return f"{written(self.value, self.measure.decimals)}{self.measure.unit}"


def outliers_of(areas: Iterable[Area], period: Period) -> list[Outlier]:
    """What is hardly so of the headline counts of these areas, found through a scope, and of those that rules name. Four queries."""
    areas, rules = list(areas), list(FigureRule.objects.select_related("area"))
    named = {key for rule in rules for key in (rule.lesser, rule.greater)}
    judged = {
        key: one
        for key, one in registry.catalogue().items()
        if isinstance(one, Measure) and (one.headline or key in named)
    }
    periods = period.last(PERIODS_BEFORE + 1)
    values = figures_over([area.pk for area in areas], periods, catalogue=judged)
    fill = FigureFill.objects.of(period).first()
    is_over = fill is not None and timezone.localdate(fill.as_of) >= period.end
    book, names = OwnedBook(rules), sorted({rule.key for rule in rules})
    last = period.previous.end  # the first day of the period
    found = []
    for area in areas:
        held = [rule for name in names if (rule := book.in_force(name, last, area))]
        now = values[period][area.pk]
        before = {key: [values[one][area.pk][key] for one in periods[:-1]] for key in judged}
        found += [*_unusual(area, judged, now, before, is_over), *_against(area, judged, now, held)]
    return found


def _unusual(area: Area, judged: dict[str, Measure], now: dict, before: dict, is_over: bool) -> Iterable[Outlier]:
    """Of a period that is not over nothing is too little yet."""
    for key, measure in judged.items():
        usual = usual_range(before[key]) if measure.headline else None
        if usual and now[key] is not None and not usual.holds(now[key] if is_over else max(now[key], usual.low)):
            low, high = written(usual.low, measure.decimals), written(usual.high, measure.decimals)
            yield Outlier(area, measure, now[key], f"以往{PERIODS_BEFORE}期一般在{low}至{high}之间")


def _against(area: Area, judged: dict[str, Measure], now: dict, rules: list[FigureRule]) -> Iterable[Outlier]:
    for rule in rules:
        if {rule.lesser, rule.greater} <= judged.keys() and breaks_rule(
            now[rule.lesser], now[rule.greater], rule.number
        ):
            other = judged[rule.greater]
            told = f"{rule.key}：{other.label}为{written(now[rule.greater], other.decimals)}{other.unit}"
            yield Outlier(area, judged[rule.lesser], now[rule.lesser], told)
