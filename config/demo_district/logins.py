"""The table of accounts that `make demo` prints."""

import unicodedata

from config.demo_district.members import MEMBER_LOGINS
from config.demo_district.names import demo_phone
from config.demo_district.people import LOGINS, PASSWORD
from orgtree.choices import PostKind
from orgtree.models import Post
from volunteers.models import Member

COLUMN = 16


def login_table() -> str:
    """One line per post of each account: role, account, where it sits; the password once, at the head."""
    lines = [f"演示账号（密码都是 {PASSWORD}）", ""]
    for login in LOGINS:
        held = Post.objects.live().filter(holder__account=login.account).select_related("area", "institution")
        for post in held.order_by("pk"):
            seat = f"{post.area or post.institution}{f'（{login.title}）' if login.title else ''}"
            lines.append(_line(PostKind(post.kind).label, login.account, seat))
    for number, role in MEMBER_LOGINS.items():
        member = Member.objects.with_phone(demo_phone(number)).select_related("area").get()
        lines.append(_line(role, demo_phone(number), f"{member.area}（{member.name}）"))
    return "\n".join(lines)


def _line(role: str, account: str, seat: str) -> str:
    return f"  {_padded(role)}{_padded(account)}{seat}"


def _padded(text: str) -> str:
    """`text` filled up to a column; a Chinese character is two cells wide."""
    width = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    return text + " " * max(COLUMN - width, 1)
