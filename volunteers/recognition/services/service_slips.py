"""Slips of single services: written when first printed, found again for the same words, printed with the way to the nightly root."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from orgtree.days.rules.words import say_day
from orgtree.errors import RuleBroken
from orgtree.files.pdf import qr_svg, render_pdf
from orgtree.looks.services.access import record_rows
from orgtree.papers.rules import new_code, street_start
from orgtree.papers.services import next_number
from orgtree.proofs.rules import Proof
from orgtree.proofs.services import proofs_of
from orgtree.text.rules.numbers import plain
from volunteers.recognition.models.service_slip import SAID, ServiceSlip
from volunteers.service.models.service import ServiceRecord, ServiceRecordQuerySet

PAPER = "service-slip"  # the kind under which slips come below nightly roots
MARK = "FW-"  # how their numbers begin: one page checks them and certificates
MOST_SLIPS = 200  # as many as rows are chosen at once


@transaction.atomic
def issue_slips(records: ServiceRecordQuerySet) -> list[ServiceSlip]:
    """The slip of each confirmed one of the records: that which says the same, else a new one; in the order of time.

    Raises RuleBroken (`nothing`, `too_many`). The caller narrowed the records to those that the person may print.
    """
    chosen = records.confirmed().select_related("area", "kind").order_by("started_at", "pk")
    chosen = list(chosen.select_for_update(of=("self",), no_key=True)[: MOST_SLIPS + 1])
    if not chosen:
        raise RuleBroken("nothing", "没有已确认的服务记录，不能打印凭条")
    if len(chosen) > MOST_SLIPS:
        raise RuleBroken("too_many", f"一次最多打印{MOST_SLIPS}份，请分批选择")
    known = set(ServiceSlip.objects.in_force().filter(record__in=chosen).values_list("record", flat=True))
    new = [record for record in chosen if record.pk not in known]
    for record in sorted(new, key=lambda record: record.area.code):  # series are held in one order
        _issue(record)
    slips = ServiceSlip.objects.handed_out().in_force().filter(record__in=chosen)
    return list(slips.order_by("started_at", "record"))


def _issue(record: ServiceRecord) -> None:
    start = MARK + street_start(year=timezone.localdate().year, community_code=record.area.code)
    slip = ServiceSlip(record=record, **{name: getattr(record, name) for name in SAID})
    slip.number, slip.code, slip.issued_at = next_number(ServiceSlip, "number", start), new_code(), timezone.now()
    slip.seal()
    slip.save()


@transaction.atomic
def printed(*, slips: Sequence[ServiceSlip], home: str, by) -> bytes:
    """The PDF, three to a page; `home` is the address of the site, for the QR codes. A print of other people's is recorded."""
    others = [slip.record for slip in slips if slip.record.member.user_id != by.pk]
    if others:
        record_rows(by, others, subject="打印服务凭条", area=others[0].area)
    proofs = proofs_of(PAPER, slips)
    return render_pdf("service_slip.typ", [_sheet(slip, home, proofs.get(slip.pk)) for slip in slips])


def said_on(slip: ServiceSlip) -> list[tuple[str, str]]:
    """What the slip says, as pairs: all that a check without a network compares, but for the name."""
    return [
        ("编号", slip.number),
        ("服务", slip.when_in_words),
        ("类别", slip.kind.name),
        ("小时", plain(slip.hours)),
        ("开具", slip.issuer),
        ("日期", str(timezone.localdate(slip.issued_at))),
    ]


def _sheet(slip: ServiceSlip, home: str, proof: Proof | None) -> dict:
    """What the template prints: no name, but the number of the person's file."""
    check = home + reverse("certificate-check")
    code = f"{check}?{urlencode({'number': slip.number, 'code': slip.code})}"
    return {
        "number": slip.number,
        "code": slip.code,
        "member_number": slip.record.member.number,
        "when": slip.when_in_words,
        "kind": slip.kind.name,
        "hours": plain(slip.hours),
        "issuer": slip.issuer,
        "date": say_day(timezone.localdate(slip.issued_at)),
        "check_page": check,
        "qr": qr_svg(f"{code}#{proof}", error="l") if proof else qr_svg(code),
        "proofs_page": home + reverse("proofs") if proof else "",
    }
