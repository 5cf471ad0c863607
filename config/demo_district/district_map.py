"""The areas of the district by level, read once after they were made."""

from collections import defaultdict
from itertools import zip_longest

from orgtree.choices import AreaKind
from orgtree.models import Area


class DistrictMap:
    """City, district, streets, communities, grids and buildings, each in order of code."""

    def __init__(self) -> None:
        by_kind = defaultdict(list)
        self._children: dict[int | None, list[Area]] = defaultdict(list)
        for area in Area.objects.order_by("code"):
            by_kind[area.kind].append(area)
            self._children[area.parent_id].append(area)
        (self.city,) = by_kind[AreaKind.CITY]
        (self.district,) = by_kind[AreaKind.DISTRICT]
        self.streets = by_kind[AreaKind.STREET]
        self.communities = by_kind[AreaKind.COMMUNITY]

    def grids_of(self, community: Area) -> list[Area]:
        return self._children[community.pk]

    def buildings_of(self, grid: Area) -> list[Area]:
        return self._children[grid.pk]

    def grids_in_turn(self) -> list[Area]:
        """The first grid of every community, then the second of each, and so on."""
        rounds = zip_longest(*(self.grids_of(community) for community in self.communities))
        return [grid for one_round in rounds for grid in one_round if grid]
