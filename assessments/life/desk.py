"""三会一课 on the desk: a branch's quarters, entered for all branches on one page."""

from django.contrib import admin
from unfold.decorators import display

from assessments.bases import AssessAdmin
from assessments.declare import Tabs
from assessments.life.lists import life_list
from assessments.life.models import LifeQuarter
from assessments.life.services.quarters import life_acts
from orgtree.desk.bulk import BulkMixin


@admin.register(LifeQuarter)
class LifeQuarterAdmin(BulkMixin, AssessAdmin):
    """Quarters of the branches in the viewer's areas."""

    tab_position, tab_group = 92, Tabs.REVIEWS
    acts, listing = life_acts, life_list
    search_fields = ("branch__name",)
    search_help_text = "党支部名称"
    add_label = "登记一个支部"
    empty_hint = "季度结束后登记各支部的三会一课是否按期，由另一人核对后计入。"
    shows = (
        "state_shown branch year quarter congress committee group lecture kept_told entered_by entered_at checked_by "
        "checked_at reason course"
    )

    @display(description="按期完成")
    def kept_told(self, row):
        return "是" if row.is_kept else "否"
