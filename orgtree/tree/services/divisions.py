"""Bring the tree in line with a published edition of the division table."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import transaction

from orgtree.choices import AreaKind
from orgtree.database.bulk import reserve_ids
from orgtree.database.locks import AREA_TREE, hold
from orgtree.errors import RuleBroken
from orgtree.tree.models import Area
from orgtree.tree.rules.tree import Division, may_stand_under
from orgtree.tree.services.area_load import AreaRow, chunks, insert_areas
from orgtree.tree.services.tree import create_area, name_area

OWN_KINDS = (AreaKind.GRID, AreaKind.BUILDING)


@dataclass
class DivisionReport:
    """What an import did: numbers, and each change in words."""

    added: int = 0
    unchanged: int = 0
    changed: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)


class Stored(NamedTuple):
    """An area as the import found it."""

    id: int
    parent_id: int | None
    code: str
    name: str
    kind: str
    dissolved: bool


@transaction.atomic
def import_divisions(
    *, provinces: dict[str, list[Division]], under: Iterable[str] = (), by=None, progress: Callable[[str], None] = str
) -> DivisionReport:
    """Add and rename areas as `provinces` (of `read_divisions`) say; all or nothing, and nothing is deleted.

    A division with a new code but the name, kind and parent of one whose code vanished is that one, recoded: its
    grids and people stay with it. Areas that a person moved stay where they were put. Vanished areas are reported
    only. Raises RuleBroken where a name is taken among siblings. Only the command line calls it: `by` is None.
    """
    hold(AREA_TREE)
    report, tops = DivisionReport(), {code.ljust(12, "0") for code in under}
    for divisions in provinces.values():
        _ProvinceImport(divisions, tops, report).run()
        progress(f"{divisions[0].name}：{len(divisions)}个区划")
    return report


class _ProvinceImport:
    """The import of one province; a class because its steps share what they found."""

    def __init__(self, divisions: list[Division], tops: set[str], report: DivisionReport):
        self.divisions, self.report = divisions, report
        self.root, self.new_root = _root(divisions[0])
        self.stored = self._read_stored()
        self.by_code = {area.code: area for area in self.stored.values()}
        self.vanished = self._missing_from_table(tops or {self.root.code})

    def run(self) -> None:
        added, renamed = self._compare()
        if renamed:
            _rewrite(renamed)
        if added or renamed:
            insert_areas(self.root.tree_id, added)
        self.report.added += len(added) + self.new_root
        self.report.unchanged += len(self.divisions) - len(added) - len(renamed) - self.new_root
        self.report.changed += [_in_words(old, new) for old, new in renamed]
        self.report.vanished += [f"{area.code} {area.name}" for area in self.vanished.values()]

    def _read_stored(self) -> dict[int, Stored]:
        """The divisions of this province's tree, and those with codes of the table that stand elsewhere."""
        here = Area.objects.filter(tree_id=self.root.tree_id).exclude(kind__in=OWN_KINDS)
        found = {area.id: area for area in _stored(here)}
        known = {area.code for area in found.values()}
        for codes in chunks(division.full_code for division in self.divisions if division.full_code not in known):
            found |= {area.id: area for area in _stored(Area.objects.filter(code__in=codes))}
        return found

    def _missing_from_table(self, tops: set[str]) -> dict[tuple, Stored]:
        """Open areas below `tops` that the table no longer has, by what tells them apart: parent, name, kind."""
        listed = {division.full_code for division in self.divisions}
        inside: dict[int | None, bool] = {None: False}

        def is_inside(area: Stored) -> bool:
            if area.id not in inside:
                parent = self.stored.get(area.parent_id)
                inside[area.id] = area.code in tops or (parent is not None and is_inside(parent))
            return inside[area.id]

        return {
            (area.parent_id, area.name, area.kind): area
            for area in self.stored.values()
            if area.code not in listed and not area.dissolved and is_inside(area)
        }

    def _compare(self) -> tuple[list[AreaRow], list[tuple[Stored, Division]]]:
        """Rows to add, and stored areas with the divisions that they now are."""
        added, renamed, areas = [], [], {}
        reserved = iter(reserve_ids(Area, sum(row.full_code not in self.by_code for row in self.divisions)))
        for row in self.divisions:
            parent = areas.get(row.parent_code)
            key = (parent and parent.id, row.name, row.kind)
            area = self.by_code.get(row.full_code) or self.vanished.pop(key, None)
            if area is None:
                _check_parent(row, parent)
                area = AreaRow(next(reserved), parent.id, row.kind, row.full_code, row.name)
                added.append(area)
            elif (area.code, area.name) != (row.full_code, row.name):
                renamed.append((area, row))
            areas[row.code] = area
        return added, renamed


def _root(province: Division) -> tuple[Area, bool]:
    """The province's area, and whether it was made just now."""
    root = Area.objects.filter(code=province.full_code).first()
    if root:
        return root, False
    return create_area(parent_id=None, kind=province.kind, code=province.full_code, name=province.name, by=None), True


def _stored(areas) -> Iterable[Stored]:
    rows = areas.order_by().values_list("id", "parent_id", "code", "name", "kind", "dissolved_on")
    return (Stored(*row[:5], dissolved=row[5] is not None) for row in rows.iterator(chunk_size=20_000))


def _check_parent(row: Division, parent: Stored | AreaRow) -> None:
    if not may_stand_under(row.kind, parent.kind):
        raise RuleBroken("area_kind", f"{row.full_code} {row.name}：不能放在 {parent.code} {parent.name} 之下")
    if getattr(parent, "dissolved", False):
        raise RuleBroken("area_dissolved", f"{row.full_code} {row.name}：上级 {parent.code} {parent.name} 已撤销")


def _in_words(old: Stored, new: Division) -> str:
    before = f"{old.code} {old.name}" if old.code != new.full_code else old.name
    return f"{new.full_code} {new.name}（原 {before}）"


def _rewrite(renamed: list[tuple[Stored, Division]]) -> None:
    """Write the new names and codes; names that siblings trade are set free first."""
    rows = {area.id: division for area, division in renamed}
    areas = [area for ids in chunks(rows) for area in Area.objects.filter(pk__in=ids)]
    wanted = {(area.parent_id, rows[area.pk].name) for area in areas}
    traded = [area for area in areas if (area.parent_id, area.name) in wanted and area.name != rows[area.pk].name]
    for area in traded:
        area.name = area.code
    Area.objects.bulk_update(traded, ["name"], batch_size=500)
    for area in areas:
        area.code = rows[area.pk].full_code
        name_area(area, rows[area.pk].name)
    _check_names(areas)
    Area.objects.bulk_update(areas, ["code", "name", "pinyin", "initials"], batch_size=500)


def _check_names(areas: list[Area]) -> None:
    """Raise RuleBroken where two open siblings would bear one name after the renames `areas`."""
    final = {area.pk: area for area in areas}
    held: dict[tuple[int | None, str], Area] = {}
    for parents in chunks({area.parent_id for area in areas}):
        for sibling in Area.objects.filter(parent__in=parents, dissolved_on=None).iterator():
            area = final.get(sibling.pk, sibling)
            other = held.setdefault((area.parent_id, area.name), area)
            if other is not area:
                message = f"{area.code} {area.name}：同一上级下已有同名区域（{other.code}）"
                raise RuleBroken("area_name", message, conflict=True)
