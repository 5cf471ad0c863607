"""The rows that an actor may write on, and whether what they write would hold for everybody."""

from django.db.models import Model, QuerySet

from orgtree.choices import Permission as P
from orgtree.errors import not_found
from orgtree.models import Post
from orgtree.models.scope import inside
from orgtree.rules.grants import post_kinds_with


def within_reach(model: type[Model], permission: str, by) -> QuerySet:
    """The rows of `model` on which `by` has `permission`; all of them for the command line, whose `by` is None."""
    return model.objects.all() if by is None else model.objects.allowed(by, permission)


def keeps_rules_for_all(by) -> bool:
    """Whether a post of `by` gives RULES_EDIT over every place where anybody holds a post: rules without an area of their
    own hold for all of them.
    """
    everybody = Post.objects.live()
    keepers = everybody.filter(holder=by.pk, kind__in=post_kinds_with(P.RULES_EDIT), area__isnull=False)
    return by.is_active and any(
        not everybody.filter(area__isnull=False).exclude(inside(post.area, "area")).exists()
        and not everybody.filter(institution__area__isnull=False)
        .exclude(inside(post.area, "institution__area"))
        .exists()
        for post in keepers.select_related("area")
    )


def check_rule_keeper(by) -> None:
    """Raise RuleBroken unless `by` may change rules that hold for everybody."""
    if not keeps_rules_for_all(by):
        raise not_found()
