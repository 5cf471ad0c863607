"""A change of borders is planned on the page of a community: which communities become one, which grids become another."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from orgtree.acts import acts_of, note_first
from orgtree.borders.models import BorderChange, BorderStep
from orgtree.borders.rules import check_day, check_merge, check_new, check_split
from orgtree.choices import AreaKind, BorderKind, BorderState
from orgtree.choices import Permission as P
from orgtree.database.locks import AREA_TREE, hold
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.scope.services import within_reach
from orgtree.tree.models import Area
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS

PENDING = [BorderState.PLANNED, BorderState.AGREED]


def communities_of(user):
    """The communities whose borders the person may move: those of streets that they keep."""
    streets = within_reach(Area, P.AREA_EDIT, user)
    rows = within_reach(Area, P.AREA_EDIT, user).filter(dissolved_on=None, kind__in=RESIDENT_COMMITTEE_KINDS)
    return rows.filter(parent__in=streets.order_by().values("pk"))


def parts_for(kind: str, community: Area):
    """What may be chosen on the page of the community: others of its kind in the same street, or its own grids."""
    rows = Area.objects.filter(dissolved_on=None).order_by("position", "code")
    if kind == BorderKind.SPLIT:
        return rows.filter(parent=community, kind=AreaKind.GRID)
    return rows.filter(parent=community.parent_id, kind=community.kind).exclude(pk=community.pk)


@transaction.atomic
def plan_change(
    *, kind: str, community: Area, parts: Collection[Area], name: str = "", code: str = "", on: date | None = None, by
) -> BorderChange:
    """The planned change, of which nothing is done yet; the same one where the same person planned it before.

    `parts` are the communities that are merged with this one, into it or, with `name` and `code`, into a new one; or the grids
    that become the new one. Raises RuleBroken at the wrong field.
    """
    hold(AREA_TREE)
    name, code, on = name.strip(), code.strip(), on or timezone.localdate()
    ids = {part.pk for part in parts}
    chosen = _checked(kind, community, ids, by)
    check_new(name, code, needed=kind == BorderKind.SPLIT)
    _check_free(name, code, community)
    check_day(on, timezone.localdate())
    if kind == BorderKind.MERGE and name:
        chosen = [community, *chosen]
    if before := _planned_before(kind, community, {part.pk for part in chosen}, name, code, on, by):
        return before
    change = BorderChange(area=community.parent, kind=kind, community=community, new_name=name, new_code=code, on=on)
    change.planned_by, change.planned_at = by, timezone.now()
    check_valid(change)
    change.save()
    steps = [
        BorderStep(change=change, area=part, is_part=True, came_from=part.parent, name=part.name) for part in chosen
    ]
    BorderStep.objects.bulk_create(steps)
    note_first(acts_of(BorderChange), "plan", change, by=by)
    return change


def _checked(kind: str, community: Area, ids: set[int], by) -> list[Area]:
    if not communities_of(by).filter(pk=community.pk).exists():
        raise not_found("社区", field="community")
    offered = parts_for(kind, community)
    chosen = list(offered.filter(pk__in=ids))
    if len(chosen) < len(ids):
        raise not_found("所选区域", field="parts")
    if kind == BorderKind.SPLIT:
        check_split(len(chosen), offered.count())
    else:
        check_merge(len(chosen))
    return chosen


def _check_free(name: str, code: str, community: Area) -> None:
    """Raise RuleBroken for a name or code that another area has; that of a community made before and undone may be used again."""
    made = BorderChange.objects.filter(made__isnull=False).values("made")
    if Area.objects.filter(code=code).exclude(pk__in=made, dissolved_on__isnull=False).exists():
        raise RuleBroken("code", "已有使用这个代码的区域", field="code", conflict=True)
    if Area.objects.filter(parent=community.parent_id, name=name, dissolved_on=None).exists():
        raise RuleBroken("name", "该街道已有同名的社区", field="name", conflict=True)


def _planned_before(kind, community, ids: set[int], name, code, on, by) -> BorderChange | None:
    """What waits for the same communities or grids; raises RuleBroken where it is another's, or another change."""
    waiting = BorderChange.objects.filter(state__in=PENDING, moves__area__in=[community.pk, *ids]).distinct()
    for change in waiting.order_by("pk"):
        theirs = set(change.moves.filter(is_part=True).values_list("area_id", flat=True))
        same = (change.kind, change.community_id, change.new_name, change.new_code, change.on, change.planned_by_id)
        if theirs == ids and same == (kind, community.pk, name, code, on, by and by.pk):
            return change
        raise RuleBroken(
            "pending", "所选社区或网格已有一项区划调整在等待，请先办理或取消", field="parts", conflict=True
        )
    return None
