"""Words on numbers on the desk: said of a number that a board shows, answered by its keepers."""

from django.contrib import admin
from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ScopedAdmin
from orgtree.doubts.acts import doubt_acts
from orgtree.doubts.lists import doubt_list
from orgtree.doubts.models import FigureDoubt


@admin.register(FigureDoubt)
class FigureDoubtAdmin(ScopedAdmin):
    """What was said of numbers of the viewer's areas, what waits for an answer first."""

    acts, listing = doubt_acts, doubt_list
    view_permission = P.BOARD_VIEW
    menu_place, tab_position = "boards", 20
    list_filter = ("area",)
    empty_hint = "没有待核实的数字。在看板上点开一个数字，可以标为待核实并说明理由。"
    shows = (
        "state_shown area figure_shown period_shown seen_shown reason raised_by raised_at verdict answer answered_by answered_at "
        "course"
    )

    @admin.display(description="办理过程")
    def course(self, doubt):
        return course_shown(doubt_acts, doubt)

    def object_links(self, request, obj):
        rows = reverse("board-rows", args=[obj.area_id, obj.figure])
        return [("看这个数字", f"{rows}?period={obj.period.slug}", "monitoring")]
