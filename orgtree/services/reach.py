"""The rows that an actor may write on."""

from django.db.models import Model, QuerySet


def within_reach(model: type[Model], permission: str, by) -> QuerySet:
    """The rows of `model` on which `by` has `permission`; all of them for the command line, whose `by` is None."""
    return model.objects.all() if by is None else model.objects.allowed(by, permission)
