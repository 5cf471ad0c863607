"""Report-ins (报到): submitted, accepted or returned, placed in a grid, transferred, ended.

A member belongs to one community at a time. Every function locks the members first, then re-reads the
report-ins, so that two decisions on one person are taken in turn.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.rules.reasons import check_reason
from orgtree.rules.steps import check_actor, step_from
from orgtree.rules.tree import RESIDENT_COMMITTEE_KINDS
from orgtree.services.constraints import constraints_as_rules
from orgtree.services.outcome import Outcome
from orgtree.services.settling import settle
from volunteers.declare import report_in_ended, report_ins_accepted
from volunteers.members.choices.report_in import ReportInOrigin, ReportInState
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn, ReportInStep
from volunteers.members.rules.report_in import LABELS, STEPS, check_close_reason, check_pause, placed
from volunteers.members.rules.residence import checked_residence


@transaction.atomic
def submit_report_in(*, member: Member, community: Area, residence: str, origin: str, by) -> ReportIn:
    """The new report-in, waiting for the community. Raises RuleBroken (`already_live`, `community`, `residence`).

    The member submits their own; otherwise the desk of the community does.
    """
    locked = Member.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
    if locked.closed_at:
        raise RuleBroken("closed", "该登记已注销，需要时请重新登记", conflict=True)
    if locked.user_id != by.pk and not by.holds_at(P.REPORT_IN_DECIDE, community):
        raise not_found(field="community")
    return _open_new(locked, community, residence, origin, by)


def _open_new(member: Member, community: Area, residence: str, origin: str, by) -> ReportIn:
    community = _settled(community)
    report_in = ReportIn(
        member=member,
        community=community,
        area=community,
        origin=origin,
        residence=checked_residence(residence),
        submitted_at=timezone.now(),
    )
    with constraints_as_rules():
        report_in.save()
    _move_member(member, community)
    _note([report_in], by)
    return report_in


def check_destination(community: Area, residence: str) -> None:
    """Raise RuleBroken at `community` or `residence` unless a report-in could go there."""
    _check_community(community)
    checked_residence(residence)


def _settled(community: Area) -> Area:
    """The community as it stands, not to be dissolved before the report-in is written; raises RuleBroken."""
    community = settle(community)
    _check_community(community)
    return community


def _check_community(community: Area) -> None:
    if community.kind not in RESIDENT_COMMITTEE_KINDS or community.is_dissolved:
        raise RuleBroken("community", "请选择现有的社区或村", field="community")


def _move_member(member: Member, area: Area) -> None:
    member.area = area
    member.save(update_fields=["area"])


def _note(report_ins: Sequence[ReportIn], by, reason: str = "") -> None:
    now = timezone.now()
    ReportInStep.objects.bulk_create(
        ReportInStep(report_in=report_in, state=report_in.state, reason=reason, by=by, at=now)
        for report_in in report_ins
    )


def ripen(report_in: ReportIn, state: str) -> None:
    """Set the state; of one that is paused, the state that it will come back to."""
    if report_in.state == ReportInState.SUSPENDED:
        report_in.state_before = state
    else:
        report_in.state = state


def put(report_in: ReportIn, area: Area, at: datetime) -> None:
    """Write on an unsaved change of a report-in that it is in this grid or building from `at` on."""
    ripen(report_in, placed(report_in.state_before or report_in.state))
    report_in.area = area
    report_in.gridded_at = report_in.gridded_at or at


@transaction.atomic
def resubmit_report_in(*, report_in_id: int, residence: str, community: Area | None = None, by) -> ReportIn:
    """The returned report-in, handed in again, to the same community unless another is given."""
    report_in = _open(report_in_id, "resubmit", by)
    if community and community.pk != report_in.community_id:
        community = _settled(community)
        report_in.community = report_in.area = community
        _move_member(report_in.member, community)
    report_in.residence = checked_residence(residence)
    report_in.submitted_at = timezone.now()
    report_in.return_reason = ""
    return _take(report_in, "resubmit", by)


@transaction.atomic
def accept_report_ins(*, report_in_ids: Sequence[int], by) -> Outcome:
    """Accept what waits: the person belongs to the community from now on; what follows (points) is declared."""
    report_ins, outcome = _decidable(report_in_ids, "accept", by)
    now = timezone.now()
    for report_in in report_ins:
        report_in.state, report_in.accepted_at, report_in.decided_by = ReportInState.ACCEPTED, now, by
    ReportIn.objects.bulk_update(report_ins, ["state", "accepted_at", "decided_by"])
    _note(report_ins, by)
    report_ins_accepted.run(report_ins=report_ins, by=by)
    outcome.done = len(report_ins)
    return outcome


@transaction.atomic
def return_report_in(*, report_in_id: int, reason: str, by) -> ReportIn:
    """The report-in, sent back with a reason that the member reads."""
    text = check_reason(reason, verb="退回")
    [report_in], _ = _decidable([report_in_id], "return", by, strict=True)
    report_in.return_reason, report_in.decided_by = text, by
    return _take(report_in, "return", by, text)


@transaction.atomic
def place_report_ins(*, report_in_ids: Sequence[int], area: Area, by) -> Outcome:
    """Put members on the roll into a grid or building of their community; whoever was placed before is moved."""
    area = settle(area)
    if area.kind not in (AreaKind.GRID, AreaKind.BUILDING) or area.is_dissolved:
        raise RuleBroken("area", "请选择网格或楼栋", field="area")
    report_ins, outcome = _decidable(report_in_ids, "place", by)
    fit = []
    for report_in in report_ins:
        if area.is_descendant_of(report_in.community):
            fit.append(report_in)
        else:
            outcome.refuse(report_in, f"{area}不属于{report_in.community}")
    now = timezone.now()
    for report_in in fit:
        put(report_in, area, now)
    ReportIn.objects.bulk_update(fit, ["state", "state_before", "area", "gridded_at"])
    Member.objects.filter(pk__in=[report_in.member_id for report_in in fit]).update(area=area)
    _note(fit, by, str(area))
    outcome.done = len(fit)
    return outcome


@transaction.atomic
def mark_posted(*, member_ids: Collection[int], by) -> int:
    """How many became 已认岗: those on the roll who had no post before. Called when a claim is approved, in its transaction."""
    return _follow("post", "posted_at", member_ids, by)


@transaction.atomic
def mark_serving(*, member_ids: Collection[int], by) -> int:
    """How many became 服务中: those with a post, at their first confirmed service. Call it before locking their years."""
    return _follow("serve", "serving_at", member_ids, by)


def _follow(verb: str, stamp: str, member_ids: Collection[int], by) -> int:
    """Take a step that follows from something else, where the state allows it; a paused one takes it for later."""
    step = STEPS[verb]
    ready = Q(state__in=step.leaves) | Q(state=ReportInState.SUSPENDED, state_before__in=step.leaves)
    report_ins = _locked(ReportIn.objects.filter(ready, member__in=member_ids))
    for report_in in report_ins:
        ripen(report_in, step.to)
        setattr(report_in, stamp, timezone.now())
    ReportIn.objects.bulk_update(report_ins, ["state", "state_before", stamp])
    _note(report_ins, by)
    return len(report_ins)


@transaction.atomic
def suspend_report_in(*, report_in_id: int, reason: str, until: date | None = None, by) -> ReportIn:
    """The report-in, paused from now on, by the member or the desk: nothing is expected of the member.

    `until` is the day on which it goes on by itself; None: until somebody resumes it. Raises RuleBroken.
    """
    check_pause(reason, until, timezone.localdate())
    report_in = _open(report_in_id, "suspend", by)
    report_in.state_before = report_in.state
    report_in.suspend_reason, report_in.suspended_until = reason, until
    report_in.suspended_at, report_in.suspended_by = timezone.now(), by
    return _take(report_in, "suspend", by, report_in.get_suspend_reason_display())


@transaction.atomic
def resume_report_in(*, report_in_id: int, by) -> ReportIn:
    """The report-in, going on in the state it had before the pause."""
    return _resume(_open(report_in_id, "resume", by), by)


def _resume(report_in: ReportIn, by, reason: str = "") -> ReportIn:
    report_in.state = report_in.state_before
    return _take(_without_pause(report_in), "resume", by, reason)


@transaction.atomic
def resume_due() -> int:
    """How many pauses ended today or before, and have gone on; each step is noted for whoever set the date."""
    due = ReportIn.objects.filter(state=ReportInState.SUSPENDED, suspended_until__lte=timezone.localdate())
    report_ins = _locked(due)
    for report_in in report_ins:
        _resume(report_in, report_in.suspended_by, "暂停期满")
    return len(report_ins)


@transaction.atomic
def withdraw_report_in(*, report_in_id: int, by) -> ReportIn:
    """The report-in, taken back before the community accepted it."""
    return _take(_end(_open(report_in_id, "withdraw", by)), "withdraw", by)


@transaction.atomic
def transfer_report_in(*, member: Member, community: Area, residence: str, by) -> ReportIn:
    """The new report-in at `community`; the live one is closed as transferred. Hours and points stay with the person."""
    live = ReportIn.objects.live().filter(member=member).values_list("pk", flat=True).first()
    if live is None:
        raise RuleBroken("no_live", "目前没有有效的报到，请直接提交报到")
    old = _open(live, "transfer", by)
    if old.community_id == community.pk:
        raise RuleBroken("same_community", "已在该社区报到", field="community")
    _take(_end(old), "transfer", by)
    report_in_ended.run(member_id=old.member_id, reason="报到转出", by=by)
    origin = ReportInOrigin.SELF if old.member.user_id == by.pk else ReportInOrigin.PROXY
    return _open_new(old.member, community, residence, origin, by)


@transaction.atomic
def close_report_in(*, report_in_id: int, reason: str, by) -> ReportIn:
    """The report-in, ended for good: by the member (本人退出) or by the community with any reason of `CloseReason`."""
    report_in = _open(report_in_id, "close", by)
    check_close_reason(reason, by_member=report_in.member.user_id == by.pk)
    report_in.close_reason = reason
    report_in_ended.run(member_id=report_in.member_id, reason="报到注销", by=by)
    return _take(_end(report_in), "close", by, report_in.get_close_reason_display())


def _end(report_in: ReportIn) -> ReportIn:
    report_in.ended_at = timezone.now()
    return _without_pause(report_in)


def _without_pause(report_in: ReportIn) -> ReportIn:
    report_in.state_before = report_in.suspend_reason = ""
    report_in.suspended_at = report_in.suspended_until = report_in.suspended_by = None
    return report_in


def _take(report_in: ReportIn, verb: str, by, reason: str = "") -> ReportIn:
    """Move to the state that `verb` leads to, where it leads to one, and log the step."""
    report_in.state = STEPS[verb].to or report_in.state
    report_in.save()
    _note([report_in], by, reason)
    return report_in


def _open(report_in_id: int, verb: str, by) -> ReportIn:
    """The report-in, locked, on which `by` may take the step as the member or as the desk; raises RuleBroken."""
    [report_in] = _locked(ReportIn.objects.filter(pk=report_in_id)) or [None]
    if report_in is None:
        raise not_found()
    check_actor(
        STEPS[verb],
        is_member=report_in.member.user_id == by.pk,
        is_desk=ReportIn.objects.allowed(by, P.REPORT_IN_DECIDE).filter(pk=report_in_id).exists(),
    )
    step_from(STEPS, verb, report_in.state, LABELS)
    return report_in


def _locked(report_ins) -> list[ReportIn]:
    """The report-ins of a queryset, read after their members were locked in the order of their ids."""
    member_ids = list(report_ins.order_by().values_list("member_id", flat=True))
    list(Member.objects.filter(pk__in=member_ids).order_by("pk").select_for_update(of=("self",), no_key=True))
    return list(report_ins.select_related("member", "community", "area").order_by("pk"))


def _decidable(ids: Sequence[int], verb: str, by, *, strict: bool = False) -> tuple[list[ReportIn], Outcome]:
    """(locked report-ins on which the desk may take the step; the refusals so far). `strict`: raise the first."""
    asked = set(ids)
    found = _locked(ReportIn.objects.allowed(by, P.REPORT_IN_DECIDE).filter(pk__in=asked))
    outcome, fit = Outcome(), []
    for report_in in found:
        try:
            _check_decision(report_in, verb, by)
        except RuleBroken as broken:
            if strict:
                raise
            outcome.refuse(report_in, broken.message)
        else:
            fit.append(report_in)
    outcome.refuse_missing(len(asked), len(found))
    if strict and not found:
        raise not_found()
    return fit, outcome


def _check_decision(report_in: ReportIn, verb: str, by) -> None:
    step_from(STEPS, verb, report_in.state, LABELS)
    if report_in.member.user_id == by.pk:
        raise RuleBroken("own_record", "不能办理本人的报到，请由其他工作人员办理")
