"""Who is told of what happens to a case: those who have it in hand at the desk, and the clerks of units."""

from collections.abc import Callable, Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone

from grids.cases.models import Case, Leg
from orgtree.acts import Doing, Tell
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.database.prepared import Prepared
from orgtree.models import Area, Post
from orgtree.notices.services import notify
from orgtree.scope.rules.grants import post_kinds_with

CLERKS = Prepared(
    lambda unit, today: Post.objects.live(today).filter(kind__in=post_kinds_with(P.CASE_UNIT), institution=unit),
    unit=-1,
    today=date.min,
)
AT_DESK = (AreaKind.GRID, AreaKind.COMMUNITY, AreaKind.VILLAGE)


def clerks_of(units: Iterable[int]) -> tuple[int, ...]:
    """The accounts of those who handle cases for any of these units (ids) now, each once. One query for each unit."""
    today = timezone.localdate()
    return tuple(sorted({post.holder_id for unit in units for post in CLERKS(unit=unit, today=today)}))


def units_with_clerks(units: Iterable[int]) -> set[int]:
    """Those of the units (ids) where somebody handles cases now. One query."""
    posts = Post.objects.live().filter(kind__in=post_kinds_with(P.CASE_UNIT), institution__in=units)
    return set(posts.values_list("institution", flat=True))


def desk_of(case: Case) -> tuple[int, ...]:
    """The accounts at the desk that have had the case in hand."""
    people = (case.opened_by_id, case.accepted_by_id, case.assigned_by_id, case.handled_by_id)
    return tuple(sorted({pk for pk in people if pk}))


def desks_at(area: Area) -> tuple[int, ...]:
    """The accounts of those who handle cases in the grid and its community."""
    places = area.get_ancestors(include_self=True).filter(kind__in=AT_DESK)
    posts = Post.objects.live().filter(kind__in=post_kinds_with(P.CASE_HANDLE), area__in=places)
    return tuple(sorted(set(posts.values_list("holder", flat=True))))


def hand_over(case: Case, doing: Doing) -> list[Tell]:
    """Tells both sides that a case was moved: where it is now it has a page, where it was it has none any more."""
    was = doing.was[case.pk].area
    title = f"事项{case.number}由{was}移交{case.area}"
    now_there = desks_at(case.area)
    left = tuple(sorted({*desks_at(was), *desk_of(case)} - set(now_there)))
    return [Tell(now_there, title, url=case_page(case), why=True), Tell(left, title, why=True)]


def case_page(case: Case) -> str:
    return reverse("admin:grids_case_change", args=[case.pk])


def leg_page(leg: Leg) -> str:
    return reverse("unit-case", args=[leg.pk])


def to_desk(words: str) -> Callable[[Case, Doing], list[Tell]]:
    """Tells the desk of its case."""
    return lambda case, doing: [Tell(desk_of(case), f"事项{case.number}{words}", url=case_page(case), why=True)]


def tell_given(leg: Leg) -> None:
    """Tells the unit's clerks of the part that they have just been given."""
    key, title = f"leg:{leg.pk}:given", f"新交办的事项：{leg.case.number}"
    notify(users=clerks_of([leg.institution_id]), key=key, title=title, url=leg_page(leg))


def leg_to_desk(words: str) -> Callable[[Leg, Doing], list[Tell]]:
    """Tells the desk of what a unit did."""
    return lambda leg, doing: [
        Tell(desk_of(leg.case), f"{leg.institution}{words}：事项{leg.case.number}", url=case_page(leg.case), why=True)
    ]


def leg_to_unit(words: str) -> Callable[[Leg, Doing], list[Tell]]:
    """Tells the unit's clerks of their part."""
    return lambda leg, doing: [
        Tell(clerks_of([leg.institution_id]), f"{words}：事项{leg.case.number}", url=leg_page(leg), why=True)
    ]
