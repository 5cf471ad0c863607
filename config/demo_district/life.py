"""三会一课 of the demo: the quarters of a year of all branches, one of nine missed something; the last ones wait to be checked in some places."""

from datetime import timedelta

from assessments.life.choices import LifeState
from assessments.life.models import LifeQuarter
from assessments.life.rules import MEETINGS, is_kept
from assessments.life.services.quarters import branches, life_acts
from config.demo_district.district_map import Part
from config.demo_district.members import moment
from orgtree.acts import Noted, note_steps
from orgtree.choices import PostKind
from orgtree.days.rules.periods import Period
from orgtree.models import Post

YEAR = 4  # quarters


def build_life(part: Part) -> None:
    """Entered by the secretaries, checked by their streets."""
    streets = Post.objects.live().filter(kind=PostKind.STREET_COMMITTEE).select_related("holder").order_by("-pk")
    checkers = {post.area_id: post.holder for post in streets}
    running = Period.holding("Q", part.today)
    quarters = [one for one in running.last(YEAR + 1) if one < running]
    rows = []
    for place in part.staffed:
        for turn, branch in enumerate(branches().within(place.area).order_by("pk")):
            for quarter in quarters:
                waits = quarter == quarters[-1] and (place.number + turn) % 5 == 4
                rows.append(_row(branch, quarter, place, turn, None if waits else checkers.get(place.area.parent_id)))
    rows = LifeQuarter.objects.bulk_create(rows)
    note_steps(life_acts, [step for row in rows for step in _steps(row)])


def _row(branch, quarter: Period, place, turn: int, checker) -> LifeQuarter:
    said = dict.fromkeys(MEETINGS, "kept") | ({"committee": "none", "group": "none"} if turn % 2 else {})
    number = (quarter.start.month + 2) // 3
    if (place.number + turn * 2 + number) % 9 == 0:
        said["lecture"] = "missed"
    end = quarter.end - timedelta(days=1)
    entered = moment(end + timedelta(days=4), 600)
    row = LifeQuarter(branch=branch, year=quarter.start.year, quarter=f"{number}", ended_on=end, **said)
    row.is_kept, row.entered_by, row.entered_at = is_kept(said), place.secretary, entered
    if checker:
        row.state, row.checked_by, row.checked_at = LifeState.CHECKED, checker, entered + timedelta(days=2)
    return row


def _steps(row: LifeQuarter) -> list[Noted]:
    steps = [Noted(row, "enter", "", LifeState.ENTERED, row.entered_by, row.entered_at)]
    if row.checked_by:
        steps.append(Noted(row, "check", LifeState.ENTERED, LifeState.CHECKED, row.checked_by, row.checked_at))
    return steps
