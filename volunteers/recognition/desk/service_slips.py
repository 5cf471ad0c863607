"""Slips on the desk: printed from the list of services, for whoever issues certificates there."""

from django.contrib import admin
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.desk.bulk import BulkAct
from orgtree.files.pdf import pdf_reply
from volunteers.recognition.desk.certificates import home
from volunteers.recognition.services.service_slips import issue_slips, printed
from volunteers.service.models.service import ServiceRecord


def print_slips(request, ids, data):
    """Slips of the chosen services that are confirmed and whose papers the viewer issues."""
    slips = issue_slips(ServiceRecord.objects.allowed(request.user, P.CERTIFICATE_ISSUE).filter(pk__in=ids))
    content = printed(slips=slips, home=home(request), by=request.user)
    return pdf_reply(content, f"服务凭条_{timezone.localdate():%Y%m%d}.pdf")


services = admin.site._registry[ServiceRecord]
services.bulk_acts = (
    *services.bulk_acts,
    BulkAct("proven-slips", "打印服务凭条", "打印", P.CERTIFICATE_ISSUE, print_slips),
)
