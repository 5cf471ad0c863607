"""For each importer a sheet as it might come in: two rows of what is not there yet, told by the names of the form's fields."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from assessments.models import KeyTask, RollEntry
from cocon.models import (
    Agreement,
    Estate,
    Facility,
    FundLine,
    HelpingPair,
    Need,
    Pairing,
    Resource,
    Room,
    Seat,
    SocialService,
    UnitProfile,
    Venue,
    Wish,
)
from grids.models import Case, Reply, StaffTerm, WindowCount
from orgtree.models import Area, User
from tests.assessments.ballots.polls import prepared
from tests.cocon.bodies import makers as bodies
from tests.cocon.estates.makers import company
from tests.cocon.helping.makers import engaged, unit
from tests.cocon.units.makers import unit_of
from tests.cocon.venues.makers import venue
from tests.grids.cases.world import long_since
from tests.town import Town
from tests.volunteers.people import accepted, kind
from volunteers.models import DeedReport, DutyPost, ReportIn, ServiceRecord, ServiceTeam

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Scene:
    """What is sent in where and by whom, and the model of which each of its rows makes one."""

    model: type[Model]
    rows: Rows
    area: Area
    by: User
    options: dict[str, bool] = field(default_factory=dict)


SCENES: dict[str, Callable[[Town], Scene]] = {}


def day(ahead: int) -> str:
    return f"{timezone.localdate() + timedelta(days=ahead):%Y-%m-%d}"


def scene(key: str, model: type[Model], *, area: str = "east", by: str = "secretary", **options: bool):
    """Enter the scene of an importer; the function makes what has to be there before, and returns the rows."""

    def enter(rows: Callable[[Town], Rows]):
        SCENES[key] = lambda town: Scene(model, rows(town), getattr(town, area), getattr(town, by), options)
        return rows

    return enter


def rows_of(common: dict[str, Any], *differing: dict[str, Any]) -> Rows:
    return [common | one for one in differing]


# --- orgtree and volunteers -----------------------------------------------------------------------------------------------


@scene("grids", Area)
def grids(town):
    return [
        {"grid_number": "901", "grid_name": "九零一网格", "households": "30", "residents": "80"},
        {"grid_number": "902", "grid_name": "九零二网格", "households": "31", "residents": "80"},
    ]


@scene("roster", ReportIn, by="clerk", consented=True)
def roster(town):
    common = {"unit_name": "虚构局", "residence": "东苑小区1号楼", "skills": ""}
    return rows_of(common, {"name": "甲试", "phone": "19900010001"}, {"name": "乙试", "phone": "19900010002"})


def settled(town):
    """Somebody who has belonged to the community for a while."""
    member = accepted(town.east, town.clerk)
    ReportIn.objects.filter(member=member).update(accepted_at=timezone.now() - timedelta(days=60))
    return member


@scene("booklets", ServiceRecord, by="clerk")
def booklets(town):
    member = settled(town)
    common = {"number": member.number, "name": member.name, "kind": kind().name, "start": "8:30", "end": "10:00"}
    common |= {"note": "清理楼道杂物", "people_served": "3"}
    return rows_of(common, {"day": day(-9)}, {"day": day(-8)})


@scene("deeds", DeedReport, by="clerk")
def deeds(town):
    member = settled(town)
    common = {"number": member.number, "name": member.name, "day": day(-9), "quantity": "1", "evidence": "会议纪要"}
    return rows_of(common, {"item_code": "G04"}, {"item_code": "G06"})


@scene("teams", ServiceTeam, by="clerk", willing=True)
def teams(town):
    common = {"kind": "综合服务", "slogan": "有事找我", "founded_on": day(-9)}
    return rows_of(common, {"name": "示范一队"}, {"name": "示范二队"})


@scene("duties", DutyPost)
def duties(town):
    common = {"post_class": "社区治理", "duties": "每月入户宣讲一次", "needed": "2", "since": day(0)}
    return rows_of(common, {"title": "政策宣讲员"}, {"title": "法律宣讲员"})


# --- cocon ----------------------------------------------------------------------------------------------------------------


def two_units(town):
    return [unit_of(town, name).name for name in ("第一中学", "第二中学")]


def of_two_units(town, common: dict[str, Any]) -> Rows:
    return rows_of(common, *({"unit_name": name} for name in two_units(town)))


@scene("pairings", Pairing)
def pairings(town):
    return of_two_units(town, {"community": "东园社区", "since": day(-9)})


@scene("seats", Seat)
def seats(town):
    common = {"body": bodies.founded(town).name, "role": "兼职委员", "institution": bodies.unit(town).name}
    return rows_of(common | {"title": "城关小学教师", "until": day(400)}, {"holder": "孙试甲"}, {"holder": "孙试乙"})


@scene("unit-profiles", UnitProfile, area="street", by="street_secretary")
def unit_profiles(town):
    return of_two_units(town, {"system": "教育", "good_at": "教育培训", "offers": "周末辅导"})


@scene("agreements", Agreement)
def agreements(town):
    said = {"since": day(1), "until": day(400), "goals": "党课 2次", "duties_unit": "提供礼堂"}
    return of_two_units(town, {"community": "东园社区"} | said)


@scene("estates", Estate)
def estates(town):
    common = {"company": company(town).name, "households": "860", "buildings": "12", "since": day(-900)}
    common |= {"term_since": day(0), "committee_since": day(-90)}
    return rows_of(common, {"name": "东园花园"}, {"name": "东园雅居"})


@scene("needs", Need, area="street", by="street_secretary")
def needs(town):
    common = {"area": "东园社区", "words": "小学生周末辅导", "matter": "教育培训", "quantity": "3", "measure": "场"}
    return rows_of(common | {"until": day(60), "people": "40"}, {"title": "课业辅导"}, {"title": "作业辅导"})


@scene("resources", Resource, area="street", by="street_secretary")
def resources(town):
    unit_of(town)
    common = {"unit": "第一中学", "kind": "场地", "matter": "教育培训", "capacity": "300", "hours": "周末"}
    return rows_of(common | {"until": day(90)}, {"title": "操场"}, {"title": "礼堂"})


@scene("venues", Venue, by="clerk")
def venues(town):
    common = {"kind": "其他活动场所", "address": "学校路1号", "since": day(-90), "m2": "900"}
    return rows_of(common, {"name": "学校操场"}, {"name": "学校礼堂"})


@scene("rooms", Room, by="clerk")
def rooms(town):
    common = {"venue": venue(town).name, "use": "培训教室", "capacity": "30", "hours": "每天 8:00-21:00"}
    return rows_of(common, {"name": "书画室"}, {"name": "舞蹈室"})


@scene("facilities", Facility, by="clerk")
def facilities(town):
    return rows_of({"kind": "公园绿地", "since": day(-90)}, {"name": "东园公园"}, {"name": "西门绿地"})


@scene("helping_pairs", HelpingPair)
def helping_pairs(town):
    common = {"unit_name": unit(town).name, "community": "东园社区", "helped": "家庭", "since": day(-9)}
    return rows_of(common, {"need": "生活困难"}, {"need": "看病就医"})


@scene("social_services", SocialService)
def social_services(town):
    engaged(town, since=timezone.localdate() - timedelta(days=90))
    common = {"organisation": "暖阳社工服务中心", "community": "东园社区", "kind": "小组活动", "day": day(-9)}
    return rows_of(common | {"hours": "1.5", "heads": "12"}, {"title": "防跌倒小组"}, {"title": "手工小组"})


@scene("budgets", FundLine, area="street", by="street_secretary")
def budgets(town):
    common = {"place": "东园社区", "year": timezone.localdate().year, "yuan": "36000"}
    return rows_of(common, {"kind": "社区工作经费"}, {"kind": "党建活动经费"})


@scene("wishes", Wish, by="clerk")
def wishes(town):
    common = {"need": "楼道灯坏了，老人晚上出门不便", "kind": "维修安装", "people_helped": "6"}
    return rows_of(common, {"title": "换一个楼道灯泡"}, {"title": "修一扇单元门"})


# --- grids ----------------------------------------------------------------------------------------------------------------


@scene("staff", StaffTerm, by="clerk")
def staff(town):
    common = {"role": "街巷长", "beat": "健康街", "since": day(-9), "consented_on": day(-9)}
    return rows_of(common | {"place": "东园一网格"}, {"holder": "吴试"}, {"holder": "郑试"})


@scene("replies", Reply)
def replies(town):
    common = {"kind": "政策口径", "category": "0302", "wording": "请到小区充电棚充电。", "source": "管理规定第三条"}
    common |= {"valid_from": day(-9), "valid_until": day(90)}
    return rows_of(common, {"title": "进楼充电"}, {"title": "飞线充电"})


@scene("old-cases", Case)
def old_cases(town):
    long_since()
    common = {"title": "路灯不亮", "category": "路灯不亮", "area": "东园一网格", "where": "健康路路口"}
    common |= {"words": "两盏路灯不亮", "opened_at": f"{day(-30)} 09:20"}
    return rows_of(common, {"number": "SJ000001"}, {"number": "SJ000002"})


@scene("hotline-orders", Case, area="street", by="street_secretary")
def hotline_orders(town):
    long_since()
    common = {"told_on": day(-9), "category": "0202", "area_code": town.east_grid.code, "place": "健康路路口"}
    common |= {"title": "路灯不亮", "words": "两盏路灯不亮"}
    return rows_of(common, {"outside_number": "GD1"}, {"outside_number": "GD2", "area_code": town.west_grid.code})


@scene("window-counts", WindowCount)
def window_counts(town):
    return rows_of({"kind": "证件证明", "number": "12"}, {"day": day(-9)}, {"day": day(-8)})


# --- assessments ----------------------------------------------------------------------------------------------------------


@scene("key-tasks", KeyTask, area="street", by="street_secretary")
def key_tasks(town):
    common = {"asked": "逐个小区推进", "lead": "街道党工委", "owners": "东园社区", "due": day(90)}
    return rows_of(common, {"title": "红色物业提升"}, {"title": "双报到提质"})


@scene("ballot-roll", RollEntry, area="street", by="street_secretary")
def ballot_roll(town):
    common = {"poll": prepared(town).number, "about": "代表", "voter_class": "居民代表"}
    return rows_of(common, {"name": "周代表"}, {"name": "吴代表"})
