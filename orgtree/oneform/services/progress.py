"""应报、已报、按时、逾期 of every form and period, for an area and those below it, and who is missing."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from orgtree.choices import ReturnState
from orgtree.days.rules.periods import MONTHS, Period
from orgtree.oneform.models import FormReturn
from orgtree.oneform.rules import Counts, count_return
from orgtree.sheets.workbooks import Heading, Sheet
from orgtree.tree.models import Area

MOST_NAMED = 8
HEADINGS = ("应报", "已报", "按时", "逾期")


@dataclass
class Line:
    """The counts of one form and period, or of one area below; `own` is the return of the area itself where it is above those asked."""

    label: str
    period: str = ""
    counts: Counts = field(default_factory=Counts)
    missing: list[FormReturn] = field(default_factory=list)
    own: FormReturn | None = None
    area: Area | None = None

    @property
    def cells(self) -> list[tuple[str, int]]:
        """(heading, count), in the order of the table."""
        return list(zip(HEADINGS, self.counts.told, strict=True))

    @property
    def named(self) -> list[FormReturn]:
        """Some of those who have not reported."""
        return self.missing[:MOST_NAMED]

    @property
    def more(self) -> int:
        return max(0, len(self.missing) - MOST_NAMED)


@dataclass(frozen=True)
class Progress:
    """What an area owes and has reported of all forms whose period lies in the one on view."""

    area: Area
    period: Period
    forms: list[Line]
    below: list[Line]


def progress_of(area: Area, period: Period, today: date | None = None) -> Progress:
    """The progress of `area`, which the caller has found through a scope. Two queries; what lapsed is not counted."""
    today = today or timezone.localdate()
    rows = FormReturn.objects.within(area).filter(period_start__gte=period.start, period_start__lt=period.end)
    rows = rows.filter(form__period_kind__in=[kind for kind in MONTHS if MONTHS[kind] <= MONTHS[period.kind]])
    rows = rows.exclude(state=ReturnState.LAPSED).select_related("form", "area")
    rows = list(rows.order_by("form__title", "form_id", "period_start", "area__lft"))
    children = list(area.get_children().order_by("position", "code"))
    forms: dict[tuple, Line] = {}
    below = {child.pk: Line(child.name, area=child) for child in children}
    for row in rows:
        line = forms.setdefault((row.form_id, row.period_start), Line(row.form.title, row.period.label))
        if row.area.kind not in row.form.kinds:
            line.own = row if row.area_id == area.pk else line.own
            continue
        _add(line, row, today)
        for child in children:
            if child.lft <= row.area.lft and row.area.rght <= child.rght:
                _add(below[child.pk], row, today)
    return Progress(area, period, list(forms.values()), [line for line in below.values() if line.counts.expected])


def _add(line: Line, row: FormReturn, today: date) -> None:
    reported = row.confirmed_at and timezone.localdate(row.confirmed_at)
    line.counts = line.counts + count_return(row.due_on, reported, today)
    if reported is None:
        line.missing.append(row)


def progress_sheets(shown: Progress) -> list[Sheet]:
    """The same as two sheets: by form, by area below."""
    about = f"统计期：{shown.period.label}　范围：{shown.area.path_label()}"
    numbers = [Heading(label, number=True, summed=True) for label in HEADINGS]
    by_form = [Heading("报表", width=36), Heading("统计期"), *numbers, Heading("还没有报的", width=40)]
    forms = [
        [line.label, line.period, *line.counts.told, "、".join(row.area.name for row in line.missing)]
        for line in shown.forms
    ]
    below = [[line.label, *line.counts.told] for line in shown.below]
    title = f"{shown.area.name}报表上报进度"
    return [
        Sheet("按报表", title, about, by_form, forms),
        Sheet("按下级", title, about, [Heading("下级", width=24), *numbers], below),
    ]
