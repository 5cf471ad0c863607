"""Milestones of key tasks: tasks of posts at streets, communities and units; progress is counted from them alone."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from assessments.keytasks.choices import Everywhere
from assessments.keytasks.models import KeyTask
from assessments.keytasks.rules import NEAR_DAYS, Tally
from orgtree.acts import follow
from orgtree.assigned.acts import task_acts
from orgtree.assigned.giving import give_once
from orgtree.assigned.models import OPEN, TO_DO, Task
from orgtree.choices import AreaKind, PostKind, TaskState
from orgtree.errors import RuleBroken
from orgtree.models import Area, Institution, Post

ORIGIN = "assessments.keytask"
OWNERS = {
    AreaKind.STREET: PostKind.STREET_COMMITTEE,
    AreaKind.TOWN: PostKind.STREET_COMMITTEE,
    AreaKind.COMMUNITY: PostKind.COMMUNITY_SECRETARY,
    AreaKind.VILLAGE: PostKind.COMMUNITY_SECRETARY,
    AreaKind.GRID: PostKind.GRID_WORKER,
}
UNIT_POSTS = (PostKind.DEPARTMENT, PostKind.UNIT_ORG)
EVERYWHERE = {
    Everywhere.STREETS: (AreaKind.STREET, AreaKind.TOWN),
    Everywhere.COMMUNITIES: (AreaKind.COMMUNITY, AreaKind.VILLAGE),
}


def milestones_of(keys: Iterable[int]):
    """The tasks of these key tasks that count: all but those called off."""
    return Task.objects.stemming_from(ORIGIN, keys).exclude(state=TaskState.CANCELLED)


def counts(now: datetime, near: int) -> dict[str, Count]:
    """What a `Tally` is made of, for an aggregation of tasks."""
    soon = Q(state__in=TO_DO, due_at__gte=now, due_at__lt=now + timedelta(days=near))
    return {
        "number": Count("pk"),
        "done": Count("pk", filter=Q(state=TaskState.CONFIRMED)),
        "late": Count("pk", filter=Q(state__in=TO_DO, due_at__lt=now)),
        "near": Count("pk", filter=soon),
    }


def tallies_of(rows: Iterable[KeyTask], near: int = NEAR_DAYS) -> dict[int, Tally]:
    """How far each is, by its id. One query."""
    found = (
        milestones_of([row.pk for row in rows]).order_by().values("origin_id").annotate(**counts(timezone.now(), near))
    )
    tallies: dict[int, Tally] = defaultdict(Tally)
    for line in found:
        pk = line.pop("origin_id")
        tallies[pk] = Tally(**line)
    return tallies


def give_milestones(key: KeyTask, *, title: str, due_on: date | None, seats: Iterable, by) -> list[Task]:
    """A milestone for each seat (areas or units) that somebody holds; those given before in the same words stay as they are.

    Raises RuleBroken where nobody holds any of the posts, or at `title` or `due_on`.
    """
    seats = list(seats)
    held = held_posts(seats)
    given = [
        give_once(
            title=title or key.title,
            asked=key.asked,
            owner_kind=held[seat],
            area=seat if isinstance(seat, Area) else seat.area or key.area,
            institution=seat if isinstance(seat, Institution) else None,
            due_on=due_on or key.due_on,
            origin=(ORIGIN, key.pk),
            by=by,
        )[0]
        for seat in seats
        if seat in held
    ]
    if not given:
        raise RuleBroken("nobody", "该处现在没有人担任承办岗位，请先任命")
    return given


def held_posts(seats: list) -> dict:
    """{seat: the kind of the post that does it there}, of those that somebody holds now. Two queries."""
    areas = [seat for seat in seats if isinstance(seat, Area)]
    units = [seat for seat in seats if isinstance(seat, Institution)]
    posts = Post.objects.live()
    kinds = set(OWNERS.values())
    at_areas = set(posts.filter(area__in=areas, institution=None, kind__in=kinds).values_list("area", "kind"))
    at_units = set(posts.filter(institution__in=units, kind__in=UNIT_POSTS).values_list("institution", "kind"))
    held = {area: OWNERS[area.kind] for area in areas if (area.pk, OWNERS.get(area.kind)) in at_areas}
    for unit in units:
        if kind := next((kind for kind in UNIT_POSTS if (unit.pk, kind) in at_units), None):
            held[unit] = kind
    return held


def places_of(area: Area, everywhere: str):
    """The streets, or the communities, of an area as they stand today."""
    inside = area.get_descendants().values("pk")
    return Area.objects.current().filter(pk__in=inside, kind__in=EVERYWHERE[everywhere]).order_by("code")


def without_milestone(key: KeyTask) -> list[Area]:
    """The streets, of a street's list the communities, to which nothing of it was given yet."""
    is_street = key.area.kind in EVERYWHERE[Everywhere.STREETS]
    places = places_of(key.area, Everywhere.COMMUNITIES if is_street else Everywhere.STREETS)
    given = [task.area for task in milestones_of([key.pk]).select_related("area")]
    return [place for place in places if not any(one.is_descendant_of(place, include_self=True) for one in given)]


def call_off(key: KeyTask, reason: str, *, by) -> None:
    """The key task is over: nothing of it is waited for any more."""
    rows = milestones_of([key.pk]).filter(state__in=OPEN).select_related("area", "institution", "giver_area")
    follow(
        task_acts,
        "cancel",
        list(rows.order_by("pk").select_for_update(of=("self",), no_key=True)),
        reason=reason,
        by=by,
    )
