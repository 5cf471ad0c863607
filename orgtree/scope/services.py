"""The rows that an actor may write on, and whether what they write would hold for everybody."""

from collections.abc import Callable
from datetime import date
from functools import cache

from django.db.models import Model, QuerySet
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.database.prepared import Prepared
from orgtree.errors import not_found
from orgtree.scope.models.rows import area_condition, sits_at_units


def within_reach(model: type[Model], permission: str, by) -> QuerySet:
    """The rows of `model` on which `by` has `permission`; all of them for the command line, whose `by` is None."""
    return model.objects.all() if by is None else model.objects.allowed(by, permission)


def is_within_reach(model: type[Model], permission: str, by, pk: int) -> bool:
    """Whether the row is one of `within_reach`, as the database has it now.

    Every making asks it: of whoever sits at areas alone, by a statement that is put together once a process.
    """
    if _is_asked_by_queryset(model, permission, by):
        return within_reach(model, permission, by).filter(pk=pk).exists()
    return bool(_reached_by_area(model, permission, None, by, pk))


def find_within_reach(
    model: type[Model], permission: str, by, pk: int, *, among: Callable[[date], QuerySet]
) -> Model | None:
    """The row of `within_reach` with this id, of those that `among` offers on a day; a function of a module, not made for the call."""
    if _is_asked_by_queryset(model, permission, by):
        return (
            among(timezone.localdate()).filter(pk__in=within_reach(model, permission, by).values("pk"), pk=pk).first()
        )
    return next(iter(_reached_by_area(model, permission, among, by, pk)), None)


def _is_asked_by_queryset(model: type[Model], permission: str, by) -> bool:
    return (
        by is None or not by.is_authenticated or model.objects.all().judges(permission) or sits_at_units(by, permission)
    )


def _reached_by_area(model: type[Model], permission: str, among: Callable | None, by, pk: int) -> list[Model]:
    if not (by.is_active and by.token_covers(permission)):
        return []
    return _asked_by_area(model, permission, among)(holder=by.pk, today=timezone.localdate(), pk=pk)


@cache
def _asked_by_area(model: type[Model], permission: str, among: Callable | None) -> Prepared:
    """The row with an id where a post at an area reaches it: whole of those that `among` offers, else its key alone."""

    def rows(holder: int, today: date, pk: int) -> QuerySet:
        offered = among(today) if among else model.objects.only("pk")
        return offered.filter(area_condition(model, permission, holder, today), pk=pk).order_by()

    return Prepared(rows, holder=-1, today=date.min, pk=-2)


def check_rule_keeper(by) -> None:
    """Raise RuleBroken unless `by` may change rules that hold for everybody."""
    if not by.holds_over_all(P.RULES_EDIT):
        raise not_found()
