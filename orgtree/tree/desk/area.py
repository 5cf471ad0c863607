"""The tree of areas: a page that opens level by level, and the acts of services.tree."""

import re

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget

from orgtree.choices import Permission as P
from orgtree.desk.actions import ObjectAction
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.forms import DayInput, ServiceForm, form_with, search_field
from orgtree.text.free_text import ScannedForm
from orgtree.text.rules.numbers import row_id
from orgtree.tree.desk.tree_page import MOST_HITS, MOST_SIBLINGS, children_of, found_tree, opened_tree, visible_areas
from orgtree.tree.models import Area
from orgtree.tree.rules.tree import LEGAL_PARENTS, child_kinds
from orgtree.tree.services import tree

STEPS = [(-1, "上移一位"), (1, "下移一位"), (-100_000, "移到最前"), (100_000, "移到最后")]


def parent_form(request, area):
    rows = Area.objects.allowed(request.user, P.AREA_EDIT).filter(kind__in=LEGAL_PARENTS[area.kind], dissolved_on=None)
    return form_with(
        parent=search_field(Area, "parent", rows, label="新的上级区域", help_text="输入名称、拼音首字母或代码查找")
    )


def dissolve_form(request, area):
    rows = Area.objects.allowed(request.user, P.AREA_EDIT).filter(kind=area.kind, dissolved_on=None).exclude(pk=area.pk)
    on = forms.DateField(label="撤销日期", widget=DayInput, help_text="不晚于今天；留空为今天", required=False)
    successor = search_field(
        Area, "replaced_by", rows, label="并入区域", required=False, help_text="并入其他区域时选择；单纯撤销留空"
    )
    return form_with(dissolved_on=on, replaced_by=successor)


class OrderForm(ScannedForm):
    """Where to among the siblings."""

    steps = forms.TypedChoiceField(
        label="调整到", choices=STEPS, coerce=int, initial=-1, widget=UnfoldAdminSelectWidget
    )


def move(request, area, data) -> str:
    tree.move_area(area_id=area.pk, parent_id=data["parent"].pk, by=request.user)
    return f"{area.name}已移到{data['parent'].name}，其下各级一并移动。"


def reorder(request, area, data) -> str:
    tree.reorder_area(area_id=area.pk, steps=data["steps"], by=request.user)
    return f"{area.name}的排序已调整。"


def dissolve(request, area, data) -> str:
    successor = data["replaced_by"]
    tree.dissolve_area(
        area_id=area.pk, on=data["dissolved_on"], replaced_by_id=successor and successor.pk, by=request.user
    )
    return f"{area.name}已撤销{f'，并入{successor.name}' if successor else ''}。"


def reopen(request, area, data) -> str:
    tree.reopen_area(area_id=area.pk, by=request.user)
    return f"{area.name}已恢复。"


def is_open(area) -> bool:
    return area.dissolved_on is None


class AreaForm(ServiceForm):
    """An area; its place is changed by acts of their own."""

    class Meta:
        model = Area
        fields = ("parent", "kind", "code", "name", "households", "residents", "opened_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "parent" in self.fields:
            self.fields["parent"].required = True


@admin.register(Area)
class AreaAdmin(ScopedAdmin):
    """The areas of the viewer's subtree, as a tree."""

    view_permission = P.AREA_VIEW
    add_permission = P.AREA_EDIT
    change_permission = P.AREA_EDIT
    related_permissions = {"parent": P.AREA_EDIT, "replaced_by": P.AREA_EDIT}
    menu_place = "settings"
    tab_position = 10
    empty_hint = "省到村居由区划表导入；网格、楼栋在村居下面新增，或用表格导入。"
    form = AreaForm
    search_fields = ("name",)  # what matches is decided in get_search_results
    ordering = ("tree_id", "lft")
    readonly_fields = ("kind_shown", "place", "code_shown", "dissolved_on", "replaced_by")
    object_actions = (
        ObjectAction(
            key="move",
            label="移动到其他上级",
            permission=P.AREA_EDIT,
            run=move,
            build_form=parent_form,
            hint="连同其下的各级一起移动；移动后由新上级的管理人员管理，原上级不再看到。",
            icon="drive_file_move",
            applies=is_open,
        ),
        ObjectAction(
            key="order",
            label="调整顺序",
            permission=P.AREA_EDIT,
            run=reorder,
            form=OrderForm,
            hint="只改变在同级中的先后，不影响管理范围。",
            icon="swap_vert",
            applies=is_open,
        ),
        ObjectAction(
            key="dissolve",
            label="撤销或并入",
            permission=P.AREA_EDIT,
            run=dissolve,
            build_form=dissolve_form,
            hint="撤销后不能再编入人员；以前的记录和数据保留。其下还有区域、党员、党组织、单位或在任岗位时不能撤销。",
            icon="domain_disabled",
            applies=is_open,
        ),
        ObjectAction(
            key="reopen",
            label="恢复",
            permission=P.AREA_EDIT,
            run=reopen,
            hint="撤销有误时恢复原状。",
            icon="undo",
            applies=lambda area: area.dissolved_on is not None,
        ),
    )

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
        }
        return TemplateResponse(request, "orgtree/tree/area_tree.html", context)

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
        return super().get_queryset(request).select_related("parent")

    def choice_label(self, obj):
        return f"{obj.name}（{obj.parent.name}）" if obj.parent else obj.name

    # --- One area ----------------------------------------------------------------------------------------------------

    def field_groups(self, request, obj=None):
        counts = ("households", "residents", "opened_on")
        if obj is None:
            return ((None, {"fields": ("parent", "kind", "code", "name", *counts)}),)
        code = "code" if obj.kind in tree.OWN_CODES else "code_shown"
        fields = ["place", "kind_shown", "name", code, *counts]
        return ((None, {"fields": fields if is_open(obj) else [*fields, "dissolved_on", "replaced_by"]}),)

    def get_changeform_initial_data(self, request):
        parent = Area.objects.allowed(request.user, P.AREA_EDIT).filter(pk=row_id(request.GET.get("parent"))).first()
        kinds = child_kinds(parent.kind) if parent else []
        return {"parent": parent, "kind": kinds[0], "code": next_code(parent)} if kinds else {}

    @display(description="类型")
    def kind_shown(self, obj):
        return obj.get_kind_display()

    @display(description="代码")
    def code_shown(self, obj):
        return obj.code

    @display(description="所在")
    def place(self, obj):
        above = " › ".join(obj.get_ancestors().values_list("name", flat=True)) or "—"
        return format_html('<a href="{}?open={}">{}</a>', reverse("admin:orgtree_area_changelist"), obj.pk, above)

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
