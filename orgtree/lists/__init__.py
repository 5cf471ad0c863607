"""A list of a noun, told once: what its columns are called and show, by what they are ordered, which of them name a person.

The desk's list, its workbook, the rows behind a figure and the member's own copy choose from these columns by name
(docs/decisions/0033-lists.md).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Case, DecimalField, Field, IntegerField, Model, Q, QuerySet, Value, When
from django.db.models.functions import Now, TruncDay
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from unfold.decorators import display

from orgtree.declare import Column, DuplicateDeclaration, OwnData, Section
from orgtree.lists.rules import measures_persons
from orgtree.sheets.declaring import importers
from orgtree.sheets.workbooks import plain
from orgtree.text.namesakes import tell_apart
from orgtree.text.rules import numbers


@dataclass(frozen=True)
class Listing:
    """The columns of a noun by name, and which of them each surface shows, in its order.

    `desk` is the list of the desk, `links` those of them that lead to the row (or the first alone), `filters` what it may
    be narrowed by. `own` is the member's copy of what is kept about them, headed `own_title` where the noun's name does
    not say it, of the `own_rows` of all that `member` leads to; of the person themselves, where it is "", it is a card.
    The rows that `first` finds come first, then those of which the moment called `coming` is today or later, the soonest
    first, then all in `order`. `dress` sets on rows what their columns show and would
    cost a query each. `importer` names the importer that takes the workbook of the list in again; after its columns the
    workbook has those of `sheet`, or of the desk, with `sheet_loads` prefetched.

    `api` is what a program reads of a row (fields of the model, `state_label` for the words of a code, whom it is about and
    `area` wherever they stand), `asked_by` what it may ask for rows by, `ordered_by` the orders it may ask for.
    """

    model: type[Model]
    columns: Mapping[str, Column]
    desk: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    filters: tuple = ()
    first: Q | None = None
    coming: str = ""
    order: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    member: str = ""
    own: tuple[str, ...] = ()
    own_title: str = ""
    own_rows: Callable[[QuerySet], QuerySet] = QuerySet.all
    dress: Callable[[list], None] | None = None
    importer: str = ""
    sheet: tuple[str, ...] = ()
    sheet_loads: tuple = ()
    api: tuple[str, ...] = ()
    asked_by: tuple[str, ...] = ()
    ordered_by: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.own_title or str(self.model._meta.verbose_name_plural)

    @property
    def ordering(self) -> list:
        """How the desk orders the rows, for whoever has not chosen an order."""
        first = [Case(When(self.first, then=Value(0)), default=1)] if self.first else []
        if self.coming:
            is_coming = Q(**{f"{self.coming}__gte": TruncDay(Now())})
            first.append(Case(When(is_coming, then=self.coming)).asc(nulls_last=True))
        return [*first, *self.order]

    def rows(self) -> QuerySet:
        """All rows with what their columns need, newest first by the first order that may be asked for."""
        newest = [f"-{name}" for name in self.ordered_by[:1]]
        return self.model._default_manager.select_related(*self.loads).order_by(*newest, "-id")

    def path_of(self, name: str) -> str:
        """The lookup from a row to what it calls so: whom it is about and where it belongs may stand in another row."""
        if name == self.member.rpartition("__")[2]:
            return self.member
        path = getattr(self.model, "scope_area", "")
        return path if name == "area" and isinstance(path, str) and path else name

    def field_at(self, path: str) -> Field | None:
        """The model's field at the end of a lookup; None for a property."""
        try:
            return get_fields_from_path(self.model, path)[-1]
        except FieldDoesNotExist:
            return None

    def label_of(self, name: str) -> str:
        """What people call it: the heading of the column, else the name of the field."""
        column = self.columns.get(name)
        return column.label if column else str(self.field_at(self.path_of(name)).verbose_name)

    def pick(self, names: str) -> tuple[Column, ...]:
        """These columns, in this order."""
        return tuple(self.columns[name] for name in names.split())

    def tell_persons_apart(self, rows: list, names: Sequence[str] = ()) -> None:
        """Have namesakes among those whom these columns (of the desk, if none) name call themselves by more than the name."""
        named = [self.columns[name] for name in names or self.desk if self.columns[name].personal]
        tell_apart(column.value(row) for column in named for row in rows)

    def dressed(self, rows: list) -> list:
        """The rows with what their columns show."""
        if self.dress:
            self.dress(rows)
        return rows

    def cells(self, leads: Mapping[str, Callable[[Any], str | None]]) -> dict[str, Any]:
        """name -> what the admin calls for a cell of its list or page, with heading, order and colours.

        `leads` give numbers the address of the rows behind them, None where the viewer may not open it.
        """
        return {name: _cell_maker(name, column, leads.get(name)) for name, column in self.columns.items()}

    def sheet_columns(self) -> tuple[Column, ...]:
        """The columns of the workbook: first those that the importer reads, under its own headings, then the others."""
        taken = self._taken()
        return (*taken.values(), *(self.columns[name] for name in self.sheet or self.desk if name not in taken))

    def _taken(self) -> dict[str, Column]:
        if not self.importer:
            return {}
        fields = importers[self.importer].form.base_fields
        return {
            name: replace(self.columns[name], label=field.label)
            for name, field in fields.items()
            if name in self.columns
        }

    def own_data(self) -> OwnData:
        """What the platform keeps about a member in this noun, for their own copy."""
        return OwnData(self.model._meta.label_lower, self._section)

    def _section(self, member) -> Section:
        if not self.member:
            columns = [self.columns[name] for name in self.own]
            lines = zip((column.label for column in columns), _texts(columns, member), strict=True)
            return Section(self.title, ("项目", "内容"), list(lines))
        rows = self.own_rows(self.model._default_manager.filter(**{self.member: member}))
        return self.section(rows.order_by("pk"))

    def section(self, rows: QuerySet) -> Section:
        """These rows as a part of somebody's own copy, for a noun whose rows no lookup leads to the member from."""
        columns = [self.columns[name] for name in self.own]
        lines = [_texts(columns, row) for row in rows.select_related(*self.loads)]
        return Section(self.title, tuple(column.label for column in columns), lines)


