"""Check-ins on the desk: accepted many at once, sent back with a reason, taken back; entered on the member's page."""

from django.contrib import admin
from unfold.contrib.filters.admin import RangeDateFilter
from unfold.decorators import display

from orgtree.choices import Permission as P
from orgtree.desk.acts import make_button
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from orgtree.text.rules.numbers import plain
from volunteers.check_ins.choices import CheckInState
from volunteers.check_ins.lists import check_in_list
from volunteers.check_ins.models import CheckIn
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.members.desk.behind import MemberFilter
from volunteers.members.desk.titles import OfMember
from volunteers.points.services.points import explain

ENTER_FOR_MEMBER = make_button(check_in_acts, "submit", key="check-in")


@admin.register(CheckIn)
class CheckInAdmin(OfMember, BulkMixin, ScopedAdmin):
    """Nobody edits a check-in: it is accepted, sent back, or taken back by reversal."""

    acts = check_in_acts
    view_permission = P.MEMBER_VIEW
    menu_place = "people"
    tab_position = 20
    empty_hint = "党员在手机上提交半年报到、年度小结，或由工作人员从“报到党员”的页面代录。"
    listing = check_in_list
    list_filter = [("happened_on", RangeDateFilter), MemberFilter]
    search_fields = ("member__name",)
    search_help_text = "姓名"
    shows = (
        "state_shown member kind slug_shown happened_on text area origin entered_by entered_at decided_by decided_at "
        "reason points_shown"
    )

    @display(description="积分")
    def points_shown(self, check_in):
        entry = check_in.point_entry() if check_in.state == CheckInState.ACCEPTED else None
        return f"{plain(entry.credit.credited)}分。{explain(entry)}" if entry else "尚未记入"
