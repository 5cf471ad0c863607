"""Many areas at once: intervals are computed in one pass and rows written by COPY, under the tree's lock."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from orgtree.acts import acts_of, note_first
from orgtree.choices import Permission as P
from orgtree.database.bulk import copy_in, reserve_ids
from orgtree.database.locks import AREA_TREE, hold
from orgtree.errors import RuleBroken
from orgtree.scope.services import within_reach
from orgtree.text.rules.pinyin import pinyin_forms
from orgtree.tree.models import Area
from orgtree.tree.rules.tree import may_stand_under
from orgtree.tree.services.intervals import make_room

CHUNK = 20_000
COLUMNS = (
    "id",
    "parent_id",
    "kind",
    "code",
    "name",
    "position",
    "households",
    "residents",
    "opened_on",
    "pinyin",
    "initials",
    "tree_id",
    "lft",
    "rght",
    "level",
)


@dataclass(frozen=True)
class NewArea:
    """An area to add; its parent is named by code and may be one of the same batch."""

    kind: str
    code: str
    name: str
    parent_code: str
    position: int = 0
    households: int | None = None
    residents: int | None = None
    opened_on: date | None = None


class AreaRow(NamedTuple):
    """An area with its reserved id and its parent's."""

    id: int
    parent_id: int
    kind: str
    code: str
    name: str
    position: int = 0
    households: int | None = None
    residents: int | None = None
    opened_on: date | None = None


@transaction.atomic
def add_areas(*, areas: Sequence[NewArea], by) -> list[int]:
    """The ids of the new areas, in order: all of them or none.

    Raises RuleBroken, naming the code, where one is refused: parent unknown or outside `by`'s AREA_EDIT, kind not
    legal there, code or name taken, a value that the field does not take.
    """
    hold(AREA_TREE)
    batch = {area.code: area for area in areas}
    parents = _stored_parents({area.parent_code for area in areas} - batch.keys(), by)
    _check_batch(areas, batch, parents)
    ids = dict(zip((area.code for area in areas), reserve_ids(Area, len(areas)), strict=True))
    trees = defaultdict(list)
    for area in areas:
        parent_id = ids.get(area.parent_code) or parents[area.parent_code].pk
        values = (area.name.strip(), area.position, area.households, area.residents, area.opened_on)
        row = AreaRow(ids[area.code], parent_id, area.kind, area.code, *values)
        trees[_tree_of(area, batch, parents)].append(row)
    for tree_id, rows in trees.items():
        insert_areas(tree_id, rows)
    note_first(acts_of(Area), "create", *(Area(pk=pk) for pk in ids.values()), by=by)
    return list(ids.values())


def insert_areas(tree_id: int, rows: Sequence[AreaRow]) -> None:
    """Write `rows`, whose kinds are legal, into the tree; the caller holds the lock. No step is logged for a row.

    Raises RuleBroken where a code or a sibling's name is taken, in the table or among the rows.
    """
    _check_codes(rows)
    _check_names(rows)
    places = make_room(Area, tree_id, [(row.id, row.parent_id, (row.position, row.code)) for row in rows])
    copy_in(Area, COLUMNS, ((*row, *pinyin_forms(row.name), tree_id, *places[row.id]) for row in rows))


def chunks(items: Iterable) -> Iterator[list]:
    """`items` in lists of a size that one query takes."""
    items = list(items)
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))


def _stored_parents(codes: set[str], by) -> dict[str, Area]:
    areas = within_reach(Area, P.AREA_EDIT, by)
    return {area.code: area for chunk in chunks(codes) for area in areas.filter(code__in=chunk)}


def _check_batch(areas: Sequence[NewArea], batch: dict[str, NewArea], parents: dict[str, Area]) -> None:
    if len(batch) != len(areas):
        raise RuleBroken("area_code", f"代码重复：{_first_repeated(area.code for area in areas)}", field="code")
    for area in areas:
        parent = batch.get(area.parent_code) or parents.get(area.parent_code)
        if parent is None:
            message = f"{area.code}：上级区域 {area.parent_code} 不存在或不在您的管理范围"
            raise RuleBroken("not_found", message, field="parent")
        if not may_stand_under(area.kind, parent.kind):
            raise RuleBroken("area_kind", f"{area.code}：这一类型的区域不能放在所选上级之下", field="parent")
        if getattr(parent, "dissolved_on", None):
            raise RuleBroken("area_dissolved", f"{area.code}：上级区域已撤销", field="parent", conflict=True)
        _check_fields(area)


def _check_fields(area: NewArea) -> None:
    row = Area(
        kind=area.kind,
        code=area.code,
        name=area.name.strip(),
        position=area.position,
        households=area.households,
        residents=area.residents,
        opened_on=area.opened_on,
    )
    try:
        row.clean_fields(exclude=("parent", "pinyin", "initials", "lft", "rght", "tree_id", "level"))
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise RuleBroken("invalid", f"{area.code}：{messages[0]}", field=field) from error


def _tree_of(area: NewArea, batch: dict[str, NewArea], parents: dict[str, Area]) -> int:
    while area.parent_code in batch:
        area = batch[area.parent_code]
    return parents[area.parent_code].tree_id


def _check_codes(rows: Sequence[AreaRow]) -> None:
    for chunk in chunks(row.code for row in rows):
        taken = Area.objects.filter(code__in=chunk).values_list("code", flat=True).first()
        if taken:
            raise RuleBroken("area_code", f"代码 {taken} 已被使用", field="code", conflict=True)


def _check_names(rows: Sequence[AreaRow]) -> None:
    taken = {(row.parent_id, row.name): row.code for row in reversed(rows)}
    for row in rows:
        _refuse_name(row, taken[row.parent_id, row.name])
    new = {row.id for row in rows}
    for chunk in chunks({row.parent_id for row in rows} - new):
        siblings = Area.objects.filter(parent__in=chunk, dissolved_on=None)
        taken = {(parent, name): code for parent, name, code in siblings.values_list("parent_id", "name", "code")}
        for row in rows:
            _refuse_name(row, taken.get((row.parent_id, row.name), row.code))


def _refuse_name(row: AreaRow, holder: str) -> None:
    if holder != row.code:
        message = f"{row.code} {row.name}：同一上级下已有同名区域（{holder}）"
        raise RuleBroken("area_name", message, field="name", conflict=True)


def _first_repeated(values: Iterable[str]) -> str:
    seen: set[str] = set()
    return next(value for value in values if value in seen or seen.add(value))