def _texts(columns: Sequence[Column], row: Any) -> tuple[str, ...]:
    return tuple(plain(shown(column.value(row))) for column in columns)


NAMES = frozenset(("desk", "links", "order", "own", "sheet", "api", "asked_by", "ordered_by"))
_declared: dict[type[Model], Listing] = {}


class RanksPersons(Exception):
    """A list that could be put in the order of hours, points or grades: who did most is nobody's to know."""


def declare_list(model: type[Model], columns: Mapping[str, Column], **told: Any) -> Listing:
    """Enter a noun's list, told as `Listing` says, names of columns as words of one text, and return it.

    Raises DuplicateDeclaration for a second one, RanksPersons for an order that would put people in that of what they did, KeyError for a name that is no column.
    """
    names = {key: tuple(value.split()) for key, value in told.items() if key in NAMES}
    listing = Listing(model, columns, **told | names)
    if model in _declared:
        raise DuplicateDeclaration(model)
    for name in (*listing.desk, *listing.links, *listing.own, *listing.sheet):
        columns[name]
    orders = {name: column.order for name, column in columns.items()} | {order: order for order in listing.order}
    ranks = [name for name, order in orders.items() if measures_persons(order)]
    if ranks:
        raise RanksPersons(f"{model.__name__}: {ranks}")
    _declared[model] = listing
    return listing


_named: dict[type[Model], tuple[str, tuple[str, ...]]] = {}


def name_by(model: type[Model], fields: str, called: str = "") -> None:
    """Have rows that point at `model` say this of it where a program reads them; `called` is its name in the schema."""
    _named[model] = (called or model.__name__, tuple(fields.split()))


