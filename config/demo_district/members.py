"""Invented members and their report-ins, in every state, over the last two years.

Rows go in directly: a service stamps the moment it runs, and this is history. Constraints and the audit trail hold all the same.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate

from django.utils import timezone

from config.demo_district.district_map import DistrictMap, Part
from config.demo_district.names import demo_phone, member_names
from config.demo_district.people import PASSWORD
from orgtree.acts import Noted, note_steps
from orgtree.choices import PostKind
from orgtree.models import Area, Institution, Post, User
from orgtree.people.services.people import create_user
from volunteers.choices import ActivityCategory, CloseReason, FreeTime, ReportInOrigin, ReportInState, SuspendReason
from volunteers.members.services.consents import texts_in_force
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import Consent, Member, ReportIn, Skill

# The first members come in this order, so that even a small district shows every state; the rest are drawn by weight.
OPENING = [
    ReportInState.GRIDDED,
    ReportInState.SUBMITTED,
    ReportInState.RETURNED,
    ReportInState.ACCEPTED,
    ReportInState.WITHDRAWN,
    ReportInState.CLOSED,
    ReportInState.SUBMITTED,
    ReportInState.SUBMITTED,
    ReportInState.ACCEPTED,
]
OPENING += [ReportInState.SERVING, ReportInState.POSTED, ReportInState.SUSPENDED]
HOME_SHARE = 30  # one member in thirty lives where the logins work, more than in another community
WEIGHTS = {
    ReportInState.SERVING: 50,
    ReportInState.POSTED: 12,
    ReportInState.GRIDDED: 23,
    ReportInState.SUSPENDED: 1,
    ReportInState.ACCEPTED: 5,
    ReportInState.SUBMITTED: 4,
    ReportInState.RETURNED: 2,
    ReportInState.WITHDRAWN: 1,
    ReportInState.CLOSED: 2,
}
PLACED = {
    ReportInState.GRIDDED,
    ReportInState.POSTED,
    ReportInState.SERVING,
    ReportInState.SUSPENDED,
    ReportInState.CLOSED,
}
# Positions in OPENING of the members whom a visitor may sign in as, and what each is there to show.
MEMBER_LOGINS = {0: "党员（已入格）", 1: "党员（待审核）", 2: "党员（已退回）"}
RETURN_REASON = "居住楼栋不在本社区，请核对后重新提交"


@dataclass(frozen=True)
class Life:
    """When one report-in went through its states; None where it has not come so far."""

    state: str
    submitted_at: datetime
    decided_at: datetime | None
    gridded_at: datetime | None
    posted_at: datetime | None
    serving_at: datetime | None
    suspended_at: datetime | None
    ended_at: datetime | None


def moment(day: date, minutes: int) -> datetime:
    """`day` at so many minutes after midnight, local time."""
    return timezone.make_aware(datetime.combine(day, time())) + timedelta(minutes=minutes)


def draw_life(state: str, today: date, luck: random.Random) -> Life:
    """One plausible course: waiting cases are days old, the others up to two years, half of them in the last."""
    fresh = state in {ReportInState.SUBMITTED, ReportInState.RETURNED, ReportInState.WITHDRAWN}
    age = luck.randint(3, 9) if fresh else luck.choice((luck.randint(20, 365), luck.randint(366, 660)))
    submitted_on = today - timedelta(days=age)
    decided = moment(submitted_on + timedelta(days=luck.randint(1, 2)), luck.randrange(540, 1080))
    gridded = decided + timedelta(days=luck.randint(1, 10), minutes=luck.randint(0, 60))
    posted = gridded + timedelta(hours=luck.randint(2, 72))
    ended = {ReportInState.WITHDRAWN: decided, ReportInState.CLOSED: gridded + timedelta(days=luck.randint(1, 7))}.get(
        state
    )
    return Life(
        state=state,
        submitted_at=moment(submitted_on, luck.randrange(480, 1320)),
        decided_at=None if state in {ReportInState.SUBMITTED, ReportInState.WITHDRAWN} else decided,
        gridded_at=gridded if state in PLACED else None,
        posted_at=posted if state in {ReportInState.POSTED, ReportInState.SERVING} else None,
        serving_at=posted + timedelta(days=6, hours=2) if state == ReportInState.SERVING else None,
        suspended_at=posted if state == ReportInState.SUSPENDED else None,
        ended_at=ended,
    )


def states(count: int, luck: random.Random, *, opening: bool) -> list[str]:
    """The state of each of `count` report-ins; with `opening` every state is among the first."""
    first = OPENING if opening else []
    drawn = luck.choices(list(WEIGHTS), list(WEIGHTS.values()), k=max(count - len(first), 0))
    return [*first, *drawn][:count]


def build_members(part: Part) -> None:
    """Make the members of the part's communities with one report-in each."""
    luck = part.luck("members")
    people = _draw_members(part, luck)
    course = states(len(people), luck, opening=part.is_first)
    lives = [draw_life(state, part.today, luck) for state in course]
    members = []
    for (member, community), life in zip(people, lives, strict=True):
        member.area = _place(part.places, community, luck) if life.gridded_at and not life.ended_at else community
        members.append(member)
    Member.objects.bulk_create(members)
    _give_skills(members, luck)
    _sign_consents(members, lives, luck)
    communities = [community for _, community in people]
    _make_report_ins(members, communities, lives, luck)


