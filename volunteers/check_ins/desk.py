"""Check-ins on the desk: accepted many at once, sent back with a reason, taken back; entered on the member's page."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from unfold.contrib.filters.admin import RangeDateFilter
from unfold.decorators import display

from orgtree.choices import Permission as P
from orgtree.desk.acts import form_button
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from orgtree.desk.forms import DayInput
from orgtree.text.rules.numbers import plain
from volunteers.check_ins.choices import CheckInKind, CheckInOrigin, CheckInState
from volunteers.check_ins.lists import check_in_list
from volunteers.check_ins.models import CheckIn
from volunteers.check_ins.rules import TEXT
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.check_ins.services.check_ins import submit_check_in
from volunteers.members.desk.dress import Dressed
from volunteers.members.desk.titles import OfMember
from volunteers.points.services.points import explain


class CheckInDeskForm(Dressed):
    """What a member said at the counter or handed in on paper."""

    kind = forms.ChoiceField(label="种类", choices=CheckInKind.choices)
    happened_on = forms.DateField(
        label="报到日期",
        initial=timezone.localdate,
        widget=DayInput,
        error_messages={"invalid": "请填写正确的日期，例如 2026-05-01"},
    )
    text = forms.CharField(
        label="内容",
        required=False,
        max_length=TEXT[CheckInKind.SUMMARY][1],
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="半年报到可以不填，最多200字；年度小结或意见建议书须照原件录入，20至2000字",
    )


def enter(request, member, data) -> str:
    check_in, created = submit_check_in(member_id=member.pk, origin=CheckInOrigin.PROXY, by=request.user, **data)
    if not created:
        return f"{check_in}先前已有一条，没有重复登记。"
    return f"已代录{check_in}，须由另一位工作人员接收。"


ENTER_FOR_MEMBER = form_button(
    check_in_acts,
    "enter",
    key="check-in",
    run=enter,
    form=CheckInDeskForm,
    applies=lambda member: member.closed_at is None,
)


@admin.register(CheckIn)
class CheckInAdmin(OfMember, BulkMixin, ScopedAdmin):
    """Nobody edits a check-in: it is accepted, sent back, or taken back by reversal."""

    acts = check_in_acts
    view_permission = P.MEMBER_VIEW
    menu_place = "people"
    tab_position = 20
    empty_hint = "党员在手机上提交半年报到、年度小结，或由工作人员从“报到党员”的页面代录。"
    listing = check_in_list
    list_filter = [("happened_on", RangeDateFilter)]
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
