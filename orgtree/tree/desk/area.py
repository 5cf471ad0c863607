"""The tree of areas: a page that opens level by level, and the acts on one."""

import re
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.forms import ServiceForm
from orgtree.text.rules.numbers import row_id
from orgtree.tree.acts import area_acts
from orgtree.tree.desk.tree_page import MOST_HITS, MOST_SIBLINGS, children_of, found_tree, opened_tree, visible_areas
from orgtree.tree.lists import area_list
from orgtree.tree.models import Area
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS, child_kinds
from orgtree.tree.services import tree


def is_open(area) -> bool:
    return area.dissolved_on is None


class AreaForm(ServiceForm):
    """An area; its place is changed by acts of their own."""

    class Meta:
        model = Area
        fields = ("parent", "kind", "code", "name", "households", "residents", "opened_on")
        help_texts = {"opened_on": "网格、楼栋不填的，从登记当天算起"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "parent" in self.fields:
            self.fields["parent"].required = True


@admin.register(Area)
class AreaAdmin(ScopedAdmin):
    """The areas of the viewer's subtree, as a tree."""

    acts = area_acts
    view_permission = P.AREA_VIEW
    add_permission = P.AREA_EDIT
    change_permission = P.AREA_EDIT
    related_permissions = {"parent": P.AREA_EDIT, "replaced_by": P.AREA_EDIT}
    menu_place = "settings"
    tab_position = 10
    empty_hint = "省到村居由区划表导入；网格、楼栋在村居下面新增，或用表格导入。"
    form = AreaForm
    listing = area_list
    search_fields = ("name",)  # what matches is decided in get_search_results
    readonly_fields = ("kind_shown", "place", "code_shown", "dissolved_on", "replaced_by", "course_shown")

    # --- The tree ----------------------------------------------------------------------------------------------------

    def get_urls(self):
        below = path("<int:area_id>/below/", self.admin_site.admin_view(self.below_view), name="orgtree_area_below")
        return [below, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """The tree, opened down to `?open=<id>`, or what `?q=` finds with everything above it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        text = request.GET.get("q", "").strip()[:60]
        if text:
            nodes, shown = found_tree(request.user, text)
        else:
            nodes, shown = opened_tree(request.user, self._asked_for(request)), None
        context = {
            **self.admin_site.each_context(request),
            "title": "区域",
            "opts": self.opts,
            "nodes": nodes,
            "text": text,
            "shown": shown,
            "most": MOST_HITS,
            "most_siblings": MOST_SIBLINGS,
            "sheet_address": self.sheet_address(request) if self.may(request, P.EXPORT) else "",
        }
        return TemplateResponse(request, "orgtree/tree/area_tree.html", context)

    def sheet_address(self, request) -> str:
        """Where the workbook of all areas, or of those that `q` finds, is; what is opened does not narrow it."""
        text = request.GET.get("q", "").strip()
        return reverse("admin:orgtree_area_sheet") + (f"?{urlencode({'q': text})}" if text else "")

    def below_view(self, request, area_id):
        """The level below one area, as a piece of the page; 404 for an area that is not the viewer's to see."""
        area = self.get_queryset(request).filter(pk=area_id).first()
        if area is None:
            raise Http404
        node = children_of(request.user, area)
        context = {"nodes": node.children, "cut": node.cut, "most_siblings": MOST_SIBLINGS}
        return TemplateResponse(request, "orgtree/tree/parts/area_nodes.html", context)

    def _asked_for(self, request):
        return visible_areas(request.user).filter(pk=row_id(request.GET.get("open"))).first()

    def get_search_results(self, request, queryset, search_term):
        found = queryset.matching(search_term) if search_term.strip() else queryset
        return found.select_related("parent"), False  # every suggestion names it

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*area_list.loads)

    def choice_label(self, obj):
        return f"{obj.name}（{obj.parent.name}）" if obj.parent else obj.name

    # --- One area ----------------------------------------------------------------------------------------------------

    def field_groups(self, request, obj=None):
        counts = ("households", "residents", "opened_on")
        if obj is None:
            return ((None, {"fields": ("parent", "kind", "code", "name", *counts)}),)
        code = "code" if obj.kind in tree.OWN_CODES else "code_shown"
        ended = [] if is_open(obj) else ["dissolved_on", "replaced_by"]
        return ((None, {"fields": ["place", "kind_shown", "name", code, *counts, *ended, "course_shown"]}),)

    def get_changeform_initial_data(self, request):
        parent = Area.objects.allowed(request.user, P.AREA_EDIT).filter(pk=row_id(request.GET.get("parent"))).first()
        kinds = child_kinds(parent.kind) if parent else []
        return {"parent": parent, "kind": kinds[0], "code": next_code(parent)} if kinds else {}

    def object_links(self, request, obj):
        """To the pages where the borders of a community are moved, for whoever keeps its street too."""
        if (
            obj.kind not in RESIDENT_COMMITTEE_KINDS
            or not is_open(obj)
            or not self.may(request, P.AREA_EDIT, obj.parent)
        ):
            return []
        return [
            (label, reverse("admin:orgtree_borderchange_plan", args=[kind, obj.pk]), icon)
            for kind, label, icon in (("merge", "合并社区", "merge"), ("split", "拆分社区", "call_split"))
        ]

    @admin.display(description="办理过程")
    def course_shown(self, obj):
        return course_shown(area_acts, obj)

    @admin.display(description="所在")
    def place(self, obj):
        above = " › ".join(obj.get_ancestors().values_list("name", flat=True)) or "—"
        return format_html('<a href="{}?open={}">{}</a>', reverse("admin:orgtree_area_changelist"), obj.pk, above)

    @does(area_acts, "create")
    def save_by_service(self, request, obj, form, change):
        data = form.cleaned_data
        if change:
            fields = {name: data[name] for name in tree.EDITABLE if name in data}
            return tree.update_area(area_id=obj.pk, by=request.user, **fields)
        parent = data.pop("parent")
        return tree.create_area(parent_id=parent.pk, by=request.user, **data)


def next_code(parent: Area) -> str:
    """The next free code below a community or grid, by the highest number in use: 370702001001-003."""
    if not tree.OWN_CODES & set(child_kinds(parent.kind)):
        return ""
    codes = parent.children.values_list("code", flat=True)
    numbers = [int(match[1]) for code in codes if (match := re.search(r"-(\d{1,6})$", code))]
    return f"{parent.code}-{max(numbers, default=0) + 1:03d}"
