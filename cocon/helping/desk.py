"""Helping pairs, help, what units give besides, social organisations and their services on the desk."""

from django.contrib import admin
from django.utils import timezone
from unfold.decorators import display

from cocon.bases import CoconAdmin
from cocon.declare import Tabs
from cocon.helping.lists import contribution_list, engagement_list, help_list, pair_list, service_list
from cocon.helping.models import Contribution, Engagement, HelpGiven, HelpingPair, SocialService
from cocon.helping.services.contributions import contribution_acts
from cocon.helping.services.helps import help_acts
from cocon.helping.services.pairs import pair_acts
from cocon.helping.services.social import engagement_acts, organisations_for, service_acts
from cocon.helping.services.visits import due_of_visit
from cocon.units.services.pairings import units_for
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown, make_button
from orgtree.desk.base import ReadOnlyInline
from orgtree.desk.related import is_choosing


class VisitFilter(admin.SimpleListFilter):
    """Pairs in force, over, and those that somebody should go to."""

    title, parameter_name = "走访", "which"

    def lookups(self, request, model_admin):
        return [("in-force", "帮扶中"), ("visit-due", "该走访")]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "visit-due":
            return queryset.in_force_on(today).filter(due_of_visit(today), end_reason="")
        return queryset.in_force_on(today) if self.value() == "in-force" else queryset


class HelpInline(ReadOnlyInline):
    model = HelpGiven
    listing = help_list
    view_permission = P.COCON_VIEW
    show_change_link = True
    fields = ("day_shown", "kind_shown", "yuan_shown", "days_shown", "words_shown", "state_shown")
    verbose_name_plural = "帮扶记录"


@admin.register(HelpingPair)
class HelpingPairAdmin(CoconAdmin):
    """Pairs by their codes, with what was given."""

    tab_position, tab_group = 60, Tabs.HELPING
    acts, listing = pair_acts, pair_list
    list_filter = (VisitFilter,)
    search_fields = ("unit__name", "team__name")
    search_help_text = "单位、服务队名称"
    inlines = [HelpInline]
    empty_hint = "登记单位或服务队与困难家庭结成的对子；平台只给编号，不记姓名和住址。"
    shows = (
        "code_shown state_shown area helper_shown need helped plan since until end_reason entered_by entered_at course"
    )
    object_actions = (make_button(help_acts, "log"),)

    def rows_for(self, field, request):
        """Units of the district, for whoever makes a pair; elsewhere those that they may see."""
        if field.name == "unit" and is_choosing(request):
            return units_for(request.user)
        return super().rows_for(field, request)

    @display(description="办理过程")
    def course(self, pair):
        return course_shown(pair_acts, pair)


@admin.register(HelpGiven)
class HelpGivenAdmin(CoconAdmin):
    """What was given in all pairs, the latest first."""

    tab_group = Tabs.HELPING
    acts, listing = help_acts, help_list
    search_fields = ("pair__unit__name", "pair__team__name")
    search_help_text = "单位、服务队名称"
    empty_hint = "在“帮扶对子”里登记走访、资金、物资和出工；单位也可以在自己的页面上登记。"
    shows = "pair_shown kind day yuan_shown days words state_shown void_reason by at voided_by voided_at"


@admin.register(Contribution)
class ContributionAdmin(CoconAdmin):
    """What units gave besides, the latest first."""

    tab_position, tab_group = 37, Tabs.UNITS
    acts, listing = contribution_acts, contribution_list
    search_fields = ("unit__name", "words")
    search_help_text = "单位名称、用在哪里"
    empty_hint = "登记单位为社区共建出的资金和物资；单位也可以在自己的页面上登记。"
    shows = "unit area kind day yuan_shown words state_shown void_reason by at voided_by voided_at"

    def rows_for(self, field, request):
        """Units of the district, for whoever enters one; elsewhere those that they may see."""
        if field.name == "unit" and is_choosing(request):
            return units_for(request.user)
        return super().rows_for(field, request)


class ServiceInline(ReadOnlyInline):
    model = SocialService
    listing = service_list
    view_permission = P.COCON_VIEW
    show_change_link = True
    fields = ("day_shown", "kind_shown", "title_shown", "hours_shown", "heads_shown", "state_shown")
    verbose_name_plural = "社工服务"


@admin.register(Engagement)
class EngagementAdmin(CoconAdmin):
    """Social organisations brought in, with what they did."""

    tab_position, tab_group = 62, Tabs.HELPING
    acts, listing = engagement_acts, engagement_list
    search_fields = ("organisation__name", "purpose")
    search_help_text = "社会组织、做什么"
    inlines = [ServiceInline]
    empty_hint = "登记引进的社会组织：为哪里、做什么、从哪天起。"
    shows = "organisation state_shown area purpose since until entered_by entered_at course"
    object_actions = (make_button(service_acts, "log"),)

    def rows_for(self, field, request):
        """Social organisations of the district, for whoever brings one in; elsewhere those that they may see."""
        if field.name == "organisation" and is_choosing(request):
            return organisations_for(request.user)
        return super().rows_for(field, request)

    @display(description="办理过程")
    def course(self, engagement):
        return course_shown(engagement_acts, engagement)


@admin.register(SocialService)
class SocialServiceAdmin(CoconAdmin):
    """Sessions of social workers, the latest first."""

    tab_position, tab_group = 64, Tabs.HELPING
    acts, listing = service_acts, service_list
    search_fields = ("title", "engagement__organisation__name")
    search_help_text = "内容、社会组织"
    empty_hint = "在“引进社会组织”里登记每一次服务，或用表格导入。"
    shows = "organisation_shown area_shown kind title day hours heads state_shown void_reason by at voided_by voided_at"
