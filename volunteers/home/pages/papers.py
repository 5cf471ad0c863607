"""The paper kit on the desk and on the phone: filled from live data, within scope, each print recorded."""

from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from orgtree.choices import Permission as P
from orgtree.looks.services.access import record_rows
from orgtree.models import Area
from orgtree.sheets.documents import docx_response
from orgtree.web.downloads import workbook_reply
from volunteers.home.services import kit
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn
from volunteers.members.pages.access import member_page
from volunteers.members.services.own_report_in import latest_report_in

FORMS = {"slip": ("报到单", kit.report_in_slip), "register": ("报到登记表", kit.register_form)}
BLANKS = {
    "slip": ("报到单", kit.report_in_slip),
    "register": ("报到登记表", kit.register_form),
    "roster": ("在职党员社区报到一览表", lambda: kit.roster_document(None, [])),
    "card": ("服务（活动）记录卡", kit.service_card),
    "contacts": ("社区联系方式一览表", lambda: kit.contacts_document([])),
}


def _communities(user):
    return Area.objects.allowed(user, P.MEMBER_VIEW).communities().current()


@login_required
@require_GET
def papers(request):
    """The kit: blank forms, and the lists of the viewer's communities; 404 for who sees no members."""
    if not request.user.holds(P.MEMBER_VIEW):
        raise Http404
    context = {
        **admin.site.each_context(request),
        "title": "纸质表单",
        "blanks": [(key, label) for key, (label, _) in BLANKS.items()],
        "communities": _communities(request.user).filter(pk__in=_exportable(request.user)).order_by("code"),
    }
    return render(request, "volunteers/home/desk/papers.html", context)


def _exportable(user):
    return Area.objects.allowed(user, P.EXPORT).values("pk")


@login_required
@require_GET
def blank(request, form: str):
    """An empty form for the counter."""
    if form not in BLANKS or not request.user.holds(P.MEMBER_VIEW):
        raise Http404
    label, build = BLANKS[form]
    return docx_response(request, f"{label}（空白）.docx", build())


@login_required
@require_GET
def report_in_form(request, pk: int, form: str):
    """报到单 or 报到登记表 of one report-in."""
    report_ins = ReportIn.objects.allowed(request.user, P.MEMBER_VIEW)
    report_in = get_object_or_404(report_ins.select_related("member", "community", "area__parent"), pk=pk)
    if form not in FORMS:
        raise Http404
    label, build = FORMS[form]
    _record(request, f"{label}（编号{report_in.member.number}）", report_in.area, [report_in])
    return docx_response(request, f"{label}-{report_in.member.name}.docx", build(report_in))


@login_required
@require_GET
def card(request, pk: int):
    """服务（活动）记录卡 of a member, of the year asked for or this one."""
    members = Member.objects.allowed(request.user, P.SERVICE_VIEW)
    member = get_object_or_404(members.select_related("area__parent__parent"), pk=pk)
    _record(request, f"服务记录卡（编号{member.number}）", member.area, [member])
    return _card(request, member)


def _card(request, member: Member):
    year = kit.year_or_now(request.GET.get("year"), timezone.localdate())
    return docx_response(request, f"服务记录卡-{member.name}-{year}.docx", kit.service_card(member, year))


@login_required
@require_GET
def roster(request, pk: int, ending: str):
    """在职党员社区报到一览表 of one community, as .docx or .xlsx; for those who may export there."""
    _check_ending(ending)
    community = get_object_or_404(_communities(request.user).filter(pk__in=_exportable(request.user)), pk=pk)
    rows = kit.roster_rows(community)
    _record(request, "在职党员社区报到一览表", community, list(kit.on_roster(community)))
    name = f"在职党员社区报到一览表-{community.name}.{ending}"
    if ending == "xlsx":
        return workbook_reply(kit.roster_workbook(community, rows), name)
    return docx_response(request, name, kit.roster_document(community, rows))


@login_required
@require_GET
def contacts(request, ending: str):
    """社区联系方式一览表 of the viewer's communities."""
    _check_ending(ending)
    if not request.user.holds(P.MEMBER_VIEW):
        raise Http404
    rows = kit.contact_rows(_communities(request.user))
    if ending == "xlsx":
        return workbook_reply(kit.contacts_workbook(rows), "社区联系方式一览表.xlsx")
    return docx_response(request, "社区联系方式一览表.docx", kit.contacts_document(rows))


def _check_ending(ending: str) -> None:
    if ending not in ("docx", "xlsx"):
        raise Http404


def _record(request, subject: str, area: Area, rows: list) -> None:
    record_rows(request.user, rows, subject=subject, area=area)


@member_page
@require_GET
def own_form(request, form: str):
    """The member's own 报到单 or 登记表."""
    report_in = latest_report_in(request.user)
    if form not in FORMS or report_in is None:
        raise Http404
    label, build = FORMS[form]
    return docx_response(request, f"{label}.docx", build(report_in))


@member_page
@require_GET
def own_card(request):
    """The member's own 服务记录卡."""
    return _card(request, request.member)
