"""Whether reports came, as figures: 应报、已报、按时、逾期 of one kind of report, by the month in which they were due.

Source of the counts: docs/rules.md, "Figures that are reported" (DHIS2: expected reports, `REPORTING_RATE`, `…_ON_TIME`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import F, Q

from orgtree.choices import ReturnState
from orgtree.declare import Column, Derived, Measure, Window
from orgtree.declare.marking import Marker
from orgtree.figures.rules import share

CAME = Q(confirmed_at__isnull=False)
IN_TIME = CAME & Q(confirmed_at__date__lte=F("due_on"))


@dataclass(frozen=True)
class Completeness:
    """The counts and rates of the reports that `rows(window)` are: rows with `state`, `area`, `due_on` and `confirmed_at`."""

    prefix: str
    group: str
    rows: Callable
    columns: tuple[Column, ...]
    marks: tuple[Marker, ...]

    def due(self, window: Window):
        """Those due in the period; what nobody asks any more is not counted."""
        asked = self.rows(window).exclude(state=ReturnState.LAPSED)
        return asked.filter(due_on__gte=window.period.start, due_on__lt=window.period.end)

    def late(self, window: Window):
        """Those reported after their day, or not reported though that was over when it was counted."""
        return self.due(window).filter(CAME & ~IN_TIME | ~CAME & Q(due_on__lt=window.as_of))

    def figures(self) -> Iterable[Measure | Derived]:
        """The four counts and the two rates, in the order in which tables have them."""
        late = "过了期限才上报的，和过了期限还没有上报的"
        return (
            self._count("expected", "应报", "报送期限在统计期内的，不再要求的不计", additive=True),
            self._count("reported", "已报", "应报中已经上报的，不论早晚", only=CAME, additive=True),
            self._count("on_time", "按时", "应报中在报送期限以前上报的", only=IN_TIME, additive=True),
            self._count("late", "逾期", f"应报中{late}", rows=self.late, dated=True, headline=True),
            self._rate("reported_rate", "上报率", "reported", "已报占应报的百分比"),
            self._rate("on_time_rate", "按时率", "on_time", "按时占应报的百分比"),
        )

    def _count(self, key: str, label: str, definition: str, **more) -> Measure:
        named = {"key": f"{self.prefix}.{key}", "label": f"{self.group}{label}", "unit": "份", "group": self.group}
        shown = {"definition": definition, "rows": self.due, "area": "area", "columns": self.columns}
        return Measure(**named | shown | {"marks": self.marks} | more)

    def _rate(self, key: str, label: str, part: str, definition: str) -> Derived:
        parts = (f"{self.prefix}.{part}", f"{self.prefix}.expected")
        return Derived(f"{self.prefix}.{key}", f"{self.group}{label}", "%", definition, parts, share, group=self.group)
