"""Who answers for streets, communities and grids, on the desk: the roll, training, coverage, cards and norms."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from unfold.decorators import display

from grids.bases import GridsAdmin
from grids.declare import Tabs
from grids.staff.choices import CardState
from grids.staff.lists import card_list, cover_list, norm_list, term_list, training_list
from grids.staff.models import GridCard, GridCover, StaffNorm, StaffTerm, StaffTraining
from grids.staff.services.cards import card_acts, people_on
from grids.staff.services.cover import SHORT, grids_on, with_page
from grids.staff.services.terms import term_acts, training_acts
from grids.staff.services.training import hours_told
from orgtree.choices import Permission as P
from orgtree.desk.actions import REVEAL_PHONE
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ReadOnlyInline
from orgtree.desk.bulk import BulkMixin
from orgtree.owned.desk.owned import NumbersAdmin

TAB = Tabs.STAFF


class TrainingInline(ReadOnlyInline):
    """What training somebody had."""

    model = StaffTraining
    listing = training_list
    view_permission = P.STAFF_VIEW
    show_change_link = True
    hide_title = False
    fields = ("held_on", "title", "hours", "state_shown")
    verbose_name_plural = "培训"
    none_words = "还没有登记培训。用上面的“登记培训”登记。"


class EndingFilter(admin.SimpleListFilter):
    """Terms that are over or end soon, and who serves without an account."""

    title = "事项"
    parameter_name = "which"

    def lookups(self, request, model_admin):
        return [("ending", "任期届满"), ("no-account", "没有平台账号"), ("no-consent", "未同意公示")]

    def queryset(self, request, queryset):
        if self.value() == "ending":
            return queryset.ending(timezone.localdate())
        missing = {"no-account": "account", "no-consent": "consented_on"}.get(self.value())
        return queryset.filter(state="held", **{missing: None}) if missing else queryset


@admin.register(StaffTerm)
class StaffTermAdmin(BulkMixin, GridsAdmin):
    """The roll of the viewer's areas."""

    view_permission = P.STAFF_VIEW
    tab_position, tab_group = 70, TAB
    acts, listing = term_acts, term_list
    list_filter = (EndingFilter,)
    search_fields = ("holder", "account__name", "beat", "area__name")
    search_help_text = "姓名、区域、街巷"
    inlines = [TrainingInline]
    asks_why_exported = True
    add_label = "登记任职"
    empty_hint = "任命平台岗位的社区书记、网格员、楼栋长自动出现在这里；其他人登记或导入，不需要账号。"
    shows = (
        "state_shown area role holder_shown masked_phone_shown beat since term_shown consented_on account_shown "
        "by_post_shown hours reason entered_at course"
    )
    object_actions = (REVEAL_PHONE,)

    def row_title(self, obj):
        return f"{obj.name}（{obj}）"

    @display(description="今年培训学时")
    def hours(self, term):
        """Against the norm of the place, where there is one."""

        return hours_told(term)

    @display(description="办理过程")
    def course(self, term):
        return course_shown(term_acts, term)


@admin.register(StaffTraining)
class StaffTrainingAdmin(GridsAdmin):
    """Training of all; it comes about on the roll."""

    view_permission = P.STAFF_VIEW
    tab_group = TAB
    acts, listing = training_acts, training_list
    search_fields = ("title",)
    search_help_text = "培训内容"
    empty_hint = "在“网格力量”中选中参加的人登记培训后，出现在这里。"
    shows = "state_shown term title held_on hours entered_by entered_at reason course"

    @display(description="办理过程")
    def course(self, row):
        return course_shown(training_acts, row)


class LacksFilter(admin.SimpleListFilter):
    """What a grid lacks."""

    title = "缺什么"
    parameter_name = "lacks"

    def lookups(self, request, model_admin):
        return [("worker", "全科网格员"), ("card", "公示牌")]

    def queryset(self, request, queryset):
        if self.value() == "worker":
            return queryset.filter(SHORT)
        return queryset.filter(has_card=False) if self.value() == "card" else queryset


@admin.register(GridCover)
class GridCoverAdmin(GridsAdmin):
    """Each grid against what is laid down; read only, kept on the roll and the cards."""

    view_permission = P.STAFF_VIEW
    duty_permissions = (P.STAFF_MANAGE,)
    tab_position, tab_group = 72, TAB
    listing = cover_list
    list_filter = (LacksFilter,)
    search_fields = ("name",)
    search_help_text = "网格名称"
    shows = "name parent homes_shown size_shown wanted_shown workers_told card_told"
    empty_hint = "社区建立网格后，这里对照配备标准。"

    def get_queryset(self, request):
        today = timezone.localdate()
        rows = with_page(grids_on(today, super().get_queryset(request)), today)
        return rows.select_related(*cover_list.loads)

    @display(description="网格员")
    def workers_told(self, grid):
        rows = StaffTerm.objects.in_office_on(timezone.localdate()).filter(area=grid.pk).order_by("role", "pk")
        lines = [
            (reverse("admin:grids_staffterm_change", args=[row.pk]), row.get_role_display(), row.name)
            for row in rows.select_related("account")
        ]
        shown = format_html_join("", '<li><a class="text-link underline" href="{}">{} {}</a></li>', lines)
        return format_html("<ul>{}</ul>", shown) if lines else "空缺"

    @display(description="公示牌")
    def card_told(self, grid):
        card = GridCard.objects.filter(area=grid.pk).first()
        if card is None:
            return "未填写"
        at = reverse("admin:grids_gridcard_change", args=[card.pk])
        return format_html('<a class="text-link underline" href="{}">{}</a>', at, card.get_state_display())


@admin.register(GridCard)
class GridCardAdmin(BulkMixin, GridsAdmin):
    """The public cards of the viewer's grids."""

    view_permission = P.STAFF_VIEW
    tab_position, tab_group = 74, TAB
    acts, listing = card_acts, card_list
    search_fields = ("area__name",)
    search_help_text = "网格名称"
    add_label = "填写公示牌"
    empty_hint = "填写每个网格的四至、值守电话和监督电话，公布后打印张贴。"
    shows = "state_shown area boundary phone supervision_phone people kept_by kept_at published_at course"

    @display(description="牌上的人")
    def people(self, card):
        shown = people_on(card)
        told = [(one.role, one.name or "（未同意公示）", one.phone, one.beat) for one in shown]
        return format_html_join("；", "{} {} {} {}", told) or "没有在任的网格员"

    @display(description="办理过程")
    def course(self, card):
        return course_shown(card_acts, card)

    def object_links(self, request, obj):
        if obj.state != CardState.PUBLIC:
            return []
        return [
            ("公示页面", reverse("grid-card", args=[obj.area.code]), "public"),
            ("打印公示牌", reverse("grid-sign", args=[obj.area.code]), "print"),
        ]


@admin.register(StaffNorm)
class StaffNormAdmin(NumbersAdmin):
    """What is laid down; a change is a new row with a later date."""

    tab_position = 77
    listing = norm_list
    empty_hint = "网格员配备、社区工作者比例、包户和培训标准；改动从启用日期起适用。"
