"""Who may see which rows: one method, used by lists, object pages, admin, API, exports and tasks.

A post opens the subtree of its area, or the rows of its unit; by the few permissions of `scope.rules.grants.REACH_DOWN` those of the
units below it too. The test is one EXISTS over the viewer's posts for each way to an owner, so that a moved node changes
hands at once and a row with several owners appears once. It fails closed: a model that declares no path, a user without
a post, an inactive user all get no rows; nobody bypasses it.

A row that names a person says so in `names_persons`, and the same gate asks for a right to read persons besides.
"""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.query import ModelIterable
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.scope.models.either import rows_of_either
from orgtree.scope.models.keys import AmongKeys, keys_below
from orgtree.scope.models.reach import Reached, Seated, Seats, Touched
from orgtree.scope.rules.grants import (
    PERSONAL,
    post_kinds_at_units,
    post_kinds_reading_persons,
    post_kinds_with,
    reaches_down,
)
from orgtree.scope.rules.units import MOST_LEVELS

# What a model with a way to a person declares in `names_persons`: each row is about somebody and is not there for
# those who read no persons; no row names anybody but the staff who acted; or the fields that are blank for them.
EVERY_ROW = "*"
STAFF_ONLY = ()
READERS = post_kinds_with(P.MEMBER_VIEW)
# Somebody with more posts than this is served by the posts in the database alone: the statement would grow with them.
MOST_PLACES_AS_NUMBERS = 8


class NamelessRows(ModelIterable):
    """Rows whose fields that name persons are blank wherever the viewer reads none; such a row is never saved."""

    def __iter__(self):
        for row in super().__iter__():
            yield row if row.__dict__.pop("_persons_shown") else without_persons(row)


class ScopedQuerySet(models.QuerySet):
    """Base of every queryset with owners.

    A model names the lookup from its rows to the owning area in `scope_area` ("" when it is the area itself,
    several where there are several ways) and, where units own rows too, to the institutions in `scope_institution`, alike;
    these may lead through tables of several units to a row.
    """

    def allowed(self, user, permission: str):
        """The rows on which a live post of `user` gives `permission`, without the persons that they may not read."""
        return self.filter(scope_condition(self.model, user, permission)).naming_for(user, permission)

    def judges(self, permission: str) -> bool:
        """Whether the model says in its own way which rows `permission` opens; else its `allowed` is the one of this base.

        One that says so for some permissions only names them here, so that the ways of the others can be asked one by one.
        """
        return type(self).allowed is not ScopedQuerySet.allowed

    def shown_to(self, user, permission: str, *, by_keys: bool = False):
        """The rows of `allowed`, for a page that only reads: where the viewer's posts sit stands in the statement as numbers too.

        By those the database knows how few rows there are, and does not walk the newest of all in search of them. They only
        narrow: what may be seen stays `allowed`'s to say, and a model that says it in its own way is left alone. They are as
        old as the request's posts, so not for a write, after which the tree may have moved. `by_keys`: by the keys of the places, for a
        list that is walked in its order: of an interval the database expects a hundredth of a street's cases, and sorts them all.
        """
        if self.judges(permission) or not (user and user.is_authenticated):
            return self.allowed(user, permission)
        ways = self.by_each_way(user, permission)
        rows = ways[0] if len(ways) == 1 else rows_of_either(self, *ways)
        rows = rows.naming_for(user, permission)
        posts = [post for post in user.live_posts if post.kind in post_kinds_with(permission)]
        by_unit = institution_paths(self.model) and any(post.institution_id for post in posts)
        if by_unit or len(posts) > MOST_PLACES_AS_NUMBERS:
            return rows
        areas, paths = [post.area for post in posts if post.area_id], area_paths(self.model)
        keys = keys_below(areas) if by_keys and len(paths) == 1 else None
        if keys is not None:
            return rows.filter(AmongKeys(F(f"{paths[0]}_id"), keys))
        places = Q(pk__in=[])
        for area in areas:
            for path in paths:
                places |= inside(area, path)
        return rows.filter(places)

    def by_each_way(self, user, permission: str) -> list:
        """The rows of `allowed`, whoever they name, as a queryset for each way to an owner; to be put together by `rows_of_either`.

        Ways that none of the viewer's posts can have come by are left out: of area and unit, most people sit at one.
        """
        if self.judges(permission):
            return [self.allowed(user, permission)]
        return [self.filter(way) for way in _ways(self.model, user, permission)]

    def naming_for(self, user, permission: str):
        """The same rows, their fields that name persons blank where `user` reads none with `permission`."""
        if not hides_persons(self.model, user, permission):
            return self
        readable = _posts_with(user, permission, post_kinds_reading_persons(permission))
        down = reaches_down(permission, persons=True)
        shown = _owned_through(readable, self.model, down=down) if readable is not None else Q(pk__in=[])
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
    """The condition that the area found by `lookup` ("" for the row itself) is `area` or lies below it.

    Asked of one column: of two the database takes the chances apart, and for a community in the middle expects a quarter of
    the tree.
    """
    return Q(
        **{
            _join(lookup, "tree_id"): area.tree_id,
            _join(lookup, "lft__gte"): area.lft,
            _join(lookup, "lft__lte"): area.rght,
        }
    )


