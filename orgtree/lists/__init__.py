"""A list of a noun, told once: what its columns are called and show, by what they are ordered, which of them name a person.

The desk's list, its workbook, the rows behind a figure and the member's own copy choose from these columns by name
(docs/decisions/0033-lists.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db.models import DecimalField, IntegerField, Model
from unfold.decorators import display

from orgtree.declare import Column, DuplicateDeclaration, OwnData, Section
from orgtree.lists.rules import measures_persons
from orgtree.sheets.declaring import importers
from orgtree.sheets.workbooks import plain
from orgtree.text.rules import numbers


@dataclass(frozen=True)
class Listing:
    """The columns of a noun by name, and which of them each surface shows, in its order.

    `desk` is the list of the desk, `links` those of them that lead to the row, `filters` what it may be narrowed by.
    `own` is the member's copy of what is kept about them; `member` is the lookup from a row to them. `importer` names
    the importer that takes the workbook of the list in again.
    """

    model: type[Model]
    columns: Mapping[str, Column]
    desk: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    filters: tuple = ()
    loads: tuple[str, ...] = ()
    member: str = ""
    own: tuple[str, ...] = ()
    importer: str = ""

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    def pick(self, *names: str) -> tuple[Column, ...]:
        """These columns, in this order."""
        return tuple(self.columns[name] for name in names)

    def cells(self) -> dict[str, Any]:
        """name -> what the admin calls for a cell of its list or page, with heading, order and colours."""
        return {name: _cell_maker(name, column) for name, column in self.columns.items()}

    def sheet_columns(self) -> tuple[Column, ...]:
        """The columns of the workbook: first those that the importer reads, under its own headings, then the others."""
        taken = self._taken()
        return (*taken.values(), *(self.columns[name] for name in self.desk if name not in taken))

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
        rows = self.model._default_manager.filter(**{self.member: member}).select_related(*self.loads).order_by("pk")
        columns = self.pick(*self.own)
        lines = [tuple(plain(shown(column.value(row))) for column in columns) for row in rows]
        return Section(self.title, tuple(column.label for column in columns), lines)


_declared: dict[type[Model], Listing] = {}


class RanksPersons(Exception):
    """A list that could be put in the order of hours, points or grades: who did most is nobody's to know."""


def declare_list(listing: Listing) -> Listing:
    """Enter a noun's list and return it.

    Raises DuplicateDeclaration for a second one, RanksPersons for a column that would put people in the order of what
    they did, KeyError for a name that is no column.
    """
    if listing.model in _declared:
        raise DuplicateDeclaration(listing.model)
    for name in (*listing.desk, *listing.links, *listing.own):
        listing.columns[name]
    ranks = [name for name, column in listing.columns.items() if measures_persons(column.order)]
    if ranks:
        raise RanksPersons(f"{listing.model.__name__}: {ranks}")
    _declared[listing.model] = listing
    return listing


def declared_lists() -> tuple[Listing, ...]:
    """The lists of every noun that tells its own, in the order of the names of the nouns."""
    return tuple(sorted(_declared.values(), key=lambda listing: listing.model._meta.label))


def columns_of(model: type[Model], *names: str) -> dict[str, Column]:
    """Columns that show fields of the model as they are: heading and order are the field's, a code shows its label."""
    return {name: _column_of(model, name) for name in names}


def _column_of(model: type[Model], name: str) -> Column:
    field = model._meta.get_field(name)
    shows = attrgetter(name) if not field.choices else lambda row: getattr(row, f"get_{name}_display")()
    number = isinstance(field, IntegerField | DecimalField) and not field.choices
    order = "" if field.is_relation or measures_persons(name) else name
    summed = name if number else ""
    decimals = getattr(field, "decimal_places", 0) or 0
    return Column(str(field.verbose_name), shows, number=number, decimals=decimals, field=summed, order=order)


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


def cell_name(name: str) -> str:
    """How the admin calls the column: apart from the field of the same name, which its forms use."""
    return f"{name}_shown"


def _cell_maker(name: str, column: Column):
    def cell(row):
        value = shown(column.value(row))
        if isinstance(value, Decimal):
            return numbers.plain(value)
        return "—" if value == "" else value

    cell.__name__ = cell_name(name)
    return display(cell, description=column.label, ordering=column.order or None, label=column.tones)
