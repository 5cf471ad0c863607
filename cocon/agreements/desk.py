"""Agreements on the desk: drafted, signed, printed, renewed, broken off; how far their goals are."""

from django import forms
from django.contrib import admin
from django.http import Http404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from cocon.agreements.choices import AgreementState
from cocon.agreements.lists import agreement_list
from cocon.agreements.models import Agreement
from cocon.agreements.services.acts import agreements
from cocon.agreements.services.agreements import WORDS, change_draft, draft_agreement, renew_agreement
from cocon.agreements.services.document import agreement_document
from cocon.agreements.services.goals import goals_written, progress_of
from cocon.declare import Tabs, goal_counters
from cocon.units.services.pairings import communities_for, units_for
from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.days.rules.months import last_day
from orgtree.desk.acts import form_button, object_actions_of
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.forms import DayInput, ServiceForm, check_day, form_with
from orgtree.desk.related import is_choosing
from orgtree.sheets.documents import docx_response
from orgtree.text.free_text import ScannedForm

DUTIES_UNIT = "发挥行业优势，每年参加社区组织的共建活动；组织在职党员到社区服务；按社区需求提供力所能及的资源。"
DUTIES_COMMUNITY = "及时告知居民需求和活动安排；为单位开展活动提供场地和协助；如实反馈服务情况。"
TERM = 12  # months that a new draft begins with


class AgreementForm(ServiceForm):
    """What the community writes down."""

    goals = forms.CharField(
        label="目标", required=False, max_length=900, widget=UnfoldAdminTextareaWidget(attrs={"rows": 4})
    )

    class Meta:
        model = Agreement
        fields = ("unit", "community", *WORDS)
        help_texts = {"duties_unit": "单位承担的责任", "duties_community": "社区承担的责任", "until": "最后一个有效日"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "goals" in self.fields:
            counted = "、".join(one.label for one in goal_counters.values())
            self.fields["goals"].help_text = f"每行一条，写明数量，如“联合主题党日 6次”。由平台自动计数的：{counted}"
            if self.instance.pk:
                self.initial["goals"] = goals_written(self.instance)


def renewal_form(request, agreement) -> type[ScannedForm]:
    """Until when; as long again, unless another day is typed."""
    following = agreement.until + timezone.timedelta(days=1)
    day = forms.DateField(
        label="续签到",
        widget=DayInput,
        validators=[check_day],
        initial=last_day(following, TERM),
        help_text="最后一个有效日",
    )
    return form_with(until=day)


def renew(request, agreement, data) -> str:
    made = renew_agreement(agreement_id=agreement.pk, until=data["until"], by=request.user)
    return f"已另起一份，{made.since:%Y-%m-%d}到{made.until:%Y-%m-%d}，等待双方签订。"


class StateFilter(admin.SimpleListFilter):
    """Agreements by what they are today."""

    title, parameter_name = "状态", "is"

    def lookups(self, request, model_admin):
        waiting = [("community", "待社区签"), ("unit", "待单位签")]
        return [*waiting, ("in_force", "有效"), ("expiring", "即将到期"), ("over", "已到期、已终止")]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        kinds = {
            "community": queryset.for_community,
            "unit": queryset.for_unit,
            "in_force": lambda: queryset.in_force_on(today),
            "expiring": lambda: queryset.expiring_on(today),
            "over": lambda: queryset.signed().filter(until__lt=today),
        }
        return kinds[self.value()]() if self.value() in kinds else queryset


@admin.register(Agreement)
class AgreementAdmin(ScopedAdmin):
    """Seen by both sides, each its own."""

    view_permission = P.COCON_VIEW
    add_permission = change_permission = P.COCON_MANAGE
    menu_place = "cocon"
    tab_position, tab_group = 34, Tabs.UNITS
    empty_hint = "社区起草协议，双方签订后生效；到期前提醒续签。"
    form = AgreementForm
    listing = agreement_list
    list_filter = (StateFilter,)
    search_fields = ("unit__name", "number")
    search_help_text = "单位名称或协议编号"
    course = (
        "number",
        "renews",
        "drafted_by",
        "drafted_at",
        "community_signed_by",
        "community_signed_at",
        "unit_signed_by",
        "unit_signed_at",
        "paper_at",
        "return_reason",
        "end_reason",
    )
    readonly_fields = ("state_shown", "left_shown", "progress_shown", *course)
    object_actions = (
        *object_actions_of(agreements),
        form_button(agreements, "renew", run=renew, build_form=renewal_form, is_repeatable=True),
    )

    def field_groups(self, request, obj=None):
        sides = ("duties_unit", "duties_community", "liaison_unit", "liaison_community")
        if obj is None:
            return ((None, {"fields": ("unit", "community", "since", "until", "goals", *sides)}),)
        goals = "goals" if self.has_change_permission(request, obj) else "progress_shown"
        top = ("state_shown", "left_shown", "unit", "community", "since", "until", goals, *sides)
        return ((None, {"fields": top}), ("签订与办理", {"fields": self.course}))

    def get_readonly_fields(self, request, obj=None):
        return ("unit", "community", *self.readonly_fields) if obj else self.readonly_fields

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (not isinstance(obj, Agreement) or obj.state == AgreementState.DRAFT)

    def rows_for(self, field, request):
        """Units of the district and above, communities of one's own."""
        if is_choosing(request):
            if field.name == "unit":
                return units_for(request.user)
            if field.name == "community":
                return communities_for(request.user)
        return super().rows_for(field, request)

    def get_changeform_initial_data(self, request):
        today = timezone.localdate()
        words = {"duties_unit": DUTIES_UNIT, "duties_community": DUTIES_COMMUNITY}
        days = {"since": today, "until": last_day(today, TERM)}
        return days | words | super().get_changeform_initial_data(request)

    @does(agreements, "draft")
    def save_by_service(self, request, obj, form, change):
        words = {name: form.cleaned_data[name] for name in (*WORDS, "goals")}
        if change:
            return change_draft(agreement_id=obj.pk, by=request.user, **words)
        ends = {name: form.cleaned_data[name] for name in ("unit", "community")}
        return draft_agreement(by=request.user, **ends, **words)

    # --- Papers and what is shown ------------------------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view(self.document_view)
        return [path("<int:pk>/agreement.docx", view, name="cocon_agreement_document"), *super().get_urls()]

    def object_links(self, request, obj):
        return [("打印协议", reverse("admin:cocon_agreement_document", args=[obj.pk]), "print")]

    def document_view(self, request, pk: int):
        """The agreement to be printed; 404 for another's."""
        agreement = self.get_queryset(request).select_related("unit", "community__parent").filter(pk=pk).first()
        if agreement is None:
            raise Http404
        return docx_response(request, f"共建协议-{agreement.unit.name}.docx", agreement_document(agreement))

    @display(description="目标进展")
    def progress_shown(self, obj):
        lines = [
            (
                one.goal,
                one.reached,
                one.goal.measure_word,
                "自动计数" if one.is_counted else one.goal.evidence or "未填报",
            )
            for one in progress_of(obj)
        ]
        return format_html_join(mark_safe("<br>"), "{}：已完成 {}{}（{}）", lines) or "—"