def shares(members: int, communities: int) -> list[range]:
    """The numbers of the members of each community: the first one's are most, the rest is dealt out evenly."""
    at_home = min(max(len(OPENING), members // HOME_SHARE), members)
    each, over = divmod(members - at_home, communities)
    sizes = [each + (place < over) for place in range(communities)]
    sizes[0] += at_home
    ends = list(accumulate(sizes))
    return [range(end - size, end) for end, size in zip(ends, sizes, strict=True)]


def _draw_members(part: Part, luck: random.Random) -> list[tuple[Member, Area]]:
    """Unsaved members, each with the community they live in."""
    units = list(Institution.objects.order_by("id"))
    names = member_names(part.members)
    random.Random(len(names)).shuffle(names)  # noqa: S311  (the same order in every part)
    numbers = shares(part.members, len(part.places.communities))[part.number :]
    drawn = []
    for community, own in zip(part.communities, numbers, strict=False):
        for number in own:
            unit = luck.choice(units)
            member = Member(
                name=names[number],
                user=_account(number, names[number]),
                unit=unit,
                unit_name=unit.name,
                free_times=luck.sample(FreeTime.values, 2),
                interests=_interests(number),
            )
            member.set_phone(demo_phone(number))
            drawn.append((member, community))
    return drawn


def _interests(number: int) -> list[str]:
    """One or two kinds of activity, without a draw of luck: the rest of the district stays as it was."""
    kinds = ActivityCategory.values
    return list(dict.fromkeys([kinds[number % len(kinds)], kinds[number // 3 % len(kinds)]]))


def _account(number: int, name: str) -> User | None:
    """An account for the members whom a visitor may play."""
    if number not in MEMBER_LOGINS:
        return None
    return create_user(name=name, phone=demo_phone(number), password=PASSWORD, by=None)


def _place(places: DistrictMap, community: Area, luck: random.Random) -> Area:
    """A grid of the community, or in three cases of five one of its buildings."""
    grid = luck.choice(places.grids_of(community))
    return luck.choice(places.buildings_of(grid)) if luck.random() < 0.6 else grid


def _give_skills(members: list[Member], luck: random.Random) -> None:
    skills = list(Skill.objects.order_by("id"))
    link = Member.skills.through
    link.objects.bulk_create(
        link(member=member, skill=skill)
        for member in members
        for skill in luck.sample(skills, min(len(skills), luck.randint(0, 2)))
    )


def _sign_consents(members: list[Member], lives: list[Life], luck: random.Random) -> None:
    """Everyone signed what registration needs, and some of the rest, on the day they came."""
    texts = texts_in_force()
    Consent.objects.bulk_create(
        Consent(member=member, text=text, on_paper=True, given_at=life.submitted_at)
        for member, life in zip(members, lives, strict=True)
        for text in texts
        if text.required or luck.random() < 0.6
    )


def _make_report_ins(members: list[Member], communities: list[Area], lives: list[Life], luck: random.Random) -> None:
    deciders = dict(Post.objects.filter(kind=PostKind.COMMUNITY_SECRETARY).values_list("area", "holder"))
    rows = [
        _report_in(member, community, life, deciders[community.pk], luck)
        for member, community, life in zip(members, communities, lives, strict=True)
    ]
    ReportIn.objects.bulk_create(rows)
    by = User.objects.in_bulk(set(deciders.values()))
    note_steps(
        report_ins,
        (
            step
            for row, life in zip(rows, lives, strict=True)
            for step in _steps(row, life, by[deciders[row.community_id]])
        ),
    )


def _report_in(member: Member, community: Area, life: Life, decider: int, luck: random.Random) -> ReportIn:
    accepted = life.state in PLACED | {ReportInState.ACCEPTED}
    paused = life.state == ReportInState.SUSPENDED
    return ReportIn(
        member=member,
        community=community,
        area=member.area,
        state=life.state,
        residence=f"示例小区{luck.randint(1, 20)}号楼",
        origin=luck.choice((ReportInOrigin.SELF, ReportInOrigin.ROSTER, ReportInOrigin.ROSTER)),
        submitted_at=life.submitted_at,
        accepted_at=life.decided_at if accepted else None,
        gridded_at=life.gridded_at,
        posted_at=life.posted_at,
        serving_at=life.serving_at,
        suspended_at=life.suspended_at,
        suspend_reason=SuspendReason.AWAY if paused else "",
        state_before=ReportInState.GRIDDED if paused else "",
        suspended_by_id=decider if paused else None,
        decided_by_id=decider if life.decided_at else None,
        return_reason=RETURN_REASON if life.state == ReportInState.RETURNED else "",
        ended_at=life.ended_at,
        close_reason=CloseReason.JOB_MOVED if life.state == ReportInState.CLOSED else "",
    )


def _steps(row: ReportIn, life: Life, by: User) -> Iterator[Noted]:
    """The course of one report-in, step by step."""
    ending = "close" if life.state == ReportInState.CLOSED else "withdraw"
    decided = (
        ("return", ReportInState.RETURNED)
        if life.state == ReportInState.RETURNED
        else ("accept", ReportInState.ACCEPTED)
    )
    course = (
        ("submit", ReportInState.SUBMITTED, life.submitted_at, ""),
        (*decided, life.decided_at, row.return_reason),
        ("place", ReportInState.GRIDDED, life.gridded_at, ""),
        ("post", ReportInState.POSTED, life.posted_at, ""),
        ("serve", ReportInState.SERVING, life.serving_at, ""),
        ("pause", ReportInState.SUSPENDED, life.suspended_at, SuspendReason.AWAY.label),
        (ending, life.state, life.ended_at, ""),
    )
    before = ""
    for key, state, at, reason in course:
        if at:
            yield Noted(row, key, before, state, by, at, reason)
            before = state
