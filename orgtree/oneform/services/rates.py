"""How long things that are asked take a community, by the dated rows of its area."""

from datetime import date

from orgtree.choices import BurdenKey
from orgtree.oneform.models import BurdenNorm
from orgtree.oneform.rules import Rates
from orgtree.owned.services.owned import OwnedBook
from orgtree.tree.models import Area


def rates_at(area: Area, day: date, book: OwnedBook | None = None) -> Rates:
    """How long things take in `area` on the day, by its dated rows or those of the nearest area above. One query without a `book`."""
    book = book or norm_book()
    rows = {key: book.in_force(key, day, area) for key in BurdenKey.values}
    return Rates(**{key: row.number for key, row in rows.items() if row})


def norm_book() -> OwnedBook:
    """The rows as they stand now. One query."""
    return OwnedBook(BurdenNorm.objects.select_related("area"))
