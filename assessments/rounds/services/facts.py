"""What closed figures say of a subject: taken once when the round opens, scored by the scheme, each opened to its rows.

A correction found after closing stands beside the fact and never changes it (acceptance A10, lessons 1.3).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils import timezone

from assessments.declare import unit_facts
from assessments.rounds.models import Round, RoundFact, RoundSubject, SubjectExtra
from assessments.rounds.rules.panels import scaled
from assessments.schemes.choices import ComponentSource
from assessments.schemes.models import Component, Item
from assessments.schemes.rules.tables import points_of_figure
from orgtree.acts import acts_of, note_first
from orgtree.boards.services.boards import corrections_of
from orgtree.declare import Measure, registry
from orgtree.errors import RuleBroken
from orgtree.figures.models import FigureReturn
from orgtree.figures.services.figures import figures_for
from orgtree.text.rules.numbers import plain

ZERO = Decimal(0)


@dataclass(frozen=True)
class FactShown:
    """A fact as people read it: what it is, its value, what it gives of the line's points, and what was corrected since."""

    fact: RoundFact
    label: str
    text: str
    points: Decimal | None
    of: Decimal
    url: str
    correction: str = ""


def figure_items(round: Round) -> list[Item]:
    """The lines of the scheme's score sheets that figures fill."""
    rows = Item.objects.filter(component__scheme=round.scheme_id, component__source=ComponentSource.FIGURE)
    return list(rows.select_related("component").order_by("component__position", "position", "pk"))


def take_facts(round: Round, subjects: Iterable[RoundSubject]) -> int:
    """Freeze what the closed period says of each subject; how many facts. Raises RuleBroken where the scheme asks for figures and none is closed."""
    items, subjects = figure_items(round), list(subjects)
    of_areas = [item for item in items if item.key not in unit_facts]
    if of_areas and (round.fill is None or round.fill.closed_at is None):
        raise RuleBroken("fill", "请选择已关账的指标期，指标从关账数取", field="fill")
    areas = [subject.area_id for subject in subjects if subject.area_id]
    values = figures_for(areas, round.fill.period) if round.fill and areas else {}
    now, facts = timezone.now(), []
    for subject in subjects:
        for item in items:
            value, words = _value(round, subject, item, values)
            fill = None if item.key in unit_facts else round.fill
            facts.append(
                RoundFact(
                    subject=subject,
                    component=item.component,
                    item=item,
                    fill=fill,
                    value=value,
                    words=words[:200],
                    taken_at=now,
                )
            )
    RoundFact.objects.bulk_create(facts)
    return len(facts)


def take_extras(round: Round, subjects: Iterable[RoundSubject]) -> int:
    """Enter what the scheme counts of a unit's year: as often as it was, up to the most; how many rows."""
    extras = [one for one in round.scheme.extras.order_by("position", "pk") if one.key in unit_facts]
    now, rows = timezone.now(), []
    for subject in subjects:
        for extra in extras:
            number, words = unit_facts[extra.key].tell(subject.institution or subject.area, round.year)
            if number:
                times = min(int(number), extra.times)
                rows.append(
                    SubjectExtra(subject=subject, extra=extra, times=times, document=words[:100], entered_at=now)
                )
    for row in rows:
        row.save()
    note_first(acts_of(SubjectExtra), "count", *rows, by=None)
    return len(rows)


def _value(round: Round, subject: RoundSubject, item: Item, values: dict) -> tuple[Decimal | None, str]:
    if item.key in unit_facts:
        return unit_facts[item.key].tell(subject.institution or subject.area, round.year)
    if not subject.area_id:
        return None, "指标按区域统计，单位没有这一数"
    value = values[subject.area_id].get(item.key)
    return (None if value is None else Decimal(value).quantize(Decimal("0.01"))), ""


def facts_of(subject: RoundSubject) -> list[FactShown]:
    """The facts of a subject in the order of the score sheet, with points and corrections. Two queries, and two per closed period."""
    facts = list(
        subject.facts.select_related("item", "component", "fill").order_by("component__position", "item__position")
    )
    catalogue, corrected = registry.catalogue(), {}
    shown_facts = []
    for fact in facts:
        if fact.fill_id and fact.fill_id not in corrected and subject.area_id:
            corrected[fact.fill_id] = _came_after(subject, fact)
        shown_facts.append(_shown(subject, fact, catalogue, corrected.get(fact.fill_id, {})))
    return shown_facts


def _came_after(subject: RoundSubject, fact: RoundFact) -> dict[str, Decimal]:
    """What came after the numbers that the fact was taken from: those that the area had reported by then, else the closed ones."""
    period = fact.fill.period
    reported = FigureReturn.objects.of(period).reported().filter(area=subject.area_id, confirmed_at__lte=fact.taken_at)
    return corrections_of(subject.area, period, fact.fill, reported.first())


def _shown(subject: RoundSubject, fact: RoundFact, catalogue: dict, corrected: dict) -> FactShown:
    item, figure = fact.item, catalogue.get(fact.item.key)
    unit = figure.unit if figure else ""
    text = "无数" if fact.value is None else f"{plain(fact.value)}{unit}"
    text = f"{text}（{fact.words}）" if fact.words else text
    url = ""
    if fact.fill_id and subject.area_id:
        url = _rows_behind(subject.area_id, item.key, figure, fact.fill.period.slug)
    parts = getattr(figure, "parts", (item.key,))
    changed = {key: corrected[key] for key in parts if corrected.get(key)}
    correction = "；".join(f"{catalogue[key].label}更正{value:+f}" for key, value in changed.items())
    return FactShown(fact, figure.label if figure else item.name, text, points_of(fact), item.points, url, correction)


def _rows_behind(area: int, key: str, figure, period: str) -> str:
    """Where the figure is opened: its rows, or of a rate the board with its parts."""
    page = reverse("board-rows", args=[area, key]) if isinstance(figure, Measure) else reverse("board", args=[area])
    return f"{page}?period={period}"


def points_of(fact: RoundFact) -> Decimal | None:
    """What the fact gives of its line's points; None where there is no number."""
    item = fact.item
    return points_of_figure(fact.value, worst=item.worst, full=item.full, points=item.points)


def scores_of_figures(subject: RoundSubject, component: Component) -> tuple[Fraction | None, str]:
    """(of a hundred, exact; what it rests on): the lines of the component by the frozen facts. None where no line has a number."""
    facts = RoundFact.objects.filter(subject=subject, component=component).select_related("item")
    earned = [(points_of(fact), fact.item.points) for fact in facts.order_by("item__position", "pk")]
    raw, missing = scaled(earned)
    note = f"{len(earned)}项关账指标" + (f"，其中{missing}项无数，按其余折算" if missing else "")
    return raw, note


def scores_of_all_figures(round: Round) -> dict[tuple[int, int], tuple[Fraction | None, str]]:
    """{(subject, component): the same} for the whole round. One query."""
    earned: dict[tuple[int, int], list] = defaultdict(list)
    rows = RoundFact.objects.filter(subject__round=round).select_related("item").order_by("item__position", "pk")
    for fact in rows:
        earned[fact.subject_id, fact.component_id].append((points_of(fact), fact.item.points))
    scored = {}
    for key, lines in earned.items():
        raw, missing = scaled(lines)
        scored[key] = (raw, f"{len(lines)}项关账指标" + (f"，其中{missing}项无数，按其余折算" if missing else ""))
    return scored
