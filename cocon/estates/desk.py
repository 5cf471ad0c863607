"""Estates on the desk: what each is, which company looks after it, its owners' committee."""

from django.contrib import admin
from django.utils import timezone
from unfold.decorators import display

from cocon.bases import CoconAdmin
from cocon.declare import Tabs
from cocon.estates.lists import estate_list, term_list
from cocon.estates.models import Estate, PropertyTerm
from cocon.estates.rules import NEAR
from cocon.estates.services.estates import estate_acts
from cocon.estates.services.terms import companies_for, term_acts
from orgtree.choices import Permission as P
from orgtree.days.rules.months import months_on
from orgtree.desk.acts import borrowed_button, course_shown, make_button
from orgtree.desk.base import ReadOnlyInline
from orgtree.desk.related import is_choosing


class TermInline(ReadOnlyInline):
    """Which companies looked after the estate, the last first."""

    model = PropertyTerm
    listing = term_list
    view_permission = P.COCON_VIEW
    show_change_link = True
    hide_title = False
    fields = ("company", "since", "until", "state_shown", "end_reason")
    verbose_name_plural = "物业企业"
    none_words = "还没有物业企业。用上面的“登记物业企业”登记。"


class EstateFilter(admin.SimpleListFilter):
    """What is missing or over at an estate."""

    title = "情况"
    parameter_name = "which"

    def lookups(self, request, model_admin):
        return [
            ("bare", "没有物业企业"),
            ("no-committee", "没有业委会"),
            ("committee-over", "业委会届满"),
            ("no-party", "没有党组织"),
            ("ended", "已撤销"),
        ]

    def queryset(self, request, queryset):
        if self.value() == "ended":
            return queryset.exclude(ended_on=None)
        if self.value() is None:
            return queryset
        return of_which(queryset.filter(ended_on=None), self.value())


def of_which(estates, which: str):
    """Those in being of which `which` is true today."""
    today = timezone.localdate()
    if which == "bare":
        return estates.exclude(pk__in=estates.served_on(today).values("pk"))
    if which == "no-committee":
        return estates.filter(committee_since=None)
    if which == "committee-over":
        return estates.filter(committee_until__lt=months_on(today, NEAR))
    return estates.filter(party_org=None) if which == "no-party" else estates


def term_of_today(estate: Estate) -> PropertyTerm | None:
    """The term of the company that looks after the estate now."""
    return PropertyTerm.objects.in_force_on(timezone.localdate()).filter(estate=estate).first()


@admin.register(Estate)
class EstateAdmin(CoconAdmin):
    """The estates of the viewer's areas."""

    tab_position, tab_group = 70, Tabs.ESTATES
    acts, listing = estate_acts, estate_list
    list_filter = (EstateFilter,)
    search_fields = ("name",)
    search_help_text = "小区名称"
    inlines = [TermInline]
    add_label = "登记小区"
    empty_hint = "登记社区的小区，或用表格导入；再登记物业企业和业委会。"
    shows = (
        "name area households buildings since places_now party_org committee_shown committee_since committee_until "
        "ended_on end_reason course"
    )
    object_actions = (make_button(term_acts, "begin"), borrowed_button(term_acts, "replace", of=term_of_today))

    @display(description="对应网格、楼栋")
    def places_now(self, estate):
        return "、".join(area.place_label for area in estate.places.select_related("parent__parent").order_by("code"))

    @display(description="办理过程")
    def course(self, estate):
        return course_shown(estate_acts, estate)


class TermFilter(admin.SimpleListFilter):
    """Terms in force, near their end, or over."""

    title = "状态"
    parameter_name = "which"

    def lookups(self, request, model_admin):
        return [("in-force", "服务中"), ("ending", "即将到期"), ("ended", "已结束")]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "in-force":
            return queryset.in_force_on(today)
        if self.value() == "ending":
            return queryset.ending(today)
        return queryset.filter(until__lt=today) if self.value() == "ended" else queryset


@admin.register(PropertyTerm)
class PropertyTermAdmin(CoconAdmin):
    """Terms of property companies at all estates; a company sees its own."""

    tab_group = Tabs.ESTATES
    acts, listing = term_acts, term_list
    list_filter = (TermFilter,)
    search_fields = ("estate__name", "company__name")
    search_help_text = "小区、物业企业名称"
    empty_hint = "在“小区”里登记物业企业后，出现在这里。"
    shows = "state_shown estate company since until end_reason made_by made_at course"

    def rows_for(self, field, request):
        """Companies of the district, for whoever enters a term; elsewhere those that they may see."""
        if field.name == "company" and is_choosing(request):
            return companies_for(request.user)
        return super().rows_for(field, request)

    @display(description="办理过程")
    def course(self, term):
        return course_shown(term_acts, term)
