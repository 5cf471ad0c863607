"""Certificates as printed: one PDF for one sheet or a batch, each print written down."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import AccessLog
from orgtree.pdf import qr_svg, render_pdf
from orgtree.services.access import record_access
from volunteers.choices import CertificateState
from volunteers.models import Certificate
from volunteers.rules.numbers import plain

MOST_SHEETS = 200  # about six seconds of setting type


@transaction.atomic
def printed(*, certificates: Sequence[Certificate], home: str, by) -> bytes:
    """The PDF of sheets in force, a page each; `home` is the address of the site, for the QR codes.

    A print of other people's sheets is recorded. Raises RuleBroken for none, too many, or one that is not in force.
    """
    if not certificates:
        raise RuleBroken("nothing", "没有可打印的服务记录单")
    if len(certificates) > MOST_SHEETS:
        raise RuleBroken("too_many", f"一次最多打印{MOST_SHEETS}份，请分批选择")
    for certificate in certificates:
        if certificate.state != CertificateState.ISSUED:
            raise RuleBroken(
                "not_in_force", f"{certificate}：{certificate.get_state_display()}，不能打印", conflict=True
            )
        if certificate.member.user_id != by.pk:
            record_access(
                actor=by, action=AccessLog.Action.EXPORT, subject=f"打印服务记录单 {certificate}", area=certificate.area
            )
    return render_pdf("certificate.typ", [sheet(certificate, home) for certificate in certificates])


def to_print(ids: Sequence[int], by):
    """The certificates of these ids that `by` may print, in the order of their numbers."""
    rows = Certificate.objects.allowed(by, P.CERTIFICATE_ISSUE).filter(pk__in=ids)
    return list(rows.select_related("member", "community__parent", "decided_by").order_by("number"))


def sheet(certificate: Certificate, home: str) -> dict:
    """What the template prints. The address in the QR code leads to the public check."""
    check = home + reverse("certificate-check")
    street = certificate.community.parent
    return {
        "number": certificate.number,
        "code": certificate.code,
        "name": certificate.member.name,
        "member_number": certificate.member.number,
        "unit": certificate.member.unit_name,
        "from": _day(certificate.since),
        "to": _day(certificate.until),
        "times": str(certificate.times),
        "hours": plain(certificate.hours),
        "kinds": [{**line, "times": str(line["times"])} for line in certificate.lines],
        "check_page": check,
        "remark": f"用途：{certificate.purpose}。" if certificate.purpose else "",
        "issuer": f"{street.name if street else ''}{certificate.community.name}",
        "handler": certificate.decided_by.name,
        "date": _day(timezone.localdate(certificate.decided_at)),
        "qr": qr_svg(f"{check}?{urlencode({'number': certificate.number, 'code': certificate.code})}"),
    }


def _day(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
