"""Units: list, form and closing."""

from django.contrib import admin
from unfold.decorators import display

from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ReadOnlyInline, ScopedAdmin
from orgtree.desk.forms import ServiceForm
from orgtree.units.acts import institution_acts
from orgtree.units.lists import institution_list
from orgtree.units.models.institution import Institution
from orgtree.units.models.party import PartyOrg
from orgtree.units.services import institutions


class UnitOrgInline(ReadOnlyInline):
    """The party organisations of a unit."""

    model = PartyOrg
    fk_name = "institution"
    view_permission = P.PARTY_ORG_VIEW
    fields = ("name", "kind", "founded_on", "term_ends_on", "dissolved_on")
    verbose_name_plural = "党组织"


class OpenFilter(admin.SimpleListFilter):
    """Open units, or closed ones."""

    title = "状态"
    parameter_name = "closed"

    def lookups(self, request, model_admin):
        return [("no", "在册"), ("yes", "已注销")]

    def queryset(self, request, queryset):
        return queryset.filter(closed_on__isnull=self.value() == "no") if self.value() else queryset


@admin.register(Institution)
class InstitutionAdmin(ScopedAdmin):
    """The units seated in the viewer's areas."""

    acts = institution_acts
    view_permission = P.INSTITUTION_VIEW
    add_permission = P.INSTITUTION_EDIT
    change_permission = P.INSTITUTION_EDIT
    related_permissions = {"area": P.INSTITUTION_EDIT, "superior": P.INSTITUTION_VIEW}
    menu_place = "settings"
    tab_position = 25
    area_is_own = False  # units stand in streets, and are registered by the district too
    empty_hint = "党员所在的单位在这里登记，登记后可以对应党员填写的单位名称。"
    form = ServiceForm
    inlines = [UnitOrgInline]
    listing = institution_list
    list_filter = (OpenFilter, "area")
    search_fields = ("name",)  # what matches is decided in get_search_results
    search_help_text = "单位名称，或统一社会信用代码的开头"
    readonly_fields = ("closed_on", "course_shown")

    def field_groups(self, request, obj=None):
        own = ("name", "kind", "uscc", "superior", "area")
        if obj is None:
            return ((None, {"fields": own}),)
        return ((None, {"fields": (*own, *(["closed_on"] if obj.closed_on else []), "course_shown")}),)

    @display(description="办理过程")
    def course_shown(self, obj):
        return course_shown(institution_acts, obj)

    def get_readonly_fields(self, request, obj=None):
        """With the superior where the viewer may not choose it: empty in the form, it would be lost by saving."""
        choices = self.rows_for(self.opts.get_field("superior"), request)
        kept = obj and obj.superior_id and not choices.filter(pk=obj.superior_id).exists()
        return (*self.readonly_fields, "superior") if kept else self.readonly_fields

    def get_search_results(self, request, queryset, search_term):
        return (queryset.matching(search_term) if search_term.strip() else queryset), False

    @does(institution_acts, "enter")
    def save_by_service(self, request, obj, form, change):
        fields = {name: form.cleaned_data[name] for name in institutions.EDITABLE & form.cleaned_data.keys()}
        if change:
            return institutions.update_institution(institution_id=obj.pk, by=request.user, **fields)
        return institutions.create_institution(by=request.user, **fields)
