"""Wishes of residents: entered by the desk, claimed by one member, fulfilled, confirmed by another person, credited once."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import AccessLog, Area
from orgtree.rules.phones import normal_phone
from orgtree.rules.reasons import check_reason
from orgtree.rules.steps import step_from
from orgtree.services.access import record_access
from orgtree.services.notices import notify
from orgtree.services.validation import check_valid
from volunteers.choices import DeadlineKey, WishState
from volunteers.models import Member, ReportIn, Wish
from volunteers.rules.wishes import LABELS, STEPS, checked_words
from volunteers.services.deadlines import DeadlineBook
from volunteers.services.photos import clean_photo
from volunteers.services.points import Deed, credit_deed

EDITABLE = ("title", "need", "kind", "people_helped", "phone")
ITEM = "S07"  # 认领并实现微心愿
LONGEST = {"title": 40, "need": 300, "word": 200, "outcome": 300}
LABEL = {"title": "心愿", "need": "需求说明", "word": "延期说明", "outcome": "实现情况"}
MOST_HELPED = 500


# --- The desk -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def create_wish(*, area: Area, by, **fields) -> Wish:
    """The new wish, open at once; `fields` are of EDITABLE. Raises RuleBroken at the wrong field."""
    if not Area.objects.allowed(by, P.ACTIVITY_MANAGE).current().filter(pk=area.pk).exists():
        raise not_found("区域", field="area")
    return _save(Wish(area=area, entered_by=by, entered_at=timezone.now()), fields)


@transaction.atomic
def update_wish(*, wish_id: int, by, **fields) -> Wish:
    """The wish with other words, as long as nobody has claimed it. Raises RuleBroken."""
    return _save(_for_desk(wish_id, "edit", by), fields)


def _save(wish: Wish, fields: dict) -> Wish:
    if unknown := fields.keys() - set(EDITABLE):
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(wish, name, value)
    wish.title, wish.need = _words("title", wish.title), _words("need", wish.need)
    wish.phone = checked_phone(wish.phone)
    if not 1 <= (wish.people_helped or 0) <= MOST_HELPED:
        raise RuleBroken("people_helped", f"帮助人数应在1到{MOST_HELPED}之间", field="people_helped")
    check_valid(wish)
    wish.save()
    return wish


def _words(name: str, text: str) -> str:
    return checked_words(text, field=name, label=LABEL[name], longest=LONGEST[name])


def checked_phone(text: str) -> str:
    """A mobile number in its plain form, "" for none; raises RuleBroken at `phone`."""
    try:
        return normal_phone(text) if text else ""
    except ValueError as error:
        raise RuleBroken("phone", "请填写11位手机号，没有就留空", field="phone") from error


@transaction.atomic
def close_wish(*, wish_id: int, by) -> Wish:
    """The wish, confirmed as fulfilled: S07 is credited to whoever fulfilled it. Raises RuleBroken."""
    wish = _for_desk(wish_id, "close", by)
    member = wish.claimed_by
    if member.user_id == by.pk:
        raise RuleBroken("own_record", "本人实现的心愿，须由其他工作人员核实")
    _end(wish, WishState.CLOSED, by)
    deed = Deed(member.pk, ITEM, Decimal(1), wish.fulfilled_at, wish.area, f"wish:{wish.pk}", note=wish.title)
    credit_deed(deed=deed, by=by)
    _tell(wish, "closed", f"您实现的微心愿“{wish.title}”已核实，感谢您的付出", to=[member.user_id])
    return wish


@transaction.atomic
def send_back_wish(*, wish_id: int, reason: str, by) -> Wish:
    """Ask the claimer for more before the wish counts as fulfilled; they have as long again. Raises RuleBroken."""
    wish = _for_desk(wish_id, "send_back", by)
    wish.state, wish.reason = WishState.CLAIMED, check_reason(reason, verb="退回")
    wish.due_on = max(wish.due_on, _due(DeadlineKey.WISH_MORE))
    wish.save()
    _tell(
        wish,
        f"back:{_stamp(wish.fulfilled_at)}",
        f"微心愿“{wish.title}”需要补充：{wish.reason}",
        to=[wish.claimed_by.user_id],
    )
    return wish


@transaction.atomic
def cancel_wish(*, wish_id: int, reason: str, by) -> Wish:
    """The wish, called off for a reason; whoever held it is told. Raises RuleBroken."""
    wish = _for_desk(wish_id, "cancel", by)
    holder = wish.claimed_by
    wish.reason = check_reason(reason, verb="取消")
    wish.claimed_by = wish.claimed_at = wish.due_on = None
    _end(wish, WishState.CANCELLED, by)
    _tell(wish, "cancelled", f"微心愿“{wish.title}”已取消：{wish.reason}", to=[holder and holder.user_id])
    return wish


def _end(wish: Wish, state: str, by) -> None:
    wish.state, wish.closed_by, wish.closed_at = state, by, timezone.now()
    wish.save()


def _for_desk(wish_id: int, verb: str, by) -> Wish:
    wish = _locked(Wish.objects.allowed(by, P.ACTIVITY_MANAGE), wish_id)
    step_from(STEPS, verb, wish.state, LABELS)
    return wish


def _locked(rows: QuerySet[Wish], wish_id: int) -> Wish:
    """The wish, locked and read after the lock; raises RuleBroken for one out of reach."""
    found = Wish.objects.select_related("area", "claimed_by").filter(pk__in=rows.filter(pk=wish_id).values("pk"))
    wish = found.select_for_update(of=("self",), no_key=True).first()
    if wish is None:
        raise not_found("心愿")
    return wish


# --- The member ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def claim_wish(*, wish_id: int, member: Member, by) -> Wish:
    """The wish, held by the member alone until its last day. Raises RuleBroken; `wrong_state` for whoever came second.

    The member's row is locked first, so that two claims of one person are counted in turn.
    """
    if member.user_id != by.pk:
        raise not_found("党员")
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if not ReportIn.objects.belonging().filter(member=member).exists():
        raise RuleBroken("not_accepted", "报到经社区接收后，才能认领心愿")
    wish = lock_open_wish(wish_id, member)
    step_from(STEPS, "claim", wish.state, LABELS)
    most = DeadlineBook().number(DeadlineKey.WISHES_HELD, timezone.localdate())
    if most and Wish.objects.filter(claimed_by=member, state=WishState.CLAIMED).count() >= most:
        raise RuleBroken("wishes_held", f"同时最多认领{most}个心愿，请先完成或退还手上的", conflict=True)
    wish.state, wish.claimed_by, wish.claimed_at = WishState.CLAIMED, member, timezone.now()
    wish.due_on, wish.word, wish.reason = _due(DeadlineKey.WISH), "", ""
    wish.save()
    _tell(wish, f"claimed:{_stamp(wish.claimed_at)}", f"微心愿“{wish.title}”已有人认领", to=[wish.entered_by_id])
    return wish


def lock_open_wish(wish_id: int, member: Member) -> Wish:
    """The wish that the member wants, locked: who waits here reads what the other has done."""
    return _locked(Wish.objects.around(member), wish_id)


def _due(key: str) -> date:
    """The last day of what begins today; a fortnight where no rule says."""
    today = timezone.localdate()
    return DeadlineBook().due(key, today) or today + timedelta(days=14)


@transaction.atomic
def ask_more_time(*, wish_id: int, word: str, by) -> Wish:
    """The wish with a later last day, once, for a reason. Raises RuleBroken."""
    wish = _own(wish_id, "more_time", by)
    if wish.word:
        raise RuleBroken("more_time_once", "已经延期过一次；办不了的请退还，让别人来认领", conflict=True)
    wish.word = _words("word", word)
    wish.due_on = max(wish.due_on, _due(DeadlineKey.WISH_MORE))
    wish.save()
    return wish


@transaction.atomic
def give_back_wish(*, wish_id: int, by) -> Wish:
    """The wish, open again. Raises RuleBroken."""
    wish = _own(wish_id, "give_back", by)
    _reopen(wish)
    _tell(wish, f"given:{_stamp(timezone.now())}", f"微心愿“{wish.title}”已退还，重新开放认领", to=[wish.entered_by_id])
    return wish


@transaction.atomic
def fulfil_wish(*, wish_id: int, outcome: str, photo=None, by) -> Wish:
    """The wish with what was done, waiting for the desk. Raises RuleBroken; `photo` None keeps the one before."""
    wish = _own(wish_id, "fulfil", by)
    wish.outcome, wish.state = _words("outcome", outcome), WishState.FULFILLED
    wish.fulfilled_at, wish.reason = timezone.now(), ""
    if photo:
        wish.photo = clean_photo(photo)
    wish.save()
    _tell(wish, f"done:{_stamp(wish.fulfilled_at)}", f"微心愿“{wish.title}”已实现，请核实", to=[wish.entered_by_id])
    return wish


@transaction.atomic
def phone_of_wish(*, wish_id: int, by) -> str:
    """The number to call, for whoever holds the wish; the look is recorded. Raises RuleBroken."""
    wish = Wish.objects.mine(by).select_related("area").filter(pk=wish_id, state=WishState.CLAIMED).first()
    if wish is None or not wish.phone:
        raise not_found("联系电话")
    record_access(
        actor=by,
        action=AccessLog.Action.REVEAL,
        subject=f"微心愿（编号{wish.pk}）手机号",
        area=wish.area,
        reason="办理认领的心愿",
    )
    return wish.phone


def _own(wish_id: int, verb: str, by) -> Wish:
    wish = _locked(Wish.objects.mine(by), wish_id)
    step_from(STEPS, verb, wish.state, LABELS)
    return wish


def _reopen(wish: Wish) -> None:
    wish.state, wish.word = WishState.OPEN, ""
    wish.claimed_by = wish.claimed_at = wish.due_on = None
    wish.save()


def _stamp(moment: datetime) -> int:
    """A number for the key of a notice: the same wish may come to the same step again."""
    return int(moment.timestamp())


def _tell(wish: Wish, what: str, title: str, *, to: Iterable[int | None]) -> None:
    notify(users=to, key=f"wish:{wish.pk}:{what}", title=title)


# --- By the calendar ----------------------------------------------------------------------------------------------------


@transaction.atomic
def return_overdue_wishes(*, today: date) -> int:
    """Open again what was claimed and not fulfilled by its last day; the claimer and the desk are told. How many."""
    late = Wish.objects.overdue(today).select_related("claimed_by").select_for_update(of=("self",), no_key=True)
    count = 0
    for wish in late.order_by("pk"):
        holder, due = wish.claimed_by, wish.due_on
        _reopen(wish)
        _tell(
            wish,
            f"late:{due}",
            f"微心愿“{wish.title}”超过期限未办理，已重新开放认领",
            to=[holder.user_id, wish.entered_by_id],
        )
        count += 1
    return count


@transaction.atomic
def purge_wish_phones(*, today: date) -> int:
    """Forget the numbers of wishes that ended long enough ago; the audit trail never held them. How many wishes."""
    days = DeadlineBook().number(DeadlineKey.WISH_PHONE, today) or 180
    before = timezone.now() - timedelta(days=days)
    old = Wish.objects.annotate(sealed=Length("phone")).filter(closed_at__lt=before, sealed__gt=0)
    return Wish.objects.filter(pk__in=old.values("pk")).update(phone="")
