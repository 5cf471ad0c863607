"""Areas: the divisions as published, grids and buildings invented below them."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.demo_district.names import chinese_number
from orgtree.choices import AreaKind
from orgtree.tree.rules.tree import division_kind
from orgtree.tree.services.area_load import NewArea, add_areas
from orgtree.tree.services.tree import create_area

DIVISIONS = Path(__file__).with_name("divisions.csv")
PARENT_DIGITS = {2: 0, 4: 2, 6: 4, 9: 6, 12: 9}
LEVELS_ABOVE = 3  # province, city, district
OPENED_ON = date(2020, 1, 1)


@dataclass(frozen=True)
class Plot:
    """One area to be made; `parent_code` is the full code of the area above."""

    code: str
    name: str
    kind: str
    parent_code: str | None
    households: int | None = None
    residents: int | None = None


def divisions(communities: int) -> list[Plot]:
    """Province to community, parents first, with at most `communities` communities and only the streets above them."""
    with DIVISIONS.open(encoding="utf-8", newline="") as file:
        names = {row["code"]: row["name"] for row in csv.DictReader(file)}
    kept = [code for code in names if len(code) == 12][:communities]
    wanted = {code[:digits] for code in kept for digits in (2, 4, 6, 9, 12)}
    return [_division(code, name) for code, name in names.items() if code in wanted]


def _division(code: str, name: str) -> Plot:
    above = code[: PARENT_DIGITS[len(code)]]
    return Plot(code.ljust(12, "0"), name, division_kind(code), above.ljust(12, "0") if above else None)


def grids_of(community: Plot, luck: random.Random) -> Iterator[Plot]:
    """Three to five grids of 300 to 500 households, each followed by its buildings."""
    for serial in range(1, luck.choice((3, 4, 4, 5)) + 1):
        code = f"{community.code}-{serial:03d}"
        yield Plot(code, f"第{chinese_number(serial)}网格", AreaKind.GRID, community.code)
        for number in range(1, luck.randint(5, 8) + 1):
            households = luck.randrange(48, 73, 4)
            residents = round(households * luck.uniform(2.2, 2.9))
            yield Plot(f"{code}-{number:03d}", f"{number}号楼", AreaKind.BUILDING, code, households, residents)


def plots(communities: int, luck: random.Random) -> Iterator[Plot]:
    """Every area of the district, parents first."""
    for division in divisions(communities):
        yield division
        if division.kind == AreaKind.COMMUNITY:
            yield from grids_of(division, luck)


def build_places(communities: int, luck: random.Random) -> None:
    """Make the areas: province, city and district one by one, everything below in one load."""
    new = [
        NewArea(
            kind=plot.kind,
            code=plot.code,
            name=plot.name,
            parent_code=plot.parent_code or "",
            position=position,
            households=plot.households,
            residents=plot.residents,
            opened_on=OPENED_ON,
        )
        for position, plot in enumerate(plots(communities, luck))
    ]
    above: int | None = None
    for area in new[:LEVELS_ABOVE]:
        created = create_area(
            parent_id=above, kind=area.kind, code=area.code, name=area.name, opened_on=OPENED_ON, by=None
        )
        above = created.pk
    add_areas(areas=new[LEVELS_ABOVE:], by=None)
