"""Slips of the member's own services: written by a press, then shown as PDF."""

from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from orgtree.files.pdf import pdf_reply
from volunteers.members.pages.access import member_page
from volunteers.recognition.models.service_slip import ServiceSlip
from volunteers.recognition.services.service_slips import issue_slips, printed
from volunteers.service.models.service import ServiceRecord


@member_page
@require_POST
def issue(request, pk: int):
    """The slip of a confirmed service of one's own, the same when asked again; 404 for any other."""
    record = get_object_or_404(ServiceRecord.objects.mine(request.user).confirmed(), pk=pk)
    (slip,) = issue_slips(ServiceRecord.objects.filter(pk=record.pk))
    return redirect("member-slip", slip.pk)


@member_page
@require_GET
def sheet(request, pk: int):
    """One's own slip as PDF; 404 for one that says something else than its record by now."""
    slip = get_object_or_404(ServiceSlip.objects.handed_out().mine(request.user).in_force(), pk=pk)
    content = printed(slips=[slip], home=request.build_absolute_uri("/").rstrip("/"), by=request.user)
    return pdf_reply(content, f"服务凭条_{slip.number}.pdf")
