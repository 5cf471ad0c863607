"""The record of who looked at personal data (个人信息保护法 Art. 51, 54), and the one way to see a whole phone number."""

import pgtrigger
from django.db import transaction

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import AccessLog

REASON_MIN, REASON_MAX = 2, 200


def record_access(*, actor, action: str, subject: str, area, rows: int = 1, reason: str = "") -> AccessLog:
    """The new line of the record. `action` is one of AccessLog.Action, `subject` says what was looked at without
    naming a person, `area` is where the looked-at rows belong and decides which auditor sees the line.
    """
    return AccessLog.objects.create(
        actor=actor, action=action, subject=subject[:100], area=area, rows=rows, reason=reason[:REASON_MAX]
    )


@transaction.atomic
def reveal_phone(*, model, pk: int, reason: str, by) -> str:
    """The whole phone number of a row of `model`, which has `phone` and owners; the look is recorded with it.

    Raises RuleBroken when the row is not the viewer's to reveal, when no reason is given, or there is no number.
    """
    reason = reason.strip()
    if not REASON_MIN <= len(reason) <= REASON_MAX:
        raise RuleBroken("reason", f"请写明查看事由（{REASON_MIN}至{REASON_MAX}字）", field="reason")
    row = model.objects.allowed(by, P.PHONE_REVEAL).filter(pk=pk).first()
    if row is None:
        raise not_found()
    if not row.phone:
        raise RuleBroken("no_phone", "没有登记手机号")
    record_access(
        actor=by,
        action=AccessLog.Action.REVEAL,
        subject=_reveal_subject(model, row.pk),
        area=owning_area(row),
        reason=reason,
    )
    return row.phone


def _reveal_subject(model, pk: int) -> str:
    return f"{model._meta.verbose_name}（编号{pk}）手机号"


def blank_reveal_reasons(*, model, pk: int, text: str) -> int:
    """How many typed reasons for seeing the number of this row were replaced by `text`; the looks themselves stay.

    Only for closing an account: who looked, when and where remains to be answered for, what was said about the person goes.
    """
    looks = AccessLog.objects.filter(action=AccessLog.Action.REVEAL, subject=_reveal_subject(model, pk))
    with pgtrigger.ignore("orgtree.AccessLog:append_only"):
        return looks.exclude(reason="").update(reason=text)


def owning_area(row):
    """The area that owns a row, by the path that its model declares."""
    for name in row.scope_area.split("__"):
        row = getattr(row, name)
    return row
