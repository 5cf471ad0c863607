"""Service certificates: the member's own, their year in numbers, and the check that is open to everybody."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from orgtree.acts.pages import Group, Phone
from orgtree.files.pdf import pdf_reply
from orgtree.papers.pages import CHECK, check_paper
from orgtree.web.open_forms import guard_form
from volunteers.members.pages.access import member_page
from volunteers.points.services.points import points_of_year
from volunteers.recognition.choices.certificate import CertificateState
from volunteers.recognition.lists import certificate_list
from volunteers.recognition.models.certificate import Certificate
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
    """Whether a sheet is real, for whoever holds it: masked name, hours, issuer, and no more."""
    told = {"number": "如 2026-410305001-0007", "code": "记录单右上角，不分大小写"}
    asked = check_paper(request, Certificate.objects.all(), **told)
    context = {"form": asked.form, "certificate": asked.paper, "unknown": asked.is_unknown}
    context["valid"] = asked.paper is not None and asked.paper.state == CertificateState.ISSUED
    return render(request, "volunteers/recognition/certificate_check.html", context)
