"""Edits of the area tree: every one takes the lock first, then reads again by id, then writes.

Ids come in, not instances: an object loaded before the lock carries intervals of another time. Where `by` is
given, the area must be within their AREA_EDIT; what changes an area's place (move, order, dissolve) asks that of
its parent too, so that nobody dissolves the seat of their own post. `by` None is the command line.
"""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from orgtree.acts import acts_of, note_first
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.database.locks import AREA_TREE, hold
from orgtree.database.validation import check_valid
from orgtree.declare import registry
from orgtree.declare.follows import area_moved
from orgtree.errors import RuleBroken, not_found
from orgtree.scope.services import within_reach
from orgtree.text.rules.pinyin import pinyin_forms
from orgtree.tree.models import Area
from orgtree.tree.rules.tree import may_stand_under
from orgtree.tree.services.settling import keep_settlers_out

EDITABLE = frozenset({"name", "code", "households", "residents", "opened_on"})
OWN_CODES = frozenset({AreaKind.GRID, AreaKind.BUILDING})


def first_day(kind: str) -> date | None:
    """From when an area counts that says no day: a grid or building from today, lest months that are over count it; a division always."""
    return timezone.localdate() if kind in OWN_CODES else None


@transaction.atomic
def create_area(
    *,
    parent_id: int | None,
    kind: str,
    code: str,
    name: str,
    position: int | None = None,
    households: int | None = None,
    residents: int | None = None,
    opened_on: date | None = None,
    by,
) -> Area:
    """The new area; where no position is given, with the last of its siblings, by code. A grid or building without a day begins today.

    Raises RuleBroken where the kind may not stand under the parent, or the code or name is taken.
    """
    hold(AREA_TREE)
    parent = _parent(parent_id, by)
    _check_place(kind, parent)
    area = Area(
        parent=parent,
        kind=kind,
        code=code,
        position=_last_position(parent_id) if position is None else position,
        households=households,
        residents=residents,
        opened_on=opened_on or first_day(kind),
    )
    name_area(area, name)
    check_valid(area)
    area.save()
    note_first(acts_of(Area), "create", area, by=by)
    return area


@transaction.atomic
def update_area(*, area_id: int, by, **changes) -> Area:
    """The area with `changes` (of EDITABLE) written. Raises RuleBroken at the wrong field.

    A division code is the statistics office's and changes by import; only grids and buildings have codes of our own.
    """
    if unknown := changes.keys() - EDITABLE:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    hold(AREA_TREE)
    area = locked_area(area_id, by)
    if changes.get("code", area.code) != area.code and area.kind not in OWN_CODES:
        raise RuleBroken("area_code", "区划代码由区划数据导入更新，不能手工修改", field="code")
    name_area(area, changes.pop("name", area.name))
    for field, value in changes.items():
        setattr(area, field, value)
    check_valid(area)
    area.save()
    return area


# What the acts of an area do to it (orgtree/tree/acts.py): its row is read under the lock, and saved afterwards.


def hold_the_tree(doing, ids) -> None:
    """Before any row is read: an edit outside this lock breaks intervals, and with them who sees what."""
    hold(AREA_TREE)


def place_area(area: Area, parent: Area, *, by) -> None:
    """Put the area under its new parent, with everything below it. Scope follows at once."""
    _check_seat(area, by)
    parent = _parent(parent.pk, by)
    _check_place(area.kind, parent)
    area.parent, area.position = parent, _last_position(parent.pk)
    check_valid(area)


def move_area(area: Area, parent: Area, *, by) -> None:
    """The same, with whoever is placed in it; who settles there right now is waited for, and then comes along."""
    keep_settlers_out(area)
    place_area(area, parent, by=by)
    if area.kind in OWN_CODES:
        area_moved.run(area=area, parent=parent, by=by)


def join_area(area: Area, into: Area) -> None:
    """Dissolve the area today and put it below the one of its kind that it becomes part of, with all that hangs on it.

    Who works there reaches it as before, figures of today count it there and those of before where it stood. The caller has
    moved what must stand elsewhere, and has seen to the right (docs/decisions/0075-borders.md).
    """
    keep_settlers_out(area)
    area.parent = area.replaced_by = into
    area.position, area.dissolved_on = _last_position(into.pk), timezone.localdate()
    check_valid(area)


def put_back(area: Area, *, parent: Area, position: int, name: str) -> None:
    """The area stands open where it stood before, under the name of before."""
    keep_settlers_out(area)
    area.parent, area.position = parent, position
    area.dissolved_on = area.replaced_by = None
    name_area(area, name)
    check_valid(area)


