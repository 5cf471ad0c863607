"""The tree of party organisations: a list in tree order, and the acts on one."""

from django.contrib import admin
from django.utils import timezone

from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.forms import ServiceForm
from orgtree.units.acts import party_acts
from orgtree.units.lists import party_org_list
from orgtree.units.models.party import PartyOrg
from orgtree.units.services import party


def in_being(org) -> bool:
    return org.dissolved_on is None


class TermFilter(admin.SimpleListFilter):
    """Terms that are over or end within six months."""

    title = "届期"
    parameter_name = "term"

    def lookups(self, request, model_admin):
        return [("near", "六个月内届满"), ("over", "已届满")]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "over":
            return queryset.term_over(today)
        return queryset.term_near(today) if self.value() == "near" else queryset


@admin.register(PartyOrg)
class PartyOrgAdmin(ScopedAdmin):
    """Party organisations of the viewer's areas and units, superiors before their subordinates."""

    acts = party_acts
    view_permission = P.PARTY_ORG_VIEW
    add_permission = P.PARTY_ORG_EDIT
    change_permission = P.PARTY_ORG_EDIT
    related_permissions = {"area": P.PARTY_ORG_EDIT, "institution": P.INSTITUTION_VIEW}
    menu_place = "settings"
    tab_position = 20
    area_is_own = False  # most stand below the area of whoever sets them up
    empty_hint = "从上级党组织开始，一级一级新增。"
    form = ServiceForm
    listing = party_org_list
    list_filter = (TermFilter, "area")
    search_fields = ("name",)
    search_help_text = "党组织名称"
    sortable_by = ()  # another order would not be a tree
    readonly_fields = ("superior", "term_shown", "dissolved_on", "course_shown")

    def field_groups(self, request, obj=None):
        own = ("kind", "name", "area", "institution", "founded_on", "term_ends_on")
        if obj is None:
            return ((None, {"fields": ("parent", *own)}),)
        editable = self.has_change_permission(request, obj)
        ended = () if in_being(obj) else ("dissolved_on",)
        # Who cannot edit the end of the term reads it with what it means.
        term = own if editable else (*own[:-1], "term_shown")
        return ((None, {"fields": ("superior", *term, *ended, "course_shown")}),)

    @admin.display(description="上级党组织")
    def superior(self, obj):
        return " › ".join(obj.get_ancestors().values_list("name", flat=True)) or "—"

    @admin.display(description="办理过程")
    def course_shown(self, obj):
        return course_shown(party_acts, obj)

    def choice_label(self, obj):
        return f"{obj.name}（{obj.get_kind_display()}）"

    @does(party_acts, "found")
    def save_by_service(self, request, obj, form, change):
        data = form.cleaned_data
        if change:
            fields = {name: data[name] for name in party.EDITABLE if name in data}
            return party.update_party_org(org_id=obj.pk, by=request.user, **fields)
        parent = data.pop("parent")
        return party.create_party_org(parent_id=parent and parent.pk, by=request.user, **data)
