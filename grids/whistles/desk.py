"""吹哨报到 on the desk: whistles to approve, departments' parts to record and rate, and the numbers of the score."""

from django.contrib import admin
from django.urls import reverse
from unfold.decorators import display

from grids.bases import GridsAdmin
from grids.cases.desk import CaseAdmin
from grids.declare import Tabs
from grids.whistles.lists import leg_list, number_list, whistle_list
from grids.whistles.models import ScoreNumber, Whistle, WhistleLeg
from grids.whistles.services.legs import leg_acts
from grids.whistles.services.whistles import whistle_acts
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown, make_button
from orgtree.desk.base import ReadOnlyInline
from orgtree.desk.bulk import BulkMixin
from orgtree.owned.desk.owned import NumbersAdmin

# A higher subject's button on the page of a lower noun: the case itself knows nothing of whistles.
CaseAdmin.object_actions = (*CaseAdmin.object_actions, make_button(whistle_acts, "whistle"))


class LegInline(ReadOnlyInline):
    """The departments that were called."""

    model = WhistleLeg
    listing = leg_list
    view_permission = P.CASE_VIEW
    show_change_link = True
    hide_title = False
    fields = ("unit_shown", "state_shown", "arrived_at_shown", "done_at_shown", "result_shown")
    verbose_name_plural = "部门报到"
    none_words = "街道批准后，各部门在这里签收、应哨、到场、办结。"


@admin.register(Whistle)
class WhistleAdmin(BulkMixin, GridsAdmin):
    """Those that wait for the street first."""

    tab_position, tab_group = 30, Tabs.WHISTLES
    acts, listing = whistle_acts, whistle_list
    search_fields = ("case__number", "case__title")
    search_help_text = "事项编号、事项"
    inlines = [LegInline]
    empty_hint = "一个部门解决不了的事项，在事项页面提请吹哨，街道批准后部门报到。"
    shows = "state_shown case words lead second third area_shown asked_by asked_at approved_by approved_at ended_by ended_at reason course"

    @display(description="办理过程")
    def course(self, whistle):
        return course_shown(whistle_acts, whistle)


@admin.register(WhistleLeg)
class WhistleLegAdmin(BulkMixin, GridsAdmin):
    """Parts of departments: what is to be rated or decided first."""

    tab_position, tab_group = 31, Tabs.WHISTLES
    acts, listing = leg_acts, leg_list
    search_fields = ("unit__name", "whistle__case__number", "whistle__case__title")
    search_help_text = "部门、事项编号、事项"
    empty_hint = "街道批准吹哨后，每个部门在这里有一条：签收、应哨、到场、办结、评价。"
    shows = (
        "state_shown unit kind is_lead case_shown where_shown words_shown called_at steps_shown signed_at answer answered_at "
        "on_site arrived_at refusal refused_by refused_at more more_why more_by more_at outcome done_at response attendance result remark rated_by rated_at contest contested_at "
        "decision decided_by decided_at course"
    )

    @display(description="办理过程")
    def course(self, leg):
        return course_shown(leg_acts, leg)

    def list_links(self, request):
        return [("部门评分表", reverse("whistle-scores"), "leaderboard")]


@admin.register(ScoreNumber)
class ScoreNumberAdmin(NumbersAdmin):
    """Weights and shares of the score; a change is a new row with a later date."""

    tab_position = 79
    listing = number_list
    empty_hint = "评价部门的权重和年度占比；改动从启用日期起适用，之前吹的哨按原来的。"
