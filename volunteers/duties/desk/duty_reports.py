"""The desk's pages over all posts of an area: needed and held by class and place, and the list for public notice."""

from django.contrib import admin
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.lists import opening
from orgtree.looks.services.access import record_access
from orgtree.looks.services.persons import persons_of
from orgtree.models import AccessLog, Area
from orgtree.sheets.documents import docx_response
from orgtree.text.rules.numbers import row_id
from orgtree.web.downloads import workbook_reply
from volunteers.duties.services import duty_reports as reports
from volunteers.members.desk.behind import list_address


def asked_area(request, permission: str) -> Area:
    """The area of the address, or the highest one of the viewer's; Http404 where they do not hold `permission`."""
    reach = Area.objects.allowed(request.user, permission)
    wanted = request.GET.get("area")
    area = reach.filter(pk=row_id(wanted)).first() if wanted else reach.order_by("level", "code").first()
    if area is None:
        raise Http404
    return area


# What stands in the columns of the overview, as the list of posts is asked for it.
HEADS = ("posts", "posts", "waiting", "appointed", "missing")


def opened(tally: reports.Tally, area: Area) -> list:
    """The numbers of a line, each leading to the posts that make it."""
    place = {"at": area.pk} if tally.is_own else {"area__id__exact": (tally.area or area).pk}
    kind = {"post_class__exact": tally.post_class} if tally.post_class else {}
    return [
        opening(number, list_address("dutypost", heads=heads, **place, **kind))
        for number, heads in zip(tally.cells, HEADS, strict=True)
    ]


def overview_page(request):
    """Needed, claimed, appointed and missing by class and by place."""
    area = asked_area(request, P.MEMBER_VIEW)
    overview = reports.overview_of(area)
    above = area.get_ancestors(include_self=True)
    context = {
        **admin.site.each_context(request),
        "title": f"岗位需求一览：{area.name}",
        "overview": overview,
        "classes": [(tally, opened(tally, area)) for tally in overview.classes],
        "places": [(tally, opened(tally, area)) for tally in overview.places],
        "total": opened(overview.total, area),
        "above": above.filter(pk__in=Area.objects.allowed(request.user, P.MEMBER_VIEW).values("pk")),
        "may_export": request.user.holds_at(P.EXPORT, area),
        "back": reverse("admin:volunteers_dutypost_changelist"),
    }
    return TemplateResponse(request, "volunteers/duties/desk/duty_overview.html", context)


def overview_xlsx(request):
    area = asked_area(request, P.EXPORT)
    return workbook_reply(reports.overview_workbook(reports.overview_of(area)), f"{area.name}岗位需求一览.xlsx")


def notice_docx(request):
    area = asked_area(request, P.DUTY_MANAGE)
    document = reports.notice_document(area, _recorded_rows(request, area))
    return docx_response(request, f"{area.name}岗位公示表.docx", document)


def notice_xlsx(request):
    area = asked_area(request, P.DUTY_MANAGE)
    return workbook_reply(reports.notice_workbook(area, _recorded_rows(request, area)), f"{area.name}岗位公示表.xlsx")


def _recorded_rows(request, area: Area) -> list[tuple]:
    """The rows of the notice, with a line in the record of who took names away."""
    rows = reports.notice_rows(area)
    record_access(
        actor=request.user,
        action=AccessLog.Action.EXPORT,
        subject="岗位公示表",
        area=area,
        persons=persons_of(reports.claims_on_notice(area)),
        rows=max(len(rows), 1),
    )
    return rows


DUTY_REPORT_PAGES = (
    ("overview", overview_page),
    ("overview.xlsx", overview_xlsx),
    ("notice.docx", notice_docx),
    ("notice.xlsx", notice_xlsx),
)
