"""Activities of every community: called rolls of the last weeks, what is on in the next ones, one full with a wait list.

Past sessions are held on weekday mornings, when the drawn services of members leave time. Their sign-ups go in
directly, for signing up stamps the moment it runs; the rolls are submitted through the service.
"""

import random
from datetime import date, timedelta

from django.utils import timezone

from config.demo_district.district_map import Part
from config.demo_district.members import moment
from config.demo_district.pictures import drawn
from orgtree.acts import perform
from orgtree.answers.services import count_answer
from orgtree.models import Area, User
from volunteers.activities.services.activities import SessionPlan, save_activity
from volunteers.activities.services.activity_acts import activity_acts
from volunteers.activities.services.outreach import set_residents
from volunteers.activities.services.rolls import submit_roll
from volunteers.activities.services.session_photos import add_photos
from volunteers.choices import ActivityCategory, ActivityReach, ReportInState, RollMethod, SignUpState
from volunteers.models import Activity, ActivitySession, Member, ReportIn, SessionEcho, SignUp

# category, title, place, words; the first ones are past, the last three are to come.
PAST = (
    (ActivityCategory.LECTURE, "民法典进社区讲习", "社区会议室", "律师党员讲相邻关系和物业纠纷，现场答疑。"),
    (ActivityCategory.CLEAN_UP, "楼道杂物清理", "社区小广场集合", "清理楼道和楼顶堆放的杂物，带手套。"),
    (ActivityCategory.PARTY_DAY, "社区主题党日", "党群服务中心", "重温入党誓词，学习近期文件，讨论楼院改造。"),
    (ActivityCategory.LECTURE, "家庭用电用气安全讲习", "社区会议室", "消防志愿者讲用电用气安全，演示灭火器。"),
    (ActivityCategory.TRAINING, "志愿者急救培训", "党群服务中心", "红十字会教员教心肺复苏和外伤包扎，每人实操。"),
)
COMING = (
    (ActivityCategory.CLEAN_UP, "周末清洁家园", "社区小广场集合", "清扫小区道路、捡拾绿地垃圾，工具由社区准备。"),
    (ActivityCategory.LECTURE, "反诈骗政策宣讲", "社区会议室", "社区民警讲常见骗局，欢迎带家里老人来听。"),
    (ActivityCategory.PATROL, "夜间平安巡逻", "社区警务室集合", "两人一组沿小区主路巡逻，带反光背心。"),
)
# What residents tapped and wrote after the latest session of the logins' community.
ANSWERS = (
    ("good", "讲得明白"),
    ("good", ""),
    ("good", "希望多办几次"),
    ("good", ""),
    ("fair", "音响声音小"),
    ("fair", ""),
    ("poor", "等得有点久"),
)
RESIDENTS = 46
# Photos of the past activities above, by title: what is written under each.
PHOTOS = {
    "楼道杂物清理": ("清理前的楼道", "分组清运杂物", "清理后的楼道口"),
    "家庭用电用气安全讲习": ("消防志愿者讲用电安全", "居民练习使用灭火器"),
    "社区主题党日": ("讨论楼院改造方案",),
}
EXCUSE = "单位临时加班"
ROLLED_COMMUNITIES = 4  # the rest have what is to come
MOST_ON_ROLL = 8


def build_activities(part: Part) -> None:
    """Past and coming activities, community by community; the community of the logins has the most."""
    luck, today = part.luck("activities"), part.today
    for place in part.staffed:
        on_roll = ReportIn.objects.belonging().filter(community=place.area).select_related("member__user")
        members = [report_in.member for report_in in on_roll.order_by("pk")]
        if place.number < ROLLED_COMMUNITIES:
            _build_past(place.area, place.secretary, members, today, luck)
        leader = Member.objects.filter(user__isnull=False).earliest("pk") if place.number == 0 else None
        if leader:
            _build_answers(place.area, place.secretary)
        _build_coming(place.area, place.secretary, leader, today)
        if leader:
            _build_home(place.area, place.secretary, members, leader, today)


def _activity(area: Area, by: User, words: tuple, *plans: SessionPlan, **more) -> list[ActivitySession]:
    """The sessions of a published activity."""
    category, title, place, description = words
    activity = save_activity(
        area=area,
        title=title,
        category=category,
        description=description,
        contact=f"{area.name}党群服务中心",
        sessions=plans,
        by=by,
        **more,
    )
    perform(activity_acts, "publish", ids=[activity.pk], by=by)
    return list(activity.sessions.select_related("activity").order_by("starts_at"))


def _plan(day: date, begins: int, words: tuple, *, capacity: int = 20, leader=None) -> SessionPlan:
    """Two hours from so many minutes after midnight."""
    return SessionPlan(moment(day, begins), moment(day, begins + 120), words[2], capacity, leader=leader)


