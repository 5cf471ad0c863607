"""A noun's API made from its declared list: what a row says, what rows may be asked for by, in which orders.

What the list cannot tell (a property of its own kind, a filter of its own) the view set adds under the same name
(docs/decisions/0033-lists.md).
"""

from copy import copy, deepcopy
from operator import attrgetter

from django.db.models import Field, ForeignKey, Model
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.status import HTTP_200_OK, HTTP_201_CREATED

from orgtree.api.base import ReadViewSet
from orgtree.api.fields import AreaRefSerializer, KindLabelField
from orgtree.api.filters import IdFilter, Ordering, PeriodFilter, ScopedFilterSet, UnderFilter
from orgtree.declare import Column
from orgtree.lists import Listing, named_by
from orgtree.tree.models import Area

LABEL = "_label"
_references: dict[type[Model], type[serializers.Serializer]] = {Area: AreaRefSerializer}


def reference_to(model: type[Model] | None) -> type[serializers.Serializer] | None:
    """How rows name one of these (`orgtree.lists.name_by`); None where they give its id alone."""
    if model not in _references and (told := named_by(model)):
        called, names = told
        words = {name: serializers.CharField(read_only=True) for name in names if not _is_field(model, name)}
        meta = type("Meta", (), {"model": model, "fields": list(names)})
        _references[model] = type(f"{called}RefSerializer", (RowSerializer,), {**words, "Meta": meta})
    return _references.get(model)


def _is_field(model: type[Model], name: str) -> bool:
    return name in {field.name for field in model._meta.get_fields()}


class Listed:
    """For a view set: rows, what they say and what they may be asked for by, from a declared list.

    `asked` holds filters that only this noun has, by their names in `listing.asked_by`, and its `ordering` where an order is
    not a column of the row; a row with fields of its own has a `serializer_class` made by `serializer_of`.
    """

    listing: Listing
    asked: dict[str, filters.Filter] = {}

    def __init_subclass__(cls, **options):
        listing = cls.__dict__.get("listing")
        if listing:
            _fill(cls, listing)
        super().__init_subclass__(**options)


class ListedViewSet(Listed, ReadViewSet):
    """The rows of a declared list. The class says what may be done and by whom, the list what is read."""

    def owner_of(self, row) -> int | None:
        """The account of whom the row is about, where the list says who that is."""
        if not self.listing.member:
            return None
        return attrgetter(self.listing.member.replace("__", "."))(row).user_id

    def shown(self, row, created: bool = False) -> Response:
        """The row as it is in hand: 201 where it is new."""
        return Response(self.get_serializer(row).data, status=HTTP_201_CREATED if created else HTTP_200_OK)

    def read_anew(self, row):
        """The row with all that is told of it, where whoever made or changed it does not hold that."""
        return self.queryset.get(pk=row.pk)


def made_once(serializer: type[serializers.Serializer], again: str) -> dict:
    """Answers to a creation that is safe to repeat, for the schema: 201, and 200 with what was there, as `again` says."""
    return {201: serializer, 200: OpenApiResponse(serializer, again)}


def _fill(cls, listing: Listing) -> None:
    """What the class does not say itself, from the list."""
    own = cls.__dict__
    if "queryset" not in own:
        cls.queryset = listing.rows()
    if "serializer_class" not in own:
        cls.serializer_class = serializer_of(listing)
    if "filterset_class" not in own:
        cls.filterset_class = _filters_of(listing, cls.asked)
    if listing.member and "own_path" not in own:
        cls.own_path = f"{listing.member}__user"
    if "subject" not in own:
        cls.subject = str(listing.model._meta.verbose_name)


class RowSerializer(serializers.ModelSerializer):
    """Base of what a program reads of a row: its fields are built of the model once, and copied as declared ones are."""

    def get_fields(self):
        own = type(self)
        if "built" not in own.__dict__:
            own.built = super().get_fields()
        return {name: _copied(field) for name, field in own.built.items()}


