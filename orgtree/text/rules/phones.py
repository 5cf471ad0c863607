"""Mobile numbers: one written form, and the form that lists show."""

import re
import unicodedata

from orgtree.text.rules.written.marks import narrow

OFFICE = re.compile(r"[0-9+() \-]{5,20}(转[0-9]{1,6})?")
MOBILE = re.compile(r"1[3-9]\d{9}")
BETWEEN = re.compile(r"[\s.·'’‘—–―-]")
COUNTRY = re.compile(r"^(?:(?:\+|00)86|86(?=1\d{10}$))")
REMARK = re.compile(r"[(（\[].*[)）\]]$|^(?:手机|电话|联系电话|手机号)[:：]")
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")


class UnreadPhone(ValueError):
    """What was written is no mobile number; the message says in Chinese why, and never what was written."""


def normal_phone(text: str) -> str:
    """The eleven digits of a mainland mobile number; UnreadPhone, a ValueError, when `text` is none.

    Full-width digits, blanks, hyphens, points, invisible marks and a leading +86 are accepted, as people type them.
    """
    digits = COUNTRY.sub("", BETWEEN.sub("", narrow(text)))
    if not MOBILE.fullmatch(digits):
        raise UnreadPhone(_why_unread(narrow(text)))
    return digits


def read_phone(text: str) -> str:
    """`normal_phone` of a cell in which a remark stands beside the number: 13800000000（微信同号）."""
    return normal_phone(REMARK.sub("", narrow(text)))


def _why_unread(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if SCIENTIFIC.fullmatch(text):
        return "被表格软件改成了科学计数，请把这一列设为文本后重填"
    if len(digits) > 15:
        return "这一格像是有两个号码，请只留一个手机号"
    if re.match(r"\(?0\d{2,3}\)?[-\s]?\d{7,8}", text):
        return "这是固定电话，请填手机号；没有手机的可空"
    if digits and len(digits) == len(BETWEEN.sub("", text)) and len(digits) != 11:
        return f"读到{len(digits)}位数字，{'少' if len(digits) < 11 else '多'}{abs(len(digits) - 11)}位"
    return "应以1开头，第二位为3至9，全部为数字"


def office_phone(text: str) -> str:
    """A telephone number as people give it to each other, landlines and extensions too; ValueError when `text` is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not OFFICE.fullmatch(plain):
        raise ValueError(text)
    return plain


def masked_phone(phone: str) -> str:
    """`138****0000`; an empty number stays empty."""
    return f"{phone[:3]}****{phone[-4:]}" if phone else ""


def masked_name(name: str) -> str:
    """The surname and a star for every other character: 张**."""
    return name[:1] + "*" * max(len(name) - 1, 0)


def normal_account(text: str) -> str:
    """An account name or phone as it is stored and counted: NFKC, no blanks, lower case."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()


def sign_in_name(text: str) -> str:
    """The one written form under which an account name or phone is stored, looked up and counted.

    However a person types it (full width, blanks, hyphens, +86, capitals), it is the same account.
    """
    try:
        return normal_phone(text)
    except ValueError:
        return re.sub(r"[\x00-\x1f\ud800-\udfff]", "", normal_account(text))[:100]
