"""Units report in (单位党组织报到): filed by the unit's clerk or by the community for them, accepted with a numbered receipt."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area, Institution
from orgtree.models.scope import inside
from orgtree.rules.phones import office_phone
from orgtree.rules.reasons import check_reason
from orgtree.rules.steps import check_actor, step_from
from orgtree.rules.tree import RESIDENT_COMMITTEE_KINDS
from orgtree.services.constraints import constraints_as_rules
from orgtree.services.locks import hold_for
from orgtree.services.outcome import Outcome
from orgtree.services.validation import check_valid
from volunteers.members.choices.unit_report_in import UnitReportInState
from volunteers.members.models.unit_report_in import UnitReportIn
from volunteers.members.rules.numbers import street_number
from volunteers.members.rules.unit_report_in import LABELS, STEPS

FIELDS = ("party_org", "head", "liaison", "phone", "members_count", "services")


def units_for(user):
    """Open units that `user` may file for: their own, and for a community's desk those seated in its street."""
    own = Institution.objects.filter(pk__in=[post.institution_id for post in user.live_posts if post.institution_id])
    units = own.allowed(user, P.UNIT_REPORT)
    for street in _streets_of(user):
        units |= Institution.objects.filter(inside(street, "area"))
    return units.filter(closed_on__isnull=True).order_by("name")


def _streets_of(user) -> list[Area]:
    """The streets above the areas where `user`'s posts let them handle report-ins of units; higher areas as they are."""
    seats = Area.objects.filter(pk__in=[post.area_id for post in user.live_posts if post.area_id])
    found = []
    for seat in seats.allowed(user, P.UNIT_REPORT):
        above = seat.get_ancestors(include_self=True).filter(kind__in=[AreaKind.STREET, AreaKind.TOWN]).first()
        found.append(above or seat)
    return found


def communities_for(user):
    """Communities where `user` may file: the desk's own, and for a unit's clerk those of the unit's district."""
    units = Institution.objects.allowed(user, P.UNIT_REPORT).filter(
        pk__in=[post.institution_id for post in user.live_posts if post.institution_id]
    )
    found = Area.objects.allowed(user, P.UNIT_REPORT)
    for unit in units.select_related("area"):
        district = unit.area.get_ancestors(include_self=True).filter(kind=AreaKind.DISTRICT).first() or unit.area
        found |= Area.objects.filter(inside(district, ""))
    return found.communities().current().select_related("parent").order_by("code")


@transaction.atomic
def file_unit_report_in(*, unit: Institution, community: Area, by, **fields) -> UnitReportIn:
    """The new report-in, waiting for the community; `fields` are FIELDS. Raises RuleBroken at the wrong field."""
    _check_ends(unit, community, by)
    report_in = UnitReportIn(unit=unit, community=community, filed_by=by, filed_at=timezone.now())
    _write(report_in, fields)
    with constraints_as_rules():
        report_in.save()
    return report_in


def _check_ends(unit: Institution, community: Area, by) -> None:
    if not units_for(by).filter(pk=unit.pk).exists():
        raise not_found("单位", field="unit")
    if community.kind not in RESIDENT_COMMITTEE_KINDS or community.is_dissolved:
        raise RuleBroken("community", "请选择现有的社区或村", field="community")
    if not communities_for(by).filter(pk=community.pk).exists():
        raise not_found("社区", field="community")


def _write(report_in: UnitReportIn, fields: dict) -> None:
    """Put `fields` into the row and check it; raises RuleBroken at the wrong field."""
    for name in FIELDS:
        if name in fields:
            value = fields[name]
            setattr(report_in, name, value.strip() if isinstance(value, str) else value)
    try:
        report_in.phone = office_phone(report_in.phone) if report_in.phone else ""
    except ValueError as error:
        raise RuleBroken("phone", "请填写电话号码，如 0379-63210000；没有就留空", field="phone") from error
    check_valid(report_in, exclude=("unit", "community"))


@transaction.atomic
def resubmit_unit_report_in(*, report_in_id: int, by, **fields) -> UnitReportIn:
    """The returned report-in, corrected and handed in again."""
    report_in = _open(report_in_id, "resubmit", by)
    report_in.state, report_in.return_reason = UnitReportInState.SUBMITTED, ""
    report_in.filed_by, report_in.filed_at = by, timezone.now()
    _write(report_in, fields)
    report_in.save()
    return report_in


@transaction.atomic
def accept_unit_report_ins(*, report_in_ids: Sequence[int], by) -> Outcome:
    """Accept what waits; each gets the next receipt number of its street and year."""
    rows = _locked(UnitReportIn.objects.allowed(by, P.REPORT_IN_DECIDE).filter(pk__in=set(report_in_ids)))
    outcome, now = Outcome(), timezone.now()
    outcome.refuse_missing(len(set(report_in_ids)), len(rows))
    for report_in in rows:
        if report_in.state != UnitReportInState.SUBMITTED:
            outcome.refuse(report_in, f"当前状态为“{report_in.get_state_display()}”，不能接收")
            continue
        report_in.state, report_in.accepted_at, report_in.decided_by = UnitReportInState.ACCEPTED, now, by
        report_in.receipt_number = _next_number(report_in.community)
        report_in.save()
        outcome.done += 1
    return outcome


def _next_number(community: Area) -> str:
    """The next number of the street and year; other acceptances of the street wait until this one has ended."""
    year = timezone.localdate().year
    first = street_number(year=year, community_code=community.code, serial=0).removesuffix("0000")
    hold_for(f"unit-receipt:{first}")
    taken = UnitReportIn.objects.filter(receipt_number__startswith=first).count()
    return street_number(year=year, community_code=community.code, serial=taken + 1)


@transaction.atomic
def return_unit_report_in(*, report_in_id: int, reason: str, by) -> UnitReportIn:
    """The report-in, sent back with a reason that the unit reads."""
    report_in = _open(report_in_id, "return", by)
    report_in.return_reason = check_reason(reason, verb="退回")
    report_in.state, report_in.decided_by = UnitReportInState.RETURNED, by
    report_in.save()
    return report_in


@transaction.atomic
def end_unit_report_in(*, report_in_id: int, reason: str, by) -> UnitReportIn:
    """The report-in, ended by either side with a reason; the unit may report in there anew."""
    report_in = _open(report_in_id, "end", by)
    report_in.end_reason = check_reason(reason, verb="结束")
    report_in.state, report_in.ended_at, report_in.decided_by = UnitReportInState.ENDED, timezone.now(), by
    report_in.save()
    return report_in


def _open(report_in_id: int, verb: str, by) -> UnitReportIn:
    """The report-in, locked, on which `by` may take the step for the unit or for the community; raises RuleBroken."""
    [report_in] = _locked(UnitReportIn.objects.filter(pk=report_in_id)) or [None]
    if report_in is None:
        raise not_found()
    seats = {post.institution_id for post in by.live_posts}
    within = UnitReportIn.objects.filter(pk=report_in_id)
    check_actor(
        STEPS[verb],
        is_member=report_in.unit_id in seats and within.allowed(by, P.UNIT_REPORT).exists(),
        is_desk=within.allowed(by, P.REPORT_IN_DECIDE).exists(),
    )
    step_from(STEPS, verb, report_in.state, LABELS)
    return report_in


def _locked(rows) -> list[UnitReportIn]:
    return list(
        rows.select_for_update(of=("self",), no_key=True).select_related("unit", "community__parent").order_by("pk")
    )
