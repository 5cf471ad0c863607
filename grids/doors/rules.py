"""What residents are told of their case, and the code by which they follow it. Source: docs/rules.md, "Doors"."""

CODE_DIGITS = 8
LEAST_ANSWERS = 5  # of those who said what they think; of fewer no rate is told
# What a resident reads for each state of a case: whose turn it is, never an office's word. 转由…办理 is never 不受理 (G17).
TOLD = {
    "reported": "已收到，等待受理",
    "accepted": "已受理，正在安排办理单位",
    "assigned": "已交办，等待承办单位签收",
    "handling": "正在办理",
    "returned": "正在重新安排办理单位",
    "split": "已分给几个单位办理",
    "done": "已办理，正在核查",
    "verified": "已办结，请您评价",
    "rated": "已办结，谢谢您的评价",
    "closed": "已结案",
    "not_ours": "不在这里办理，请看下面的渠道",
    "merged": "与他人反映的同一件事合并办理",
    "withdrawn": "已撤销",
}


def code_from(digest: str) -> str:
    """Eight digits of a keyed digest: 4821 7730."""
    digits = f"{int(digest[:16], 16) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"
    return f"{digits[:4]} {digits[4:]}"


def digits_of(text: str) -> str:
    """The digits of a number or code, however it was typed; "" for none."""
    return "".join(letter for letter in text if letter.isascii() and letter.isdigit())


def rate_told(part: int, whole: int, *, least: int = 1) -> str:
    """97.96%; — of fewer than `least`; never 100% while one is missing, however it would round."""
    if whole < least:
        return "—"
    percent = part * 100 / whole
    return f"{min(percent, 99.99) if part < whole else percent:.2f}%"
