"""Two emergencies: clearing snow last winter, long over, and a flood drill that runs today.

The past one's rows go in directly, without names, as its closing left them; the drill is run through the services.
"""

import random
from collections import Counter
from datetime import date, timedelta

from config.demo_district.district_map import DistrictMap, Part
from config.demo_district.members import moment
from orgtree.acts import perform_one
from orgtree.choices import AreaKind, PartyOrgKind
from orgtree.models import Area, PartyOrg, User
from orgtree.papers.services import next_number
from orgtree.runs import do_run
from orgtree.units.services.party import create_party_org
from volunteers.choices import (
    AnswerChannel,
    AttendanceState,
    CallUpState,
    DutyClass,
    DutyKind,
    DutyState,
    EmergencyState,
)
from volunteers.emergencies.rules import number_start
from volunteers.emergencies.services.answers import record_answers
from volunteers.emergencies.services.call_ups import Wanted, call_up
from volunteers.emergencies.services.closing import freeze_totals
from volunteers.emergencies.services.course import emergency_acts
from volunteers.emergencies.services.drafts import draft_emergency
from volunteers.emergencies.services.hours import settle
from volunteers.emergencies.services.parts import give_right, set_up_org, set_up_post
from volunteers.emergencies.services.shifts import assign, plan_shift, roll
from volunteers.models import (
    CallUp,
    DutyPost,
    Emergency,
    EmergencyArea,
    EmergencyOrg,
    EmergencyPost,
    EmergencyStep,
    Member,
    Shift,
    ShiftPlace,
)

SHARE_ACCEPTED, SHARE_DECLINED = 0.55, 0.12
DAYS = 12
DRILL = "防汛应急演练"
LOGIN = "19900000001"  # stays unanswered, for whoever plays this member


def build_drill(part: Part) -> None:
    """The drill of the street of the logins, with those who are there so far."""
    places = part.places
    street, community = places.streets[0], places.communities[0]
    _drill(street, community, places.grids_of(community)[0], part.today, part.luck("drill"))


def build_street_emergencies(places: DistrictMap, today: date, luck: random.Random) -> None:
    """What needs the whole street: last winter, and a second round of the drill for those who came since the first."""
    street = places.streets[0]
    _clear_snow(street, today, luck)
    emergency = Emergency.objects.get(title=DRILL)
    opener = _user("jiedao")
    do_run(call_up(emergency_id=emergency.pk, wanted=Wanted([street]), by=opener).pk)
    _answers(emergency, opener, luck)


def _user(account: str) -> User:
    return User.objects.get(account=account)


# --- Last winter --------------------------------------------------------------------------------------------------------


def _clear_snow(street: Area, today: date, luck: random.Random) -> None:
    begun = date(today.year if today.month > 2 else today.year - 1, 1, 19)
    opener = _user("jiedao")
    opened, closed = moment(begun, 390), moment(begun + timedelta(days=3), 1080)
    emergency = Emergency.objects.create(
        number=_number(begun.year),
        title="一月低温雨雪除雪保畅",
        kind="snow",
        area=street,
        reason="暴雪橙色预警，街道应急预案三级响应",
        state=EmergencyState.CLOSED,
        planned_end=begun + timedelta(days=5),
        drafted_by=opener,
        drafted_at=opened,
        opened_by=opener,
        opened_at=opened,
        closed_by=opener,
        closed_at=closed,
        purge_on=begun + timedelta(days=3),
        purged_at=closed,
    )
    EmergencyArea.objects.create(emergency=emergency, area=street)
    for text, at in (("拟稿", opened), ("启动", opened), ("结束", closed)):
        EmergencyStep.objects.create(emergency=emergency, text=text, by=opener, at=at)
    _past_answers(emergency, street, opened, luck)
    _past_parts(emergency, street, begun, opener, closed)
    freeze_totals(emergency)
    CallUp.objects.filter(emergency=emergency).update(member=None)


def _number(year: int) -> str:
    """The next one of that year: the drill may have the first."""
    return next_number(Emergency, "number", number_start(year))


def _past_answers(emergency: Emergency, street: Area, opened, luck: random.Random) -> None:
    """Invitations and a morning's shift; the names stay until the totals are counted, as a service team is counted by its people."""
    rows, came = [], Counter()
    places = {area.pk: area for area in Area.objects.within(street)}
    for member, area in Member.objects.within(street).values_list("pk", "area"):
        drawn = luck.random()
        yes, no = drawn < SHARE_ACCEPTED, drawn > 1 - SHARE_DECLINED
        served = yes and luck.random() < 0.8
        came[_community_of(places[area], places)] += served
        answered = opened + timedelta(minutes=luck.randrange(5, 300)) if yes or no else None
        rows.append(
            CallUp(
                emergency=emergency,
                member_id=member,
                area_id=area,
                state=CallUpState.ACCEPTED if yes else CallUpState.DECLINED if no else CallUpState.INVITED,
                invited_at=opened,
                answered_at=answered,
                channel=AnswerChannel.PHONE if answered else "",
                served_at=opened + timedelta(hours=2) if served else None,
            )
        )
    CallUp.objects.bulk_create(rows)
    for community, people in (+came).items():
        _past_shift(emergency, community, opened, people)


def _community_of(area: Area, places: dict[int, Area]) -> Area:
    while area.kind != AreaKind.COMMUNITY and area.parent_id in places:
        area = places[area.parent_id]
    return area


