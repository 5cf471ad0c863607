"""Service teams (志愿服务队): who comes in and goes out how, and what a team's card may say.

Source: docs/rules.md, "Service teams" [D7] (members are put into teams), 志愿服务条例 Art. 25 (nobody is made to serve).
"""

from orgtree.errors import RuleBroken
from orgtree.rules.scanner import Kind, found_in
from orgtree.rules.steps import Step, labels_of
from volunteers.teams.choices import TeamPlace as T

LABELS = labels_of(T)
LIVE = frozenset({T.ASKED, T.SERVING})

# By the desk stands for the desk and for the leader of the team alike.
STEPS: dict[str, Step] = {
    "accept": Step("接收", frozenset({T.ASKED}), T.SERVING, by_desk=True),
    "refuse": Step("不接收", frozenset({T.ASKED}), T.REFUSED, by_desk=True),
    "withdraw": Step("撤回申请", frozenset({T.ASKED}), T.LEFT, by_member=True),
    "leave": Step("离队", frozenset({T.SERVING}), T.LEFT, by_member=True, by_desk=True),
}


def checked_contact(text: str) -> str:
    """`text` without outer blanks; raises RuleBroken at `contact` where it holds somebody's mobile number."""
    kept = text.strip()
    if Kind.MOBILE in found_in(kept):
        raise RuleBroken("contact_phone", "这里所有人可见，请写办公地点或值班电话，不写个人手机号", field="contact")
    return kept
