"""Service certificates: the member's own, their year in numbers, and the check that is open to everybody."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from orgtree.acts import does
from orgtree.errors import RuleBroken
from orgtree.files.pdf import pdf_reply
from orgtree.papers.pages import check_paper
from volunteers.members.pages.access import member_page
from volunteers.points.services.points import points_of_year
from volunteers.recognition.choices.certificate import CertificateState
from volunteers.recognition.forms.certificates import CheckForm, RequestForm
from volunteers.recognition.models.certificate import Certificate
from volunteers.recognition.services.certificate_sheets import printed
from volunteers.recognition.services.certificates import by_year, request_certificate
from volunteers.recognition.services.certificates import certificates as acts
from volunteers.recognition.services.volunteer_record import record_besides, training_years


@does(acts, "ask")
@member_page
def certificates(request):
    """What was asked for and issued, and the form to ask."""
    form = RequestForm(request.POST or None)
    if form.is_valid() and _ask(form, request):
        return redirect("member-certificates")
    context = {"tab": "me", "form": form, "certificates": Certificate.objects.mine(request.user)}
    return render(request, "volunteers/recognition/certificates.html", context)


def _ask(form: RequestForm, request) -> bool:
    try:
        request_certificate(member_id=request.member.pk, by=request.user, **form.cleaned_data)
    except RuleBroken as error:
        form.refuse(error)
        return False
    messages.success(request, "申请已提交，社区开具后可以在这里下载。")
    return True


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


@require_GET
def check(request):
    """Whether a sheet is real, for whoever holds it: masked name, hours, issuer, and no more."""
    asked = check_paper(request, CheckForm, Certificate.objects.all())
    context = {"form": asked.form, "certificate": asked.paper, "unknown": asked.is_unknown}
    context["valid"] = asked.paper is not None and asked.paper.state == CertificateState.ISSUED
    return render(request, "volunteers/recognition/certificate_check.html", context)
