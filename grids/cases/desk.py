"""Cases on the desk: what waits for somebody first, by when it is due."""

from django.contrib import admin

from grids.cases.lists import case_list
from grids.cases.models import Case
from grids.cases.services.course import case_acts
from grids.declare import Tabs
from orgtree.choices import Permission as P
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin


@admin.register(Case)
class CaseAdmin(BulkMixin, ScopedAdmin):
    """One row for each matter, however many told of it."""

    acts = case_acts
    listing = case_list
    view_permission = P.CASE_VIEW
    menu_place = "grids"
    tab_position, tab_group = 10, Tabs.CASES
    empty_hint = "登记一件事：在哪里、什么情况、谁来反映的。"
    search_fields = ("number", "title", "place")
    search_help_text = "编号、事项、地点"
    shows = (
        "state_shown number title category_shown duty_shown area place words level lead round returns opened_at opened_by "
        "accepted_at accepted_by assigned_at assigned_by due_at done_at done_by result answer verified_at verified_by "
        "closed_at closed_by outside reason"
    )
