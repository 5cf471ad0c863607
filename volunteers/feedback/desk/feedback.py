"""Feedback sheets on the community's desk: made, appraised, shown to the member, signed."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from unfold.decorators import display

from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.choices import RunState
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkAct, BulkMixin
from orgtree.errors import RuleBroken
from orgtree.looks.services.access import record_rows
from orgtree.models import Area
from orgtree.runs import progress_of
from orgtree.sheets.documents import docx_response
from volunteers.feedback import services
from volunteers.feedback.lists import feedback_list
from volunteers.feedback.models import FeedbackRun, FeedbackSheet
from volunteers.feedback.rules import Stretch, offered
from volunteers.feedback.services.feedback_form import feedback_forms
from volunteers.feedback.services.runs import feedback_runs
from volunteers.members.desk.behind import MemberFilter
from volunteers.members.desk.dress import Dressed
from volunteers.members.desk.titles import OfMember


class DrawForm(Dressed):
    """Whose sheets, and of which stretch of time."""

    community = forms.ModelChoiceField(Area.objects.none(), label="社区", empty_label="请选择")
    period = forms.TypedChoiceField(label="周期", coerce=Stretch.parse)

    def __init__(self, data, user):
        super().__init__(data)
        communities = Area.objects.allowed(user, P.FEEDBACK_SIGN).communities().current().order_by("code")
        self.fields["community"].queryset = communities
        self.fields["period"].choices = [(one.slug, one.label) for one in offered(timezone.localdate())]
        if len(communities) == 1:
            self.initial["community"] = communities[0].pk


def print_forms(request, ids, data):
    """The chosen sheets in one file; who printed whose is recorded."""
    sheets = FeedbackSheet.objects.allowed(request.user, P.FEEDBACK_SIGN).filter(pk__in=ids)
    sheets = list(sheets.select_related("member", "unit", "community").order_by("member__name", "pk"))
    for area in {sheet.community for sheet in sheets}:
        rows = [sheet for sheet in sheets if sheet.community_id == area.pk]
        record_rows(request.user, rows, subject="反馈表打印", area=area)
    return docx_response(request, "在职党员社区表现反馈表.docx", feedback_forms(sheets))


class ReadyFilter(admin.SimpleListFilter):
    """Sheets that can be signed today."""

    title = "可以签发"
    parameter_name = "ready"

    def lookups(self, request, model_admin):
        return [("yes", "本人已答复或阅看期满")]

    def queryset(self, request, queryset):
        return queryset.to_sign(timezone.localdate()) if self.value() else queryset


@admin.register(FeedbackSheet)
class FeedbackSheetAdmin(OfMember, BulkMixin, ScopedAdmin):
    """Nobody edits a sheet: it is drawn from the records, appraised, shown, signed."""

    acts = services.feedback_sheets
    view_permission = P.FEEDBACK_SIGN
    menu_place = "people"
    tab_position = 60
    empty_hint = "每季度、半年、年度结束后，按已确认的服务记录生成，先送本人阅看，再签发给单位。"
    listing = feedback_list
    list_filter = [ReadyFilter, MemberFilter]
    search_fields = ("member__name", "unit_name")
    search_help_text = "姓名、工作单位"
    shows = (
        "state_shown sheet_number_shown member unit_shown community period_shown sums_shown kinds_shown records_shown "
        "posts_shown grade community_text drawn_at shown_at reply_by reply_shown signed_by signed_at code_shown "
        "on_paper sent_at acknowledged_by acknowledged_at unit_text corrections_shown"
    )
    bulk_acts = (BulkAct("print", "打印所选反馈表", "打印", P.FEEDBACK_SIGN, print_forms),)

    # --- Making them -------------------------------------------------------------------------------------------------

    def has_add_permission(self, request):
        return self.may(request, P.FEEDBACK_SIGN)

    @does(feedback_runs, "start")
    def add_view(self, request, form_url="", extra_context=None):
        """新增 here means: make the sheets of a community and period."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = DrawForm(request.POST or None, request.user)
        if form.is_valid():
            try:
                run = services.start_drawing(
                    community=form.cleaned_data["community"], stretch=form.cleaned_data["period"], by=request.user
                )
            except RuleBroken as broken:
                form.add_error(broken.field if broken.field in form.fields else None, broken.message)
            else:
                return HttpResponseRedirect(reverse("admin:volunteers_feedbacksheet_run", args=[run.pk]))
        context = self._page(request, "生成反馈表") | {"form": form}
        return TemplateResponse(request, "volunteers/feedback/desk/feedback_draw.html", context)

    def _page(self, request, title: str) -> dict:
        back = reverse("admin:volunteers_feedbacksheet_changelist")
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "back": back}

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("runs/<int:pk>/", view(self.run_view), name="volunteers_feedbacksheet_run"),
            path("<int:pk>/form.docx", view(self.form_view), name="volunteers_feedbacksheet_form"),
        ]
        return [*own, *super().get_urls()]

    def run_view(self, request, pk: int):
        """How far a run is, and what came of it; the page asks again by itself until it has ended."""
        runs = FeedbackRun.objects.allowed(request.user, P.FEEDBACK_SIGN).select_related("area")
        run = runs.filter(pk=pk).first()
        if run is None:
            raise Http404
        context = self._page(request, f"生成反馈表：{run}") | {
            "run": run,
            "working": run.is_waiting,
            "failed": run.state in (RunState.FAILED, RunState.STOPPED),
            "done": progress_of(run)[0],
            "counts": [(label, run.counts.get(key, 0)) for key, label in services.COUNTED.items()],
        }
        return TemplateResponse(request, "volunteers/feedback/desk/feedback_run.html", context)

    def object_links(self, request, obj):
        return [("打印反馈表", reverse("admin:volunteers_feedbacksheet_form", args=[obj.pk]), "print")]

    def form_view(self, request, pk: int):
        """One sheet as a document; 404 for another's."""
        if not self.get_queryset(request).filter(pk=pk).exists():
            raise Http404
        return print_forms(request, [pk], {})

    @display(description="逐条明细")
    def records_shown(self, sheet):
        """The services that the sums were taken of, as the sheet keeps them."""
        records = sheet.shown["facts"].get("records", [])
        return format_html_join("", "{} {} {}小时<br>", records) or "无"