def scope_condition(model, user, permission: str, *, prefix: str = "") -> Q:
    """The condition behind `.allowed`, for rows of `model` reached through the lookup `prefix`."""
    persons = is_about_persons(model)
    posts = _posts_with(user, permission, post_kinds_reading_persons(permission) if persons else None)
    down = reaches_down(permission, persons=persons)
    return Q(pk__in=[]) if posts is None else _owned_through(posts, model, prefix, down=down)


def area_condition(model, permission: str, holder: int, today: date) -> Q:
    """The part of it that posts at areas fulfil, of somebody by their key on a day; whether they may have any is asked before."""
    kinds = post_kinds_reading_persons(permission) if is_about_persons(model) else post_kinds_with(permission)
    condition = Q(pk__in=[])
    for path in area_paths(model):
        condition |= _area_holds(Seats(holder, kinds, today), path)
    return condition


def sits_at_units(user, permission: str) -> bool:
    """Whether a post by which the user has the permission is at a unit, as the request knows their posts; not asked where none can be."""
    kinds = post_kinds_at_units(permission)
    return bool(kinds) and any(post.institution_id for post in user.live_posts if post.kind in kinds)


def _ways(model, user, permission: str) -> list[Q]:
    """The parts of `scope_condition` that a post of the viewer's can fulfil, by where it sits."""
    persons = is_about_persons(model)
    posts = _posts_with(user, permission, post_kinds_reading_persons(permission) if persons else None)
    if posts is None:
        return []
    seats = [post for post in user.live_posts if post.kind in post_kinds_with(permission)]
    ways: list[Q] = []
    if any(post.area_id for post in seats):
        ways += [_area_holds(posts, path) for path in area_paths(model)]
    if any(post.institution_id for post in seats):
        down = reaches_down(permission, persons=persons)
        ways += [way for path in institution_paths(model) for way in _unit_holds(posts, model, "", path, down=down)]
    return ways


def is_about_persons(model) -> bool:
    """Whether each row of the model is about somebody."""
    return getattr(model, "names_persons", STAFF_ONLY) == EVERY_ROW


def person_fields(model) -> tuple[str, ...]:
    """The fields that name a person in rows that are about something else."""
    return () if is_about_persons(model) else tuple(getattr(model, "names_persons", STAFF_ONLY))


def hides_persons(model, user, permission: str) -> bool:
    """Whether some post by which `user` has `permission` reads no persons, and the rows of the model name some.

    A post at a unit may read persons of its own unit, and with `permission` reach units below whose persons it does not.
    """
    if not person_fields(model) or permission in PERSONAL or not (user and user.is_authenticated):
        return False
    beyond = reaches_down(permission) and not reaches_down(permission, persons=True)
    posts = [post for post in user.live_posts if post.kind in post_kinds_with(permission)]
    return any(post.kind not in READERS or (beyond and post.institution_id) for post in posts)