def place_among_siblings(area: Area, steps: int, *, by) -> None:
    """Move the area `steps` places down among its siblings (negative: up), as far as they go."""
    _check_seat(area, by)
    siblings = list(Area.objects.filter(parent=area.parent_id).order_by("position", "code"))
    here = next(index for index, sibling in enumerate(siblings) if sibling.pk == area.pk)
    there = min(max(here + steps, 0), len(siblings) - 1)
    siblings.insert(there, siblings.pop(here))
    _write_positions(siblings)
    if there != here:
        neighbour = Area.objects.get(pk=siblings[there + (1 if steps < 0 else -1)].pk)
        Area.objects.get(pk=area.pk).move_to(neighbour, "left" if steps < 0 else "right")
    area.refresh_from_db()
    area._mptt_meta.update_mptt_cached_fields(area)  # else saving it would move it once more


def close_area(area: Area, *, on: date | None, successor: Area | None, by) -> None:
    """Close the area from the day `on` (default today); it stays in the tree for the reports of its time.

    Raises RuleBroken while anything lives in it: open areas below, posts, party organisations, units, members.
    `successor` is the area of the same kind that takes its place.
    """
    _check_seat(area, by)
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise RuleBroken("area_dissolved_later", "撤销日期不能晚于今天", field="dissolved_on")
    area.replaced_by = _successor(area, successor, by)
    keep_settlers_out(area)  # whoever is settling here right now is waited for, and then counted
    _check_empty(area)
    area.dissolved_on = on
    check_valid(area)


def place_back(area: Area, *, by) -> None:
    """Make the area as if it had not been dissolved: for a mistake. Its parent must be open."""
    _check_seat(area, by)
    _check_place(area.kind, area.parent)
    area.dissolved_on = area.replaced_by = None
    check_valid(area)


def name_area(area: Area, name: str) -> None:
    """Set the name and the two forms it is searched by."""
    area.name = name.strip()
    area.pinyin, area.initials = pinyin_forms(area.name)


def locked_area(area_id: int, by) -> Area:
    """The area as it stands under the lock. Raises RuleBroken where it is unknown or outside `by`'s AREA_EDIT."""
    area = _within(by).filter(pk=area_id).first()
    if area is None:
        raise not_found("区域")
    return area


def _within(by):
    return within_reach(Area, P.AREA_EDIT, by)


def _check_seat(area: Area, by) -> None:
    """Raise RuleBroken unless the area's parent is within reach too."""
    if by and not _within(by).filter(pk=area.parent_id).exists():
        raise RuleBroken("area_seat", "上级区域不在您的管理范围，不能调整本区域的位置或撤销本区域")


def _parent(parent_id: int | None, by) -> Area | None:
    if parent_id is None and by is None:
        return None
    parent = _within(by).filter(pk=parent_id).first()
    if parent is None:
        raise not_found("上级区域", field="parent")
    return parent


def _check_place(kind: str, parent: Area | None) -> None:
    if not may_stand_under(kind, parent.kind if parent else None):
        raise RuleBroken("area_kind", "这一类型的区域不能放在所选上级之下", field="parent")
    if parent and parent.dissolved_on:
        raise RuleBroken("area_dissolved", "上级区域已撤销", field="parent", conflict=True)


def _last_position(parent_id: int | None) -> int:
    return Area.objects.filter(parent=parent_id).aggregate(last=Max("position"))["last"] or 0


def _write_positions(siblings: list[Area]) -> None:
    changed = [sibling for place, sibling in enumerate(siblings, start=1) if sibling.position != place]
    for place, sibling in enumerate(siblings, start=1):
        sibling.position = place
    Area.objects.bulk_update(changed, ["position"], batch_size=500)


def _successor(area: Area, named: Area | None, by) -> Area | None:
    if named is None:
        return None
    successor = _within(by).filter(pk=named.pk).exclude(pk=area.pk).first()
    if successor is None:
        raise not_found("并入的区域", field="replaced_by")
    if successor.kind != area.kind or successor.dissolved_on:
        raise RuleBroken("area_successor", "并入的区域须与本区域类型相同且未撤销", field="replaced_by")
    return successor


def _check_empty(area: Area) -> None:
    counts = [(occupant, occupant.rows(area.pk).count()) for occupant in registry.occupants.values()]
    left = [f"{count}{occupant.unit}{occupant.label}" for occupant, count in counts if count]
    if left:
        raise RuleBroken("area_occupied", f"还有{'、'.join(left)}，请先调整后再撤销", conflict=True)
