"""Check-ins on the desk: accepted many at once, sent back with a reason, taken back; entered on the member's page."""

from django import forms
from django.contrib import admin
from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone
from django.utils.text import Truncator
from unfold.contrib.filters.admin import RangeDateFilter
from unfold.decorators import display

from orgtree.admin.actions import ObjectAction, ReasonForm
from orgtree.admin.base import ScopedAdmin
from orgtree.admin.bulk import BulkAct, BulkMixin
from orgtree.admin.forms import DayInput
from orgtree.choices import Permission as P
from volunteers.check_ins.choices import CheckInKind, CheckInOrigin, CheckInState
from volunteers.check_ins.models import CheckIn
from volunteers.check_ins.rules import TEXT
from volunteers.check_ins.services import check_in_decisions as decisions
from volunteers.check_ins.services import check_ins as services
from volunteers.members.desk.dress import Dressed
from volunteers.members.desk.titles import OfMember
from volunteers.members.rules.numbers import plain
from volunteers.points.services.points import explain

STATE_COLOURS = {"待接收": "warning", "已接收": "success", "已退回": "danger", "已撤回": "info"}
TEXT_SHOWN = 20  # characters on the list


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
    check_in, created = services.submit_check_in(
        member_id=member.pk, origin=CheckInOrigin.PROXY, by=request.user, **data
    )
    if not created:
        return f"{check_in}先前已有一条，没有重复登记。"
    return f"已代录{check_in}，须由另一位工作人员接收。"


ENTER_FOR_MEMBER = ObjectAction(
    key="check-in",
    label="代录回社区报到",
    permission=P.MEMBER_EDIT,
    run=enter,
    hint="用于到社区当面报到、交纸质小结的党员。录入后由另一位工作人员接收。",
    form=CheckInDeskForm,
    icon="how_to_reg",
    applies=lambda member: member.closed_at is None,
)


def accept(request, ids, data):
    return decisions.accept_check_ins(check_in_ids=ids, by=request.user)


def send_back(request, ids, data):
    return decisions.return_check_ins(check_in_ids=ids, reason=data["reason"], by=request.user)


def accept_one(request, check_in, data) -> str:
    accept(request, [check_in.pk], data).raise_first()
    return "已接收，积分已记入。"


def send_back_one(request, check_in, data) -> str:
    send_back(request, [check_in.pk], data).raise_first()
    return "已退回，原因已通知本人。"


def take_back(request, check_in, data) -> str:
    decisions.take_back_check_in(check_in_id=check_in.pk, reason=data["reason"], by=request.user)
    return "已撤销接收，积分由一条冲正条目扣回。"


def withdraw(request, check_in, data) -> str:
    services.withdraw_check_in(check_in_id=check_in.pk, by=request.user)
    return "已撤回。"


def waits(check_in) -> bool:
    return check_in.state == CheckInState.SUBMITTED


@admin.register(CheckIn)
class CheckInAdmin(OfMember, BulkMixin, ScopedAdmin):
    """Nobody edits a check-in: it is accepted, sent back, or taken back by reversal."""

    view_permission = P.MEMBER_VIEW
    records_looks = True
    menu_place = "people"
    tab_position = 20
    empty_hint = "党员在手机上提交半年报到、年度小结，或由工作人员从“报到党员”的页面代录。"
    list_display = ("state_shown", "member", "kind", "slug_shown", "happened_on", "text_shown", "area", "origin")
    list_display_links = ("state_shown", "member")
    list_filter = ("state", "kind", "slug", "origin", ("happened_on", RangeDateFilter), "area")
    list_select_related = ("member", "area")
    search_fields = ("member__name",)
    search_help_text = "姓名"
    fields = (
        *("state_shown", "member", "kind", "slug_shown", "happened_on", "text", "area", "origin"),
        *("entered_by", "entered_at", "decided_by", "decided_at", "reason", "points_shown"),
    )
    readonly_fields = fields
    bulk_acts = (
        BulkAct("accept", "接收所选报到", "接收", P.REPORT_IN_DECIDE, accept),
        BulkAct(
            "return",
            "退回所选报到",
            "退回",
            P.REPORT_IN_DECIDE,
            send_back,
            form=lambda data, request, ids: ReasonForm(data),
            hint="退回后本人会看到原因，修改后可以重新提交。",
        ),
    )
    object_actions = (
        ObjectAction(
            key="accept",
            label="接收",
            permission=P.REPORT_IN_DECIDE,
            run=accept_one,
            hint="接收后记入积分。本人和录入人不能接收。",
            icon="check_circle",
            applies=waits,
        ),
        ObjectAction(
            key="return",
            label="退回",
            permission=P.REPORT_IN_DECIDE,
            run=send_back_one,
            hint="退回后本人会看到原因，修改后可以重新提交。",
            form=ReasonForm,
            icon="undo",
            applies=waits,
        ),
        ObjectAction(
            key="take-back",
            label="撤销接收",
            permission=P.REPORT_IN_DECIDE,
            run=take_back,
            hint="用于误接收的报到：退回本人，积分由一条冲正条目扣回，记录保留。",
            form=ReasonForm,
            icon="history",
            applies=lambda check_in: check_in.state == CheckInState.ACCEPTED,
        ),
        ObjectAction(
            key="withdraw",
            label="撤回",
            permission=P.MEMBER_EDIT,
            run=withdraw,
            hint="用于录入有误、还没有接收的报到。",
            icon="block",
            applies=lambda check_in: check_in.state in (CheckInState.SUBMITTED, CheckInState.RETURNED),
        ),
    )

    def get_ordering(self, request):
        waiting = When(state=CheckInState.SUBMITTED, then=Value(0))
        return [Case(waiting, default=1, output_field=IntegerField()), "-happened_on", "-pk"]

    @display(description="状态", ordering="state", label=STATE_COLOURS)
    def state_shown(self, check_in):
        return check_in.get_state_display()

    @display(description="所属期间", ordering="slug")
    def slug_shown(self, check_in):
        return check_in.slug_shown

    @display(description="内容")
    def text_shown(self, check_in):
        return Truncator(check_in.text).chars(TEXT_SHOWN) or "—"

    @display(description="积分")
    def points_shown(self, check_in):
        entry = check_in.point_entry() if check_in.state == CheckInState.ACCEPTED else None
        return f"{plain(entry.credit.credited)}分。{explain(entry)}" if entry else "尚未记入"
