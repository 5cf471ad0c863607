"""Needs and claims: what may be written, how much may be claimed, when a need is done. Source: docs/rules.md, "Needs and claims"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from orgtree.errors import RuleBroken
from orgtree.places.rules import Room
from orgtree.text.rules.scanner import refusal_of

MOST = 9_999
MOST_PEOPLE = 1_000_000
OPEN = ("claimed", "running", "submitted")  # under way
LIVE = (*OPEN, "accepted")  # takes something of the need
RATINGS = ((5, "5分 很满意"), (4, "4分 满意"), (3, "3分 一般"), (2, "2分 不满意"), (1, "1分 很不满意"))


def checked_words(text: str, *, field: str, label: str, longest: int, required: bool = True) -> str:
    """`text` without outer blanks; raises RuleBroken at `field` when it is missing, too long, or tells who and where."""
    kept = text.strip()
    if len(kept) > longest or (required and not kept):
        raise RuleBroken("words", f"请填写{label}，不超过{longest}字", field=field)
    if said := refusal_of(kept):
        raise RuleBroken("words_private", said, field=field)
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


@dataclass(frozen=True)
class Fit:
    """What is known of a unit for one need: paired or not, its shared resources of the matter, steps up the tree to where both
    meet (0 the community, 1 the street, 2 the district, more: elsewhere), accepted claims of the matter, claims in hand.
    """

    unit: int
    is_paired: bool = False
    resources: tuple[str, ...] = ()
    steps: int = 3
    earlier: int = 0
    in_hand: int = 0


def reasons_of(fit: Fit) -> tuple[str, ...]:
    """Why the unit is proposed, in words that both may read; nothing else counts."""
    found = ["已结对"] if fit.is_paired else []
    if fit.resources:
        found.append(f"有同类资源：{'、'.join(fit.resources[:2])}")
    if fit.steps < len(NEAR):
        found.append(NEAR[fit.steps])
    if fit.earlier:
        found.append(f"办过同类{fit.earlier}项")
    if fit.in_hand:
        found.append(f"手上{fit.in_hand}项")
    return tuple(found)


def order_fits(fits: Iterable[Fit]) -> list[Fit]:
    """The best first, by the reasons one after the other as they are read: no sum, no weights."""
    return sorted(
        fits, key=lambda fit: (not fit.is_paired, not fit.resources, fit.steps, not fit.earlier, fit.in_hand, fit.unit)
    )