def _past_shift(emergency: Emergency, community: Area, opened, came: int) -> None:
    times = {"starts_at": opened + timedelta(hours=2, minutes=30), "ends_at": opened + timedelta(hours=5, minutes=30)}
    shift = Shift.objects.create(
        emergency=emergency,
        area=community,
        place=f"{community.name}党群服务中心门前",
        task="清扫主干道和小区出入口积雪",
        needed=came,
        created_by=emergency.opened_by,
        **times,
    )
    done = {"state": AttendanceState.PRESENT, "rolled_at": times["ends_at"], "settled_at": times["ends_at"]}
    ShiftPlace.objects.bulk_create(
        ShiftPlace(shift=shift, rolled_by=emergency.opened_by, **times, **done) for _ in range(came)
    )


def _past_parts(emergency: Emergency, street: Area, begun: date, opener: User, closed) -> None:
    """A temporary branch and three posts, over with the emergency."""
    _past_branch(emergency, street, begun, opener)
    community = street.get_children().first()
    kinds = (
        (DutyKind.PIONEER, "学校门前扫雪先锋岗"),
        (DutyKind.PIONEER, "坡道防滑先锋岗"),
        (DutyKind.RESPONSIBILITY, "主干道北段责任区"),
    )
    for kind, title in kinds:
        duty = DutyPost.objects.create(
            area=community,
            title=title,
            post_class=DutyClass.OTHER,
            kind=kind,
            duties="清扫积雪、撒布防滑物、引导出行",
            needed=3,
            since=begun,
            until=begun + timedelta(days=6),
            state=DutyState.CLOSED,
            created_at=emergency.opened_at,
            created_by=opener,
            closed_at=closed,
        )
        EmergencyPost.objects.create(emergency=emergency, duty=duty, set_up_at=emergency.opened_at, set_up_by=opener)


def _past_branch(emergency: Emergency, street: Area, begun: date, opener: User) -> None:
    org = create_party_org(
        parent_id=None,
        kind=PartyOrgKind.TEMPORARY,
        name=f"{street.name}除雪保畅临时党支部",
        area=street,
        founded_on=begun,
        by=None,
    )
    PartyOrg.objects.filter(pk=org.pk).update(dissolved_on=begun + timedelta(days=3))
    EmergencyOrg.objects.create(
        emergency=emergency, org=org, secretary=opener, set_up_at=emergency.opened_at, set_up_by=opener
    )


# --- Today --------------------------------------------------------------------------------------------------------------


def _drill(street: Area, community: Area, grid: Area, today: date, luck: random.Random) -> None:
    opener, secretary = _user("jiedao"), _user("shuji")
    emergency = draft_emergency(
        title=DRILL,
        kind="flood",
        areas=[street],
        reason="街道防指办〔2026〕12号，检验汛前动员",
        planned_end=today + timedelta(days=DAYS),
        by=opener,
    )
    perform_one(emergency_acts, "open", pk=emergency.pk, by=opener)
    run = call_up(emergency_id=emergency.pk, wanted=Wanted([street]), by=opener)
    do_run(run.pk)
    _answers(emergency, opener, luck)
    _parts(emergency, community, secretary, opener)
    give_right(emergency_id=emergency.pk, area=grid, person=_user("wangge"), by=opener)
    _shifts(emergency, community, today, secretary)


def _parts(emergency: Emergency, community: Area, secretary: User, opener: User) -> None:
    """A temporary branch and two posts, in the community."""
    set_up_org(
        emergency_id=emergency.pk,
        name=f"{community.name}防汛临时党支部",
        area=community,
        secretary=secretary,
        by=opener,
    )
    for kind, title in ((DutyKind.PIONEER, "一号泵站值守先锋岗"), (DutyKind.RESPONSIBILITY, "地下车库入口责任区")):
        set_up_post(
            emergency_id=emergency.pk,
            area=community,
            kind=kind,
            title=title,
            duties="值守、巡查、及时报告",
            needed=2,
            by=secretary,
        )


def _answers(emergency: Emergency, by: User, luck: random.Random) -> None:
    login = Member.objects.with_phone(LOGIN).values("pk")
    asked = CallUp.objects.filter(emergency=emergency, answered_at=None).exclude(member__in=login)
    ids = list(asked.order_by("pk").values_list("pk", flat=True))
    luck.shuffle(ids)
    yes, no = round(len(ids) * SHARE_ACCEPTED), round(len(ids) * SHARE_DECLINED)
    record_answers(emergency_id=emergency.pk, call_up_ids=ids[:yes], accept=True, by=by)
    record_answers(emergency_id=emergency.pk, call_up_ids=ids[yes : yes + no], accept=False, reason="出差在外", by=by)


def _shifts(emergency: Emergency, community: Area, today: date, by: User) -> None:
    """One of yesterday, rolled and waiting for the street; two to come, the first today where the day still has room."""
    willing = CallUp.objects.filter(emergency=emergency, state=CallUpState.ACCEPTED).within(community)
    members = list(willing.values_list("member", flat=True)[:6])
    common = {"emergency_id": emergency.pk, "area": community, "by": by}
    past = plan_shift(
        place="社区党群服务中心",
        task="清理雨水箅子，转运沙袋",
        needed=8,
        starts_at=moment(today - timedelta(days=1), 360),
        ends_at=moment(today - timedelta(days=1), 390),
        **common,
    )
    places = ShiftPlace.objects.bulk_create(
        ShiftPlace(shift=past, member_id=pk, starts_at=past.starts_at, ends_at=past.ends_at) for pk in members
    )
    roll(shift_id=past.pk, present=[place.pk for place in places[1:]], by=by)
    settle(shift_ids=[past.pk])
    for day, task in ((today, "夜间巡查低洼点、地下车库"), (today + timedelta(days=1), "协助搭设挡水板")):
        shift = plan_shift(
            place="社区东门岗亭", task=task, needed=5, starts_at=moment(day, 1350), ends_at=moment(day, 1440), **common
        )
        if not shift.is_over:
            assign(shift_id=shift.pk, member_ids=members[:3], by=by)