def without_persons(row):
    """The row with the fields that name persons blank."""
    for name in person_fields(type(row)):
        setattr(row, name, None if row._meta.get_field(name).is_relation else "")
    row.save = _refuse_to_save
    return row


def _refuse_to_save(*args, **kwargs):
    raise TypeError("a row without its persons is to read, not to save")


def _owned_through(posts: Seats, model, prefix: str = "", *, down: bool) -> Q:
    """The condition that one of `posts` reaches the row of `model` found through the lookup `prefix`; with `down`, from a unit
    to the units below it.
    """
    condition = Q(pk__in=[])
    for area in area_paths(model):
        condition |= _area_holds(posts, _join(prefix, area))
    for unit in institution_paths(model):
        for way in _unit_holds(posts, model, prefix, unit, down=down):
            condition |= way
    return condition


def _area_holds(posts: Seats, path: str) -> Q:
    """The condition that one of `posts` sits at the area that `path` leads to, or above it."""
    return Q(Reached(path, posts))


def _unit_holds(posts: Seats, model, prefix: str, path: str, *, down: bool) -> list[Q]:
    """The conditions, each enough, that one of `posts` sits at a unit that `path` leads to from the row of `model` found by
    `prefix`, or with `down` at one above such a unit.

    A path through several units to a row is walked inside an EXISTS of its own: a join in the outer query would show
    the row once for each of them.
    """
    if not leads_to_many(model, path):
        return _sits_at(posts, _join(prefix, path) or "pk", down=down)
    held = [
        model._base_manager.filter(way, pk=OuterRef(_join(prefix, "pk"))) for way in _sits_at(posts, path, down=down)
    ]
    return [Q(Exists(rows)) for rows in held]


def _sits_at(posts: Seats, unit: str, *, down: bool) -> list[Q]:
    """The conditions that one of `posts` sits at the unit that the outer query finds by `unit`; with `down`, or so many above."""
    above = [_join("institution", *["subordinates"] * steps) for steps in range(1, MOST_LEVELS)] if down else []
    return [Q(Seated(unit, posts)), *(Q(Exists(posts.rows().filter(**{below: OuterRef(unit)}))) for below in above)]


def leads_to_many(model, path: str) -> bool:
    """Whether the lookup `path` leads from one row of `model` to several."""
    for name in filter(None, path.split("__")):
        field = model._meta.get_field(name)
        if field.one_to_many or field.many_to_many:
            return True
        model = field.related_model
    return False


def touch_condition(user, permission: str, *, lookup: str) -> Q:
    """The condition that the area found by `lookup` lies in an area where a live post of `user` gives `permission`, or
    contains one: for rows that only say that something goes on there, such as an emergency.
    """
    posts = _posts_with(user, permission)
    if posts is None:
        return Q(pk__in=[])
    return Q(Touched(lookup, posts))


def area_paths(model) -> tuple[str, ...]:
    """The lookups from rows of `model` to the areas that own them; none for a model that declares none."""
    return _as_paths(getattr(model, "scope_area", ()))


def institution_paths(model) -> tuple[str, ...]:
    """The lookups from rows of `model` to the units that own them; none for a model that declares none."""
    return _as_paths(getattr(model, "scope_institution", ()))


def _as_paths(declared) -> tuple[str, ...]:
    return (declared,) if isinstance(declared, str) else tuple(declared)


def _posts_with(user, permission: str, kinds: frozenset[str] | None = None) -> Seats | None:
    """The viewer's live posts of `kinds`, or of all that carry `permission`; None for a viewer who can have none."""
    if not (user and user.is_authenticated and user.is_active):
        return None
    if not user.token_covers(permission):
        return None
    return Seats(user.pk, post_kinds_with(permission) if kinds is None else kinds, timezone.localdate())


def _join(*parts: str) -> str:
    return "__".join(part for part in parts if part)
