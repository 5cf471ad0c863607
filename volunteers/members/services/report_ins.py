"""Report-ins (报到) begun, moved and carried on by what follows; what people do about them is in `report_in_acts`.

A member belongs to one community at a time. Every function locks the members first, then re-reads the report-ins.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from orgtree.acts import Noted, follow, note_steps, perform_on
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from volunteers.members.choices.report_in import ReportInOrigin, ReportInState
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import BELONGING, ReportIn
from volunteers.members.rules.residence import checked_residence
from volunteers.members.services.report_in_acts import check_community, move_member, report_ins, settled


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
    community = settled(community)
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
    move_member(member, community)
    note_steps(report_ins, [Noted(report_in, "submit", "", report_in.state, by, report_in.submitted_at)])
    return report_in


def check_destination(community: Area, residence: str) -> None:
    """Raise RuleBroken at `community` or `residence` unless a report-in could go there."""
    check_community(community)
    checked_residence(residence)


@transaction.atomic
def mark_posted(*, member_ids: Collection[int], by) -> int:
    """How many became 已认岗: those on the roll who had no post before. Called when a claim is approved, in its transaction."""
    return _follow("post", [ReportInState.ACCEPTED, ReportInState.GRIDDED], member_ids, by)


@transaction.atomic
def mark_serving(*, member_ids: Collection[int], by) -> int:
    """How many became 服务中: those with a post, at their first confirmed service. Call it before locking their years."""
    return _follow("serve", [ReportInState.POSTED], member_ids, by)


def _follow(key: str, leaves: Collection[str], member_ids: Collection[int], by) -> int:
    """Take a step that follows from something else, where the state allows it; a paused one takes it for later."""
    ready = Q(state__in=leaves) | Q(state=ReportInState.SUSPENDED, state_before__in=leaves)
    return follow(report_ins, key, locked_report_ins(ReportIn.objects.filter(ready, member__in=member_ids)), by=by)


@transaction.atomic
def resume_due() -> int:
    """How many pauses ended today or before, and have gone on; each step is noted for whoever set the date."""
    due = locked_report_ins(
        ReportIn.objects.filter(state=ReportInState.SUSPENDED, suspended_until__lte=timezone.localdate())
    )
    return sum(follow(report_ins, "resume", [one], by=one.suspended_by, reason="暂停期满") for one in due)


@transaction.atomic
def transfer_report_in(*, member: Member, community: Area, residence: str, by) -> ReportIn:
    """The new report-in at `community`; the live one is closed as transferred. Hours and points stay with the person."""
    [old] = locked_report_ins(ReportIn.objects.live().filter(member=member)) or [None]
    if old is None:
        raise RuleBroken("no_live", "目前没有有效的报到，请直接提交报到")
    if old.member.user_id != by.pk:
        raise not_found()
    if old.community_id == community.pk:
        raise RuleBroken("same_community", "已在该社区报到", field="community")
    perform_on(report_ins, "transfer", old, by=by)
    return _open_new(old.member, community, residence, ReportInOrigin.SELF, by)


@transaction.atomic
def end_with_account(*, member: Member, by) -> int:
    """End the live report-in of a member whose account is closed; how many there were. The caller has checked `by`."""
    live = locked_report_ins(ReportIn.objects.live().filter(member=member))
    return sum(follow(report_ins, "leave" if one.state in BELONGING else "withdraw", [one], by=by) for one in live)


def locked_report_ins(rows) -> list[ReportIn]:
    """The report-ins of a queryset, read after their members were locked in the order of their ids."""
    member_ids = list(rows.order_by().values_list("member_id", flat=True))
    list(Member.objects.filter(pk__in=member_ids).order_by("pk").select_for_update(of=("self",), no_key=True))
    return list(rows.select_related("member", "community", "area", "suspended_by").order_by("pk"))
