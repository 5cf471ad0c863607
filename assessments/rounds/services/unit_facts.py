"""What is counted of a unit's year: whistles as the streets rated them; meetings, topics and needs of the 大党委 (C23).

An excused absence costs nothing; whoever neither came nor asked is absent. Source: docs/rules.md, "Bodies" and "Rounds".
"""

from collections import Counter
from datetime import date
from decimal import Decimal

from django.utils import timezone

from assessments.declare import UnitFact
from cocon.meetings.choices import Presence, TopicState
from cocon.meetings.services.attendance import attendance_in
from cocon.models import Claim, Meeting, Topic
from cocon.needs.choices import ClaimState
from grids.models import WhistleLeg
from grids.whistles.services.scores import unit_sheets

COME = (Presence.PRESENT, Presence.EXCUSED)
CENT = Decimal("0.01")


def whistle_score(unit, year: int) -> tuple[Decimal | None, str]:
    """The score of the department's sheet over the year without what was excluded, and how many ratings it rests on."""
    sheets = unit_sheets(WhistleLeg.objects.filter(unit=unit), date(year, 1, 1), date(year, 12, 31))
    if not sheets:
        return None, "全年没有吹哨评价"
    sheet = sheets[0].sheet
    return sheet.score_without, f"{sheet.without.n}次吹哨评价，剔除{sheet.excluded}次"


def _attended(unit, year: int) -> dict[Meeting, str]:
    """Each meeting of the year to which somebody of the unit was invited: how the unit stood, whoever of its people came or asked."""
    stood: dict[Meeting, str] = {}
    for row in attendance_in(unit, year):
        known = stood.get(row.meeting, row.state)
        stood[row.meeting] = min(known, row.state, key=lambda state: COME.index(state) if state in COME else len(COME))
    return stood


def _days(meetings) -> str:
    """The meetings by day: 3月5日、6月12日."""
    days = [timezone.localdate(meeting.starts_at) for meeting in meetings]
    return "、".join(f"{day.month}月{day.day}日" for day in days)


def meetings_kept(unit, year: int) -> tuple[Decimal | None, str]:
    """The share of the meetings to which somebody came or asked to be excused, in percent."""
    stood = _attended(unit, year)
    if not stood:
        return None, "全年没有应到会议"
    states = Counter(stood.values())
    kept = sum(states[state] for state in COME)
    words = f"应到{len(stood)}次，到会{states[Presence.PRESENT]}次，请假{states[Presence.EXCUSED]}次"
    return (Decimal(kept * 100) / len(stood)).quantize(CENT), words


def absences(unit, year: int) -> tuple[Decimal, str]:
    """How often nobody came and nobody asked."""
    missed = [meeting for meeting, state in _attended(unit, year).items() if state not in COME]
    return Decimal(len(missed)), f"无故缺席{len(missed)}次：{_days(missed)}"


def full_attendance(unit, year: int) -> tuple[Decimal, str]:
    """One where somebody came to every meeting."""
    states = list(_attended(unit, year).values())
    full = bool(states) and set(states) == {Presence.PRESENT}
    return Decimal(full), f"{len(states)}次会议全勤"


def adopted_topics(unit, year: int) -> tuple[Decimal, str]:
    """How many topics of the unit a meeting adopted or settled."""
    rows = Topic.objects.filter(institution=unit, proposed_at__year=year)
    titles = list(
        rows.filter(state__in=[TopicState.SETTLED, TopicState.RESOLVED]).order_by("pk").values_list("title", flat=True)
    )
    return Decimal(len(titles)), f"会议采纳{len(titles)}件：{'、'.join(titles)}"


def claims_done(unit, year: int) -> tuple[Decimal, str]:
    """How many needs of communities the unit has fulfilled."""
    number = Claim.objects.filter(unit=unit, state=ClaimState.ACCEPTED, accepted_at__year=year).count()
    return Decimal(number), f"验收{number}件"


FACTS = [
    UnitFact("units.whistles", "吹哨报到评分", whistle_score),
    UnitFact("units.kept", "会议到会率（含请假）", meetings_kept),
    UnitFact("units.absences", "无故缺席会议次数", absences),
    UnitFact("units.full", "会议全勤", full_attendance),
    UnitFact("units.adopted", "议题被采纳件数", adopted_topics),
    UnitFact("units.claims", "办结认领需求件数", claims_done),
]
