"""The tables of a draft, each written whole: checked, then put in the place of what was there."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import Model

from assessments.declare import unit_facts
from assessments.schemes.choices import CapKind, ComponentSource, ExtraKind, Grade
from assessments.schemes.models import BallotOption, Band, Cap, Component, Extra, Item, Quota, Scheme, VoterClass
from assessments.schemes.rules.lines import read_lines, write_lines
from assessments.schemes.rules.tables import (
    BandValue,
    check_bands,
    check_grades_known,
    check_once,
    check_streets_share,
    check_sum,
)
from assessments.schemes.services.red_lines import check_red_lines
from orgtree.acts import Doing
from orgtree.declare import registry
from orgtree.errors import RuleBroken

MODELS: dict[str, type[Model]] = {
    "components": Component,
    "items": Item,
    "classes": VoterClass,
    "options": BallotOption,
    "bands": Band,
    "caps": Cap,
    "quotas": Quota,
    "extras": Extra,
}
LABELS = {grade.value: str(grade.label) for grade in Grade}
SCORED = (ComponentSource.FIGURE, ComponentSource.PANEL)  # these have a score sheet


def rows_of(scheme: Scheme, table: str) -> list[Any]:
    """The rows of one of its tables, in their order."""
    if table == "items":
        rows = Item.objects.filter(component__scheme=scheme).select_related("component")
        return list(rows.order_by("component__position", "component_id", "position", "pk"))
    return list(MODELS[table]._default_manager.filter(scheme=scheme).order_by("position", "pk"))


def lines_of(table: str) -> Callable[[Scheme], str]:
    """What the form of the table begins with: the lines as they stand."""
    return lambda scheme: write_lines(table, rows_of(scheme, table))


def write_table(table: str) -> Callable[[Scheme, Doing], None]:
    """What saving the lines of a table does: all of them, or none where one will not do."""

    def write(scheme: Scheme, doing: Doing) -> None:
        rows = read_lines(table, doing.said[table])
        texts = [row["name"] for row in rows if "name" in row]
        check_red_lines(texts, scheme.area, field=table)
        CHECKS[table](scheme, rows)
        WRITERS.get(table, _replace)(scheme, table, rows)

    return write


# --- What each table must fulfil --------------------------------------------------------------------------------------


def _check_components(scheme: Scheme, rows: list[dict]) -> None:
    check_once([row["code"] for row in rows], of="代码", field="components")
    check_sum([row["weight"] for row in rows], of="权重", field="components")


def _check_items(scheme: Scheme, rows: list[dict]) -> None:
    """The lines of each component make a hundred; those of figures say which and over what span."""
    known = {component.code: component for component in rows_of(scheme, "components")}
    points = defaultdict(list)
    for row in rows:
        component = known.get(row["component"])
        if component is None or component.source not in SCORED:
            raise RuleBroken("unknown", f"“{row['component']}”不是以指标或考评组评分的项目", field="items")
        _check_span(component, row)
        points[component.code].append(row["points"])
        row["component"] = component
    for code, of_one in points.items():
        check_sum(of_one, of=f"“{code}”的分值", field="items")


def _check_span(component: Component, row: dict) -> None:
    key, name = row.get("key"), row["name"]
    if component.source == ComponentSource.PANEL:
        if key:
            raise RuleBroken("key", f"“{name}”由考评组评分，不写指标", field="items")
        return
    if key not in registry.catalogue() and key not in unit_facts:
        raise RuleBroken("key", f"“{name}”的指标“{key or ''}”不存在", field="items")
    if key in registry.catalogue() and not registry.catalogue()[key].appraises:
        raise RuleBroken(
            "not_scored", f"“{name}”说的是一个地方的情况，不用于考核；可用按时办结率等处置效能的指标", field="items"
        )
    if row["worst"] is None or row["full"] is None or row["worst"] == row["full"]:
        raise RuleBroken("span", f"“{name}”须写明得零分和得满分的值，两者不能相同", field="items")


def _check_classes(scheme: Scheme, rows: list[dict]) -> None:
    check_once([row["code"] for row in rows], of="代码", field="classes")
    if rows:
        check_sum([row["weight"] for row in rows], of="权重", field="classes")
    for row in rows:
        if row["min_ballots"] < 1 or row["turnout_part"] > row["turnout_whole"]:
            raise RuleBroken("turnout", f"“{row['label']}”的最少有效票至少为1，投票率不超过1", field="classes")


def _check_bands(scheme: Scheme, rows: list[dict]) -> None:
    check_once([LABELS[row["grade"]] for row in rows], of="等次", field="bands")
    check_bands([BandValue(row["grade"], LABELS[row["grade"]], row["floor"], row["below"]) for row in rows])


def _check_options(scheme: Scheme, rows: list[dict]) -> None:
    check_once([LABELS[row["grade"]] for row in rows], of="选项", field="options")


def _check_caps(scheme: Scheme, rows: list[dict]) -> None:
    """Each cap that is of a component or a class names one that there is, and leads to a grade of the bands."""
    components = {one.code for one in rows_of(scheme, "components")}
    classes = {one.code for one in rows_of(scheme, "classes")}
    of_which = {CapKind.COMPONENT_BELOW: components, CapKind.CLASS_POOR: classes}
    for row in rows:
        known = of_which.get(row["kind"])
        if known is not None and row["code"] not in known:
            raise RuleBroken("unknown", f"没有代码为“{row['code']}”的项目或类别", field="caps")
    check_grades_known([row["ceiling"] for row in rows], _grades(scheme), LABELS, field="caps")


def _check_quotas(scheme: Scheme, rows: list[dict]) -> None:
    check_once([LABELS[row["grade"]] for row in rows], of="等次", field="quotas")
    check_grades_known([row["grade"] for row in rows], _grades(scheme), LABELS, field="quotas")


def _check_extras(scheme: Scheme, rows: list[dict]) -> None:
    check_once([row["code"] for row in rows], of="代码", field="extras")
    for row in rows:
        is_veto = row["kind"] == ExtraKind.VETO
        if is_veto != (row["points"] == 0):
            said = "一票否决不计分，分值写0" if is_veto else "加减分的分值应大于0"
            raise RuleBroken("points", f"“{row['name']}”：{said}", field="extras")
        if row["key"] and row["key"] not in unit_facts:
            raise RuleBroken("key", f"“{row['name']}”的自动取数“{row['key']}”不存在", field="extras")


def _grades(scheme: Scheme) -> list[str]:
    return [band.grade for band in rows_of(scheme, "bands")]


CHECKS: dict[str, Callable[[Scheme, list[dict]], None]] = {
    "components": _check_components,
    "items": _check_items,
    "classes": _check_classes,
    "options": _check_options,
    "bands": _check_bands,
    "caps": _check_caps,
    "quotas": _check_quotas,
    "extras": _check_extras,
}


# --- Written ----------------------------------------------------------------------------------------------------------


def _replace(scheme: Scheme, table: str, rows: list[dict]) -> None:
    model = MODELS[table]
    model._default_manager.filter(scheme=scheme).delete()
    model._default_manager.bulk_create(model(scheme=scheme, position=at, **row) for at, row in enumerate(rows))


def _write_components(scheme: Scheme, table: str, rows: list[dict]) -> None:
    """By their codes, so that a score sheet stays with its component."""
    kept = {row["code"]: row for row in rows}
    Component.objects.filter(scheme=scheme).exclude(code__in=kept).delete()
    for at, row in enumerate(rows):
        Component.objects.update_or_create(scheme=scheme, code=row["code"], defaults=row | {"position": at})
    Item.objects.filter(component__scheme=scheme).exclude(component__source__in=SCORED).delete()


def _write_items(scheme: Scheme, table: str, rows: list[dict]) -> None:
    Item.objects.filter(component__scheme=scheme).delete()
    for at, row in enumerate(rows):
        Item.objects.create(position=at, **row | {"key": row.get("key") or ""})


WRITERS: dict[str, Callable[[Scheme, str, list[dict]], None]] = {
    "components": _write_components,
    "items": _write_items,
}


# --- Copied, and whole ------------------------------------------------------------------------------------------------


def copy_tables(origin: Scheme, copy: Scheme) -> None:
    """All tables of `origin` for its copy."""
    of_code = {}
    for component in rows_of(origin, "components"):
        items = list(component.items.order_by("position", "pk"))
        component.pk, component.scheme, component._state.adding = None, copy, True
        component.save()
        of_code[component.code] = component
        for item in items:
            item.pk, item.component, item._state.adding = None, component, True
            item.save()
    for table in MODELS.keys() - {"components", "items"}:
        for row in rows_of(origin, table):
            row.pk, row.scheme, row._state.adding = None, copy, True
            row.save()


def check_whole(scheme: Scheme) -> None:
    """Raise RuleBroken where the scheme cannot be used: what is missing is named; red lines of today hold."""
    check_streets_share(scheme.kind, scheme.level, scheme.streets_share)
    components = rows_of(scheme, "components")
    check_sum([one.weight for one in components], of="方案构成的权重", field="components")
    items = defaultdict(list)
    for item in rows_of(scheme, "items"):
        items[item.component_id].append(item)
    for component in components:
        if component.source in SCORED:
            check_sum([item.points for item in items[component.pk]], of=f"“{component}”评分表的分值", field="items")
    if any(one.source == ComponentSource.BALLOT for one in components):
        check_sum([one.weight for one in rows_of(scheme, "classes")], of="投票人类别的权重", field="classes")
        if len(rows_of(scheme, "options")) < 2:
            raise RuleBroken("options", "请填写测评选项", field="options")
    if scheme.gives_grade:
        bands = [BandValue(one.grade, str(one), one.floor, one.below) for one in rows_of(scheme, "bands")]
        check_bands(bands)
    for table, rows in (("caps", "ceiling"), ("quotas", "grade")):
        named = [getattr(row, rows) for row in rows_of(scheme, table)]
        check_grades_known(named, _grades(scheme), LABELS, field=table)
    for table in ("components", "items", "extras"):
        check_red_lines([row.name for row in rows_of(scheme, table)], scheme.area, field=table)
