"""The rows that an actor may write on, and whether what they write would hold for everybody."""

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
    if by is None or not by.is_authenticated or model.objects.all().judges(permission) or sits_at_units(by, permission):
        return within_reach(model, permission, by).filter(pk=pk).exists()
    if not (by.is_active and by.token_covers(permission)):
        return False
    return bool(_reached_by_area(model, permission)(holder=by.pk, today=timezone.localdate(), pk=pk))


@cache
def _reached_by_area(model: type[Model], permission: str) -> Prepared:
    def rows(holder: int, today: date, pk: int) -> QuerySet:
        return model.objects.filter(area_condition(model, permission, holder, today), pk=pk).only("pk").order_by()

    return Prepared(rows, holder=-1, today=date.min, pk=-2)


def check_rule_keeper(by) -> None:
    """Raise RuleBroken unless `by` may change rules that hold for everybody."""
    if not by.holds_over_all(P.RULES_EDIT):
        raise not_found()
