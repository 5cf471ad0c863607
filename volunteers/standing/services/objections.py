"""Objections: by a member of the list, or to one's own band; decided by the street in time, with a reason."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, Doing, NotBy, Tell, declare_acts, note_first
from orgtree.calendar.services.calendar import Calendar, workdays_after
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area, Post
from orgtree.notices.services import notify
from orgtree.scope.rules.grants import post_kinds_with
from volunteers.members.models.member import Member
from volunteers.points.models.points import MOVED, MemberYear, PointEntry
from volunteers.points.services.points import reverse_deed
from volunteers.points.services.rule_sets import RuleBook
from volunteers.standing.choices.deed import DeedState
from volunteers.standing.choices.standing import ObjectionState, Remedy
from volunteers.standing.models.deed import DeedReport
from volunteers.standing.models.publication import NoticeLine, Objection, PublicNotice
from volunteers.standing.rules.deeds import TEXT, checked_text

REMIND_WORKDAYS = 2  # before the end of the time to decide


@transaction.atomic
def object_to_list(
    *, notice_id: int, line_id: int | None = None, entry_id: int | None = None, text: str, by
) -> Objection:
    """An objection to a published list: to a line (own or another's), or to an own entry of the quarter.

    Raises RuleBroken: `not_found` for who is not on the list, `late` after the time, `twice` while one waits.
    """
    member = _locked_member(by)
    notice = PublicNotice.objects.for_member(member).filter(pk=notice_id).select_related("area").first()
    if notice is None:
        raise not_found("公示")
    if not notice.takes_objections:
        raise RuleBroken("late", f"异议期已于{notice.objections_until:%Y年%-m月%-d日}结束", conflict=True)
    line = NoticeLine.objects.filter(notice=notice, pk=line_id).first() if line_id else None
    entry = _own_entry(member, notice, entry_id) if entry_id else None
    if line is None and entry is None:
        raise RuleBroken("object", "请选择对哪一条有异议", field="line")
    objection = Objection(area=notice.area, member=member, notice=notice, line=line, entry=entry)
    return _file(objection, text, by)


def _locked_member(by) -> Member:
    member = Member.objects.mine(by).select_for_update(of=("self",), no_key=True).first()
    if member is None:
        raise not_found()
    return member


def _own_entry(member: Member, notice: PublicNotice, entry_id: int) -> PointEntry:
    entry = PointEntry.objects.filter(pk=entry_id, account__member=member).first()
    if entry is None or not notice.period.holds(timezone.localdate(entry.occurred_at)):
        raise not_found("积分条目", field="entry")
    return entry


@transaction.atomic
def object_to_band(*, account_id: int, text: str, by) -> Objection:
    """An objection to the band that was decided on the member's own year."""
    member = _locked_member(by)
    account = MemberYear.objects.filter(pk=account_id, member=member).exclude(band="").first()
    if account is None:
        raise not_found("年度等次")
    if timezone.localdate() > band_objections_until(account, member.area):
        raise RuleBroken("late", "异议期已结束", conflict=True)
    return _file(Objection(area=member.area, member=member, account=account), text, by)


def band_objections_until(account: MemberYear, area: Area):
    """The last day on which the person may object to the band."""
    decided_on = timezone.localdate(account.band_decided_at)
    return workdays_after(decided_on, RuleBook().set_for(area, decided_on).objection_days, area)


def _file(objection: Objection, text: str, by) -> Objection:
    same = Objection.objects.waiting().filter(
        member=objection.member, line=objection.line, entry=objection.entry, account=objection.account
    )
    if same.filter(notice=objection.notice).exists():
        raise RuleBroken("twice", "这一异议已经提出，正在办理", field="text", conflict=True)
    today = timezone.localdate()
    objection.text = checked_text(text, field="text", name="异议内容")
    objection.filed_at = timezone.now()
    decision_days = RuleBook().set_for(objection.area, today).decision_days
    objection.due_on = workdays_after(today, decision_days, objection.area)
    objection.save()
    note_first(objection_acts, "file", objection, by=by)
    notify(
        users=deciders(objection.area),
        key=f"objection:{objection.pk}",
        title="有一件积分异议待裁定",
        text=f"请在{objection.due_on:%-m月%-d日}前裁定。",
        url=f"/desk/volunteers/objection/{objection.pk}/change/",
    )
    return objection


def deciders(area: Area) -> list[int]:
    """The accounts of those who decide on objections at `area`, the nearest level first come."""
    posts = Post.objects.live().filter(
        kind__in=post_kinds_with(P.OBJECTION_DECIDE), area__in=area.get_ancestors(include_self=True)
    )
    return list(posts.values_list("holder", flat=True).distinct())


def _decide(objection: Objection, doing: Doing) -> None:
    objection.state = ObjectionState.UPHELD if doing.said["upheld"] else ObjectionState.DECLINED
    if objection.state == ObjectionState.UPHELD:
        _remedy(objection, doing.by)
    else:
        objection.remedy = ""


def _remedy(objection: Objection, by) -> None:
    if not objection.remedy:
        raise RuleBroken("remedy", "请选择更正方式", field="remedy")
    if objection.remedy != Remedy.REVERSE:
        return
    entry = objection.entry
    if entry is None or entry.reverses_id:
        raise RuleBroken("remedy", "这件异议没有指明可冲正的条目，请选择由社区更正", field="remedy")
    note = "异议成立"
    objection.reversal = reverse_deed(source=entry.source, note="异议成立", by=by)
    source = entry.source.partition(MOVED)[0]
    reports = DeedReport.objects.filter(pk=source.removeprefix("deed:")) if source.startswith("deed:") else ()
    for report in reports:
        report.state, report.reason = DeedState.REVERSED, note
        report.ended_by, report.ended_at = by, timezone.now()
        report.save()


def _tell(objection: Objection, doing: Doing) -> list[Tell]:
    title = f"您提出的积分异议{objection.get_state_display()}"
    return [Tell((objection.member.user_id,), title, url=f"/m/objections/{objection.pk}/", why=True)]


def remind_of_objections() -> int:
    """Tell those who decide of objections whose time is nearly over; how many objections. Safe to run twice a day."""
    today = timezone.localdate()
    soon = Calendar().workdays_after(today, REMIND_WORKDAYS)
    waiting = list(Objection.objects.waiting().filter(due_on__lte=soon).select_related("area"))
    for objection in waiting:
        word = "已超过办理期限" if objection.due_on < today else f"应在{objection.due_on:%-m月%-d日}前裁定"
        notify(
            users=deciders(objection.area),
            key=f"objection:{objection.pk}:reminder:{today - timedelta(days=today.weekday())}",
            title=f"积分异议{word}",
            url=f"/desk/volunteers/objection/{objection.pk}/change/",
        )
    return len(waiting)


# --- The act ------------------------------------------------------------------------------------------------------------

OWN = ("own_objection", "不能裁定与本人有关的异议，请由其他工作人员裁定")
# Source: docs/rules.md, "Publication and objections": decided by the street in time, with a reason, by nobody concerned.
objection_acts = declare_acts(
    Acts(
        Objection,
        member="member",
        loads=("member", "entry", "line__member", "area"),
        called="异议",
        acts=(
            Act("file", "提出异议", "提出", frozenset(), ObjectionState.FILED, own=True, by_form=True),
            Act(
                "decide",
                "裁定",
                "裁定",
                frozenset({ObjectionState.FILED}),
                None,
                permission=P.OBJECTION_DECIDE,
                asks=(
                    Ask(
                        "upheld",
                        "裁定",
                        choices=((True, "异议成立"), (False, "异议不成立")),
                        told="true 成立，false 不成立",
                    ),
                    Ask(
                        "remedy",
                        "更正方式",
                        column="remedy",
                        choices=Remedy.choices,
                        is_optional=True,
                        told="成立时须填写更正方式",
                        help="异议成立时选择；由社区更正的，请在理由中写明怎样更正、何时完成",
                    ),
                    Ask("reason", "理由", TEXT[1], shortest=TEXT[0], column="reason", told="理由，告知提出人"),
                ),
                stamps=("decided_by", "decided_at"),
                not_by=(
                    NotBy("member.user_id", *OWN),
                    NotBy("line.member.user_id", *OWN),
                    NotBy("entry.recorded_by_id", "own_entry", "这一条积分由您确认，异议须由其他工作人员裁定"),
                ),
                run=_decide,
                tells=_tell,
                done="已裁定：{state}，已通知提出人。",
                hint="成立的，写明怎样更正；不成立的，写明理由。结果会通知提出人。",
                icon="gavel",
                summary="裁定积分异议",
                description="成立的写明更正方式，不成立的写明理由。与本人有关的、本人确认的积分不能由本人裁定。",
            ),
        ),
    )
)
