"""Edits of the area tree: every one takes the lock first, then reads again by id, then writes.

Ids come in, not instances: an object loaded before the lock carries intervals of another time.
"""

from datetime import date

from django.db import transaction

from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.rules.pinyin import pinyin_forms
from orgtree.rules.tree import may_stand_under
from orgtree.services.locks import AREA_TREE, hold
from orgtree.services.validation import check_valid


def _locked(area_id: int | None) -> Area | None:
    """The area as it stands under the lock; None for no id. Raises RuleBroken for an unknown one."""
    if area_id is None:
        return None
    area = Area.objects.filter(pk=area_id).first()
    if area is None:
        raise RuleBroken("area_unknown", "区域不存在", field="parent")
    return area


def _check_place(kind: str, parent: Area | None) -> None:
    if not may_stand_under(kind, parent.kind if parent else None):
        raise RuleBroken("area_kind", "这一类型的区域不能放在所选上级之下", field="parent")
    if parent and parent.dissolved_on:
        raise RuleBroken("area_dissolved", "上级区域已撤销", field="parent", conflict=True)


def name_area(area: Area, name: str) -> None:
    """Set the name and the two forms it is searched by."""
    area.name = name.strip()
    area.pinyin, area.initials = pinyin_forms(area.name)


@transaction.atomic
def create_area(
    *,
    parent_id: int | None,
    kind: str,
    code: str,
    name: str,
    position: int = 0,
    households: int | None = None,
    residents: int | None = None,
    opened_on: date | None = None,
    by,
) -> Area:
    """The new area. Raises RuleBroken where the kind may not stand under the parent, the code or name is taken."""
    hold(AREA_TREE)
    parent = _locked(parent_id)
    _check_place(kind, parent)
    area = Area(
        parent=parent,
        kind=kind,
        code=code,
        position=position,
        households=households,
        residents=residents,
        opened_on=opened_on,
    )
    name_area(area, name)
    check_valid(area)
    area.save()
    return area
