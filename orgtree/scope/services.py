"""The rows that an actor may write on, and whether what they write would hold for everybody."""

from django.db.models import Model, QuerySet

from orgtree.choices import Permission as P
from orgtree.errors import not_found


def within_reach(model: type[Model], permission: str, by) -> QuerySet:
    """The rows of `model` on which `by` has `permission`; all of them for the command line, whose `by` is None."""
    return model.objects.all() if by is None else model.objects.allowed(by, permission)


def check_rule_keeper(by) -> None:
    """Raise RuleBroken unless `by` may change rules that hold for everybody."""
    if not by.holds_over_all(P.RULES_EDIT):
        raise not_found()
