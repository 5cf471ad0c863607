"""Needs of the demo: over the year, in every state, some overdue; where the logins work one of each that waits for somebody."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from cocon.choices import ClaimState, NeedReach, NeedSource, NeedState, Side
from cocon.models import Acceptance, Claim, Matter, Need, Pairing, Wish
from cocon.needs.services.claims import claim_acts
from cocon.needs.services.milestones import milestones_of, report_milestone
from cocon.needs.services.needs import create_need, need_acts
from cocon.needs.services.taking_on import claim_need
from cocon.wishes.services.wishes import wishes
from config.demo_district.district_map import Part, Staffed
from config.demo_district.members import moment
from orgtree.acts import Noted, note_steps, perform_one
from orgtree.choices import PostKind
from orgtree.models import Institution, Post

# (title, words, matter, measure, quantity, people)
WORDS = (
    ("周末课业辅导", "小学生周末课业辅导，每次两小时", "education", "场", 4, 40),
    ("社区义诊", "量血压、测血糖，讲慢病用药", "health", "场", 2, 120),
    ("消防演练", "楼道疏散和灭火器使用，带讲解", "safety", "场", 1, 200),
    ("党课宣讲", "主题党日联学，需要一位讲师", "party", "场", 2, 60),
    ("医保政策解读", "居民医保缴费和报销，现场答疑", "policy", "场", 1, 80),
    ("活动用桌椅", "邻里节当天借用桌子和椅子", "place", "套", 30, 300),
    ("法律咨询日", "婚姻、继承、物业纠纷咨询", "talent", "场", 3, 45),
    ("家电维修进小区", "小家电维修、磨刀、理发", "repair", "场", 2, 150),
    ("楼道飞线整治", "清理乱拉电线，重装线槽", "estate", "栋", 6, 260),
    ("重阳节演出", "合唱、戏曲节目，一小时左右", "culture", "场", 1, 180),
    ("独居老人慰问", "冬季保暖物资，分批送到社区", "care", "批", 2, 36),
    ("反诈宣传", "案例讲解，发放宣传页", "safety", "场", 2, 160),
)
ENDS = ("accepted", "accepted", "accepted", "running", "submitted", "claimed", "open", "lapsed", "withdrawn")
FULL, THIN = 36, 6  # needs of a year in the complete communities, and elsewhere


@dataclass
class Course:
    """How far a need came, and when each step was."""

    end: str
    published: datetime

    def at(self, days: int) -> datetime:
        """So many days after it was published, never in the future."""
        return min(self.published + timedelta(days=days), timezone.now() - timedelta(minutes=5))


def build_needs(part: Part) -> None:
    """A year of needs for every community of the part; the first one has what waits for the logins."""
    luck, matters = part.luck("needs"), Matter.objects.in_bulk(field_name="code")
    for place in part.staffed:
        units = _units_of(place)
        if units:
            number = FULL if place.number < 2 else THIN
            _build_year(place, units, number, part.today, luck, matters)
    if part.is_first:
        _build_waiting(part.staffed[0], part.today, matters)


def _units_of(place: Staffed) -> list[Institution]:
    """The units of the street, in order."""
    return list(Institution.objects.filter(area=place.area.parent_id, closed_on__isnull=True).order_by("pk")[:6])


def _build_year(place: Staffed, units: list, number: int, today: date, luck: random.Random, matters: dict) -> None:
    courses, needs = [], []
    for turn in range(number):
        course = Course(luck.choice(ENDS), moment(today - timedelta(days=luck.randrange(45, 350)), 540))
        if course.end in ("open", "claimed", "running", "submitted"):
            course.published = moment(today - timedelta(days=luck.randrange(2, 44)), 540)
        courses.append(course)
        needs.append(_need(place, course, WORDS[(turn + place.number) % len(WORDS)], today, luck, matters))
    Need.objects.bulk_create(needs)
    claims = [
        _claim(place, need, course, luck.choice(units))
        for need, course in zip(needs, courses, strict=True)
        if course.end not in ("open", "withdrawn")
    ]
    Claim.objects.bulk_create(claims)
    Acceptance.objects.bulk_create([one for claim in claims for one in _acceptances(place, claim, luck)])
    _log(place, needs, claims)


def _need(place: Staffed, course: Course, told: tuple, today: date, luck: random.Random, matters: dict) -> Need:
    title, words, matter, measure, quantity, people = told
    ended = {"accepted": NeedState.CLOSED, "withdrawn": NeedState.WITHDRAWN}.get(course.end)
    day = timezone.localdate(course.published)
    need = Need(
        area=place.area,
        title=title,
        words=words,
        matter=matters[matter],
        measure=measure,
        quantity=quantity,
        people=people,
        source=luck.choice(NeedSource.values),
        reach=luck.choice((NeedReach.PAIRED, NeedReach.PAIRED, NeedReach.STREET, NeedReach.DISTRICT)),
        until=day + timedelta(days=luck.choice((30, 45, 60))),
        state=ended or NeedState.PUBLISHED,
        entered_by=place.clerk,
        entered_at=course.published,
        published_by=place.secretary,
        published_at=course.published,
    )
    if ended:
        need.ended_by, need.ended_at = place.secretary, course.at(40)
    if course.end == "withdrawn":
        need.reason = "另有安排，不再需要"
    return need


def _claim(place: Staffed, need: Need, course: Course, unit: Institution) -> Claim:
    """What a unit without an account here took on: entered by the clerk."""
    state = ClaimState(course.end)
    claim = Claim(need=need, unit=unit, quantity=need.quantity, state=state, words="按社区时间安排，提前一天联系")
    claim.claimed_by, claim.claimed_at = place.clerk, course.at(3)
    claim.moved_at = claim.claimed_at
    if state in (ClaimState.RUNNING, ClaimState.SUBMITTED, ClaimState.ACCEPTED):
        claim.confirmed_by, claim.confirmed_at = place.secretary, course.at(5)
        claim.moved_at = claim.confirmed_at
    if state in (ClaimState.SUBMITTED, ClaimState.ACCEPTED):
        claim.submitted_by, claim.submitted_at = place.clerk, course.at(30)
        claim.outcome, claim.moved_at = f"{need.title}已办完{need.amount}，居民反映好", claim.submitted_at
    if state == ClaimState.ACCEPTED:
        claim.accepted_at = claim.moved_at = need.ended_at
    return claim


def _acceptances(place: Staffed, claim: Claim, luck: random.Random) -> list[Acceptance]:
    if claim.state != ClaimState.ACCEPTED:
        return []
    said = {Side.COMMUNITY: place.secretary, Side.UNIT: place.clerk}
    return [
        Acceptance(claim=claim, side=side, rating=luck.choice((5, 5, 5, 4, 4, 3)), by=by, at=claim.accepted_at)
        for side, by in said.items()
    ]


def _log(place: Staffed, needs: list[Need], claims: list[Claim]) -> None:
    """The course of each, as the acts would have left it."""
    steps = []
    for need in needs:
        steps.append(Noted(need, "enter", "", NeedState.DRAFT, place.clerk, need.entered_at))
        steps.append(Noted(need, "publish", NeedState.DRAFT, NeedState.PUBLISHED, place.secretary, need.published_at))
        if need.ended_at:
            act = "settle" if need.state == NeedState.CLOSED else "withdraw"
            steps.append(Noted(need, act, NeedState.PUBLISHED, need.state, place.secretary, need.ended_at, need.reason))
    note_steps(need_acts, steps)
    note_steps(claim_acts, [step for claim in claims for step in _steps_of(place, claim)])


def _steps_of(place: Staffed, claim: Claim) -> list[Noted]:
    course = [Noted(claim, "claim", "", ClaimState.CLAIMED, place.clerk, claim.claimed_at)]
    if claim.confirmed_at:
        course.append(
            Noted(claim, "confirm", course[-1].to_state, ClaimState.RUNNING, place.secretary, claim.confirmed_at)
        )
    if claim.submitted_at:
        course.append(
            Noted(claim, "submit", course[-1].to_state, ClaimState.SUBMITTED, place.clerk, claim.submitted_at)
        )
    if claim.accepted_at:
        course.append(
            Noted(claim, "accept", course[-1].to_state, ClaimState.ACCEPTED, place.secretary, claim.accepted_at)
        )
    if claim.state == ClaimState.LAPSED:
        course.append(Noted(claim, "lapse", course[-1].to_state, ClaimState.LAPSED, None, claim.moved_at))
    return course


# --- Where the logins work ------------------------------------------------------------------------------------------------


def _build_waiting(place: Staffed, today: date, matters: dict) -> None:
    """The unit of the login is paired; it has one to report, one to accept, one that waits for the community, and one to take on."""
    post = Post.objects.live().filter(kind=PostKind.UNIT_ORG).select_related("institution", "holder").first()
    if post is None:
        return
    unit, clerk = post.institution, post.holder
    if not Pairing.objects.in_force_on(today).filter(unit=unit, community=place.area).exists():
        Pairing.objects.create(
            unit=unit, community=place.area, since=today, made_by=place.secretary, made_at=timezone.now()
        )
    needs = [_fresh(place, told, today, matters) for told in WORDS[:4]]
    claims = [claim_need(need_id=need.pk, unit=unit, by=clerk, quantity=need.quantity) for need in needs[:3]]
    for claim in claims[1:]:
        perform_one(claim_acts, "confirm", pk=claim.pk, by=place.secretary, milestone="定下时间和场地", due_on=None)
    _let_it_be_late(claims[1], today)
    [milestone] = milestones_of(claims[2])
    report_milestone(claim=claims[2], task_id=milestone.pk, result="已在党群服务中心办完", by=clerk)
    perform_one(claim_acts, "submit", pk=claims[2].pk, by=clerk, outcome="按约定办完，到场一百八十人")
    if wish := Wish.objects.filter(area=place.area).open().order_by("-pk").first():
        perform_one(wishes, "claim_for_unit", pk=wish.pk, unit=unit, by=clerk)
    for turn, (key, who) in enumerate((("decline", place.secretary), ("withdraw", clerk)), start=5):
        turned = _fresh(place, WORDS[turn], today, matters)
        claim = claim_need(need_id=turned.pk, unit=unit, by=clerk, quantity=1)
        perform_one(claim_acts, key, pk=claim.pk, by=who, reason="时间与其他活动冲突，改日再约")
    _fresh(place, WORDS[7], today, matters, publish=False)
    old = _fresh(place, WORDS[4], today, matters)
    Need.objects.filter(pk=old.pk).update(published_at=timezone.now() - timedelta(days=35))


def _let_it_be_late(claim: Claim, today: date) -> None:
    """Begun a month ago, and neither done nor told of in time."""
    Need.objects.filter(pk=claim.need_id).update(
        published_at=timezone.now() - timedelta(days=33), until=today - timedelta(days=3)
    )
    late = timezone.now() - timedelta(days=4)
    milestones_of(claim).update(given_at=late - timedelta(days=20), due_at=late)


def _fresh(place: Staffed, told: tuple, today: date, matters: dict, *, publish: bool = True) -> Need:
    title, words, matter, measure, quantity, people = told
    return create_need(
        area=place.area,
        title=title,
        words=words,
        matter=matters[matter],
        measure=measure,
        quantity=quantity,
        people=people,
        until=today + timedelta(days=30),
        publish=publish,
        by=place.secretary,
    )
