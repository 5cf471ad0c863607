"""Schemes on the desk, the red lines that no scheme may cross, and what was refused."""

from django.contrib import admin
from django.urls import reverse
from unfold.decorators import display

from assessments.declare import Tabs
from assessments.schemes.lists import red_line_list, refusal_list, scheme_list
from assessments.schemes.models import RedLine, Refusal, Scheme
from assessments.schemes.services.schemes import scheme_acts
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.forms import ServiceForm
from orgtree.owned.desk.owned import OwnedAdmin
from orgtree.owned.services.versions import save_version


@admin.register(Scheme)
class SchemeAdmin(ScopedAdmin):
    """Schemes of all kinds; the next version begins as a copy."""

    view_permission = P.ASSESS_VIEW
    menu_place = "assessments"
    tab_position, tab_group = 10, Tabs.SCHEMES
    acts, listing = scheme_acts, scheme_list
    search_fields = ("title",)
    search_help_text = "方案名称"
    add_label = "沿用为新方案"
    empty_hint = "评议方案定下考什么、怎么算；沿用已发布的方案，修改后由另一人发布。"
    shows = (
        "state_shown title kind level area_shown year version origin note asks_report gives_grade panel_least extra_most "
        "streets_share drafted_by drafted_at published_by published_at reason course"
    )

    @display(description="办理过程")
    def course(self, scheme):
        return course_shown(scheme_acts, scheme)

    def object_links(self, request, obj):
        pages = [("方案表", "scheme-table", "table_chart"), ("按去年指标试算", "scheme-trial", "calculate")]
        return [(label, reverse(name, args=[obj.pk]), icon) for label, name, icon in pages]


@admin.register(RedLine)
class RedLineAdmin(OwnedAdmin):
    """What may not be scored; a change is a new row with a later date."""

    form = ServiceForm
    tab_position = 77
    listing = red_line_list
    empty_hint = "考核红线：方案的项目、评分项和加减分写到这些词的，保存时拒绝并写明依据。"
    fields = ("area", "key", "name", "words", "clause", "active_from", "active_to")

    def save_by_service(self, request, obj, form, change):
        for name, value in form.cleaned_data.items():
            setattr(obj, name, value)
        return save_version(row=obj, by=request.user)


@admin.register(Refusal)
class RefusalAdmin(ScopedAdmin):
    """What was refused, for whoever runs assessments and for the audit."""

    view_permission = P.ASSESS_MANAGE
    menu_place = "assessments"
    tab_group = Tabs.SCHEMES
    listing = refusal_list
    empty_hint = "踩考核红线被拒绝的项目在这里留下记录。"
    shows = "refused_at line name_shown clause_shown scheme refused_by"
