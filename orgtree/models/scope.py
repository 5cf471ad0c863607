"""Who may see which rows: one method, used by lists, object pages, admin, API, exports and tasks.

A post opens the subtree of its area. The test is one EXISTS over the viewer's posts on the tree's intervals,
so that a moved node changes hands at once. It fails closed: a model that declares no path, a user without a
post, an inactive user all get no rows; nobody bypasses it.

A row that names a person says so in `names_persons`, and the same gate asks for a right to read persons besides.
"""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.query import ModelIterable

from orgtree.choices import Permission as P
from orgtree.rules.grants import PERSONAL, post_kinds_reading_persons, post_kinds_with

# What a model with a way to a person declares in `names_persons`: each row is about somebody and is not there for
# those who read no persons; no row names anybody but the staff who acted; or the fields that are blank for them.
EVERY_ROW = "*"
STAFF_ONLY = ()
READERS = post_kinds_with(P.MEMBER_VIEW)


class NamelessRows(ModelIterable):
    """Rows whose fields that name persons are blank wherever the viewer reads none; such a row is never saved."""

    def __iter__(self):
        for row in super().__iter__():
            yield row if row.__dict__.pop("_persons_shown") else without_persons(row)


class ScopedQuerySet(models.QuerySet):
    """Base of every queryset with owners.

    A model names the lookup from its rows to the owning area in `scope_area` ("" when it is the area itself,
    several where there are several ways) and, where a unit owns rows too, to the institution in
    `scope_institution`.
    """

    def allowed(self, user, permission: str):
        """The rows on which a live post of `user` gives `permission`, without the persons that they may not read."""
        return self.filter(scope_condition(self.model, user, permission)).naming_for(user, permission)

    def naming_for(self, user, permission: str):
        """The same rows, their fields that name persons blank where `user` reads none with `permission`."""
        if not hides_persons(self.model, user, permission):
            return self
        readable = _posts_with(user, permission, post_kinds_reading_persons(permission))
        shown = _owned_through(readable, self.model) if readable is not None else Q(pk__in=[])
        condition = models.Case(models.When(shown, then=Value(True)), default=Value(False))
        rows = self.annotate(_persons_shown=condition)
        rows._iterable_class = NamelessRows
        return rows

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
    kinds = post_kinds_reading_persons if is_about_persons(model) else post_kinds_with
    posts = _posts_with(user, permission, kinds(permission))
    return Q(pk__in=[]) if posts is None else _owned_through(posts, model, prefix)


def is_about_persons(model) -> bool:
    """Whether each row of the model is about somebody."""
    return getattr(model, "names_persons", STAFF_ONLY) == EVERY_ROW


def person_fields(model) -> tuple[str, ...]:
    """The fields that name a person in rows that are about something else."""
    return () if is_about_persons(model) else tuple(getattr(model, "names_persons", STAFF_ONLY))


def hides_persons(model, user, permission: str) -> bool:
    """Whether some post by which `user` has `permission` reads no persons, and the rows of the model name some."""
    if not person_fields(model) or permission in PERSONAL or not (user and user.is_authenticated):
        return False
    return any(post.kind in post_kinds_with(permission) and post.kind not in READERS for post in user.live_posts)


def without_persons(row):
    """The row with the fields that name persons blank."""
    for name in person_fields(type(row)):
        setattr(row, name, None if row._meta.get_field(name).is_relation else "")
    row.save = _refuse_to_save
    return row


def _refuse_to_save(*args, **kwargs):
    raise TypeError("a row without its persons is to read, not to save")


def _owned_through(posts, model, prefix: str = "") -> Q:
    """The condition that one of `posts` reaches the row of `model` found through the lookup `prefix`."""
    condition = Q(pk__in=[])
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


def _posts_with(user, permission: str, kinds: frozenset[str] | None = None):
    """The viewer's live posts of `kinds`, or of all that carry `permission`; None for a viewer who can have none."""
    if not (user and user.is_authenticated and user.is_active):
        return None
    if not user.token_covers(permission):
        return None
    post_model = apps.get_model("orgtree", "Post")
    return post_model.objects.live().filter(
        holder=user.pk, kind__in=post_kinds_with(permission) if kinds is None else kinds
    )


def _join(*parts: str) -> str:
    return "__".join(part for part in parts if part)
