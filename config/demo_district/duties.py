"""Posts in every community, with people in them since the day their report-in says, and some who wait, left or were declined.

Rows go in directly, because this is history; points are credited by the services, month by month.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from config.demo_district.district_map import Part
from config.demo_district.members import moment
from orgtree.acts import make
from orgtree.choices import AreaKind, PostKind
from orgtree.models import Area, Post
from volunteers.choices import ClaimOrigin, ClaimState, DutyClass, DutyKind, FreeTime, ReleaseCause, ReportInState
from volunteers.duties.services.claiming import pledge_for
from volunteers.duties.services.duty_claim_acts import credit_appointments, duty_claims
from volunteers.duties.services.duty_matching import invite_members
from volunteers.duties.services.duty_months import credit_months
from volunteers.duties.services.duty_terms import remind_of_terms
from volunteers.models import DutyClaim, DutyPost, Member, PledgeText, ReportIn, Skill

S, C, K = ReportInState, DutyClass, DutyKind
CONTACT = "社区党群服务中心"
DECLINED = "这个岗位需要相应资质，欢迎认领其他岗位"


@dataclass(frozen=True)
class Pattern:
    """A post that a community sets up: title, class, what to do, what it asks for."""

    title: str
    post_class: str
    duties: str
    skills: tuple[str, ...] = ()
    free_times: tuple[str, ...] = ()
    kind: str = K.ORDINARY


PATTERNS = (
    Pattern("党建指导员", C.ORGANISATION, "协助小区党支部开展主题党日，每季度一次", (), (FreeTime.WEEKDAY_EVENING,)),
    Pattern("法律咨询员", C.LEGAL, "每月在社区接待一次法律咨询，协助起草调解协议", ("法律咨询",), (FreeTime.WEEKEND_DAY,)),
    Pattern("助困帮扶员", C.SUPPORT, "结对帮扶困难家庭，每月探访一次，联系就业信息", (), (FreeTime.WEEKEND_DAY, FreeTime.HOLIDAY)),
    Pattern("议事协商员", C.GOVERNANCE, "参加小区议事会，收集居民意见并反馈", ("政策宣讲",), (FreeTime.WEEKDAY_EVENING,)),
    Pattern("健康服务员", C.HEALTH, "每月为老人量血压、讲一次健康常识", ("医疗护理", "心理疏导"), (FreeTime.WEEKEND_DAY,)),
    Pattern("文体活动辅导员", C.CULTURE, "带领合唱、书画或健身活动，每两周一次", ("文艺体育",), (FreeTime.WEEKEND_EVENING,)),
    Pattern("治安巡逻员", C.SAFETY, "夜间和节假日在小区巡逻，宣传消防和反诈", ("应急救援",), (FreeTime.WEEKDAY_EVENING, FreeTime.HOLIDAY), K.PIONEER),
    Pattern("社区维修员", C.OTHER, "为独居老人上门修水电、修家电", ("水电维修", "电脑网络"), (FreeTime.WEEKEND_DAY,)),
    Pattern("楼前花园责任区", C.GOVERNANCE, "照看责任区的绿化和卫生，发现问题随手清理", (), (FreeTime.WEEKEND_DAY,), K.RESPONSIBILITY),
)  # fmt: skip


@dataclass
class Community:
    """One community while its posts are filled: who decides there, and how many stand in each post."""

    area: Area
    secretary_id: int
    posts: dict[tuple, DutyPost]
    taken: dict[int, int]


def build_duties(part: Part) -> None:
    """Posts, claims in every state and their points; for the first login an invitation."""
    luck, today = part.luck("duties"), part.today
    communities = _communities(part)
    pledges = {text.kind: text for text in PledgeText.objects.in_force(today)}
    report_ins = ReportIn.objects.filter(gridded_at__isnull=False, community__in=part.communities)
    claims = [
        claim
        for report_in in report_ins.select_related("member", "area__parent", "community").order_by("pk")
        for claim in _claims_of(report_in, communities[report_in.community_id], pledges, today, luck)
    ]
    _make_room(communities.values(), luck)
    _credit(DutyClaim.objects.bulk_create(claims), today)
    if part.is_first:
        _greet(communities, today)


def _communities(part: Part) -> dict[int, Community]:
    """The communities with their posts, asked-for skills included."""
    today = part.today
    found = {place.area.pk: Community(place.area, place.secretary.pk, {}, defaultdict(int)) for place in part.staffed}
    for number, place in enumerate(found.values(), start=part.number):
        for index, pattern in enumerate(PATTERNS):
            ends = today + timedelta(days=20) if index == number % len(PATTERNS) else None
            place.posts["class", index] = _post(place, place.area, pattern, today, until=ends)
    grids = [grid.pk for area in part.communities for grid in part.places.grids_of(area)]
    heads = Area.objects.filter(Q(pk__in=grids) | Q(parent__in=grids)).select_related("parent__parent")
    for area in heads.order_by("code"):
        _head_post(found, area, today)
    posts = [post for place in found.values() for post in place.posts.values()]
    DutyPost.objects.bulk_create(posts)
    _ask_for_skills(posts)
    return found


def _head_post(found: dict[int, Community], area: Area, today: date) -> None:
    """A head for every grid, and for the first building of each."""
    if area.kind == AreaKind.GRID:
        place, title, duties, kind, item = (
            found[area.parent_id],
            "微网格长",
            "走访联系住户，收集上报问题",
            K.GRID,
            "G02",
        )
    elif area.code.endswith("-001"):
        place, title, duties, kind, item = (
            found[area.parent.parent_id],
            "楼栋长",
            "照看楼道安全和卫生",
            K.BUILDING,
            "G01",
        )
    else:
        return
    pattern = Pattern(f"{area.name}{title}", C.GOVERNANCE, duties, kind=kind)
    place.posts["head", area.pk] = _post(place, area, pattern, today, item=item)


def _post(
    place: Community, area: Area, pattern: Pattern, today: date, *, until: date | None = None, item: str = ""
) -> DutyPost:
    since = today - timedelta(days=700)
    return DutyPost(
        area=area,
        title=pattern.title,
        post_class=pattern.post_class,
        kind=pattern.kind,
        duties=pattern.duties,
        needed=1,
        free_times=list(pattern.free_times),
        since=since,
        until=until,
        contact=CONTACT,
        point_item=item,
        created_at=moment(since, 540),
        created_by_id=place.secretary_id,
    )


def _ask_for_skills(posts: Sequence[DutyPost]) -> None:
    skills = {skill.name: skill for skill in Skill.objects.all()}
    wanted = {pattern.title: pattern.skills for pattern in PATTERNS}
    link = DutyPost.skills.through
    link.objects.bulk_create(
        link(dutypost=post, skill=skills[name]) for post in posts for name in wanted.get(post.title, ())
    )


def _claims_of(
    report_in: ReportIn, place: Community, pledges: dict, today: date, luck: random.Random
) -> Iterator[DutyClaim]:
    """What one report-in claimed: the post it is said to have, a second one that waits, an earlier one that ended."""
    first = _choose(report_in, place, luck)
    if report_in.state in {S.POSTED, S.SERVING} and report_in.posted_at:
        place.taken[first.pk] += 1
        yield _claim(report_in, first, place, pledges, appointed_at=report_in.posted_at)
    elif report_in.state == S.CLOSED:
        yield _claim(
            report_in,
            first,
            place,
            pledges,
            appointed_at=report_in.gridded_at,
            ended_at=report_in.ended_at,
            cause=ReleaseCause.REPORT_IN,
        )
    if report_in.state in {S.POSTED, S.SERVING} and luck.random() < 0.12:
        second = place.posts["class", luck.randrange(len(PATTERNS))]
        if second.pk != first.pk:
            yield from _second(report_in, second, place, pledges, today, luck)


def _choose(report_in: ReportIn, place: Community, luck: random.Random) -> DutyPost:
    """The head of their own building or grid while the place is free, else one of the community's posts."""
    grid = report_in.area.parent_id if report_in.area.kind == AreaKind.BUILDING else report_in.area_id
    for area in (report_in.area_id, grid):
        post = place.posts.get(("head", area))
        if post and not place.taken[post.pk] and luck.random() < 0.5:
            return post
    return place.posts["class", luck.randrange(len(PATTERNS))]


