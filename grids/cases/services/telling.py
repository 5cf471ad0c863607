"""Who is told of what happens to a case: those who have it in hand at the desk, and the clerks of units."""

from collections.abc import Callable, Iterable

from django.urls import reverse

from grids.cases.models import Case, Leg
from orgtree.acts import Doing, Tell
from orgtree.choices import Permission as P
from orgtree.models import Post
from orgtree.scope.rules.grants import post_kinds_with


def clerks_of(units: Iterable[int]) -> tuple[int, ...]:
    """The accounts of those who handle cases for any of these units (ids) now, each once."""
    posts = Post.objects.live().filter(kind__in=post_kinds_with(P.CASE_UNIT), institution__in=units)
    return tuple(sorted(set(posts.values_list("holder", flat=True))))


def desk_of(case: Case) -> tuple[int, ...]:
    """The accounts at the desk that have had the case in hand."""
    people = (case.opened_by_id, case.accepted_by_id, case.assigned_by_id, case.handled_by_id)
    return tuple(sorted({pk for pk in people if pk}))


def case_page(case: Case) -> str:
    return reverse("admin:grids_case_change", args=[case.pk])


def leg_page(leg: Leg) -> str:
    return reverse("unit-case", args=[leg.pk])


def to_desk(words: str) -> Callable[[Case, Doing], list[Tell]]:
    """Tells the desk of its case."""
    return lambda case, doing: [Tell(desk_of(case), f"事项{case.number}{words}", doing.reason, case_page(case))]


def leg_to_desk(words: str) -> Callable[[Leg, Doing], list[Tell]]:
    """Tells the desk of what a unit did."""
    return lambda leg, doing: [
        Tell(desk_of(leg.case), f"{leg.institution}{words}：事项{leg.case.number}", doing.reason, case_page(leg.case))
    ]


def leg_to_unit(words: str) -> Callable[[Leg, Doing], list[Tell]]:
    """Tells the unit's clerks of their part."""
    return lambda leg, doing: [
        Tell(clerks_of([leg.institution_id]), f"{words}：{leg.case.title}", doing.reason or leg.asked, leg_page(leg))
    ]
