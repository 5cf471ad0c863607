"""Certificates as printed, one PDF for one sheet or a batch, and as a list for the national system; each written down."""

from collections.abc import Sequence
from typing import IO, Any
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.days.rules.words import say_day
from orgtree.errors import RuleBroken
from orgtree.files.pdf import qr_svg, render_pdf
from orgtree.looks.services.access import record_rows
from orgtree.proofs.rules import Proof
from orgtree.proofs.services import proofs_of
from orgtree.sheets.workbooks import Heading, Sheet, write_workbook
from orgtree.text.rules.numbers import plain
from volunteers.recognition.choices.certificate import CertificateState
from volunteers.recognition.models.certificate import Certificate

PAPER = "certificate"  # the kind under which sheets come below nightly roots
MOST_SHEETS = 200  # about six seconds of setting type
# The fields of a volunteer service certificate [V3]; what the platform does not keep is left for the issuer to fill.
HEADINGS = (
    Heading("证明编号", width=24),
    Heading("开具日期", width=14),
    Heading("志愿者姓名", width=12),
    Heading("证件类型", width=12),
    Heading("证件号码", width=22),
    Heading("志愿者编号", width=14),
    Heading("服务开始", width=14),
    Heading("服务结束", width=14),
    Heading("服务次数", number=True, summed=True),
    Heading("服务时间（小时）", number=True, decimals=1, summed=True),
    Heading("服务内容", width=40),
    Heading("出具单位", width=24),
    Heading("负责人", width=12),
    Heading("经办人", width=12),
    Heading("联系电话", width=16),
    Heading("备注", width=24),
)


@transaction.atomic
def printed(*, certificates: Sequence[Certificate], home: str, by) -> bytes:
    """The PDF of sheets in force, a page each; `home` is the address of the site, for the QR codes.

    A print of other people's sheets is recorded. Raises RuleBroken for none, too many, or one that is not in force.
    """
    _hand_out(certificates, "打印", by)
    proofs = proofs_of(PAPER, certificates)
    sheets = [sheet(certificate, home, proofs.get(certificate.pk)) for certificate in certificates]
    return render_pdf("certificate.typ", sheets)


@transaction.atomic
def standard_workbook(*, certificates: Sequence[Certificate], by) -> IO[bytes]:
    """The sheets in force by the fields of a certificate, for typing into or loading into the national system.

    ID numbers are not kept: their columns are empty. Recorded and refused like a print.
    """
    _hand_out(certificates, "导出", by)
    about = "证件、负责人和联系电话平台不保存，由出具单位按实际补填；只列有效的服务记录单"
    return write_workbook([Sheet("服务记录", "志愿服务记录（按证明字段）", about, HEADINGS, map(_line, certificates))])


def _hand_out(certificates: Sequence[Certificate], act: str, by) -> None:
    """Record that the sheets go out. Raises RuleBroken for none, too many, or one that is not in force."""
    if not certificates:
        raise RuleBroken("nothing", f"没有可{act}的服务记录单")
    if len(certificates) > MOST_SHEETS:
        raise RuleBroken("too_many", f"一次最多{act}{MOST_SHEETS}份，请分批选择")
    for certificate in certificates:
        if certificate.state != CertificateState.ISSUED:
            raise RuleBroken(
                "not_in_force", f"{certificate}：{certificate.get_state_display()}，不能{act}", conflict=True
            )
        if certificate.member.user_id != by.pk:
            subject = f"{act}服务记录单 {certificate}"
            record_rows(by, [certificate], subject=subject, area=certificate.area)


def _line(certificate: Certificate) -> list[Any]:
    member = certificate.member
    return [
        certificate.number,
        timezone.localdate(certificate.decided_at),
        member.name,
        "",
        "",
        member.number,
        certificate.since,
        certificate.until,
        certificate.times,
        certificate.hours,
        certificate.lines_in_words,
        _issuer(certificate),
        "",
        certificate.decided_by.name,
        "",
        certificate.purpose,
    ]


def to_print(ids: Sequence[int], by):
    """The certificates of these ids that `by` may print, in the order of their numbers."""
    rows = Certificate.objects.allowed(by, P.CERTIFICATE_ISSUE).filter(pk__in=ids)
    return list(rows.select_related("member", "community__parent", "decided_by").order_by("number"))


def said_on(certificate: Certificate) -> list[tuple[str, str]]:
    """What the sheet says, as pairs: all that a check without a network compares, but for the name."""
    return [
        ("编号", str(certificate.number)),
        ("服务", f"{certificate.since}至{certificate.until}"),
        ("次数", str(certificate.times)),
        ("小时", plain(certificate.hours)),
        ("开具", _issuer(certificate)),
        ("日期", str(timezone.localdate(certificate.decided_at))),
    ]


def sheet(certificate: Certificate, home: str, proof: Proof | None = None) -> dict:
    """What the template prints. The address in the QR code leads to the public check; behind its # stands the proof, which no server sees."""
    check = home + reverse("certificate-check")
    code = f"{check}?{urlencode({'number': certificate.number, 'code': certificate.code})}"
    return {
        "number": certificate.number,
        "code": certificate.code,
        "name": certificate.member.name,
        "member_number": certificate.member.number,
        "unit": certificate.member.unit_name,
        "from": say_day(certificate.since),
        "to": say_day(certificate.until),
        "times": str(certificate.times),
        "hours": plain(certificate.hours),
        "kinds": [{**line, "times": str(line["times"])} for line in certificate.lines],
        "check_page": check,
        "remark": f"用途：{certificate.purpose}。" if certificate.purpose else "",
        "issuer": _issuer(certificate),
        "handler": certificate.decided_by.name,
        "date": say_day(timezone.localdate(certificate.decided_at)),
        "qr": qr_svg(f"{code}#{proof}", error="l") if proof else qr_svg(code),
        "proofs_page": home + reverse("proofs") if proof else "",
    }


def _issuer(certificate: Certificate) -> str:
    street = certificate.community.parent
    return f"{street.name if street else ''}{certificate.community.name}"
