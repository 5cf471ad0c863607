"""Columns that rules with an area have in common, and the list of any declared dictionary."""

from operator import attrgetter

from orgtree.declare import Column, Dictionary
from orgtree.lists import Listing, declare_list, unsummed_columns
from orgtree.owned.models import Owned


def owned_columns() -> dict[str, Column]:
    """`area`: where the rule holds, the whole country where no area keeps it."""
    return {"area": Column("适用区域", attrgetter("keeper_label"), order="area")}


def declare_dictionary(dictionary: Dictionary) -> Listing:
    """The list of the dictionary's entries: its columns are fields of the model, whose numbers are no amounts."""
    owned = owned_columns() if issubclass(dictionary.model, Owned) else {}
    fields = unsummed_columns(dictionary.model, " ".join(name for name in dictionary.columns if name not in owned))
    loads = tuple(owned)
    return declare_list(dictionary.model, fields | owned, desk=" ".join(dictionary.columns), loads=loads)
