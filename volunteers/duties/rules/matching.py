"""Which post suits whom, and why: nearness, skills, free times; the reason is always said.

A suggestion decides nothing: the member does. Order: nearer first, then more skills, then more free times
(docs/rules.md, "Duty posts"); nothing else about a person is looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from volunteers.members.choices.people import FreeTime


class Near(IntEnum):
    """How near a post is to where a member was placed."""

    BUILDING = 2
    GRID = 1
    COMMUNITY = 0


NEAR_WORDS = {Near.BUILDING: "就在{whose}楼栋", Near.GRID: "就在{whose}网格"}


@dataclass(frozen=True)
class Wanted:
    """What a post asks for; empty means that anyone or any time will do."""

    skills: Sequence[str] = ()
    free_times: Sequence[str] = ()


@dataclass(frozen=True)
class Offered:
    """What a member has told, as far as it may be shown to whoever looks."""

    skills: Sequence[str] = ()
    free_times: Sequence[str] = ()


@dataclass(frozen=True)
class Match:
    """How well they suit: `rank` sorts, the highest first; `reasons` are sentences to show."""

    rank: tuple[int, int, int]
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        return "；".join(self.reasons)


def nearness(member_chain: Sequence[int], post_chain: Sequence[int]) -> Near:
    """How near a post is to a member; a chain names community, grid and building from the top, as far as it goes.

    Both must begin with the same community.
    """
    shared = 0
    for mine, its in zip(member_chain, post_chain, strict=False):
        if mine != its:
            break
        shared += 1
    return Near(max(shared - 1, 0))


def match(wanted: Wanted, offered: Offered, near: Near, *, to_member: bool) -> Match | None:
    """Why the post suits the member, said to the member or about them; None where nothing speaks for it.

    A post that asks for skills or times suits whoever offers one of either; a post that asks for nothing suits those
    who live near it.
    """
    skills = [name for name in wanted.skills if name in offered.skills]
    times = [code for code in wanted.free_times if code in offered.free_times]
    if (wanted.skills or wanted.free_times) and not (skills or times):
        return None
    if not (skills or times or near):
        return None
    reasons = _reasons(skills, times, near, to_member=to_member)
    return Match((int(near), len(skills), len(times)), tuple(reasons))


def _reasons(skills: Sequence[str], times: Sequence[str], near: Near, *, to_member: bool) -> list[str]:
    who, whose = ("您", "您所在的") if to_member else ("", "本人所在的")
    reasons = []
    if skills:
        named = "、".join(skills)
        reasons.append(f"{who}会{named}，岗位需要{named}")
    if times:
        reasons.append(f"{who}{'、'.join(str(FreeTime(code).label) for code in times)}有空")
    if near:
        reasons.append(NEAR_WORDS[near].format(whose=whose))
    return reasons
