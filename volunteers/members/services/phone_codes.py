"""Codes to a phone: asked for, sent or told by the community, taken once. Numbers: docs/rules.md, "Accounts"."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from orgtree.choices import ChannelKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.looks.services.access import reveal_phone
from orgtree.models import Area
from orgtree.notices.channels.adapters import Message, NotSent, channels_on
from orgtree.people.models.people import phone_index
from orgtree.text.crypto import blind_index
from orgtree.web.open_forms import Guard, TooOften
from volunteers.members.choices.phone import CodeFor
from volunteers.members.models.phone_code import PhoneCode

DIGITS = 6
MAX_TRIES = 5
WAITS = timedelta(hours=24)  # for the community to tell it
LASTS = timedelta(minutes=30)  # once it is known
OF_ONE_NUMBER = Guard("phone-code-number", most=5, everywhere=None, seconds=3600)


def by_message() -> bool:
    """Whether codes go out as SMS: where the installation has that channel, and does not leave it to the desk."""
    return settings.PHONE_CODES == "sms" and ChannelKind.SMS in channels_on()


def ask_for_code(*, purpose: CodeFor, phone: str, area: Area | None, goes_out: bool = True) -> PhoneCode:
    """A code for `purpose` at this number, in place of one asked for before: sent now, or to be told by the staff of `area`.

    One that does not go out (`goes_out`) leaves the same row, so that the asker sees no difference; it can never be right.
    Raises RuleBroken `not_sent` where the channel takes nothing, TooOften for a number asked about again and again.
    """
    index, now = phone_index(phone), timezone.now()
    if not OF_ONE_NUMBER.lets_in(index):
        raise TooOften("这个手机号获取验证码太频繁，请过一小时再试；着急请联系社区")
    fresh = {"phone": phone, "area": area if goes_out else None, "code_digest": "", "attempts": 0, "asked_at": now}
    fresh |= {"until": now + WAITS, "told_by": None, "told_at": None}
    asked, _ = PhoneCode.objects.update_or_create(purpose=purpose, phone_hash=index, defaults=fresh)
    if goes_out and by_message():
        _send(asked)
    return asked


def _send(asked: PhoneCode) -> None:
    code = _new_code(asked)
    text = f"验证码{code}，用于{asked.get_purpose_display()}，{LASTS.seconds // 60}分钟内有效。请勿告诉他人。"
    try:
        channels_on()[ChannelKind.SMS].send([Message(asked.phone, "验证码", text)])
    except NotSent as error:
        raise RuleBroken(
            "not_sent", "验证码没有发出去，请稍后再试，或联系社区", field="phone", conflict=True
        ) from error


@transaction.atomic
def tell_code(*, code_id: int, by) -> tuple[str, str]:
    """(whole number, code) for the staff to read out to whom they call; the look at the number is recorded.

    Only this call ever tells the code. Raises RuleBroken for a row out of reach, told already, or over.
    """
    asked = PhoneCode.objects.allowed(by, P.MEMBER_EDIT).select_for_update(of=("self",)).filter(pk=code_id).first()
    if asked is None:
        raise not_found()
    if asked.code_digest or asked.until <= timezone.now():
        raise RuleBroken("told", "这个验证码已告知过或已过期，请本人重新获取", conflict=True)
    phone = reveal_phone(model=PhoneCode, pk=asked.pk, reason="拨打本人手机，告知验证码", by=by)
    asked.told_by, asked.told_at = by, timezone.now()
    return phone, _new_code(asked)


def _new_code(asked: PhoneCode) -> str:
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    asked.code_digest = _digest(asked, code)
    asked.until = timezone.now() + LASTS
    asked.save()
    return code


def _digest(asked: PhoneCode, code: str) -> str:
    return blind_index(code, purpose=f"phone-code:{asked.purpose}:{asked.phone_hash}")


def take_code(*, purpose: CodeFor, phone: str, code: str) -> None:
    """The code is right, and used up. Raises RuleBroken at `code` in the same words whatever is wrong.

    Five wrong tries use it up; each is counted before it is looked at, in a transaction of its own.
    """
    mine = PhoneCode.objects.filter(purpose=purpose, phone_hash=phone_index(phone))
    usable = mine.filter(until__gt=timezone.now(), attempts__lt=MAX_TRIES).exclude(code_digest="")
    asked = mine.first() if usable.update(attempts=F("attempts") + 1) else None
    digits = code.strip().replace(" ", "")
    if asked is None or not constant_time_compare(asked.code_digest, _digest(asked, digits)):
        raise _wrong()
    # Of two that come with the same code, one has it.
    if not PhoneCode.objects.filter(pk=asked.pk, code_digest=asked.code_digest).delete()[0]:
        raise _wrong()


def _wrong() -> RuleBroken:
    words = f"验证码不正确或已失效。输错{MAX_TRIES}次作废，可以重新获取"
    return RuleBroken("phone_code", words, field="code")


def clear_phone_codes() -> int:
    """How many were deleted that nobody can use any more."""
    return PhoneCode.objects.filter(until__lt=timezone.now()).delete()[0]
