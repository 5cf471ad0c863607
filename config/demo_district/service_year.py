"""Twelve months of service, up to yesterday, with its seasons; entered and confirmed through the services.

The clerk of each community enters, its secretary confirms. What was entered in the last days still waits.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone

from config.demo_district.chores import draw_people, draw_task, season
from config.demo_district.district_map import Part, Staffed
from config.demo_district.members import moment
from orgtree.acts import make
from orgtree.choices import PostKind
from orgtree.models import Post, User
from volunteers.choices import ReportInState, ServiceOrigin
from volunteers.models import Member, ReportIn, ServiceKind, TeamMember
from volunteers.points.rules.roles import CALLED
from volunteers.points.services.reporting_in import credit_report_ins
from volunteers.service.services.service_entry import ServiceRow
from volunteers.service.services.service_records import enter_services, reject_services, service_acts

DAYS = 365
WEEKEND_WEIGHT = 3
# Services a month before the season has its say, and how many of twenty members keep that pace.
PACES = {0.0: 3, 0.9: 9, 2.2: 5, 4.5: 3}
REJECT_REASON = "服务内容过于简单，请补充地点和具体事项"
DAYS_TO_DECIDE = (1, 2, 2, 3, 4, 6, 9, 15)
EARLY = 390  # 06:30: no drawn service begins before eight


def build_services(part: Part) -> None:
    """Credit the report-ins, then enter a year of service community by community."""
    luck = part.luck("services")
    kinds = {kind.code: kind for kind in ServiceKind.objects.all()}
    teams = {place.member_id: place for place in TeamMember.objects.serving()}
    for place in part.staffed:
        accepted = list(
            ReportIn.objects.filter(accepted_at__isnull=False, community=place.area)
            .select_related("community", "area")
            .order_by("pk")
        )
        credit_report_ins(report_ins=accepted, by=place.secretary)
        serving = [report_in for report_in in accepted if report_in.state != ReportInState.POSTED]  # those come next
        rows = [row for report_in in serving for row in _year_of(report_in, kinds, part.today, luck)]
        rows = [_with_team(row, teams.get(row.member_id), luck) for row in rows]
        _enter(rows, place.clerk, place.secretary, _street_of(place), luck)
    if part.is_first:
        _log_own(part.today)


def _with_team(row: ServiceRow, place: TeamMember | None, luck: random.Random) -> ServiceRow:
    """Half of what a person of a team does is done with it; now and then something was set right for residents."""
    of_team = place is not None and place.since <= row.span.day and luck.random() < 0.5
    good_deeds = luck.choice((0, 0, 0, 1, 1, 2)) if row.people_served else 0
    return replace(row, team_id=place.team_id if of_team else None, good_deeds=good_deeds)


def _enter(rows: list[ServiceRow], clerk: User, secretary: User, street: User, luck: random.Random) -> None:
    """Enter all rows, confirm those decided by now, send a few of the others back."""
    now = timezone.now()
    done = [row for row in rows if row.decided_at <= now]
    called = [row for row in done if row.kind.item_code == CALLED]  # the street's to confirm
    others = [row for row in done if row.kind.item_code != CALLED]
    for confirmer, theirs in ((secretary, others), (street, called)):
        enter_services(rows=theirs, confirmed_by=confirmer, by=clerk)
    waiting = enter_services(rows=[replace(row, decided_at=None) for row in rows if row.decided_at > now], by=clerk)
    if refused := [record.pk for record in waiting if luck.random() < 0.15]:
        reject_services(record_ids=refused, reason=REJECT_REASON, by=secretary)


def _street_of(place: Staffed) -> User:
    """Who confirms for the street of a community."""
    posts = Post.objects.live().filter(kind=PostKind.STREET_COMMITTEE, area=place.area.parent)
    return posts.select_related("holder").order_by("pk")[0].holder


def _year_of(
    report_in: ReportIn, kinds: dict[str, ServiceKind], today: date, luck: random.Random
) -> Iterator[ServiceRow]:
    """The services of one member while they belonged, at the pace that is theirs."""
    pace = luck.choices(list(PACES), list(PACES.values()))[0]
    first = max(today - timedelta(days=DAYS), timezone.localdate(report_in.accepted_at) + timedelta(days=1))
    last = min(today, timezone.localdate(report_in.ended_at) if report_in.ended_at else today) - timedelta(days=1)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    for day in _served_days(days, pace, luck):
        yield _row(report_in.member_id, day, kinds, luck)


def _served_days(days: list[date], pace: float, luck: random.Random) -> list[date]:
    """Some of `days`, each at most once, weekends and busy seasons more often."""
    if not days or not pace:
        return []
    weights = [season(day) * (WEEKEND_WEIGHT if day.weekday() >= 5 else 1) for day in days]
    count = round(pace * len(days) / 30.4 * luck.uniform(0.7, 1.3))
    return sorted(set(luck.choices(days, weights, k=count)))


def _row(member_id: int, day: date, kinds: dict[str, ServiceKind], luck: random.Random) -> ServiceRow:
    """One service: mornings or afternoons at the weekend, evenings in the week."""
    code, note = draw_task(day, luck)
    begins = luck.randrange(480, 960, 30) if day.weekday() >= 5 else luck.randrange(1080, 1170, 30)
    ends = begins + luck.choice((60, 90, 120, 120, 150, 180) if day.weekday() >= 5 else (60, 90, 120))
    entered_at = moment(day, 1310) if luck.random() < 0.5 else moment(day + timedelta(days=1), luck.randrange(540, 720))
    entered_at = min(entered_at, timezone.now())
    return ServiceRow(
        member_id=member_id,
        kind=kinds[code],
        started_at=moment(day, begins),
        ended_at=moment(day, ends),
        note=note,
        proof=f"征召编号{day:%Y%m%d}" if code == CALLED else "",
        people_served=draw_people(code, luck),
        origin=luck.choice((ServiceOrigin.PROXY, ServiceOrigin.PROXY, ServiceOrigin.PAPER)),
        entered_at=entered_at,
        decided_at=entered_at + timedelta(days=luck.choice(DAYS_TO_DECIDE)),
    )


def _log_own(today: date) -> None:
    """What the member of the first login entered by phone yesterday, waiting for the community."""
    member = Member.objects.filter(user__isnull=False).earliest("pk")
    yesterday = today - timedelta(days=1)
    make(
        service_acts,
        "log",
        kind=ServiceKind.objects.earliest("position"),
        started_at=moment(yesterday, EARLY),
        ended_at=moment(yesterday, EARLY + 60),
        note="早高峰在路口协助文明出行引导",
        people_served=20,
        by=member.user,
    )
