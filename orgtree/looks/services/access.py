"""The record of who looked at personal data (个人信息保护法 Art. 51, 54), and the one way to see a whole phone number."""

from collections.abc import Iterable

from django.db import transaction

from orgtree.choices import Permission as P
from orgtree.database.written_once import erase_written
from orgtree.errors import RuleBroken, not_found
from orgtree.looks.models import AccessLog
from orgtree.looks.services.persons import kind_of, owner_of_phone, persons_in
from orgtree.scope.models.rows import area_paths
from orgtree.web.open_forms import Guard, TooOften

REASON_MIN, REASON_MAX = 2, 200
# Many at one desk take lists home in the same hour; by account, since all of an office have one address.
EXPORTS = Guard("exports", most=60, everywhere=None, seconds=3600)
# What a caller says whose rows name somebody, and nobody that the platform knows: a sheet that was refused.
NOBODY_KNOWN: frozenset[str] = frozenset()


def record_access(
    *, actor, action: str, subject: str, area, persons: Iterable[str], rows: int = 1, reason: str = ""
) -> AccessLog:
    """The new line of the record. `action` is one of AccessLog.Action, `subject` says what was looked at without
    naming a person, `area` is where the looked-at rows belong and decides which auditor sees the line. `persons` are the
    keys of all who were shown (`looks.services.persons`); ValueError for a key of no declared kind. Raises TooOften above so many
    exports of one account.
    """
    if action == AccessLog.Action.EXPORT and not EXPORTS.lets_in(f"account:{actor.pk}"):
        raise TooOften("一小时内导出个人信息的次数太多，请过一会儿再试")
    keys = sorted(set(persons))
    if any(kind_of(key) is None for key in keys):
        raise ValueError("a person of no declared kind")
    return AccessLog.objects.create(
        actor=actor,
        action=action,
        subject=subject[:100],
        area=area,
        persons=keys,
        held="、".join(map(str, actor.live_posts))[:200],
        rows=rows,
        reason=reason[:REASON_MAX],
    )


def record_shown(
    *, actor, rows, subject: str, action: str = AccessLog.Action.VIEW, area=None, beside: Iterable[str] = ()
) -> None:
    """The line for `rows`, of whatever models, that `actor` is shown on one page; none where they name nobody.

    Without an `area`, of rows from many, it is that of the actor's post. `beside` are keys of persons whom the page names
    by something else.
    """
    rows = list(rows)
    persons = persons_in(rows) | set(beside)
    if not persons:
        return
    area = area or seat_of(actor) or owning_area(rows[0])
    record_access(actor=actor, action=action, subject=subject, area=area, persons=persons, rows=len(rows))


def record_rows(by, rows, *, subject: str, area, action: str = AccessLog.Action.EXPORT, reason: str = "") -> AccessLog:
    """The line for `rows` that `by` is given at once, all of one area: also where they are none, for they were asked for."""
    rows = list(rows)
    return record_access(
        actor=by, action=action, subject=subject, area=area, persons=persons_in(rows), rows=len(rows), reason=reason
    )


def seat_of(user):
    """The area where the person works: of their first post, of its unit, or that which keeps their account; None for none."""
    seats = (post.area or post.institution.area for post in user.live_posts)
    return next(seats, None) or user.home


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
        persons=owner_of_phone(row),
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
    return erase_written(AccessLog, looks.exclude(reason="").values_list("pk", flat=True), {"reason": text})


def owning_area(row):
    """The area that owns a row, by the first path that its model declares; None where the path ends before, an area itself."""
    for name in filter(None, area_paths(type(row))[0].split("__")):
        row = row and getattr(row, name)
    return row
