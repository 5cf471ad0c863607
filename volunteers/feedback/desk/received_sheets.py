"""Feedback sheets on the unit's desk: those delivered about its own members, to open, print and acknowledge."""

from django.contrib import admin
from django.http import Http404
from django.urls import path, reverse

from orgtree.choices import Permission as P
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkAct, BulkMixin
from orgtree.errors import RuleBroken
from orgtree.looks.services.access import record_rows
from orgtree.sheets.documents import docx_response
from orgtree.web.downloads import workbook_reply
from volunteers.feedback.lists import received_list
from volunteers.feedback.models import ReceivedSheet
from volunteers.feedback.services import received_sheets
from volunteers.feedback.services.feedback_form import feedback_forms, received_workbook


def delivered(request, ids) -> list[ReceivedSheet]:
    """The chosen sheets that were delivered to the viewer's unit and still say something; taking them out is recorded.

    Raises RuleBroken where none is left: the words went with a closed account, or their term is over.
    """
    sheets = ReceivedSheet.objects.allowed(request.user, P.FEEDBACK_RECEIVE).filter(pk__in=ids)
    kept = sheets.exclude(frozen={}).select_related("community", "unit", "member")
    found = list(kept.order_by("period_start", "pk"))
    if not found:
        raise RuleBroken("cleared", "所选反馈表的内容已注销或到期清除")
    for area in {sheet.community for sheet in found}:
        rows = [sheet for sheet in found if sheet.community_id == area.pk]
        record_rows(request.user, rows, subject="单位导出反馈表", area=area)
    return found


def print_forms(request, ids, data):
    return docx_response(request, "在职党员社区表现反馈表.docx", feedback_forms(delivered(request, ids)))


def export(request, ids, data):
    sheets = delivered(request, ids)
    about = f"单位：{sheets[0].frozen['unit']}；内容为社区签发时的反馈表，仅供本单位党组织了解党员在社区的服务情况使用"
    return workbook_reply(received_workbook(sheets, about=about), "在职党员社区表现反馈汇总表.xlsx")


@admin.register(ReceivedSheet)
class ReceivedSheetAdmin(BulkMixin, ScopedAdmin):
    """Only what was delivered, in the words that were signed: nothing else of a member is read here."""

    acts = received_sheets
    view_permission = P.FEEDBACK_RECEIVE
    menu_place = "people"
    tab_position = 40
    empty_hint = "社区签发并送来的反馈表出现在这里，看过后签收。"
    listing = received_list
    shows = (
        "state_shown sheet_number_shown name_shown community period_shown sums_shown kinds_shown posts_shown "
        "grade_shown text_shown reply_shown signed_at code_shown sent_at acknowledged_by acknowledged_at unit_text "
        "corrections_shown"
    )
    bulk_acts = (
        BulkAct("print", "打印所选反馈表", "打印", P.FEEDBACK_RECEIVE, print_forms),
        BulkAct("export", "导出汇总表", "导出", P.FEEDBACK_RECEIVE, export),
    )

    def may(self, request, permission, obj=None):
        """What is not delivered yet is not there for the unit, whatever its post says."""
        if isinstance(obj, ReceivedSheet) and obj.sent_at is None:
            return False
        return super().may(request, permission, obj)

    def get_urls(self):
        own = path(
            "<int:pk>/form.docx", self.admin_site.admin_view(self.form_view), name="volunteers_receivedsheet_form"
        )
        return [own, *super().get_urls()]

    def object_links(self, request, obj):
        if not obj.frozen:
            return []
        return [("打印反馈表", reverse("admin:volunteers_receivedsheet_form", args=[obj.pk]), "print")]

    def form_view(self, request, pk: int):
        """One delivered sheet as a document; 404 for another unit's, and for one that was emptied."""
        if not self.get_queryset(request).exclude(frozen={}).filter(pk=pk).exists():
            raise Http404
        return print_forms(request, [pk], {})

    def choice_label(self, obj):
        return f"{obj.frozen.get('name', '')} {obj.stretch.label}"