def _weekday(today: date, weeks: int) -> date:
    """The Wednesday so many weeks back."""
    return today - timedelta(days=today.weekday() + 7 * weeks - 2)


def _build_past(area: Area, by: User, members: list[Member], today: date, luck: random.Random) -> None:
    for weeks, words in enumerate(PAST, start=2):
        day = _weekday(today, weeks)
        [session] = _activity(area, by, words, _plan(day, 540, words))
        there = [member for member in members if _belonged(member, day)]
        _put_on_roll(session, luck.sample(there, min(len(there), MOST_ON_ROLL)), by, luck)
        if there:
            submit_roll(session_id=session.pk, by=by)
        for number, caption in enumerate(PHOTOS.get(words[1], ())):
            add_photos(session_id=session.pk, uploads=[drawn(weeks * 10 + number)], caption=caption, by=by)


def _build_answers(area: Area, by: User) -> None:
    """Residents' answers about the latest session that was held."""
    session = ActivitySession.objects.within(area).filter(roll_submitted_at__isnull=False).latest("starts_at")
    set_residents(session_id=session.pk, residents=RESIDENTS, by=by)
    for choice, remark in ANSWERS:
        count_answer(SessionEcho, session, choice=choice, remark=remark)


def _belonged(member: Member, day: date) -> bool:
    """Whether the community had taken the member in before the day; whoever has not served yet stays so."""
    report_ins = member.report_ins.belonging_at(moment(day, 0))
    return report_ins.exclude(state=ReportInState.POSTED).exists()


def _put_on_roll(session: ActivitySession, members: list[Member], by: User, luck: random.Random) -> None:
    """The announcement and the sign-ups as they were a week before, marked as the leader called them."""
    week_before = session.starts_at - timedelta(days=7)
    Activity.objects.filter(pk=session.activity_id).update(published_at=week_before)
    states = [SignUpState.ATTENDED] * 8 + [SignUpState.EXCUSED, SignUpState.ABSENT]
    rows = [
        SignUp(
            session=session,
            member=member,
            state=luck.choice(states),
            signed_up_at=week_before + timedelta(hours=number),
            signed_up_by=by,
            marked_by=by,
        )
        for number, member in enumerate(members)
    ]
    for row in rows:
        row.excuse = EXCUSE if row.state == SignUpState.EXCUSED else ""
    SignUp.objects.bulk_create(rows)


def _build_coming(area: Area, by: User, leader: Member | None, today: date) -> None:
    """A clean-up at the weekend and a lecture; the lecture is open to the street."""
    clean_up, lecture, _ = COMING
    saturday = today + timedelta(days=(5 - today.weekday()) % 7 or 7)
    _activity(area, by, clean_up, _plan(saturday, 540, clean_up, leader=leader))
    day = today + timedelta(days=4)
    _activity(area, by, lecture, _plan(day, 900, lecture, capacity=40), reach=ActivityReach.STREET)


def _build_home(area: Area, by: User, members: list[Member], leader: Member, today: date) -> None:
    """Where the logins work: a full patrol with a wait list, a roll that waits for its leader, a QR session today."""
    patrol = COMING[2]
    tomorrow = today + timedelta(days=1)
    risky = {
        "is_risky": True,
        "risk_note": "夜间路面湿滑，注意来往车辆，不单独行动。",
        "insurance_note": "社区统一投保志愿者意外险，保险期至本年12月31日。",
    }
    [full] = _activity(area, by, patrol, _plan(tomorrow, 1140, patrol, capacity=2), **risky)
    others = [member for member in members if member != leader]
    _line_up(full, others[:5], by)
    [waits] = _activity(area, by, PAST[1], _plan(today - timedelta(days=1), 900, PAST[1], leader=leader))
    Activity.objects.filter(pk=waits.activity_id).update(published_at=waits.starts_at - timedelta(days=5))
    _line_up(waits, others[:6], by)
    scan = (
        ActivityCategory.PROFESSIONAL,
        "义务维修小家电",
        "党群服务中心一楼",
        "会修理的党员为居民修小家电，也欢迎来帮忙登记。",
    )
    _activity(area, by, scan, _plan(tomorrow, 840, scan), roll_method=RollMethod.QR)


def _line_up(session: ActivitySession, members: list[Member], by: User) -> None:
    """Sign-ups in turn: first the places, then the wait list."""
    at = session.sign_up_until - timedelta(days=3)
    SignUp.objects.bulk_create(
        SignUp(
            session=session,
            member=member,
            state=SignUpState.SIGNED_UP if number < session.capacity else SignUpState.WAITING,
            signed_up_at=min(at, timezone.now()) + timedelta(minutes=number),
            signed_up_by=by,
        )
        for number, member in enumerate(members)
    )
