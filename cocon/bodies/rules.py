"""How many may and should sit in a body; when a term ends: orgtree/days/rules/months.py.

Source: docs/rules.md, "Bodies": 9 to 11 members of a 大党委, of them 7 to 9 part-time [B1].
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cocon.bodies.choices import SeatRole
from orgtree.errors import RuleBroken

NEAR = 3  # months before its end in which a term is shown as ending


@dataclass(frozen=True)
class Norm:
    """How many sit in all and part-time, at least and at most; 0: as many as come."""

    least: int = 0
    most: int = 0
    part_least: int = 0
    part_most: int = 0


def check_room(norm: Norm, taken: Mapping[str, int], role: str) -> None:
    """Refuse one more in `role` where `taken` (role -> seats held or proposed) fills the body; raises RuleBroken at `role`."""
    if norm.most and sum(taken.values()) >= norm.most:
        raise RuleBroken("full", f"席位已满：最多{norm.most}名", field="role", conflict=True)
    if role == SeatRole.PART and norm.part_most and taken.get(SeatRole.PART, 0) >= norm.part_most:
        raise RuleBroken("full", f"兼职委员已满：最多{norm.part_most}名", field="role", conflict=True)


def gaps_in(norm: Norm, held: Mapping[str, int]) -> list[str]:
    """What is missing or too much among the seats in office, in words; [] where the norm is met."""
    total, part = sum(held.values()), held.get(SeatRole.PART, 0)
    told = []
    if total < norm.least:
        told.append(f"还差{norm.least - total}名")
    if norm.most and total > norm.most:
        told.append(f"超出{total - norm.most}名")
    if part < norm.part_least:
        told.append(f"兼职委员还差{norm.part_least - part}名")
    if norm.part_most and part > norm.part_most:
        told.append(f"兼职委员超出{part - norm.part_most}名")
    return told