def _copied(field: serializers.Field) -> serializers.Field:
    """A field that is bound to a serializer of its own: one that only shows a value has nothing else that changes."""
    return (
        deepcopy(field) if isinstance(field, serializers.BaseSerializer | serializers.ManyRelatedField) else copy(field)
    )


class ColumnField(serializers.CharField):
    """What the column of a list shows of a row, where that is not what the row holds."""

    def __init__(self, column: Column):
        super().__init__(source="*", read_only=True, help_text=column.label)
        self.column = column

    def __deepcopy__(self, memo):
        return type(self)(self.column)

    def to_representation(self, row) -> str:
        return super().to_representation(self.column.value(row))


# --- What a row says ------------------------------------------------------------------------------------------------------


def serializer_of(
    listing: Listing, called: str = "", /, **added: serializers.Field
) -> type[serializers.ModelSerializer]:
    """What a program reads of a row of this list; `added` are fields of this noun's own, by their names in `listing.api`.

    `called` is the noun's name in the schema, where it is not the model's.
    """
    made = {name: field for name in listing.api if name not in added and (field := _field_of(listing, name))}
    about = {"model": listing.model, "fields": list(listing.api), "read_only_fields": list(listing.api)}
    name = f"{called or listing.model.__name__}Serializer"
    return type(name, (RowSerializer,), {**made, **added, "Meta": type("Meta", (), about)})


def _field_of(listing: Listing, name: str) -> serializers.Field | None:
    """The label of a code, the words of a property, or the row pointed at; None for a plain field, which the serializer knows."""
    if name.endswith(LABEL):
        code = name.removesuffix(LABEL)
        return KindLabelField(code, help_text=f"{listing.label_of(code)}名称")
    path = listing.path_of(name)
    field = listing.field_at(path)
    if field is None:
        return serializers.CharField(read_only=True, help_text=listing.label_of(name))
    # One of its own kind, such as a superior, is named by its id alone.
    is_other = isinstance(field, ForeignKey) and field.related_model is not listing.model
    refers = reference_to(field.related_model) if is_other else None
    if refers is None:
        return None
    source = {"source": path.replace("__", ".")} if path != name else {}
    nullable = {"allow_null": True} if field.null else {}
    return refers(help_text=listing.label_of(name), **source, **nullable)


# --- What rows may be asked for by ----------------------------------------------------------------------------------------


def _filters_of(listing: Listing, added: dict[str, filters.Filter]) -> type[ScopedFilterSet]:
    made = {name: added.get(name) or _filter_of(listing, name) for name in listing.asked_by}
    if listing.ordered_by:
        made["ordering"] = added.get("ordering") or Ordering(
            **{name: listing.label_of(name) for name in listing.ordered_by}
        )
    meta = type("Meta", (), {"model": listing.model, "fields": []})
    return type(f"{listing.model.__name__}Filter", (ScopedFilterSet,), {**made, "Meta": meta})


def one_code_of(listing: Listing, name: str) -> filters.Filter:
    """A filter by one code of a column, for what has never been asked for by several."""
    return filters.ChoiceFilter(choices=listing.field_at(name).choices, label=listing.label_of(name))


def _filter_of(listing: Listing, name: str) -> filters.Filter:
    if name == "under":
        return UnderFilter(label="属于此区域及其下级")
    if name == "period":
        return PeriodFilter(label="所在周期：2026-11、2026Q4 或 2026")
    path, label = listing.path_of(name), listing.label_of(name)
    field: Field = listing.field_at(path)
    if field.is_relation:
        return IdFilter(field_name=path, label=f"{label}的编号")
    if field.choices:
        return filters.MultipleChoiceFilter(choices=field.choices, field_name=path, label=f"{label}，可重复")
    raise TypeError(
        f"{listing.model.__name__}.{name} is no code and no reference: the view set has to say how it is asked for"
    )
