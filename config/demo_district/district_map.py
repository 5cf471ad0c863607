"""The areas of the district by level, read once after they were made, and the part of it that is filled in one go."""

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import zip_longest

from orgtree.choices import AreaKind, PostKind
from orgtree.models import Area, Post, User


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


@dataclass(frozen=True)
class Staffed:
    """A community with the people who act for it, and its place in the district (0 is where the logins work)."""

    area: Area
    clerk: User
    secretary: User
    number: int


class Part:
    """Some communities that are filled together. The first part has what there is one of in the district as well."""

    def __init__(self, places: DistrictMap, communities: list[Area], *, members: int, today: date, seed: int) -> None:
        self.places, self.communities, self.members, self.today = places, communities, members, today
        self.number = places.communities.index(communities[0])
        self._seed = seed

    @property
    def is_first(self) -> bool:
        return self.number == 0

    def luck(self, what: str) -> random.Random:
        """A source of its own for each matter: the same seed makes the same part, whatever else is made before."""
        return random.Random(f"{self._seed} {self.number} {what}")  # noqa: S311  (invented data)

    @cached_property
    def staffed(self) -> list[Staffed]:
        """The communities in order of code, once their posts are held."""
        kinds = (PostKind.POINTS_CLERK, PostKind.COMMUNITY_SECRETARY)
        posts = Post.objects.live().filter(kind__in=kinds, area__in=self.communities).select_related("holder")
        staff = {(post.kind, post.area_id): post.holder for post in posts}
        return [
            Staffed(area, *(staff[kind, area.pk] for kind in kinds), self.number + place)
            for place, area in enumerate(self.communities)
        ]
