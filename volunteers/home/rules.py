"""Requests about one's own data: in how many words they are asked and answered.

Source: 个人信息保护法 Art. 44–48 (copy, correct, delete, restrict, explain) and 50 (an easy channel; a refusal gives its reason).
"""

from orgtree.errors import RuleBroken

SHORTEST = 4  # characters of the request
ANSWER_LONGEST = 500


def checked_request(text: str) -> str:
    """The text without blanks around it; raises RuleBroken at `text` when it is too short."""
    stripped = text.strip()
    if len(stripped) < SHORTEST:
        raise RuleBroken("text_short", "请写清楚要办理什么，例如哪一项有误、应改为什么", field="text")
    return stripped
