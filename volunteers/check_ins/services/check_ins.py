"""Half-yearly check-ins and yearly summaries: sent by the member or entered for them, once per stretch."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from orgtree.acts import note_first
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.errors import RuleBroken, not_found
from volunteers.check_ins.choices import CheckInOrigin, CheckInState
from volunteers.check_ins.models import CheckIn
from volunteers.check_ins.rules import checked_text, slug_of
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.members.models.member import Member
from volunteers.points.rules.items import check_day
from volunteers.points.services.rule_sets import RuleBook


@transaction.atomic
def submit_check_in(
    *, member_id: int, kind: str, text: str = "", happened_on: date | None = None, origin: str, by
) -> tuple[CheckIn, bool]:
    """(check-in, True), or (the live one of this half-year or year that says the same, False).

    The member sends their own for today (`origin` SELF); the desk with MEMBER_EDIT enters one, also for a day gone by.
    Raises RuleBroken: `not_accepted`, `text_short`, `text_long`, `future`, `too_late`, `already_filed`, `no_rules`.
    """
    member, own = lock_member(member_id, own=origin == CheckInOrigin.SELF, by=by), origin == CheckInOrigin.SELF
    if not member.report_ins.belonging().exists():
        raise RuleBroken("not_accepted", "报到经社区接收后，才能回社区报到")
    day = timezone.localdate() if own or happened_on is None else happened_on
    if not own:
        _check_day(member, day)
    text, slug = checked_text(kind, text), slug_of(kind, day)
    if earlier := member.check_ins.live().filter(kind=kind, slug=slug).first():
        return _repeated(earlier, text), False
    check_in = CheckIn(
        member=member,
        area=member.area,
        kind=kind,
        slug=slug,
        happened_on=day,
        text=text,
        origin=origin,
        revision=_revision(member, kind, slug),
        entered_by=by,
        entered_at=timezone.now(),
    )
    with constraints_as_rules():
        check_in.save()
    note_first(check_in_acts, "submit" if own else "enter", check_in, by=by)
    return check_in, True


def lock_member(member_id: int, *, own: bool, by) -> Member:
    """The member, locked, whom `by` is or may enter for; raises RuleBroken for anyone else."""
    reach = Member.objects.mine(by) if own else Member.objects.allowed(by, P.MEMBER_EDIT)
    rows = reach.select_related("area").select_for_update(of=("self",), no_key=True)
    member = rows.filter(pk=member_id).first()
    if member is None:
        raise not_found(field="member")
    return member


def _check_day(member: Member, day: date) -> None:
    """No day to come, and none further back than the points rules there let deeds be entered."""
    today = timezone.localdate()
    check_day(day, today=today, days_back=RuleBook().set_for(member.area, today).deed_days)


def _repeated(earlier: CheckIn, text: str) -> CheckIn:
    if earlier.text != text or earlier.state == CheckInState.RETURNED:
        state = earlier.get_state_display()
        raise RuleBroken("already_filed", f"{earlier.slug_shown}已提交过，状态为“{state}”", conflict=True)
    return earlier


def _revision(member: Member, kind: str, slug: str) -> int:
    """Goes on from rows that were withdrawn: one of them may have been credited and taken back."""
    last = member.check_ins.filter(kind=kind, slug=slug).order_by("-revision").first()
    return last.revision if last else 1