def named_by(model: type[Model]) -> tuple[str, tuple[str, ...]] | None:
    """(name in the schema, fields) by which other rows name one of these; None where they give its id alone."""
    return _named.get(model)


def declared_lists() -> tuple[Listing, ...]:
    """The lists of every noun that tells its own, in the order of the names of the nouns."""
    return tuple(sorted(_declared.values(), key=lambda listing: listing.model._meta.label))


def columns_of(model: type[Model], names: str) -> dict[str, Column]:
    """Columns that show fields of the model as they are: heading and order are the field's, a code shows its label."""
    return {name: _column_of(model, name) for name in names.split()}


def _column_of(model: type[Model], name: str) -> Column:
    field = model._meta.get_field(name)
    shows = attrgetter(name) if not field.choices else lambda row: getattr(row, f"get_{name}_display")()
    number = isinstance(field, IntegerField | DecimalField) and not field.choices
    order = "" if field.many_to_many or measures_persons(name) else name
    summed = name if number else ""
    decimals = getattr(field, "decimal_places", 0) or 0
    return Column(str(field.verbose_name), shows, number=number, decimals=decimals, field=summed, order=order)


def unsummed_columns(model: type[Model], names: str) -> dict[str, Column]:
    """The same for numbers whose sum says nothing: years, versions, prices."""
    return {name: replace(_column_of(model, name), field="") for name in names.split()}


def shortened(model: type[Model], name: str, chars: int) -> Column:
    """The column of a long text, of which the list of the desk shows so many characters."""
    return replace(_column_of(model, name), chars=chars, order="")


def state_column(model: type[Model], tones: dict[str, str], name: str = "state") -> Column:
    """The column of a row's state, in the colours that its words have on the desk."""
    return replace(_column_of(model, name), tones=tones)


def area_columns(label: str, lookup: str = "area") -> dict[str, Column]:
    """`area`, the name of the area that a row belongs to, and `place`, the same from the community downward."""
    area = attrgetter(lookup)
    order = lookup.replace(".", "__")
    return {
        "area": Column(label, lambda row: area(row).name, order=order),
        "place": Column(label, lambda row: area(row).place_label),
    }


def shown(value: Any) -> Any:
    """The value as people read it: 是 and 否 for a tick, nothing for nothing, else what it is."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else value


def number_told(column: Column, value: Any) -> Any:
    """A decimal as pages show it: 93.00 where the column is fixed, else 93; any other value as it is."""
    if not isinstance(value, Decimal):
        return value
    return f"{value:.{column.decimals}f}" if column.is_fixed else numbers.plain(value)


def fixed_columns(model: type[Model], names: str) -> dict[str, Column]:
    """Numbers that were rounded by a rule that is told: with all their decimals wherever they are shown, and no sum."""
    return {name: replace(column, is_fixed=True) for name, column in unsummed_columns(model, names).items()}


def cell_name(name: str) -> str:
    """How the admin calls the column: apart from the field of the same name, which its forms use."""
    return f"{name}_shown"


def _cell_maker(name: str, column: Column, leads: Callable[[Any], str | None] | None):
    def cell(row):
        value = shown(number_told(column, column.value(row)))
        if column.html:
            value = column.html(row, value)
        if column.chars:
            value = Truncator(value).chars(column.chars)
        if leads:
            value = opening(value, leads(row))
        words = "—" if value == "" else value
        return (column.toned(row), words) if column.toned else words

    cell.__name__ = cell_name(name)
    return display(cell, description=column.label, ordering=column.order or None, label=column.tones)


def opening(number: Any, address: str | None) -> SafeString | str:
    """The number as a link to its rows; plain where there are none, or where they are not the viewer's to see."""
    leads = address and str(number) not in {"", "0"}
    return format_html('<a class="text-link" href="{}">{}</a>', address, number) if leads else str(number)
