"""The work report of an area: on the page, as a workbook, as a document."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_GET

from orgtree.boards.pages.board import VERSUS, asked, frame, today_asked
from orgtree.boards.pages.keeping import keep_form
from orgtree.boards.services.readings import note_opened
from orgtree.boards.services.report_documents import report_document
from orgtree.boards.services.report_sheets import report_workbook
from orgtree.boards.services.reports import Report, report
from orgtree.choices import Permission as P
from orgtree.choices import ViewPage
from orgtree.database.replica import from_copy
from orgtree.sheets.documents import docx_response
from orgtree.web.downloads import workbook_reply


@require_GET
@login_required
def show(request, area_id: int):
    area, period = asked(request, area_id)
    note_opened(ViewPage.REPORT, area.kind)
    told = _told(request, area, period)
    context = frame(request, area, period) | {
        "report": told,
        "tail": told.board.tail,
        "versus": VERSUS[period.kind],
        "may_export": area.may_export,
        "keeping": keep_form(ViewPage.REPORT, told.board.tail),
    }
    return render(request, "orgtree/boards/report.html", context)


@require_GET
@login_required
def as_workbook(request, area_id: int):
    area, period = asked(request, area_id, P.EXPORT)
    return workbook_reply(report_workbook(_told(request, area, period)), f"{area.name}工作报表_{period.slug}.xlsx")


@require_GET
@login_required
def as_document(request, area_id: int):
    area, period = asked(request, area_id, P.EXPORT)
    name = f"{area.name}工作报表_{period.slug}.docx"
    return docx_response(request, name, report_document(_told(request, area, period)))


def _told(request, area, period) -> Report:
    return from_copy(request, lambda: report(area, period, today=today_asked(request)))
