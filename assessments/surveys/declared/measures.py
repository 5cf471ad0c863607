"""Figures of satisfaction: made of published cells alone, each of at least five answers."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q

from assessments.surveys.choices import SurveyKind
from assessments.surveys.lists import cell_list
from assessments.surveys.models import SurveyCell
from orgtree.answers.rules import LEAST
from orgtree.declare import Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker

GROUP = "满意度"
CELLS = Marker(SurveyCell, ("n", "pleased", "asked", "day", "area"), area="area", day="day")
# What is compared with the year before is touched by a cell from its day on.
BEFORE = Marker(SurveyCell, ("n", "pleased", "asked", "day", "area"), area="area", since="day", apart=".before")
COLUMNS = cell_list.pick("survey where share n pleased asked day")


def cells(window: Window):
    """What was published of surveys whose last day is in the period, as far as it was published by then."""
    return _between(window.period.start, window.last_day, window)


def cells_before(window: Window):
    """The same of the same days a year earlier."""
    return _between(_year_before(window.period.start), _year_before(window.last_day), window)


def _between(first: date, last: date, window: Window):
    rows = SurveyCell.objects.filter(day__gte=first, day__lte=last, survey__published_at__lte=window.as_of)
    return rows.select_related("survey", "area__parent__parent", "estate").order_by("day", "pk")


def _year_before(day: date) -> date:
    return (day - timedelta(days=1) if (day.month, day.day) == (2, 29) else day).replace(year=day.year - 1)


def share(pleased: Decimal, asked: Decimal) -> Decimal | None:
    """Per cent; None of fewer than five answers."""
    return Decimal(pleased) * 100 / asked if asked >= LEAST * 3 else None


def rise(pleased: Decimal, pleased_before: Decimal, asked_before: Decimal, asked: Decimal) -> Decimal | None:
    """By how many points the share is above that of the year before; None where either has too few answers."""
    now, before = share(pleased, asked), share(pleased_before, asked_before)
    return None if now is None or before is None else now - before


def count(
    kind: SurveyKind, key: str, label: str, unit: str, definition: str, value: str, rows=cells, **more
) -> Measure:
    return Measure(
        key=f"assessments.{kind}_{key}",
        label=label,
        unit=unit,
        definition=definition,
        rows=rows,
        only=Q(survey__kind=kind),
        area="area",
        value=value,
        columns=COLUMNS,
        marks=(CELLS,) if rows is cells else (BEFORE,),
        additive=rows is cells,
        dated=rows is not cells,
        group=GROUP,
        **more,
    )


def counts_of(kind: SurveyKind, who: str, label: str) -> list[Measure]:
    """How many answered, how many answers there were and how many were content; the last two of a year before as well."""
    asked = f"统计期内截止并已公布的{label}调查的答卷；不足5份的并入上一级"
    return [
        count(kind, "answers", f"{who}满意度答卷", "份", asked, "n"),
        count(kind, "asked", f"{who}满意度回答", "问次", "上述答卷的回答数，每份三问", "asked"),
        count(kind, "pleased", f"{who}满意和基本满意", "问次", "上述回答中“满意”和“基本满意”的", "pleased"),
        count(kind, "asked_before", f"上年同期{who}满意度回答", "问次", "上年同期的回答数", "asked", cells_before),
        count(
            kind,
            "pleased_before",
            f"上年同期{who}满意和基本满意",
            "问次",
            "上年同期满意的回答",
            "pleased",
            cells_before,
        ),
    ]


def rates_of(kind: SurveyKind, who: str, label: str, sources: tuple[str, str]) -> list[Derived]:
    """The share of content answers, and how far it is above the year before."""
    key = f"assessments.{kind}"
    return [
        Derived(
            key=f"{key}_satisfaction",
            label=label,
            unit="%",
            definition=f"{who}满意和基本满意 ÷ {who}满意度回答；答卷不足5份不显示",
            parts=(f"{key}_pleased", f"{key}_asked"),
            formula=share,
            group=GROUP,
            headline=True,
            source=sources[0],
        ),
        Derived(
            key=f"{key}_rise",
            label=f"{label}比上年提升",
            unit="个百分点",
            definition=f"{label} − 上年同期{label}；负数为下降",
            parts=(f"{key}_pleased", f"{key}_pleased_before", f"{key}_asked_before", f"{key}_asked"),
            formula=rise,
            group=GROUP,
            source=sources[1],
        ),
    ]


RESIDENTS = (SurveyKind.RESIDENTS, "群众", "群众综合满意率")
OWNERS = (SurveyKind.OWNERS, "业主", "业主满意率")
registry.add_figures(
    [
        *counts_of(*RESIDENTS),
        *rates_of(*RESIDENTS, ("T24", "C06")),
        *counts_of(*OWNERS),
        *rates_of(*OWNERS, ("W33", "")),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "assessments.residents",
            "群众满意度",
            "{period}，{place}群众综合满意率{assessments.residents_satisfaction}%（答卷{assessments.residents_answers}份）。",
            source="T24",
        ),
        Sentence(
            "assessments.residents_rise",
            "群众满意度变化",
            "{period}，{place}群众满意度比上年提升{assessments.residents_rise}个百分点。",
            source="C06",
        ),
        Sentence(
            "assessments.owners",
            "业主满意度",
            "{period}，{place}业主满意率{assessments.owners_satisfaction}%（答卷{assessments.owners_answers}份）。",
            source="W33",
        ),
    ]
)
