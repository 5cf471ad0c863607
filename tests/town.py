"""The town that most tests play in: one street with two communities, a neighbour street, someone at every desk.

潍坊市 > 潍城区 > 城关街道 > 东园社区 > 一网格 > 1号楼、2号楼 ; 二网格
                            西园社区 > 一网格 > 1号楼
                北关街道 > 北苑社区
"""

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from orgtree.choices import AreaKind, PostKind
from orgtree.models import Area, User
from orgtree.people.services.people import appoint, create_user
from orgtree.tree.services.tree import OWN_CODES, create_area
from tests.replay import Replay

PASSWORD = "Town-pass-2026"


@dataclass
class Town:
    """Areas and people by role; every person has exactly one post and the password PASSWORD."""

    province: Area
    city: Area
    district: Area
    street: Area
    east: Area
    east_grid: Area
    east_grid_two: Area
    east_building: Area
    west: Area
    west_grid: Area
    other_street: Area
    north: Area
    admin: User
    auditor: User
    organisation: User
    street_secretary: User
    secretary: User
    clerk: User
    grid_worker: User
    building_head: User
    west_secretary: User
    north_secretary: User

    @property
    def people(self) -> list[User]:
        return [value for value in vars(self).values() if isinstance(value, User)]


# Grids without a day begin on the day that they are entered; what a test tells of lies before.
LONG_AGO = date(2020, 1, 1)


def build_town() -> Town:
    """Build the town through the services, as the first administrator would."""

    def area(parent, kind, code, name, **extra):
        if kind in OWN_CODES:
            extra["opened_on"] = LONG_AGO
        return create_area(parent_id=parent and parent.pk, kind=kind, code=code, name=name, by=None, **extra)

    province = area(None, AreaKind.PROVINCE, "370000000000", "山东省")
    city = area(province, AreaKind.CITY, "370700000000", "潍坊市")
    district = area(city, AreaKind.DISTRICT, "370702000000", "潍城区")
    street = area(district, AreaKind.STREET, "370702001000", "城关街道")
    other_street = area(district, AreaKind.STREET, "370702002000", "北关街道")
    east = area(street, AreaKind.COMMUNITY, "370702001001", "东园社区")
    west = area(street, AreaKind.COMMUNITY, "370702001002", "西园社区")
    north = area(other_street, AreaKind.COMMUNITY, "370702002001", "北苑社区")
    east_grid = area(east, AreaKind.GRID, "370702001001-001", "东园一网格")
    east_grid_two = area(east, AreaKind.GRID, "370702001001-002", "东园二网格")
    west_grid = area(west, AreaKind.GRID, "370702001002-001", "西园一网格")
    east_building = area(east_grid, AreaKind.BUILDING, "370702001001-001-001", "1号楼", households=60, residents=160)
    area(east_grid, AreaKind.BUILDING, "370702001001-001-002", "2号楼", households=48, residents=131)
    area(west_grid, AreaKind.BUILDING, "370702001002-001-001", "1号楼", households=72, residents=205)

    def person(account, name, kind, seat):
        user = create_user(account=account, name=name, password=PASSWORD, home=district, by=None)
        appoint(holder_id=user.pk, kind=kind, area=Area.objects.get(pk=seat.pk), by=None)
        return user

    people = {
        "admin": person("admin", "管理员", PostKind.SYSTEM_ADMIN, district),
        "auditor": person("auditor", "审计员", PostKind.AUDITOR, district),
        "organisation": person("zuzhibu", "区委组织部", PostKind.ORGANISATION_DEPT, district),
        "street_secretary": person("jiedao", "街道书记", PostKind.STREET_COMMITTEE, street),
        "secretary": person("dongyuan", "东园书记", PostKind.COMMUNITY_SECRETARY, east),
        "clerk": person("jifen", "东园积分员", PostKind.POINTS_CLERK, east),
        "grid_worker": person("wangge", "东园网格员", PostKind.GRID_WORKER, east_grid),
        "building_head": person("louzhang", "东园楼栋长", PostKind.BUILDING_HEAD, east_building),
        "west_secretary": person("xiyuan", "西园书记", PostKind.COMMUNITY_SECRETARY, west),
        "north_secretary": person("beiyuan", "北苑书记", PostKind.COMMUNITY_SECRETARY, north),
    }
    areas = {
        "province": province,
        "city": city,
        "district": district,
        "street": street,
        "east": east,
        "east_grid": east_grid,
        "east_grid_two": east_grid_two,
        "east_building": east_building,
        "west": west,
        "west_grid": west_grid,
        "other_street": other_street,
        "north": north,
    }
    # Inserts moved the intervals of nodes made earlier: hand out what the tree says now.
    fresh = Area.objects.in_bulk([node.pk for node in areas.values()])
    return Town(**{name: fresh[node.pk] for name, node in areas.items()}, **people)


TOWN = Replay("town", build_town)


def play_town() -> Town:
    """The town as built just now. Its people have the same ids each time, so what was counted by them is forgotten."""
    cache.clear()
    return TOWN.play()
