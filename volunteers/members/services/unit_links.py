"""Members' written unit names, tied to the registered units: shown first, then done by the community's desk.

Only a name that is the same letter for letter, or but for blanks and punctuation, is tied, and only where it can
mean one open unit; the rest is left to a person.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from orgtree.choices import Permission as P
from orgtree.models import Institution
from volunteers.members.models.member import Member
from volunteers.members.rules.unit_names import normal_unit_name


@dataclass(frozen=True)
class NameMatch:
    """A written name, how many of the desk's members carry it, and the units it could mean."""

    written: str
    members: int
    units: tuple[Institution, ...]

    @property
    def unit(self) -> Institution | None:
        """The one unit meant; None for none or several."""
        return self.units[0] if len(self.units) == 1 else None

    @property
    def is_exact(self) -> bool:
        return self.unit is not None and self.unit.name == self.written


def unit_matches(*, by) -> list[NameMatch]:
    """Every written name of `by`'s members without a unit, the most frequent first."""
    names = _unlinked(by).values("unit_name").annotate(members=Count("pk")).order_by("-members", "unit_name")
    known = _units_by_name()
    return [
        NameMatch(row["unit_name"], row["members"], tuple(known[normal_unit_name(row["unit_name"])])) for row in names
    ]


def _unlinked(by):
    return Member.objects.allowed(by, P.MEMBER_EDIT).filter(unit__isnull=True)


def _units_by_name() -> dict[str, list[Institution]]:
    """Open units by normalised name. Names of units are public facts: all are asked, wherever they are seated."""
    found: dict[str, list[Institution]] = defaultdict(list)
    for unit in Institution.objects.filter(closed_on__isnull=True).select_related("area").order_by("pk"):
        found[normal_unit_name(unit.name)].append(unit)
    return found


@transaction.atomic
def link_units(*, names: Collection[str], by) -> int:
    """How many of `by`'s members were tied: those without a unit whose written name is among `names` and means one unit."""
    linked, wanted = 0, set(names)
    for match in unit_matches(by=by):
        if match.unit and match.written in wanted:
            members = list(_unlinked(by).filter(unit_name=match.written).select_for_update(of=("self",), no_key=True))
            for member in members:
                member.unit = match.unit
            linked += Member.objects.bulk_update(members, ["unit"], batch_size=500)
    return linked
