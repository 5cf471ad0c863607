"""Who may see which rows: one method, used by lists, object pages, admin, API, exports and tasks.

A post opens the subtree of its area. The test is one EXISTS over the viewer's posts on the tree's intervals,
so that a moved node changes hands at once. It fails closed: a model that declares no path, a user without a
post, an inactive user all get no rows; nobody bypasses it.
"""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from orgtree.rules.grants import post_kinds_with


class ScopedQuerySet(models.QuerySet):
    """Base of every queryset with owners.

    A model names the lookup from its rows to the owning area in `scope_area` ("" when it is the area itself,
    several where there are several ways) and, where a unit owns rows too, to the institution in
    `scope_institution`.
    """

    def allowed(self, user, permission: str):
        """The rows on which a live post of `user` gives `permission`."""
        return self.filter(scope_condition(self.model, user, permission))

    def within(self, area):
        """The rows owned by `area` or anything below it."""
        condition = Q(pk__in=[])
        for path in area_paths(self.model):
            condition |= inside(area, path)
        return self.filter(condition)


def inside(area, lookup: str) -> Q:
    """The condition that the area found by `lookup` ("" for the row itself) is `area` or lies below it."""
    return Q(
        **{
            _join(lookup, "tree_id"): area.tree_id,
            _join(lookup, "lft__gte"): area.lft,
            _join(lookup, "rght__lte"): area.rght,
        }
    )


def scope_condition(model, user, permission: str, *, prefix: str = "") -> Q:
    """The condition behind `.allowed`, for rows of `model` reached through the lookup `prefix`."""
    posts = _posts_with(user, permission)
    condition = Q(pk__in=[])
    if posts is None:
        return condition
    for area in area_paths(model):
        path = _join(prefix, area)
        condition |= Q(
            Exists(
                posts.filter(
                    area__tree_id=OuterRef(_join(path, "tree_id")),
                    area__lft__lte=OuterRef(_join(path, "lft")),
                    area__rght__gte=OuterRef(_join(path, "rght")),
                )
            )
        )
    institution = getattr(model, "scope_institution", None)
    if institution is not None:
        condition |= Q(Exists(posts.filter(institution=OuterRef(_join(prefix, institution) or "pk"))))
    return condition


def touch_condition(user, permission: str, *, lookup: str) -> Q:
    """The condition that the area found by `lookup` lies in an area where a live post of `user` gives `permission`, or
    contains one: for rows that only say that something goes on there, such as an emergency.
    """
    posts = _posts_with(user, permission)
    if posts is None:
        return Q(pk__in=[])
    tree, left, right = (OuterRef(_join(lookup, name)) for name in ("tree_id", "lft", "rght"))
    around = Q(area__lft__lte=left, area__rght__gte=right) | Q(area__lft__gte=left, area__rght__lte=right)
    return Q(Exists(posts.filter(around, area__tree_id=tree)))


def area_paths(model) -> tuple[str, ...]:
    """The lookups from rows of `model` to the areas that own them; none for a model that declares none."""
    paths = getattr(model, "scope_area", ())
    return (paths,) if isinstance(paths, str) else tuple(paths)


def _posts_with(user, permission: str):
    """The viewer's live posts that carry `permission`; None for a viewer who can have none."""
    if not (user and user.is_authenticated and user.is_active):
        return None
    if not user.token_covers(permission):
        return None
    post_model = apps.get_model("orgtree", "Post")
    return post_model.objects.live().filter(holder=user.pk, kind__in=post_kinds_with(permission))


def _join(*parts: str) -> str:
    return "__".join(part for part in parts if part)
