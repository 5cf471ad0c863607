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

from orgtree.admin.actions import ObjectAction
from orgtree.admin.base import ScopedAdmin
from orgtree.admin.bulk import BulkAct, BulkMixin
from orgtree.choices import Permission as P
from orgtree.choices import RunState
from orgtree.documents import docx_response
from orgtree.errors import RuleBroken
from orgtree.models import AccessLog, Area
from orgtree.runs import progress_of
from orgtree.services.access import record_access
from volunteers.feedback import services
from volunteers.feedback.choices import FeedbackGrade, FeedbackState
from volunteers.feedback.models import FeedbackRun, FeedbackSheet
from volunteers.feedback.rules import LONGEST_TEXT, Stretch, offered
from volunteers.feedback.services.feedback_form import feedback_forms
from volunteers.members.desk.dress import Dressed
from volunteers.members.desk.titles import OfMember

S = FeedbackState
STATE_COLOURS = {
    "待送阅": "warning",
    "本人阅看中": "info",
    "本人已答复": "warning",
    "已签发": "success",
    "已送单位": "success",
    "单位已签收": "success",
    "已取消": "danger",
}


class AppraiseForm(Dressed):
    """The community's words, and for a yearly sheet its grade."""

    grade = forms.ChoiceField(
        label="评价等次", required=False, choices=[("", "不评（季度、半年表）"), *FeedbackGrade.choices]
    )
    text = forms.CharField(
        label="社区评语", required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )


class PaperReplyForm(Dressed):
    """What a member said at the counter or on paper."""

    agreed = forms.TypedChoiceField(
        label="本人答复", choices=[("yes", "无异议"), ("no", "有不同意见")], coerce=lambda value: value == "yes"
    )
    text = forms.CharField(
        label="意见", required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReceiptForm(Dressed):
    text = forms.CharField(
        label="单位回复", required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 2})
    )


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


def appraise(request, ids, data):
    return services.appraise_sheets(sheet_ids=ids, grade=data["grade"], text=data["text"], by=request.user)


def show(request, ids, data):
    return services.show_sheets(sheet_ids=ids, by=request.user)


def sign(request, ids, data):
    return services.sign_sheets(sheet_ids=ids, by=request.user)


def deliver(request, ids, data):
    return services.deliver_on_paper(sheet_ids=ids, by=request.user)


def print_forms(request, ids, data):
    """The chosen sheets in one file; who printed whose is recorded."""
    sheets = FeedbackSheet.objects.allowed(request.user, P.FEEDBACK_SIGN).filter(pk__in=ids)
    sheets = list(sheets.select_related("member", "unit", "community").order_by("member__name", "pk"))
    for area in {sheet.community for sheet in sheets}:
        rows = sum(sheet.community_id == area.pk for sheet in sheets)
        record_access(actor=request.user, action=AccessLog.Action.EXPORT, subject="反馈表打印", area=area, rows=rows)
    return docx_response(request, "在职党员社区表现反馈表.docx", feedback_forms(sheets))


def one(act, done: str):
    """The same act on a single row."""

    def run(request, sheet, data) -> str:
        act(request, [sheet.pk], data).raise_first()
        return done

    return run


def reply_on_paper(request, sheet, data) -> str:
    services.reply_to_sheet(sheet_id=sheet.pk, agreed=data["agreed"], text=data["text"], by=request.user)
    return "已登记本人答复。"


def receipt_on_paper(request, sheet, data) -> str:
    services.acknowledge_sheets(sheet_ids=[sheet.pk], text=data["text"], by=request.user).raise_first()
    return "已登记单位回执。"


class ReadyFilter(admin.SimpleListFilter):
    """Sheets that can be signed today."""

    title = "可以签发"
    parameter_name = "ready"

    def lookups(self, request, model_admin):
        return [("yes", "本人已答复或阅看期满")]

    def queryset(self, request, queryset):
        return queryset.to_sign(timezone.localdate()) if self.value() else queryset


def state_is(*states):
    return lambda sheet: sheet.state in states


def may_be_signed(sheet) -> bool:
    """Whether the member replied, or their time to do so is over."""
    return FeedbackSheet.objects.to_sign(timezone.localdate()).filter(pk=sheet.pk).exists()


