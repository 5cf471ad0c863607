"""Mobile numbers: one written form, and the form that lists show."""

import re
import unicodedata

OFFICE = re.compile(r"[0-9+() \-]{5,20}(转[0-9]{1,6})?")
MOBILE = re.compile(r"1[3-9]\d{9}")


def normal_phone(text: str) -> str:
    """The eleven digits of a mainland mobile number; ValueError when `text` is none.

    Full-width digits, blanks, hyphens and a leading +86 are accepted, as people type them.
    """
    digits = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"^(\+86|0086)", "", digits)
    if not MOBILE.fullmatch(digits):
        raise ValueError(text)
    return digits


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