def _second(
    report_in: ReportIn, post: DutyPost, place: Community, pledges: dict, today: date, luck: random.Random
) -> Iterator[DutyClaim]:
    """A second claim: most wait since some days, the others were declined or left."""
    days = luck.randint(1, 6)
    claim = _claim(report_in, post, place, pledges, claimed_at=moment(today - timedelta(days=days), 1200))
    ending = luck.choices(["waits", "declined", "left"], [6, 2, 2])[0]
    if ending == "waits":
        place.taken[post.pk] += 1
    else:
        claim.ended_at, claim.ended_by_id = moment(today - timedelta(days=days - 1), 30), place.secretary_id
        claim.state = ClaimState.DECLINED if ending == "declined" else ClaimState.RELEASED
        claim.cause = "" if ending == "declined" else ReleaseCause.OWN_WISH
        claim.reason, claim.decided_by_id = (DECLINED, place.secretary_id) if ending == "declined" else ("", None)
    yield claim


def _claim(
    report_in: ReportIn,
    post: DutyPost,
    place: Community,
    pledges: dict,
    *,
    appointed_at=None,
    claimed_at=None,
    ended_at=None,
    cause="",
) -> DutyClaim:
    own = report_in.member.user_id
    state = ClaimState.APPOINTED if appointed_at else ClaimState.CLAIMED
    return DutyClaim(
        post=post,
        member=report_in.member,
        state=ClaimState.RELEASED if ended_at else state,
        origin=ClaimOrigin.SELF if own else ClaimOrigin.PROXY,
        pledge=pledges[post.kind],
        on_paper=not own,
        claimed_at=claimed_at or appointed_at - timedelta(days=2),
        entered_by_id=own or place.secretary_id,
        appointed_at=appointed_at,
        decided_by_id=place.secretary_id if appointed_at else None,
        credit_from=timezone.localdate(appointed_at).replace(day=1) if appointed_at else None,
        ended_at=ended_at,
        ended_by_id=place.secretary_id if ended_at else None,
        cause=cause,
    )