@admin.register(FeedbackSheet)
class FeedbackSheetAdmin(OfMember, BulkMixin, ScopedAdmin):
    """Nobody edits a sheet: it is drawn from the records, appraised, shown, signed."""

    view_permission = P.FEEDBACK_SIGN
    records_looks = True
    menu_place = "people"
    tab_position = 60
    empty_hint = "每季度、半年、年度结束后，按已确认的服务记录生成，先送本人阅看，再签发给单位。"
    list_display = (
        "state_shown",
        "member",
        "unit_name",
        "period_shown",
        "sums_shown",
        "grade",
        "reply_shown",
        "reply_by",
    )
    list_display_links = ("state_shown", "member")
    list_filter = ("state", ReadyFilter, "period_kind", "community")
    list_select_related = ("member", "unit", "community")
    search_fields = ("member__name", "unit_name")
    search_help_text = "姓名、工作单位"
    ordering = ("-period_start", "-pk")
    fields = (
        *(
            "state_shown",
            "number_shown",
            "member",
            "unit_shown",
            "community",
            "period_shown",
            "sums_shown",
            "kinds_shown",
            "records_shown",
        ),
        *("posts_shown", "grade", "community_text", "drawn_at", "shown_at", "reply_by", "reply_shown", "signed_by"),
        *("signed_at", "code_shown", "on_paper", "sent_at", "acknowledged_by", "acknowledged_at", "unit_text"),
        "corrections_shown",
    )
    readonly_fields = fields
    bulk_acts = (
        BulkAct(
            "appraise",
            "填写评语与评价",
            "填写",
            P.FEEDBACK_SIGN,
            appraise,
            form=lambda data, request, ids: AppraiseForm(data),
            hint="所选各表写入同样的评语；已送本人阅看的，改后须再送阅。年度表须提出评价等次。",
        ),
        BulkAct("show", "送本人阅看", "送阅", P.FEEDBACK_SIGN, show),
        BulkAct("sign", "签发所选反馈表", "签发", P.FEEDBACK_SIGN, sign),
        BulkAct("deliver", "登记纸质送达单位", "登记", P.FEEDBACK_SIGN, deliver),
        BulkAct("print", "打印所选反馈表", "打印", P.FEEDBACK_SIGN, print_forms),
    )
    object_actions = (
        ObjectAction(
            key="appraise",
            label="填写评语与评价",
            permission=P.FEEDBACK_SIGN,
            run=one(appraise, "已填写。"),
            form=AppraiseForm,
            hint="年度表须提出评价等次。已送本人阅看的，改后须再送阅。",
            icon="edit_note",
            applies=state_is(S.DRAFTED, S.SHOWN, S.REPLIED),
        ),
        ObjectAction(
            key="show",
            label="送本人阅看",
            permission=P.FEEDBACK_SIGN,
            run=one(show, "已送本人阅看。"),
            icon="forward_to_inbox",
            hint="本人在手机上先看，可以提出意见；没有手机的请当面或用纸质表请其阅看，再登记答复。",
            applies=state_is(S.DRAFTED),
        ),
        ObjectAction(
            key="reply",
            label="登记本人答复（当面或纸质）",
            permission=P.FEEDBACK_SIGN,
            run=reply_on_paper,
            form=PaperReplyForm,
            icon="rate_review",
            hint="用于不便使用手机的党员，按其当面或书面的意见登记。",
            applies=state_is(S.SHOWN, S.REPLIED),
        ),
        ObjectAction(
            key="sign",
            label="签发",
            permission=P.FEEDBACK_SIGN,
            run=one(sign, "已签发。"),
            icon="draw",
            hint="签发后内容固定，不能修改。单位在平台有经办人的，随即送达；否则打印后纸质送达。",
            applies=may_be_signed,
        ),
        ObjectAction(
            key="deliver",
            label="登记纸质送达",
            permission=P.FEEDBACK_SIGN,
            run=one(deliver, "已登记送达。"),
            icon="local_post_office",
            applies=state_is(S.SIGNED),
        ),
        ObjectAction(
            key="receipt",
            label="登记单位回执（纸质）",
            permission=P.FEEDBACK_SIGN,
            run=receipt_on_paper,
            form=ReceiptForm,
            icon="task_alt",
            applies=lambda sheet: sheet.state == S.SENT and sheet.on_paper,
        ),
    )

    # --- Making them -------------------------------------------------------------------------------------------------

    def has_add_permission(self, request):
        return self.may(request, P.FEEDBACK_SIGN)

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

    # --- Columns -----------------------------------------------------------------------------------------------------

    @display(description="状态", ordering="state", label=STATE_COLOURS)
    def state_shown(self, sheet):
        return sheet.get_state_display()

    @display(description="编号")
    def number_shown(self, sheet):
        return sheet.number

    @display(description="工作单位")
    def unit_shown(self, sheet):
        return sheet.unit.name if sheet.unit else f"{sheet.unit_name}（未登记，纸质送达）"

    @display(description="周期", ordering="period_start")
    def period_shown(self, sheet):
        return sheet.stretch.label

    @display(description="服务")
    def sums_shown(self, sheet):
        facts = sheet.shown["facts"]
        return f"{facts['times']}次，{facts['hours']}小时"

    @display(description="按类别")
    def kinds_shown(self, sheet):
        kinds = sheet.shown["facts"]["kinds"]
        return "；".join(f"{name}{times}次{hours}小时" for name, times, hours in kinds) or "没有已确认的服务"

    @display(description="逐条明细")
    def records_shown(self, sheet):
        """The services that the sums were taken of, as the sheet keeps them."""
        records = sheet.shown["facts"].get("records", [])
        return format_html_join("", "{} {} {}小时<br>", records) or "无"

    @display(description="认领岗位")
    def posts_shown(self, sheet):
        return "、".join(sheet.shown["facts"]["posts"]) or "无"

    @display(description="本人意见")
    def reply_shown(self, sheet):
        return "：".join(filter(None, [sheet.reply_in_words, sheet.reply_text]))

    @display(description="校验码")
    def code_shown(self, sheet):
        return sheet.code or "签发后生成"

    @display(description="此后有更正")
    def corrections_shown(self, sheet):
        return "；".join(services.corrections(sheet)) or "无"
