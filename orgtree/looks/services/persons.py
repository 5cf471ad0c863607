"""Whom rows are about, as the record of looks names them: `key:id` of a declared kind of person."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby

from django.db.models import ForeignKey, Model, QuerySet

from orgtree.declare import PersonKind, registry
from orgtree.scope.models.rows import NamelessRows, is_about_persons, person_fields


def person_key(kind: str, pk: int) -> str:
    """How the record of looks names one person."""
    return f"{kind}:{pk}"


def kind_of(key: str) -> tuple[PersonKind, int] | None:
    """(kind, id) of a key; None for what names nobody that an app has declared."""
    name, _, number = key.partition(":")
    kind = registry.person_kinds.get(name)
    return (kind, int(number)) if kind and number.isascii() and number.isdigit() and len(number) < 19 else None


def persons_in(rows: Iterable[Model]) -> set[str]:
    """The keys of everybody whom the rows, of whatever models, name as shown; at most one query for each model.

    Staff who decided something are not among them: see `ways_to_persons`.
    """
    found = set()
    for model, alike in groupby(sorted(rows, key=_label), key=lambda row: type(row)._meta.concrete_model):
        together = list(alike)
        for kind, way in ways_to_persons(model):
            found |= {person_key(kind, pk) for pk in _ids(model, together, way) if pk is not None}
    return found


def persons_of(rows: QuerySet) -> set[str]:
    """The same for all rows of a queryset, which may be thousands: one query for each way that leads to a person."""
    if issubclass(rows._iterable_class, NamelessRows):
        rows = rows.filter(_persons_shown=True)
    model = rows.model._meta.concrete_model
    inside = model._base_manager.filter(pk__in=rows.order_by().values("pk"))
    return {
        person_key(kind, pk)
        for kind, way in ways_to_persons(model)
        for pk in inside.values_list(way, flat=True).distinct()
        if pk is not None
    }


def owner_of_phone(row: Model) -> set[str]:
    """The keys of the person whose phone the row keeps: the row is they, or keeps the phone of somebody without a table."""
    for kind in registry.person_kinds.values():
        if kind.phone_of is type(row):
            return {person_key(kind.key, row.pk)}
    return persons_in([row])


@cache
def ways_to_persons(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """(kind, lookup of the person's id) for everybody whom a row of `model` names, by what it declares in `names_persons`.

    A row that is a person leads to itself; one about a person by its foreign key to a member or the like, or through
    another row about them, and never to the accounts of those who decided; of any other row, the fields that it declares.
    """
    own = [(kind.key, "pk") for kind in registry.person_kinds.values() if kind.model is model]
    if own:
        return tuple(own)
    fields = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    if is_about_persons(model):
        return tuple(_direct(fields, is_about_persons) or _through(fields))
    return tuple(_direct([field for field in fields if field.name in person_fields(model)], bool))


def _direct(fields: list[ForeignKey], counts: Callable[[type[Model]], bool]) -> list[tuple[str, str]]:
    kinds = {kind.model: kind.key for kind in registry.person_kinds.values() if kind.model and counts(kind.model)}
    return [(kinds[field.related_model], field.name) for field in fields if field.related_model in kinds]


def _through(fields: list[ForeignKey]) -> Iterator[tuple[str, str]]:
    for field in fields:
        if field.related_model is not field.model and is_about_persons(field.related_model):
            for kind, way in ways_to_persons(field.related_model):
                yield kind, f"{field.name}__{way}"


def _label(row: Model) -> str:
    return type(row)._meta.concrete_model._meta.label


def _ids(model: type[Model], rows: list[Model], way: str) -> set[int | None]:
    """The ids at the end of the way, from the rows themselves where they have them."""
    first, _, rest = way.partition("__")
    if way == "pk":
        return {row.pk for row in rows}
    field = model._meta.get_field(first)
    if not rest and all(field.attname in row.__dict__ for row in rows):
        return {getattr(row, field.attname) for row in rows}
    if rest and all(field.is_cached(row) for row in rows):
        return _ids(field.related_model, [one for row in rows if (one := getattr(row, first))], rest)
    return set(model._base_manager.filter(pk__in=[row.pk for row in rows]).values_list(way, flat=True))
