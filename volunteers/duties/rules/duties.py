"""Duty posts and claims: who may claim, which months count.

Source: docs/rules.md, "Duty posts"; post classes and claims after [D5], [D6]; quota after [G1].
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from orgtree.choices import AreaKind
from orgtree.days.rules.periods import Period
from orgtree.errors import RuleBroken
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS
from volunteers.duties.choices import ClaimState, DutyKind

LIVE = frozenset({ClaimState.CLAIMED, ClaimState.APPOINTED})

PLACES = frozenset({*RESIDENT_COMMITTEE_KINDS, AreaKind.GRID, AreaKind.BUILDING})
# Posts that are bound to one kind of place; the others may stand at a community, a grid or a building.
PLACE_OF = {DutyKind.BUILDING: (AreaKind.BUILDING, "楼栋"), DutyKind.GRID: (AreaKind.GRID, "网格")}


@dataclass(frozen=True)
class DutyLimits:
    """What a rule set says of posts: posts held at once, days that make a month, days of notice before a term ends."""

    per_member: int
    month_days: int
    remind_days: int

    @classmethod
    def of(cls, rule_set: Any) -> "DutyLimits":
        """What claims on duty posts must keep to under this set."""
        return cls(rule_set.duties_per_member, rule_set.duty_month_days, rule_set.duty_remind_days)


def check_place(kind: str, area_kind: str) -> None:
    """Raise RuleBroken at `area` unless a post of this kind may stand there."""
    if area_kind not in PLACES:
        raise RuleBroken("area", "请选择社区、网格或楼栋", field="area")
    wanted, name = PLACE_OF.get(DutyKind(kind), (area_kind, ""))
    if area_kind != wanted:
        raise RuleBroken("area", f"{DutyKind(kind).label}应设在{name}", field="area")


def check_room(*, needed: int, live: int) -> None:
    """Raise RuleBroken (a conflict) when every place of the post is claimed."""
    if live >= needed:
        raise RuleBroken("full", f"岗位需要{needed}人，已认满，请选择其他岗位", conflict=True)


def check_own_limit(*, limit: int, live: int) -> None:
    """Raise RuleBroken (a conflict) when the member holds or claims as many posts as one may."""
    if live >= limit:
        raise RuleBroken("too_many", f"每人最多认领{limit}个岗位，退出一个后才能再认领", conflict=True)


def check_needed(*, needed: int, live: int) -> None:
    """Raise RuleBroken at `needed` when it would fall below the people who hold or claim the post."""
    if needed < live:
        raise RuleBroken("needed", f"已有{live}人认领，需要人数不能少于{live}", field="needed")


def term_in_words(since: date, until: date | None) -> str:
    """2026-01-01起长期, or 2026-01-01至2026-12-31 with the last day of the term."""
    if until is None:
        return f"{since.isoformat()}起，长期"
    return f"{since.isoformat()}至{(until - timedelta(days=1)).isoformat()}"


def days_held(month: Period, held_from: date, held_until: date | None) -> int:
    """Days of `month` on which the post was held: `held_from` counts, `held_until` (None: still held) does not."""
    first = max(month.start, held_from)
    end = month.end if held_until is None else min(month.end, held_until)
    return max((end - first).days, 0)


def months_to_look_at(credit_from: date, held_until: date | None, today: date) -> list[Period]:
    """The months that are over and have not been looked at, the oldest first, up to the one in which the post ended."""
    months, month = [], Period.holding("M", credit_from)
    while month.end <= today and (held_until is None or month.start < held_until):
        months.append(month)
        month = Period("M", month.end)
    return months


@dataclass(frozen=True)
class Holding:
    """A member's time in a post that earns `item` by the month."""

    claim_id: int
    member_id: int
    item: str
    held_from: date
    held_until: date | None
    credit_from: date


@dataclass(frozen=True)
class MonthHeld:
    """A month that counts, and the claim it counts under."""

    claim_id: int
    month: Period
    last_day: date

    @property
    def slug(self) -> str:
        return f"{self.month.start:%Y-%m}"


def months_that_count(holdings: Iterable[Holding], *, month_days: int, today: date) -> list[MonthHeld]:
    """The months over by `today` in which a post was held for `month_days` days or more.

    A month counts once per member and item, however many such posts they hold: under the earliest claim.
    """
    seen: set[tuple[int, str, date]] = set()
    found: list[MonthHeld] = []
    for holding in sorted(holdings, key=lambda one: one.claim_id):
        for month in months_to_look_at(holding.credit_from, holding.held_until, today):
            key = (holding.member_id, holding.item, month.start)
            if key in seen or days_held(month, holding.held_from, holding.held_until) < month_days:
                continue
            seen.add(key)
            end = month.end if holding.held_until is None else min(month.end, holding.held_until)
            found.append(MonthHeld(holding.claim_id, month, end - timedelta(days=1)))
    return found
