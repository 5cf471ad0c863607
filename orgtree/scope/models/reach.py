"""Whether a live post reaches the ground of a row, as text.

Every list, card and page asks it several times over, and putting it together of lookups took longer than all else in most
statements. tests/orgtree/scope/test_reach.py compares it with the posts as `PostQuerySet.live` finds them.
"""

from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import BooleanField, F, Func


@dataclass(frozen=True)
class Seats:
    """The posts of some kinds that somebody holds on a day, while their account is in use."""

    holder: int
    kinds: frozenset[str]
    today: date

    def rows(self):
        """The same as a queryset."""
        return apps.get_model("orgtree", "Post").objects.live().filter(holder=self.holder, kind__in=self.kinds)


class Reached(Func):
    """Whether one of the seats is at the area found by a lookup ("" for the row itself), or above it."""

    columns: tuple[str, ...] = ("tree_id", "lft", "rght")
    joined = " JOIN orgtree_area reach_area ON reach_area.id = reach.area_id"
    met = "reach_area.tree_id = {} AND reach_area.lft <= {} AND reach_area.rght >= {}"

    def __init__(self, path: str, seats: Seats):
        ground = ["__".join(filter(None, (path, name))) for name in self.columns]
        super().__init__(*map(F, ground), output_field=BooleanField())
        self.seats = seats

    def as_sql(self, compiler, connection):
        ground = [compiler.compile(column)[0] for column in self.source_expressions]  # columns, which bring no values
        asked = (
            f"EXISTS(SELECT 1 FROM orgtree_post reach JOIN orgtree_user reach_holder ON reach_holder.id = reach.holder_id"
            f"{self.joined} WHERE reach.holder_id = %s AND reach_holder.is_active AND reach.kind = ANY(%s)"
            " AND NOT reach.waits AND reach.since <= %s AND (reach.until IS NULL OR reach.until > %s)"
            f" AND {self.met.format(*ground)})"
        )
        today = self.seats.today
        return asked, [self.seats.holder, sorted(self.seats.kinds), today, today]


class Touched(Reached):
    """The same, or below it: an area that holds one of the seats."""

    met = (
        "reach_area.tree_id = {0} AND (reach_area.lft <= {1} AND reach_area.rght >= {2}"
        " OR reach_area.lft >= {1} AND reach_area.rght <= {2})"
    )


class Seated(Reached):
    """Whether one of the seats is at the unit that a lookup leads to."""

    columns = ("",)
    joined = ""
    met = "reach.institution_id = {}"
