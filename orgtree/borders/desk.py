"""Changes of borders on the desk: planned on the page of a community, looked at, confirmed, taken back."""

from django import forms
from django.contrib import admin
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from orgtree.acts import does
from orgtree.acts.forms import check_day, refuse_in
from orgtree.borders.acts import border_acts
from orgtree.borders.lists import border_list
from orgtree.borders.models import BorderChange
from orgtree.borders.services.planning import communities_of, parts_for, plan_change
from orgtree.borders.services.preview import preview_of
from orgtree.choices import BorderKind, BorderState
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.forms import DayInput, ask_by_name
from orgtree.errors import RuleBroken
from orgtree.text.free_text import ScannedForm

PARTS = {BorderKind.MERGE: "与哪些社区合并", BorderKind.SPLIT: "划给新社区的网格"}
NEW = {
    BorderKind.MERGE: "合并后另设新社区时填写；留空则并入{community}",
    BorderKind.SPLIT: "",
}


class PlanForm(ScannedForm):
    """Which communities or grids, what the new community is called, and from when."""

    parts = forms.ModelMultipleChoiceField(None, widget=forms.CheckboxSelectMultiple)
    name = forms.CharField(label="新社区名称", max_length=60, required=False, widget=UnfoldAdminTextInputWidget)
    code = forms.CharField(
        label="新社区代码", max_length=24, required=False, widget=UnfoldAdminTextInputWidget, help_text="12位区划代码"
    )
    on = forms.DateField(
        label="生效日期",
        required=False,
        validators=[check_day],
        widget=DayInput,
        help_text="留空为今天；以后的日期到当天凌晨生效",
    )

    def __init__(self, *args, kind: str, community, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parts"].queryset = parts_for(kind, community)
        self.fields["parts"].label = PARTS[kind]
        self.fields["name"].help_text = NEW[kind].format(community=community)
        ask_by_name(self.fields)


@admin.register(BorderChange)
class BorderChangeAdmin(ScopedAdmin):
    """The changes of borders in the viewer's streets; one begins on the page of a community."""

    acts, listing = border_acts, border_list
    view_permission = P.AREA_VIEW
    menu_place, tab_position = "settings", 12
    empty_hint = "在“区域”里打开一个社区，用“合并社区”或“拆分社区”办理；先看清会带走什么，再确认。"
    change_form_before_template = "orgtree/borders/preview.html"
    shows = (
        "state_shown kind area community parts_shown new_name new_code made on done_on planned_by confirmed_by course"
    )

    def get_urls(self):
        plan = path(
            "plan/<slug:kind>/<int:community_id>/",
            self.admin_site.admin_view(self.plan_view),
            name="orgtree_borderchange_plan",
        )
        return [plan, *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("moves__area")

    @display(description="办理过程")
    def course(self, change):
        return course_shown(border_acts, change)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """With what it will do, counted now, and the button that does it."""
        change = self.get_object(request, object_id)
        waits = change is not None and change.state in (BorderState.PLANNED, BorderState.AGREED)
        shown = {"lines": preview_of(change) if waits else []}
        shown["may_confirm"] = waits and change.state == BorderState.PLANNED and self.may(request, P.AREA_EDIT, change)
        return super().change_view(request, object_id, form_url, shown | (extra_context or {}))

    @does(border_acts, "plan")
    def plan_view(self, request, kind, community_id):
        """GET asks which communities or grids; POST plans, and leads to the preview. 404 for a community out of reach."""
        community = communities_of(request.user).filter(pk=community_id).select_related("parent").first()
        if community is None or kind not in BorderKind.values:
            raise Http404
        form = PlanForm(request.POST or None, kind=kind, community=community)
        if request.method == "POST" and form.is_valid():
            try:
                change = plan_change(kind=kind, community=community, by=request.user, **form.cleaned_data)
                return HttpResponseRedirect(reverse("admin:orgtree_borderchange_change", args=[change.pk]))
            except RuleBroken as error:
                refuse_in(form, error)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{BorderKind(kind).label}：{community}",
            "opts": self.opts,
            "act": {"label": "预览", "hint": "下一步先看会带走什么、有没有办不了的，确认以前什么都不改动。"},
            "form": form,
            "back": reverse("admin:orgtree_area_change", args=[community.pk]),
        }
        return TemplateResponse(request, "orgtree/desk/object_action.html", context)
