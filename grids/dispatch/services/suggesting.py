"""Which unit and which class a case looks like, with the reasons: by rule, by class, by what came of others."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils import timezone

from grids.cases.choices import LegRole, LegState
from grids.cases.models import Case, Leg
from grids.cases.services.dispatching import street_of, units_above
from grids.cases.services.telling import units_with_clerks
from grids.categories.models import Category
from grids.categories.services import category_book
from grids.dispatch.models import DispatchRule
from grids.dispatch.rules import BY_CLASS, BY_RULE, LOOKED_BACK, alikeness, points_of_class, points_of_past, share_of
from grids.dispatch.services.holding import rule_for
from orgtree.models import Institution

SHOWN = 3
LOOKED_AT = 500  # cases of the community, the newest


@dataclass(frozen=True)
class UnitSuggestion:
    """A unit that may lead, and why; `rule` where one says so."""

    unit: Institution
    points: int
    reasons: tuple[str, ...]
    rule: DispatchRule | None = None

    @property
    def why(self) -> str:
        return "；".join(self.reasons)


@dataclass(frozen=True)
class ClassSuggestion:
    """A class that the words speak for, and why."""

    category: Category
    points: int
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        return "；".join(self.reasons)


def rule_of(case: Case) -> DispatchRule | None:
    """The rule that holds for the case today, unless its unit has given this very case back."""
    rule = rule_for(case.category.code, case.area)
    return None if rule is None or rule.unit_id in returned_by(case) else rule


def returned_by(case: Case) -> set[int]:
    """The units (ids) that have given the case back."""
    return set(case.legs.filter(state=LegState.RETURNED).values_list("institution", flat=True))


def suggest_units(case: Case) -> list[UnitSuggestion]:
    """The likeliest units to lead, at most three; none that gave this case back, is out of reach, or has nobody to sign."""
    reasons: dict[int, list[tuple[int, str]]] = {}
    rule = rule_of(case)
    if rule:
        told = f"派单规则（{rule.area}，{rule.active_from:%Y-%m-%d}起）"
        reasons.setdefault(rule.unit_id, []).append((BY_RULE, told))
    if case.category.lead_id:
        reasons.setdefault(case.category.lead_id, []).append((BY_CLASS, f"“{case.category}”的牵头单位"))
    for unit, points, told in _by_past(case):
        reasons.setdefault(unit, []).append((points, told))
    given_back = returned_by(case)
    rows = units_above([case.area]).filter(pk__in=units_with_clerks(set(reasons) - given_back))
    found = [_of_unit(unit, reasons[unit.pk], rule) for unit in rows]
    return sorted(found, key=lambda one: (-one.points, one.unit.name))[:SHOWN]


def _of_unit(unit: Institution, spoken: list[tuple[int, str]], rule: DispatchRule | None) -> UnitSuggestion:
    by_rule = rule if rule and rule.unit_id == unit.pk else None
    return UnitSuggestion(unit, sum(points for points, _ in spoken), tuple(told for _, told in spoken), by_rule)


def _by_past(case: Case) -> Iterable[tuple[int, int, str]]:
    """Units (ids) that led cases of the class in the street within a year, what that is worth, and in words."""
    place = street_of(case.area) or case.area
    rows = Leg.objects.within(place).filter(
        role=LegRole.LEAD,
        hop__gt=0,
        was_right__isnull=False,
        case__category__code=case.category.code,
        given_at__gte=timezone.now() - LOOKED_BACK,
    )
    counted = (
        rows.order_by()
        .values(unit=F("institution"))
        .annotate(right=Count("pk", filter=Q(was_right=True)), wrong=Count("pk", filter=Q(was_right=False)))
    )
    for row in counted:
        if points := points_of_past(row["right"], row["wrong"]):
            returned = f"，退回或改派{row['wrong']}件" if row["wrong"] else ""
            yield row["unit"], points, f"{place}近一年同类事项办结{row['right']}件{returned}"


def suggest_classes(case: Case) -> list[ClassSuggestion]:
    """Other classes that the words speak for more than for the case's own, at most three. Two queries."""
    words = f"{case.title}{case.words}"
    past = _classes_of_past(case, words)
    found = [
        _of_class(category, words, past.get(category.code, []))
        for category in category_book().offered(timezone.localdate(case.opened_at), case.area)
    ]
    own = max((one.points for one in found if one.category.code == case.category.code), default=0)
    better = [one for one in found if one.points > own and one.reasons]
    return sorted(better, key=lambda one: (-one.points, one.category.code))[:SHOWN]


def _of_class(category: Category, words: str, alike: list[float]) -> ClassSuggestion:
    reasons = [f"文字与“{category}”相合"] if points_of_class(category.name, words, []) else []
    if like := points_of_class("", words, alike):
        reasons.append(f"本社区近一年有{like}件相似事项归入此类" if like < 5 else "本社区近一年有多件相似事项归入此类")
    return ClassSuggestion(category, points_of_class(category.name, words, alike), tuple(reasons))


def _classes_of_past(case: Case, words: str) -> dict[str, list[float]]:
    """How like each case of the place of the last year is told, by the code of its class."""
    place = case.area.parent or case.area
    rows = Case.objects.valid().within(place).exclude(pk=case.pk).filter(opened_at__gte=timezone.now() - LOOKED_BACK)
    told = rows.order_by("-opened_at").values_list("category__code", "title", "words")[:LOOKED_AT]
    found: dict[str, list[float]] = {}
    for code, title, text in told:
        found.setdefault(code, []).append(
            max(alikeness(case.title, title), share_of(title, words), alikeness(words, f"{title}{text}"))
        )
    return found
