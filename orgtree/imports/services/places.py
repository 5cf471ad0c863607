"""Rows of our own lists that belong elsewhere: a list of several communities is not taken in as one of them."""

from collections.abc import Iterator

from orgtree.sheets.declaring import RowError
from orgtree.sheets.lines import heading_key
from orgtree.sheets.reading import Table
from orgtree.tree.models import Area

PLACES = frozenset(map(heading_key, ("所属区域", "归属区域", "所属社区")))


def unread_columns(table: Table) -> list[str]:
    """The headings that nothing reads: neither the importer, nor whoever asks where a row belongs."""
    return [heading for heading in table.unknown if heading_key(heading) not in PLACES]


def rows_elsewhere(table: Table, area: Area) -> Iterator[RowError]:
    """An error for each row that says it belongs to another area than `area` and those below it.

    Only where the importer does not read the column itself. One query, none without the column.
    """
    places = [
        (index, heading)
        for index, heading in enumerate(table.headings)
        if index not in table.columns and heading_key(heading) in PLACES
    ]
    if not places:
        return
    names = set(area.get_descendants(include_self=True).values_list("name", flat=True))
    for row in table.rows:
        for index, heading in places:
            place = row.raw[index].strip() if index < len(row.raw) else ""
            if place and not names.issuperset(place.split()):
                yield RowError(row.number, heading, f"这一行属于{place}，不在{area.name}；请到那里导入，或删去这一行")
