"""Who holds which post, and the accounts that a visitor signs in with."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from config.demo_district.district_map import DistrictMap, Part
from orgtree.choices import InstitutionKind, PostKind
from orgtree.models import Area, Institution, User
from orgtree.people.services.people import appoint, create_user

PASSWORD = "Jianxi-demo-2026"  # noqa: S105  (printed on the first page of the demo; opens nothing else)
SINCE = date(2024, 1, 1)
# What stands behind the seat's name in an invented person's "name": 唐村社区书记.
TITLES = {
    PostKind.ORGANISATION_DEPT: "组织部",
    PostKind.STREET_COMMITTEE: "党工委书记",
    PostKind.COMMUNITY_SECRETARY: "书记",
    PostKind.POINTS_CLERK: "积分员",
    PostKind.GRID_WORKER: "网格员",
    PostKind.BUILDING_HEAD: "楼栋长",
    PostKind.UNIT_ORG: "党组织书记",
    PostKind.DEPARTMENT: "联络员",
    PostKind.CASE_CENTRE: "治理中心值班员",
    PostKind.ASSESS_OFFICE: "考核办工作人员",
    PostKind.AUDITOR: "审计员",
    PostKind.SYSTEM_ADMIN: "系统管理员",
}


@dataclass(frozen=True)
class Login:
    """One account a visitor may use: post kind, account name, the attribute of `Seats` it is seated at, and what it is called besides others of the kind."""

    kind: str
    account: str
    seat: str
    title: str = ""


LOGINS = (
    Login(PostKind.ORGANISATION_DEPT, "shizuzhi", "city"),
    Login(PostKind.ORGANISATION_DEPT, "quzuzhi", "district"),
    Login(PostKind.STREET_COMMITTEE, "jiedao", "street"),
    Login(PostKind.STREET_COMMITTEE, "jieweiyuan", "street", "党工委委员"),  # the second who approves
    Login(PostKind.COMMUNITY_SECRETARY, "shuji", "community"),
    Login(PostKind.POINTS_CLERK, "jifen", "community"),
    Login(PostKind.GRID_WORKER, "wangge", "grid"),
    Login(PostKind.BUILDING_HEAD, "louzhang", "building"),
    Login(PostKind.UNIT_ORG, "danwei", "unit"),
    Login(PostKind.DEPARTMENT, "bumen", "department"),
    Login(PostKind.CASE_CENTRE, "zhongxin", "district"),
    Login(PostKind.ASSESS_OFFICE, "kaohe", "district"),
    Login(PostKind.AUDITOR, "shenji", "district"),
    Login(PostKind.SYSTEM_ADMIN, "guanli", "district"),
)


class Seats:
    """Where the logins sit: all on one line from the city down to one building, so that each sees a part of the next."""

    def __init__(self, places: DistrictMap) -> None:
        self.city, self.district = places.city, places.district
        self.street, self.community = places.streets[0], places.communities[0]
        self.grid = places.grids_of(self.community)[0]
        self.building = places.buildings_of(self.grid)[0]
        self.unit = Institution.objects.filter(kind=InstitutionKind.STATE_ENTERPRISE).earliest("pk")
        self.department = Institution.objects.filter(kind=InstitutionKind.AUTHORITY).earliest("pk")


def build_people(part: Part) -> None:
    """A secretary and a clerk for each community; in the first part the logins, and the secretaries of the streets."""
    places = part.places
    if part.is_first:
        _seat_logins(places)
        for street in places.streets[1:]:
            _staff("jd", PostKind.STREET_COMMITTEE, street, places)
    for community in part.communities:
        if community != places.communities[0]:
            _staff("sj", PostKind.COMMUNITY_SECRETARY, community, places)
            _staff("jf", PostKind.POINTS_CLERK, community, places)


def _seat_logins(places: DistrictMap) -> None:
    seats = Seats(places)
    for login in LOGINS:
        seat = getattr(seats, login.seat)
        _appoint(_person(login.account, login.title or TITLES[login.kind], seat, places), login.kind, seat)
    give_password([login.account for login in LOGINS])


def give_password(accounts: list[str]) -> None:
    """One hash for all: to make one is slow on purpose, and this password is on the first page of the demo."""
    User.objects.filter(account__in=accounts).update(password=make_password(PASSWORD))


def _staff(prefix: str, kind: str, area: Area, places: DistrictMap) -> None:
    """Someone without a password: the record needs a name, no visitor needs the account."""
    _appoint(_person(f"{prefix}{area.code[6:]}", TITLES[kind], area, places), kind, area)


def _person(account: str, title: str, seat, places: DistrictMap) -> User:
    return create_user(account=account, name=f"{seat.name}{title}", home=places.district, by=None)


def _appoint(holder: User, kind: str, seat) -> None:
    side = "area" if isinstance(seat, Area) else "institution"
    appoint(holder_id=holder.pk, kind=kind, since=SINCE, by=None, **{side: seat})
