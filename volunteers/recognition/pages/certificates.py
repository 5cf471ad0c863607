"""Service certificates: the member's own, their year in numbers, and the check that is open to everybody."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from orgtree.acts.pages import Group, Phone
from orgtree.days.rules.words import say_day
from orgtree.files.pdf import pdf_reply
from orgtree.papers.pages import CHECK, check_paper
from orgtree.text.rules.numbers import plain
from orgtree.web.open_forms import guard_form
from volunteers.members.pages.access import member_page
from volunteers.points.services.points import points_of_year
from volunteers.recognition.choices.certificate import CertificateState
from volunteers.recognition.lists import certificate_list
from volunteers.recognition.models.certificate import Certificate
from volunteers.recognition.models.service_slip import ServiceSlip
from volunteers.recognition.services.certificate_sheets import printed
from volunteers.recognition.services.certificates import by_year, certificates
from volunteers.recognition.services.volunteer_record import record_besides, training_years

phone_pages = Phone(
    certificates,
    certificate_list,
    many="member-certificates",
    one="member-certificate",
    seen=Certificate.objects.mine,
    groups=(Group("我的记录单", Certificate.objects.mine, "stretch purpose", empty="还没有开具过服务记录单。"),),
    facts="state stretch times hours number code purpose requested_at decided_at reason",
    makes="ask",
    access=member_page,
    back=("member-me", "返回我的"),
    tab="me",
    intro="由社区依据已确认的服务记录免费开具，写明时长和类别，可用编号和校验码查验。",
    row_template="volunteers/recognition/certificate.html",
)


@member_page
@require_GET
def sheet(request, pk: int):
    """One's own sheet as PDF; 404 for one that is not in force."""
    mine = Certificate.objects.mine(request.user).in_force()
    certificate = get_object_or_404(mine.select_related("member", "community__parent", "decided_by"), pk=pk)
    content = printed(certificates=[certificate], home=request.build_absolute_uri("/").rstrip("/"), by=request.user)
    return pdf_reply(content, f"服务记录单_{certificate.number}.pdf")


@member_page
@require_GET
def year(request, year: int):
    """One year: hours by kind, points, training, honours, appraisals; nothing compared with anybody. 404 for a year without."""
    services = by_year(request.member)
    years = sorted({*services, *training_years(request.member)}, reverse=True)
    if year not in years and year != timezone.localdate().year:
        raise Http404
    context = {
        "tab": "me",
        "year": year,
        "years": years,
        "services": services.get(year),
        "besides": record_besides(request.member, year),
        "points": points_of_year(request.user, year),
        "certificates": Certificate.objects.mine(request.user).in_force().filter(until__year=year),
    }
    return render(request, "volunteers/recognition/year.html", context)


@guard_form(CHECK)
def check(request):
    """Whether a sheet or slip is real, for whoever holds it: masked name, hours, issuer, and no more."""
    told = {"number": "如 2026-410305001-0007", "code": "纸的右上角，不分大小写"}
    asked = check_paper(request, Certificate.objects.all(), ServiceSlip.objects.all(), **told)
    context = {"form": asked.form, "paper": asked.paper, "unknown": asked.is_unknown}
    if asked.paper:
        context |= _slip_told(asked.paper) if isinstance(asked.paper, ServiceSlip) else _certificate_told(asked.paper)
    return render(request, "volunteers/recognition/certificate_check.html", context)


def _certificate_told(certificate: Certificate) -> dict:
    revoked = certificate.revoked_at and f"{say_day(timezone.localdate(certificate.revoked_at))}作废，"
    return {
        "called": "记录单",
        "valid": certificate.state == CertificateState.ISSUED,
        "why": f"{revoked}请以新开具的记录单为准。",
        "facts": [
            ("编号", certificate.number),
            ("姓名", certificate.member.masked_name),
            ("服务时间", certificate.stretch),
            ("服务时长", f"{plain(certificate.hours)}小时"),
            ("开具社区", f"{certificate.community.parent.name}{certificate.community.name}"),
            ("开具日期", say_day(timezone.localdate(certificate.decided_at))),
        ],
    }


def _slip_told(slip: ServiceSlip) -> dict:
    return {
        "called": "凭条",
        "valid": ServiceSlip.objects.in_force().filter(pk=slip.pk).exists(),
        "why": "所依据的服务记录已更正或作废，请以新打印的凭条为准。",
        "facts": [
            ("编号", slip.number),
            ("姓名", slip.record.member.masked_name),
            ("服务时间", slip.when_in_words),
            ("服务类别", slip.kind.name),
            ("服务时长", f"{plain(slip.hours)}小时"),
            ("开具", slip.issuer),
            ("开具日期", say_day(timezone.localdate(slip.issued_at))),
        ],
    }
