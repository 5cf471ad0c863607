"""Needs and claims: what may be written, how much may be claimed, when a need is done. Source: docs/rules.md, "Needs and claims"."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from heapq import nsmallest
from typing import NamedTuple, TypeVar

from orgtree.errors import RuleBroken
from orgtree.places.rules import Room
from orgtree.text.rules.scanner import refuse_private

Wanted = TypeVar("Wanted")
MOST = 9_999
MOST_PEOPLE = 1_000_000
USUAL_PROPOSALS = 3  # needs for which one unit is proposed at most, where no dated rule says
OPEN = ("claimed", "running", "submitted")  # under way
LIVE = (*OPEN, "accepted")  # takes something of the need
RATINGS = ((5, "5分 很满意"), (4, "4分 满意"), (3, "3分 一般"), (2, "2分 不满意"), (1, "1分 很不满意"))


def checked_words(text: str, *, field: str, label: str, longest: int, required: bool = True) -> str:
    """`text` without outer blanks; raises RuleBroken at `field` when it is missing, too long, or tells who and where."""
    kept = text.strip()
    if len(kept) > longest or (required and not kept):
        raise RuleBroken("words", f"请填写{label}，不超过{longest}字", field=field)
    refuse_private(kept, field=field)
    return kept


def checked_amount(number: int | None, *, field: str, label: str, most: int = MOST) -> int:
    """The number, from 1 on; raises RuleBroken at `field`."""
    if not number or not 1 <= number <= most:
        raise RuleBroken(field, f"{label}应在1到{most}之间", field=field)
    return number


def check_days(since: date | None, until: date, claim_by: date | None, today: date) -> None:
    """Raise RuleBroken at its field unless the days of a need follow each other: claimed by the day it ends, ended from today on."""
    if until < today:
        raise RuleBroken("until", "完成日期不能早于今天", field="until")
    if since and since > until:
        raise RuleBroken("since", "开始日期不能晚于完成日期", field="since")
    if claim_by and not today <= claim_by <= until:
        raise RuleBroken("claim_by", "认领截止日期应在今天和完成日期之间", field="claim_by")


def check_claim(room: Room, wanted: int, measure: str) -> None:
    """Raise RuleBroken at `quantity` unless so much of the need is still to be had."""
    if not room.left:
        raise RuleBroken("full", "这项需求刚刚被认领满了，看看别的吧", field="quantity", conflict=True)
    if not room.fits(wanted):
        raise RuleBroken("too_much", f"只剩{room.left}{measure}可以认领", field="quantity", conflict=True)


def is_done(room: Room, states: Iterable[str]) -> bool:
    """Whether a need comes to 销号 by itself: all of it is taken on, and each live claim was accepted by both sides."""
    live = [state for state in states if state in LIVE]
    return bool(live) and not room.left and all(state == "accepted" for state in live)


def check_closing(states: Iterable[str]) -> None:
    """Raise RuleBroken unless the community may close a need of which something is left: none is under way, one was accepted."""
    known = set(states)
    if known & set(OPEN):
        raise RuleBroken("claims_open", "还有认领没有验收，不能销号", conflict=True)
    if "accepted" not in known:
        raise RuleBroken("nothing_accepted", "没有经双方验收的认领，不能销号；不再需要的请撤回", conflict=True)


# --- Who fits -------------------------------------------------------------------------------------------------------------

NEAR = ("同一社区", "同一街道", "同一区县")
SIZES = {"place": "可容{}人", "goods": "{}件（套）"}  # kinds of resource whose number says how much they hold


class Fit(NamedTuple):
    """What is known of a unit for one need: paired or not, its shared resources of the matter that are large enough and there in
    time, whether it is good at the matter, the level at which both meet (0 the community, 1 the street, 2 the district, more:
    elsewhere), accepted claims of the matter, claims in hand.
    """

    unit: int
    is_paired: bool = False
    resources: tuple[str, ...] = ()
    is_good_at: bool = False
    steps: int = len(NEAR)
    earlier: int = 0
    in_hand: int = 0


def is_enough(
    kind: str, capacity: int | None, until: date | None, *, people: int | None, quantity: int, day: date
) -> bool:
    """Whether a resource is still shared on the day when the need begins, and holds its people or as many things as it asks for."""
    wanted = {"place": people, "goods": quantity}.get(kind)
    return (until is None or until >= day) and (capacity is None or wanted is None or capacity >= wanted)


def told_resource(kind: str, title: str, capacity: int | None, hours: str) -> str:
    """The resource with how much it holds and when it can be had: 多功能厅（可容120人，周末）."""
    size = SIZES[kind].format(capacity) if capacity and kind in SIZES else ""
    about = "，".join(filter(None, (size, hours)))
    return f"{title}（{about}）" if about else title


def reasons_of(fit: Fit) -> tuple[str, ...]:
    """Why the unit is proposed, in words that both may read; nothing else counts."""
    found = ["已结对"] if fit.is_paired else []
    if fit.resources:
        found.append(f"有同类资源：{'、'.join(fit.resources[:2])}")
    if fit.is_good_at:
        found.append("擅长这类事项")
    if fit.steps < len(NEAR):
        found.append(NEAR[fit.steps])
    if fit.earlier:
        found.append(f"办过同类{fit.earlier}项")
    if fit.in_hand:
        found.append(f"手上{fit.in_hand}项")
    return tuple(found)


def _place(fit: Fit) -> tuple[bool, bool, bool, int, bool, int, int]:
    """The reasons one after the other, as they are read: no sum, no weights."""
    unit, is_paired, resources, is_good_at, steps, earlier, in_hand = fit
    return not is_paired, not resources, not is_good_at, steps, not earlier, in_hand, unit


def order_fits(fits: Iterable[Fit], most: int | None = None) -> list[Fit]:
    """The best first; `most`: no more than so many of them."""
    return sorted(fits, key=_place) if most is None else nsmallest(most, fits, key=_place)


def share_out(wanted: Iterable[tuple[Wanted, Iterable[Fit]]], most: int) -> list[tuple[Wanted, Fit | None]]:
    """For each need in turn the best unit that was not named `most` times before; None where there is none left."""
    named: Counter[int] = Counter()
    shared = []
    for need, fits in wanted:
        fit = min((fit for fit in fits if named[fit.unit] < most), key=_place, default=None)
        if fit:
            named[fit.unit] += 1
        shared.append((need, fit))
    return shared
