"""帮扶对子, 社会组织 and 社工服务 of the demo: in every state, some that nobody has been to for long; nobody is named."""

import random
from datetime import datetime, timedelta

from cocon.helping.choices import Helped, HelpKind, HelpNeed, HelpState, PairEnd, ServiceKind, VoidReason
from cocon.helping.models import Engagement, HelpGiven, HelpingPair, SocialService
from cocon.helping.services.helps import help_acts
from cocon.helping.services.pairs import pair_acts
from cocon.helping.services.social import engagement_acts, service_acts
from config.demo_district.district_map import Part, Staffed
from config.demo_district.members import moment
from orgtree.acts import Noted, note_steps
from orgtree.choices import InstitutionKind, PostKind
from orgtree.models import Institution, Post
from volunteers.models import ServiceTeam

FULL, THIN = 12, 3  # pairs of the complete communities, and elsewhere
PLANS = (
    "每月走访一次，代买米面油",
    "陪同复诊，协助申请补助",
    "推荐岗位，联系技能培训",
    "检修水电和门窗",
    "每两周陪伴聊天一次",
)
# (kind, words, fen, days)
GIVEN = (
    (HelpKind.VISIT, "上门走访，身体和生活都好", None, None),
    (HelpKind.GOODS, "送去米面油和牛奶", 26_800, None),
    (HelpKind.VISIT, "帮忙交水电费，量了血压", None, None),
    (HelpKind.MONEY, "节前慰问金", 50_000, None),
    (HelpKind.DAYS, "打扫卫生，修好水龙头", None, 1),
)
SESSIONS = (
    (ServiceKind.GROUP, "防跌倒小组", 15, 12),
    (ServiceKind.EVENT, "邻里茶话会", 20, 35),
    (ServiceKind.CASE, "个案会谈", 10, 1),
    (ServiceKind.MIND, "情绪减压沙龙", 20, 16),
    (ServiceKind.TRAINING, "楼栋志愿者培训", 30, 24),
)


def build_helping(part: Part) -> None:
    """Pairs and sessions of the last year for every community of the part, all written at once."""
    luck = part.luck("helping")
    clerks = Post.objects.live().filter(kind=PostKind.UNIT_ORG).values_list("institution", flat=True)
    first = list(Institution.objects.filter(pk__in=list(clerks), closed_on=None).order_by("pk")[:2])
    for place in part.staffed:
        units = first + list(Institution.objects.filter(area=place.area.parent_id, closed_on=None).order_by("pk")[:4])
        number = FULL if place.number < 2 else THIN
        if units:
            _log_pairs(place, _give(_pair(place, units, number, part, luck), place, part, luck))
    for place in part.staffed:
        if place.number < 2 or place.number % 6 == 0:
            _bring_in(place, part, luck)


def _pair(place: Staffed, units: list[Institution], number: int, part: Part, luck: random.Random) -> list[HelpingPair]:
    team = ServiceTeam.objects.filter(area=place.area, dissolved_on=None).order_by("pk").first()
    pairs = []
    for turn in range(number):
        since = part.today - timedelta(days=luck.randrange(130, 330))
        of_team = team is not None and turn % 5 == 4
        pair = HelpingPair(
            area=place.area,
            unit=None if of_team else units[turn % len(units)],
            team=team if of_team else None,
            need=luck.choice(HelpNeed.values),
            helped=Helped.ADULT if turn % 3 == 2 else Helped.HOUSEHOLD,
            plan=PLANS[turn % len(PLANS)],
            since=since,
            entered_by=place.clerk,
            entered_at=moment(since, 560),
        )
        if turn % 6 == 5:
            pair.until, pair.end_reason = part.today - timedelta(days=luck.randrange(10, 60)), PairEnd.REACHED
        pairs.append(pair)
    return HelpingPair.objects.bulk_create(pairs)


def _give(pairs: list[HelpingPair], place: Staffed, part: Part, luck: random.Random) -> list[HelpingPair]:
    """Help every month or so; to every seventh nobody has come for longer than the rule says."""
    entries = []
    for turn, pair in enumerate(pairs):
        last = (pair.until or part.today) - timedelta(days=100 if turn % 7 == 1 else luck.randrange(1, 25))
        day, step = last, 0
        while day >= pair.since and step < len(GIVEN):
            kind, words, fen, days = GIVEN[(turn + step) % len(GIVEN)]
            told = {"kind": kind, "words": words, "fen": fen, "days": days, "day": day}
            entries.append(HelpGiven(pair=pair, by=place.clerk, at=moment(day, 1_000), **told))
            day, step = day - timedelta(days=luck.randrange(25, 45)), step + 1
    if part.is_first and place.number == 0 and entries:
        wrong = entries[0]
        wrong.state, wrong.void_reason = HelpState.VOID, VoidReason.TWICE
        wrong.voided_by, wrong.voided_at = place.secretary, moment(part.today - timedelta(days=1), 600)
    HelpGiven.objects.bulk_create(entries)
    steps = [Noted(one, "log", "", HelpState.KEPT, one.by, one.at) for one in entries]
    steps += [
        Noted(one, "void", HelpState.KEPT, HelpState.VOID, one.voided_by, one.voided_at, one.get_void_reason_display())
        for one in entries
        if one.voided_by
    ]
    note_steps(help_acts, steps)
    return pairs


def _log_pairs(place: Staffed, pairs: list[HelpingPair]) -> None:
    steps = [Noted(pair, "pair", "", "in_force", place.clerk, pair.entered_at) for pair in pairs]
    steps += [
        Noted(pair, "end", "in_force", "ended", place.secretary, _evening(pair), pair.get_end_reason_display())
        for pair in pairs
        if pair.end_reason
    ]
    note_steps(pair_acts, steps)


def _evening(pair: HelpingPair) -> datetime:
    return moment(pair.until, 1_020)


def _bring_in(place: Staffed, part: Part, luck: random.Random) -> None:
    """A social organisation of the district, and sessions over the months."""
    names = ("暖阳社会工作服务中心", "邻里社会工作发展中心", "心航心理服务中心")
    name = names[place.number % len(names)]
    made, _ = Institution.objects.get_or_create(
        name=f"演示{name}", area=part.places.district, defaults={"kind": InstitutionKind.SOCIAL}
    )
    since = part.today - timedelta(days=luck.randrange(200, 320))
    told = {"purpose": "为老服务和邻里互助", "entered_by": place.clerk, "entered_at": moment(since, 570)}
    engagement = Engagement.objects.create(area=place.area, organisation=made, since=since, **told)
    note_steps(engagement_acts, [Noted(engagement, "engage", "", "in_force", place.clerk, engagement.entered_at)])
    sessions, day, turn = [], since + timedelta(days=7), 0
    while day < part.today:
        kind, title, tenths, heads = SESSIONS[turn % len(SESSIONS)]
        sessions.append(
            SocialService(
                engagement=engagement,
                kind=kind,
                title=f"{title}第{turn // len(SESSIONS) + 1}次",
                day=day,
                hours=tenths / 10,
                heads=max(1, heads + luck.randrange(-3, 4)) if heads > 1 else 1,
                by=place.clerk,
                at=moment(day, 1_010),
            )
        )
        day, turn = day + timedelta(days=luck.randrange(9, 20)), turn + 1
    SocialService.objects.bulk_create(sessions)
    note_steps(service_acts, [Noted(one, "log", "", HelpState.KEPT, one.by, one.at) for one in sessions])
