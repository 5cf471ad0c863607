"""Service teams (志愿服务队): what a team's card may say. Source: docs/rules.md, "Service teams"."""

from orgtree.errors import RuleBroken
from orgtree.text.rules.scanner import Kind, found_in
from volunteers.teams.choices import TeamPlace

LIVE = frozenset({TeamPlace.ASKED, TeamPlace.SERVING})


def checked_contact(text: str) -> str:
    """`text` without outer blanks; raises RuleBroken at `contact` where it holds somebody's mobile number."""
    kept = text.strip()
    if Kind.MOBILE in found_in(kept):
        raise RuleBroken("contact_phone", "这里所有人可见，请写办公地点或值班电话，不写个人手机号", field="contact")
    return kept
