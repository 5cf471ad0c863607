"""A change of borders carried out, and given back on the same day: all in one transaction under the lock of the tree.

A merged community is dissolved and lies below the one that it became part of, so that what names it needs no new name
(docs/decisions/0075-borders.md). Its grids go over, and whoever holds a post at it holds it at the other from now on.
"""

from django.db.models import Q
from django.utils import timezone

from orgtree.acts import perform_on
from orgtree.borders.models import BorderChange, BorderStep
from orgtree.borders.rules import check_same_day, free_name
from orgtree.borders.services.preview import obstacles_of, resting_on
from orgtree.choices import AreaKind, BorderKind
from orgtree.database.validation import check_valid
from orgtree.declare.follows import area_moved
from orgtree.errors import RuleBroken
from orgtree.people.models.people import Post
from orgtree.tree.acts import area_acts
from orgtree.tree.models import Area
from orgtree.tree.services.tree import create_area, locked_area, update_area


def carry_out(change: BorderChange, *, by) -> None:
    """Do what was planned, today. Raises RuleBroken, and nothing is done, where something stands in its way."""
    if left := obstacles_of(change):
        raise RuleBroken("obstacles", f"还不能办理：{'；'.join(left)}", conflict=True)
    into = _target(change, by)
    for part in change.moves.filter(is_part=True).order_by("pk"):
        if change.kind == BorderKind.MERGE:
            _merge(change, part, into.pk, by)
        else:
            _move_grid(change, part.area_id, into.pk, by)
    change.done_on = timezone.localdate()


def _target(change: BorderChange, by) -> Area:
    """The community that stays, or the new one, which begins today; one that was made and undone begins again."""
    if not change.new_name:
        return locked_area(change.community_id, by)
    today, street = timezone.localdate(), change.area
    old = Area.objects.filter(code=change.new_code, parent=street, pk__in=BorderChange.objects.values("made")).first()
    if old is not None and old.dissolved_on:
        perform_on(area_acts, "put_back", old, by=by, parent=street, position=old.position, name=change.new_name)
        change.made = update_area(area_id=old.pk, by=by, opened_on=today)
    else:
        kind = change.community.kind
        change.made = create_area(
            parent_id=street.pk, kind=kind, code=change.new_code, name=change.new_name, opened_on=today, by=by
        )
    return change.made


def _merge(change: BorderChange, part: BorderStep, into_id: int, by) -> None:
    area_id = part.area_id
    grids = Area.objects.filter(parent=area_id, kind=AreaKind.GRID, dissolved_on=None).order_by("position", "code")
    for grid_id in list(grids.values_list("pk", flat=True)):
        _move_grid(change, grid_id, into_id, by)
    _move_posts(change, area_id, into_id)
    area, into = locked_area(area_id, by), Area.objects.get(pk=into_id)
    _note(change, area)
    perform_on(area_acts, "join", area, by=by, into=into)
    _let_follow(area_id, into_id, by)


def _move_grid(change: BorderChange, grid_id: int, into_id: int, by) -> None:
    grid = locked_area(grid_id, by)
    _note(change, grid)
    taken = Area.objects.filter(parent=into_id, dissolved_on=None).values_list("name", flat=True)
    name = free_name(grid.name, set(taken), grid.parent.name)
    if name != grid.name:
        grid = update_area(area_id=grid_id, by=by, name=name)
    perform_on(area_acts, "move", grid, by=by, parent=Area.objects.get(pk=into_id))


def _note(change: BorderChange, area: Area) -> None:
    was = {"came_from": area.parent, "name": area.name, "position": area.position}
    BorderStep.objects.update_or_create(change=change, area=area, defaults=was)


def _move_posts(change: BorderChange, area_id: int, into_id: int) -> None:
    """Posts that are not over; one whose holder has the same there already stays, and reaches no more than its own past."""
    going = Post.objects.filter(Q(until=None) | Q(until__gt=timezone.localdate()), area=area_id)
    for post in going.select_related("holder").order_by("pk"):
        if Post.objects.filter(holder=post.holder_id, kind=post.kind, area=into_id, until=None).exists():
            continue
        BorderStep.objects.create(change=change, post=post, came_from_id=area_id)
        _seat(post, into_id)


def _seat(post: Post, area_id: int) -> None:
    post.area = Area.objects.get(pk=area_id)
    check_valid(post)
    post.save(update_fields=["area"])


def _let_follow(area_id: int, community_id: int, by) -> None:
    """What names a community beside the area names this one from now on."""
    area_moved.run(area=Area.objects.get(pk=area_id), parent=Area.objects.get(pk=community_id), by=by)


# --- Given back -----------------------------------------------------------------------------------------------------------


def undo_change(change: BorderChange, *, by) -> None:
    """Everything is as it was before, on the day itself. Raises RuleBroken where anything was written on top."""
    check_same_day(change.done_on, timezone.localdate())
    into_id = change.made_id or change.community_id
    moves = list(change.moves.select_related("area", "post").order_by("pk"))
    _refuse_changed(moves, into_id)
    communities = [move for move in moves if move.area and move.area.kind != AreaKind.GRID]
    grids = [move for move in moves if move.area and move.area.kind == AreaKind.GRID]
    for move in (*communities, *grids):
        _put_back(move, by)
    for move in communities:
        _let_follow(move.area_id, move.area_id, by)
    for move in moves:
        if move.post:
            _seat(move.post, move.came_from_id)
    if change.made_id:
        _close_made(change.made_id, by)


def _put_back(move: BorderStep, by) -> None:
    area, parent = locked_area(move.area_id, by), Area.objects.get(pk=move.came_from_id)
    perform_on(area_acts, "put_back", area, by=by, parent=parent, position=move.position, name=move.name)
    if area.kind == AreaKind.GRID:
        _let_follow(area.pk, parent.pk, by)


def _refuse_changed(moves: list[BorderStep], into_id: int) -> None:
    seats = ((move, move.area.parent_id if move.area else move.post.area_id) for move in moves)
    changed = [str(move) for move, seat in seats if seat != into_id]
    if changed:
        raise RuleBroken("written_since", f"生效后又有变动，不能整项撤销：{'、'.join(changed)}", conflict=True)


def _close_made(made_id: int, by) -> None:
    if left := resting_on(made_id):
        raise RuleBroken("written_since", f"新社区已有{'、'.join(left)}，不能整项撤销", conflict=True)
    perform_on(area_acts, "dissolve", locked_area(made_id, by), by=by, dissolved_on=None, replaced_by=None)
