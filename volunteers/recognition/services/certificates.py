"""Service certificates: asked for, issued in bulk from confirmed records, revoked when a record no longer stands."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, ask_reason, asks_of, declare_acts, follow
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.papers.rules import new_code, street_start
from orgtree.papers.services import next_number
from orgtree.text.rules.numbers import plain
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn
from volunteers.recognition.choices.certificate import CertificateState
from volunteers.recognition.models.certificate import Certificate
from volunteers.recognition.rules.certificates import check_stretch, lines_of
from volunteers.service.models.service import ServiceRecord

DECIDED = ("decided_by", "decided_at")


def _ask(certificate: Certificate, doing: Doing) -> None:
    """Waiting for the community where the member belongs. Raises RuleBroken (`future`, `backwards`, `nothing`, `elsewhere`)."""
    member = Member.objects.mine(doing.by).select_for_update(of=("self",), no_key=True).first()
    if member is None:
        raise not_found()
    community = _community_of(member)
    if community is None:
        raise RuleBroken("elsewhere", "目前没有有效的报到，请先报到", conflict=True)
    certificate.member, certificate.community = member, community
    check_stretch(certificate.since, certificate.until, today=timezone.localdate())
    if not countable([member.pk], certificate.since, certificate.until).exists():
        raise RuleBroken("nothing", "这段时间没有已确认的服务记录", field="until")


def _community_of(member: Member) -> Area | None:
    report_in = ReportIn.objects.belonging().filter(member=member).select_related("community").first()
    return report_in and report_in.community


def countable(member_ids: Iterable[int], since: date, until: date):
    """The records that a sheet counts: confirmed, voluntary, begun in the stretch, wherever the person belonged then."""
    records = ServiceRecord.objects.confirmed().filter(member__in=list(member_ids), is_volunteer_record=True)
    return records.filter(served_on__gte=since, served_on__lte=until)


def _lock_member(doing: Doing, ids: Sequence[int]) -> None:
    """One sheet at a time for a person."""
    member = Member.objects.select_for_update(of=("self",), no_key=True).get(pk=doing.said["member"].pk)
    doing.said["member"] = member


def _same_sheet(doing: Doing) -> Certificate | None:
    """The sheet in force for the very same stretch and records: the member keeps it."""
    member, since, until = (doing.said[name] for name in ("member", "since", "until"))
    same = Certificate.objects.in_force().filter(member=member, since=since, until=until).first()
    counted = set(countable([member.pk], since, until).values_list("pk", flat=True))
    return same if same and set(same.records.values_list("pk", flat=True)) == counted else None


def _issue_unasked(certificate: Certificate, doing: Doing) -> None:
    """Without a request. Raises RuleBroken (`future`, `backwards`, `nothing`, `elsewhere`)."""
    check_stretch(certificate.since, certificate.until, today=timezone.localdate())
    community = _community_of(certificate.member)
    if community is None:
        raise RuleBroken("elsewhere", "没有有效的报到，不能开具")
    certificate.community = community
    certificate.requested_by, certificate.requested_at = doing.by, doing.at
    _issue(certificate, doing)


def _issue(certificate: Certificate, doing: Doing) -> None:
    """Fix what the sheet says: its number, its lines, the records that it rests on."""
    rows = countable([certificate.member_id], certificate.since, certificate.until).select_related("kind")
    records = list(rows.order_by("kind__position", "kind__code", "pk").select_for_update(of=("self",), no_key=True))
    if not records:
        raise RuleBroken("nothing", "这段时间没有已确认的服务记录")
    lines = lines_of((record.kind.name, record.hours) for record in records)
    start = street_start(year=timezone.localdate().year, community_code=certificate.community.code)
    certificate.number, certificate.code = next_number(Certificate, "number", start), new_code()
    certificate.lines = [{"name": line.name, "times": line.times, "hours": plain(line.hours)} for line in lines]
    certificate.times, certificate.hours = len(records), sum(record.hours for record in records)
    certificate.seal()
    certificate.save()
    certificate.records.set(records)


def _note_revoked(certificate: Certificate, doing: Doing) -> None:
    certificate.revoked_at = doing.at


def revoke_resting_on(*, record_ids: Iterable[int], reason: str) -> int:
    """Revoke every sheet in force that counts one of these records; how many. The caller changed the records."""
    resting = Certificate.objects.in_force().filter(records__in=list(record_ids)).values("pk")
    sheets = Certificate.objects.filter(pk__in=resting).select_related("member", "community").order_by("pk")
    return follow(certificates, "revoke", sheets.select_for_update(of=("self",), no_key=True), reason=reason)


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


# --- The acts -----------------------------------------------------------------------------------------------------------

NOT_OWN = NotBy("member.user_id", "own_record", "不能开具本人的服务记录单，请由其他工作人员办理")
FOR_MEMBER = Ask(
    "member", "党员", column="member", rows=lambda user, ids=None: Member.objects.allowed(user, P.CERTIFICATE_ISSUE)
)
STRETCH = asks_of(
    Certificate,
    "since until",
    since={"usual": lambda: timezone.localdate().replace(month=1, day=1)},
    until={"usual": timezone.localdate, "told": "截止日期，不晚于今天"},
)
PURPOSE = asks_of(Certificate, "purpose", purpose={"help": "会印在记录单上，可不填", "told": "用途"})
REQUESTED, ISSUED = frozenset({CertificateState.REQUESTED}), frozenset({CertificateState.ISSUED})
# Source: docs/rules.md, "Certificates" (志愿服务条例 Art. 19–20: true, free, on request).
certificates = declare_acts(
    Acts(
        Certificate,
        member="member",
        loads=("member", "community__parent"),
        acts=(
            Making(
                "ask",
                "申请开具",
                "申请",
                CertificateState.REQUESTED,
                own=True,
                asks=STRETCH + PURPOSE,
                stamps=("requested_by", "requested_at"),
                run=_ask,
                done="申请已提交，社区开具后可以在这里下载。",
                again="此前已申请，返回原申请",
                summary="申请服务记录单",
                description="党员本人申请，由社区开具。已有另一份申请在等待时返回409；同样内容再次提交返回200和原申请。",
            ),
            Making(
                "issue_for",
                "开具并打印服务记录单",
                "开具",
                CertificateState.ISSUED,
                permission=P.CERTIFICATE_ISSUE,
                on="member",
                many=True,
                address="issue-for-members",
                asks=(FOR_MEMBER, *STRETCH),
                stamps=DECIDED,
                not_by=(NOT_OWN,),
                first=_lock_member,
                known=_same_sheet,
                each_counts=True,  # with other records there is another sheet
                run=_issue_unasked,
                hint="每人一页，依据这段时间已确认的服务记录开具。没有服务记录的人不开具；内容没有变化的沿用原来的编号。",
                summary="按党员批量开具",
                description="`ids` 为党员的编号，无须本人申请。没有服务记录的不开具；同一时段内容没有变化的沿用原来的编号，不会开具两次。",
            ),
            Act(
                "issue",
                "开具",
                "开具",
                REQUESTED,
                CertificateState.ISSUED,
                permission=P.CERTIFICATE_ISSUE,
                stamps=DECIDED,
                not_by=(NOT_OWN,),
                run=_issue,
                many=True,
                final=True,
                done="已开具，可以打印，本人可以下载。",
                hint="依据这段时间已确认的服务记录开具。",
                icon="workspace_premium",
                summary="批量开具服务记录单",
                description="逐条判断：能办的办，不能办的列出原因。依据已确认的服务记录开具，不能开具本人的。",
            ),
            Act(
                "decline",
                "不予开具",
                "不予开具",
                REQUESTED,
                CertificateState.DECLINED,
                permission=P.CERTIFICATE_ISSUE,
                asks=(ask_reason("不予开具", column="reason"),),
                stamps=DECIDED,
                done="已告知本人不予开具的原因。",
                hint="本人会看到原因，可以重新申请。",
                description="写明原因，本人可见，可以重新申请。同样原因重复提交返回同一结果。",
            ),
            Act(
                "revoke",
                "作废",
                "作废",
                ISSUED,
                CertificateState.REVOKED,
                permission=P.CERTIFICATE_ISSUE,
                asks=(ask_reason("作废", column="reason"),),
                run=_note_revoked,
                done="已作废，查验时会显示作废。",
                hint="查验时会显示已作废。服务记录更正或作废时，系统会自动作废所依据的记录单。",
                icon="block",
                summary="作废服务记录单",
                description="查验时会显示已作废。同样原因重复提交返回同一结果。",
            ),
        ),
    )
)
