"""Service certificates: asked for, issued in bulk from confirmed records, revoked when a record no longer stands."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.rules.reasons import check_reason
from orgtree.rules.steps import step_from
from orgtree.services.constraints import constraints_as_rules
from orgtree.services.locks import hold_for
from orgtree.services.outcome import Outcome
from volunteers.choices import CertificateState
from volunteers.models import Certificate, Member, ReportIn, ServiceRecord
from volunteers.rules.certificates import LABELS, STEPS, check_stretch, digest, lines_of, new_code, written_code
from volunteers.rules.numbers import plain, street_number


@transaction.atomic
def request_certificate(*, member_id: int, since: date, until: date, purpose: str = "", by) -> Certificate:
    """The request, waiting for the community where the member belongs. Asked for by the member, or at the desk for them.

    Raises RuleBroken (`future`, `backwards`, `nothing`, `already_waiting`, `elsewhere`).
    """
    member = Member.objects.select_for_update(of=("self",), no_key=True).filter(pk=member_id).first()
    community = member and _community_of(member)
    own = member is not None and member.user_id == by.pk
    if member is None or not (own or (community and by.holds_at(P.CERTIFICATE_ISSUE, community))):
        raise not_found()
    if community is None:
        raise RuleBroken("elsewhere", "目前没有有效的报到，请先报到", conflict=True)
    check_stretch(since, until, today=timezone.localdate())
    if not countable([member.pk], since, until).exists():
        raise RuleBroken("nothing", "这段时间没有已确认的服务记录", field="until")
    certificate = Certificate(
        member=member,
        community=community,
        since=since,
        until=until,
        purpose=purpose.strip(),
        requested_at=timezone.now(),
        requested_by=by,
    )
    with constraints_as_rules():
        certificate.save()
    return certificate


def _community_of(member: Member) -> Area | None:
    report_in = ReportIn.objects.belonging().filter(member=member).select_related("community").first()
    return report_in and report_in.community


def countable(member_ids: Iterable[int], since: date, until: date):
    """The records that a sheet counts: confirmed, voluntary, begun in the stretch, wherever the person belonged then."""
    records = ServiceRecord.objects.confirmed().filter(member__in=list(member_ids), is_volunteer_record=True)
    return records.filter(served_on__gte=since, served_on__lte=until)


@transaction.atomic
def issue_certificates(*, certificate_ids: Sequence[int], by) -> Outcome:
    """Issue what is asked for, each under the next number of its street and year. Nobody issues their own."""
    outcome, asked = Outcome(), set(certificate_ids)
    found = list(_locked(Certificate.objects.allowed(by, P.CERTIFICATE_ISSUE).filter(pk__in=asked)))
    numbers = _Numbers()
    for certificate in found:
        try:
            _check_issuer(certificate, by)
            _issue(certificate, numbers, by)
        except RuleBroken as broken:
            outcome.refuse(certificate, broken.message)
        else:
            outcome.done += 1
    outcome.refuse_missing(len(asked), len(found))
    return outcome


@transaction.atomic
def issue_for_members(*, member_ids: Sequence[int], since: date, until: date, by) -> tuple[Outcome, list[Certificate]]:
    """(what became of each, the sheets issued) without a request: for a printed batch. One sheet a member and stretch.

    A member who has a sheet in force for the very same stretch and hours keeps it; it is not issued twice.
    """
    outcome, issued = Outcome(), []
    members = Member.objects.allowed(by, P.CERTIFICATE_ISSUE).filter(pk__in=set(member_ids)).order_by("pk")
    numbers = _Numbers()
    found = list(members.select_for_update(of=("self",), no_key=True))
    for member in found:
        try:
            issued.append(_issue_for(member, since, until, numbers, by))
        except RuleBroken as broken:
            outcome.refuse(member, broken.message)
        else:
            outcome.done += 1
    outcome.refuse_missing(len(set(member_ids)), len(found))
    return outcome, issued


def _issue_for(member: Member, since: date, until: date, numbers: "_Numbers", by) -> Certificate:
    check_stretch(since, until, today=timezone.localdate())
    same = Certificate.objects.in_force().filter(member=member, since=since, until=until).first()
    if same and set(same.records.values_list("pk", flat=True)) == set(
        countable([member.pk], since, until).values_list("pk", flat=True)
    ):
        return same
    community = _community_of(member)
    if community is None:
        raise RuleBroken("elsewhere", "没有有效的报到，不能开具")
    certificate = Certificate(
        member=member, community=community, since=since, until=until, requested_at=timezone.now(), requested_by=by
    )
    _check_issuer(certificate, by)
    _issue(certificate, numbers, by)
    return certificate


def _locked(certificates):
    rows = certificates.select_related("member", "community").order_by("pk")
    return rows.select_for_update(of=("self",), no_key=True)


def _check_issuer(certificate: Certificate, by) -> None:
    step_from(STEPS, "issue", certificate.state, LABELS)
    if certificate.member.user_id == by.pk:
        raise RuleBroken("own_record", "不能开具本人的服务记录单，请由其他工作人员办理")


class _Numbers:
    """The next numbers of streets in this year; others who issue there wait until this transaction has ended."""

    def __init__(self):
        self.year = timezone.localdate().year
        self.last: dict[str, int] = {}

    def next(self, community: Area) -> str:
        first = street_number(year=self.year, community_code=community.code, serial=0).removesuffix("0000")
        if first not in self.last:
            hold_for(f"certificate:{first}")
            self.last[first] = Certificate.objects.filter(number__startswith=first).count()
        self.last[first] += 1
        return street_number(year=self.year, community_code=community.code, serial=self.last[first])


def _issue(certificate: Certificate, numbers: _Numbers, by) -> None:
    records = countable([certificate.member_id], certificate.since, certificate.until).select_related("kind")
    records = list(records.order_by("kind__position", "kind__code", "pk").select_for_update(of=("self",), no_key=True))
    if not records:
        raise RuleBroken("nothing", "这段时间没有已确认的服务记录")
    lines = lines_of((record.kind.name, record.hours) for record in records)
    certificate.number, certificate.code = numbers.next(certificate.community), new_code()
    certificate.lines = [{"name": line.name, "times": line.times, "hours": plain(line.hours)} for line in lines]
    certificate.times, certificate.hours = len(records), sum(record.hours for record in records)
    certificate.digest = digest(
        number=certificate.number,
        member=certificate.member_id,
        since=certificate.since,
        until=certificate.until,
        lines=lines,
    )
    certificate.state, certificate.decided_by, certificate.decided_at = CertificateState.ISSUED, by, timezone.now()
    certificate.save()
    certificate.records.set(records)


@transaction.atomic
def decline_certificate(*, certificate_id: int, reason: str, by) -> Certificate:
    """The request, declined with a reason that the member reads."""
    return _end(certificate_id, "decline", check_reason(reason, verb="不予开具"), by)


@transaction.atomic
def revoke_certificate(*, certificate_id: int, reason: str, by) -> Certificate:
    """The sheet, revoked: whoever checks it is told so."""
    return _end(certificate_id, "revoke", check_reason(reason, verb="作废"), by)


def _end(certificate_id: int, verb: str, reason: str, by) -> Certificate:
    rows = Certificate.objects.allowed(by, P.CERTIFICATE_ISSUE).filter(pk=certificate_id)
    certificate = _locked(rows).first()
    if certificate is None:
        raise not_found()
    step = step_from(STEPS, verb, certificate.state, LABELS)
    certificate.state, certificate.reason = step.to, reason
    if verb == "revoke":
        certificate.revoked_at = timezone.now()
    else:
        certificate.decided_by, certificate.decided_at = by, timezone.now()
    certificate.save()
    return certificate


@transaction.atomic
def revoke_resting_on(*, record_ids: Iterable[int], reason: str) -> int:
    """Revoke every sheet in force that counts one of these records; how many. The caller changed the records."""
    resting = Certificate.objects.in_force().filter(records__in=list(record_ids)).values("pk")
    certificates = list(_locked(Certificate.objects.filter(pk__in=resting)))
    for certificate in certificates:
        certificate.state, certificate.reason = CertificateState.REVOKED, reason[:200]
        certificate.revoked_at = timezone.now()
        certificate.save()
    return len(certificates)


def checked(*, number: str, code: str) -> Certificate | None:
    """The sheet with this number, if the code is its own; None otherwise, and never which of the two was wrong."""
    rows = Certificate.objects.exclude(number=None).select_related("member", "community__parent")
    certificate = rows.filter(number=number.strip()).first()
    if certificate and constant_time_compare(certificate.code, written_code(code)):
        return certificate
    return None


def by_year(member: Member) -> dict[int, dict]:
    """{year: {"times", "hours", "lines"}} of a member's confirmed services, the newest year first: their own page."""
    years = defaultdict(list)
    records = ServiceRecord.objects.confirmed().filter(member=member).select_related("kind").order_by("kind__position")
    for record in records:
        years[record.served_on.year].append((record.kind.name, record.hours))
    return {
        year: {"times": len(services), "hours": sum(hours for _, hours in services), "lines": lines_of(services)}
        for year, services in sorted(years.items(), reverse=True)
    }
