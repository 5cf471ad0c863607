"""Members' hands in cases on the desk, and the button by which one who mediated is entered."""

from django.contrib import admin
from unfold.decorators import display

from grids.bases import GridsAdmin
from grids.cases.desk import CaseAdmin
from grids.declare import Tabs
from grids.hands.lists import hand_list
from grids.hands.models import CaseHand
from grids.hands.services.acts import QUARREL, hand_acts
from orgtree.desk.acts import course_shown, make_button
from volunteers.members.desk.behind import MemberFilter

CaseAdmin.object_actions = (
    *CaseAdmin.object_actions,
    make_button(hand_acts, "mediate", applies=lambda case: case.category.code.startswith(QUARREL)),
)


@admin.register(CaseHand)
class CaseHandAdmin(GridsAdmin):
    """Who reported or mediated, and whether points came of it."""

    acts, listing = hand_acts, hand_list
    tab_position, tab_group = 11, Tabs.CASES
    list_filter = (MemberFilter,)
    search_fields = ("case__number", "case__title")
    search_help_text = "事项编号、事项"
    empty_hint = "党员在手机上报的、协助调解的事项，核实结案后各记一次积分。"
    shows = "state_told kind case member entered_by entered_at credited_at voided_at reason course"

    @display(description="状态")
    def state_told(self, hand):
        return hand_acts.state_label(hand.state)

    @display(description="办理过程")
    def course(self, hand):
        return course_shown(hand_acts, hand)
