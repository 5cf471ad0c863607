"""Requests about one's own data: what may be asked in how many words, and who answers.

Source: 个人信息保护法 Art. 44–48 (copy, correct, delete, restrict, explain) and 50 (an easy channel; a refusal gives its reason).
"""

from orgtree.errors import RuleBroken
from orgtree.rules.steps import Step, labels_of
from volunteers.home.choices import DataRequestState as S

LABELS = labels_of(S)
SHORTEST, LONGEST = 4, 500  # characters of the request
ANSWER_LONGEST = 500

STEPS: dict[str, Step] = {
    "settle": Step("办结", frozenset({S.WAITING}), S.DONE, by_desk=True),
    "refuse": Step("不予办理", frozenset({S.WAITING}), S.REFUSED, by_desk=True),
    "withdraw": Step("撤回", frozenset({S.WAITING}), S.WITHDRAWN, by_member=True, by_desk=True),
}


def checked_request(text: str) -> str:
    """The text without blanks around it; raises RuleBroken at `text` when it is too short or too long."""
    stripped = text.strip()
    if len(stripped) < SHORTEST:
        raise RuleBroken("text_short", "请写清楚要办理什么，例如哪一项有误、应改为什么", field="text")
    if len(stripped) > LONGEST:
        raise RuleBroken("text_long", f"不超过{LONGEST}字，现在是{len(stripped)}字", field="text")
    return stripped


def checked_answer(text: str, *, refused: bool) -> str:
    """The answer without blanks around it; raises RuleBroken at `answer` for none, or one that is too long."""
    stripped = text.strip()
    if len(stripped) < 2:
        missing = "不予办理须说明理由，本人会看到" if refused else "请写明办理结果，本人会看到"
        raise RuleBroken("answer_missing", missing, field="answer")
    if len(stripped) > ANSWER_LONGEST:
        raise RuleBroken("answer_long", f"不超过{ANSWER_LONGEST}字", field="answer")
    return stripped


def check_decider(*, decider: int, member_user: int | None) -> None:
    """Raise RuleBroken where the one who answers is the person who asked."""
    if decider == member_user:
        raise RuleBroken("own_request", "不能办理本人的申请，请由其他工作人员办理")
