"""Changes to confirmed hours on the desk: old and new side by side, decided many at once by a second person."""

from django.contrib import admin
from django.db.models import Case, IntegerField, Value, When
from unfold.decorators import display

from orgtree.admin.actions import ObjectAction, ReasonForm
from orgtree.admin.base import ScopedAdmin
from orgtree.admin.bulk import BulkAct, BulkMixin
from orgtree.choices import Permission as P
from volunteers.choices import HourChangeState
from volunteers.models import HourChange
from volunteers.services import hour_changes as services

STATE_COLOURS = {"待办理": "warning", "已更正": "success", "未同意": "danger", "已撤回": "info"}
APPROVED = "原记录的内容保留在这里；积分原条目冲正，按更正后的内容重新计分。"


def approve(request, ids, data):
    return services.approve_changes(change_ids=ids, by=request.user)


def decline(request, ids, data):
    return services.decline_changes(change_ids=ids, reason=data["reason"], by=request.user)


def withdraw(request, change, data):
    services.withdraw_change(change_id=change.pk, by=request.user)
    return "更正已撤回，记录保持原样。"


def waits(change) -> bool:
    return change.state == HourChangeState.PROPOSED


@admin.register(HourChange)
class HourChangeAdmin(BulkMixin, ScopedAdmin):
    """Nobody edits a change: it is proposed on the record's page, and decided here."""

    view_permission = P.SERVICE_VIEW
    menu_group = "报到与服务"
    menu_icon = "edit_calendar"
    empty_hint = "已确认的服务时长有误时，在该条服务记录上点“更正时长”提出，再由另一位工作人员在这里办理。"
    menu_position = 31
    list_display = ("state_shown", "member_shown", "old_shown", "new_shown", "reason", "proposed_by", "proposed_at")
    list_display_links = ("state_shown", "member_shown")
    list_filter = ("state", "record__area")
    list_select_related = ("record__member", "old_kind", "new_kind", "proposed_by")
    search_fields = ("record__member__name", "reason")
    search_help_text = "姓名、更正原因"
    fields = (
        *("state_shown", "member_shown", "record", "old_shown", "new_shown", "reason"),
        *("proposed_by", "proposed_at", "decided_by", "decided_at", "answer"),
    )
    readonly_fields = fields
    bulk_acts = (
        BulkAct("approve", "同意所选更正", "更正", P.SERVICE_CONFIRM, approve),
        BulkAct(
            "decline",
            "不同意所选更正",
            "退回",
            P.SERVICE_CONFIRM,
            decline,
            form=lambda data, request, ids: ReasonForm(data),
            hint="记录保持原样，提出人会看到原因。",
        ),
    )
    object_actions = (
        ObjectAction(
            key="approve",
            label="同意更正",
            permission=P.SERVICE_CONFIRM,
            run=lambda request, change, data: _one(approve(request, [change.pk], data), "记录已更正，积分已重新计算。"),
            hint=APPROVED,
            icon="check_circle",
            applies=waits,
        ),
        ObjectAction(
            key="decline",
            label="不同意",
            permission=P.SERVICE_CONFIRM,
            run=lambda request, change, data: _one(decline(request, [change.pk], data), "已退回，记录保持原样。"),
            hint="记录保持原样，提出人会看到原因。",
            form=ReasonForm,
            icon="undo",
            applies=waits,
        ),
        ObjectAction(
            key="withdraw",
            label="撤回更正",
            permission=P.SERVICE_ENTER,
            run=withdraw,
            hint="撤回后记录保持原样，可以重新提出。",
            icon="block",
            applies=waits,
        ),
    )

    def row_title(self, obj) -> str:
        return f"{obj.record.member} {obj}"

    def get_ordering(self, request):
        waiting = When(state=HourChangeState.PROPOSED, then=Value(0))
        return [Case(waiting, default=1, output_field=IntegerField()), "-proposed_at", "-pk"]

    @display(description="状态", ordering="state", label=STATE_COLOURS)
    def state_shown(self, change):
        return change.get_state_display()

    @display(description="党员")
    def member_shown(self, change):
        return change.record.member

    @display(description="原记录")
    def old_shown(self, change):
        return change.old_in_words

    @display(description="更正为")
    def new_shown(self, change):
        return change.new_in_words


def _one(outcome, done: str) -> str:
    """What became of a single row; raises RuleBroken with the reason of its refusal."""
    outcome.raise_first()
    return done