def _make_room(places, luck: random.Random) -> None:
    """Every post needs at least those who are there; most need a few more, heads are one each."""
    posts = []
    for place in places:
        for key, post in place.posts.items():
            more = luck.choice((0, 1, 1, 2)) if key[0] == "class" else 0
            post.needed = max(place.taken[post.pk] + more, 1)
            posts.append(post)
    DutyPost.objects.bulk_update(posts, ["needed"], batch_size=500)


def _credit(claims: Sequence[DutyClaim], today: date) -> None:
    """B02 for every appointment, and each month in a post that earns by the month."""
    appointed = DutyClaim.objects.filter(pk__in=[claim.pk for claim in claims], appointed_at__isnull=False)
    by_decider = defaultdict(list)
    for claim in appointed.select_related("post__area", "decided_by"):
        by_decider[claim.decided_by].append(claim)
    for decider, decided in by_decider.items():
        credit_appointments(decided, by=decider)
    credit_months(today=today)


def _greet(communities: dict[int, Community], today: date) -> None:
    """The member of the first login is invited to a post, two others there wait; those in posts that end soon are told."""
    report_in = (
        ReportIn.objects.filter(state=S.GRIDDED, member__user__isnull=False).select_related("member").earliest("pk")
    )
    place = communities[report_in.community_id]
    post = place.posts["class", 4]
    post.needed += 1
    post.free_times = [*post.free_times, report_in.member.free_times[0]]
    post.save(update_fields=["needed", "free_times"])
    secretary = Post.objects.get(holder=place.secretary_id, area=place.area, kind=PostKind.COMMUNITY_SECRETARY).holder
    invite_members(post_id=post.pk, member_ids=[report_in.member_id], by=secretary)
    waiting = ReportIn.objects.active().filter(community=place.area, member__user__isnull=True).order_by("pk")[:2]
    for number, other in enumerate(waiting):
        _wait(place.posts["class", number], other.member_id, secretary)
    remind_of_terms(today=today)


def _wait(post: DutyPost, member_id: int, secretary) -> None:
    """A claim of today that the community has not decided."""
    post.needed += 1
    post.save(update_fields=["needed"])
    member, pledge = Member.objects.get(pk=member_id), pledge_for(post.kind)
    make(duty_claims, "claim", post=post, member=member, pledge=pledge, on_paper=True, by=secretary)
