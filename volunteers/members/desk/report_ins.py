"""Report-ins on the desk: waiting first; accepted and placed many at once, returned one by one with a reason."""

from functools import partial

from django import forms
from django.contrib import admin
from django.db.models import Case, IntegerField, Q, Value, When
from django.urls import reverse
from unfold.decorators import display

from orgtree.admin.actions import ObjectAction, ReasonForm
from orgtree.admin.base import ReadOnlyInline, ScopedAdmin
from orgtree.admin.bulk import BulkAct, BulkMixin
from orgtree.admin.forms import DayInput
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.models import Area
from orgtree.models.scope import inside
from volunteers.members.choices.report_in import CloseReason, ReportInState, SuspendReason
from volunteers.members.desk.dress import Dressed
from volunteers.members.desk.due import DueFilter, DueMixin
from volunteers.members.models.report_in import ACTIVE, BELONGING, ReportIn, ReportInStep
from volunteers.members.services import report_ins as services

STATE_COLOURS = {
    "待审核": "warning",
    "已退回": "danger",
    "已报到": "success",
    "已入格": "success",
    "已认岗": "success",
    "服务中": "success",
    "暂停": "warning",
    "已撤回": "info",
    "已转出": "info",
    "已注销": "info",
}


PLACE_HINT = "只能编入本人报到社区之下的网格或楼栋；已编入的可以调整。"


class PlaceLabel(forms.ModelChoiceField):
    """Grids by name, buildings after the name of their grid."""

    def label_from_instance(self, area):
        return area.name if area.kind == AreaKind.GRID else f"{area.parent.name} / {area.name}"


class PlaceForm(Dressed):
    """A grid or building of the communities that the chosen report-ins belong to."""

    area = PlaceLabel(Area.objects.none(), label="网格或楼栋", empty_label="请选择")

    def __init__(self, data, request, ids):
        super().__init__(data)
        communities = Area.objects.filter(
            pk__in=ReportIn.objects.allowed(request.user, P.REPORT_IN_DECIDE).filter(pk__in=ids).values("community")
        )
        below = Q(pk__in=[])
        for community in communities:
            below |= inside(community, "")
        places = Area.objects.current().filter(below, kind__in=[AreaKind.GRID, AreaKind.BUILDING])
        self.fields["area"].queryset = places.select_related("parent").order_by("code")


class CloseForm(Dressed):
    reason = forms.ChoiceField(label="注销原因", choices=[("", "请选择"), *CloseReason.choices])


class PauseForm(Dressed):
    reason = forms.ChoiceField(label="暂停原因", choices=[("", "请选择"), *SuspendReason.choices])
    until = forms.DateField(
        label="恢复日期",
        required=False,
        widget=DayInput,
        help_text="到这一天自动恢复；说不准可以不填，由本人或社区恢复",
    )


class StepInline(ReadOnlyInline):
    """How the report-in came to where it is."""

    model = ReportInStep
    view_permission = P.MEMBER_VIEW
    fields = ("state", "reason", "by", "at")
    readonly_fields = fields
    verbose_name_plural = "办理过程"


def accept(request, ids, data):
    return services.accept_report_ins(report_in_ids=ids, by=request.user)


def place(request, ids, data):
    return services.place_report_ins(report_in_ids=ids, area=data["area"], by=request.user)


def place_one(request, report_in, data):
    place(request, [report_in.pk], data).raise_first()
    return f"已编入{data['area']}。"


def accept_one(request, report_in, data):
    accept(request, [report_in.pk], data).raise_first()
    return "已接收，本人可以开始填报服务。"


def send_back(request, report_in, data):
    services.return_report_in(report_in_id=report_in.pk, reason=data["reason"], by=request.user)
    return "已退回。"


def close(request, report_in, data):
    services.close_report_in(report_in_id=report_in.pk, reason=data["reason"], by=request.user)
    return "报到已注销，服务时长和积分保留。"


def pause(request, report_in, data):
    services.suspend_report_in(report_in_id=report_in.pk, by=request.user, **data)
    return "已暂停，期间不作要求，也不发提醒。"


def resume(request, report_in, data):
    services.resume_report_in(report_in_id=report_in.pk, by=request.user)
    return "已恢复。"


def waits(report_in) -> bool:
    return report_in.state == ReportInState.SUBMITTED


@admin.register(ReportIn)
class ReportInAdmin(DueMixin, BulkMixin, ScopedAdmin):
    """Nobody edits a report-in: it is accepted, returned, placed or closed."""

    view_permission = P.MEMBER_VIEW
    records_looks = True
    menu_place = "people"
    tab_position = 10
    empty_hint = "党员在手机上报到、社区登记报到党员或导入名册以后，报到会出现在这里。"
    inlines = [StepInline]
    list_display = (
        "state_shown",
        "member",
        "unit_shown",
        "community",
        "residence_shown",
        "placed_shown",
        "due_shown",
        "submitted_at",
    )
    list_display_links = ("state_shown", "member")
    list_filter = ("state", DueFilter, "origin", "community")
    list_select_related = ("member", "community", "area")
    search_fields = ("member__name", "member__unit_name", "residence")
    search_help_text = "姓名、工作单位、居住小区"
    fields = (
        *(
            "state_shown",
            "member",
            "unit_shown",
            "community",
            "residence_shown",
            "placed_shown",
            "due_shown",
            "origin",
            "submitted_at",
        ),
        *("accepted_at", "gridded_at", "posted_at", "serving_at", "decided_by", "return_reason"),
        *("suspended_at", "suspend_reason", "suspended_until", "ended_at", "close_reason"),
    )
    readonly_fields = fields
    bulk_acts = (
        BulkAct("accept", "接收所选报到", "接收", P.REPORT_IN_DECIDE, accept),
        BulkAct(
            "place",
            "编入网格或楼栋",
            "编入网格",
            P.REPORT_IN_DECIDE,
            place,
            form=PlaceForm,
            hint=PLACE_HINT,
        ),
    )
    object_actions = (
        ObjectAction(
            key="accept",
            label="接收",
            permission=P.REPORT_IN_DECIDE,
            run=accept_one,
            hint="接收后本人归属本社区，记入“按期报到”积分（每年一次）。",
            icon="check_circle",
            applies=waits,
        ),
        ObjectAction(
            key="return",
            label="退回",
            permission=P.REPORT_IN_DECIDE,
            run=send_back,
            hint="本人会看到原因，可以修改后重新提交。",
            form=ReasonForm,
            icon="undo",
            applies=waits,
        ),
        ObjectAction(
            key="place",
            label="编入网格或楼栋",
            permission=P.REPORT_IN_DECIDE,
            run=place_one,
            hint=PLACE_HINT,
            build_form=lambda request, report_in: partial(PlaceForm, request=request, ids=[report_in.pk]),
            icon="location_on",
            applies=lambda report_in: report_in.state in ACTIVE,
        ),
        ObjectAction(
            key="pause",
            label="暂停",
            permission=P.REPORT_IN_DECIDE,
            run=pause,
            hint="用于外出、生病等一时不能参加的情况。仍在册，时长、积分和岗位保留。",
            form=PauseForm,
            icon="pause_circle",
            applies=lambda report_in: report_in.state in ACTIVE,
        ),
        ObjectAction(
            key="resume",
            label="恢复",
            permission=P.REPORT_IN_DECIDE,
            run=resume,
            hint="回到暂停前的状态。",
            icon="play_circle",
            applies=lambda report_in: report_in.state == ReportInState.SUSPENDED,
        ),
        ObjectAction(
            key="close",
            label="注销报到",
            permission=P.REPORT_IN_DECIDE,
            run=close,
            hint="用于退休、调离等情况。服务时长和积分保留，以后可以重新报到。",
            form=CloseForm,
            icon="person_off",
            applies=lambda report_in: report_in.state in BELONGING,
        ),
    )

    def object_links(self, request, obj):
        return [
            ("打印报到单", reverse("paper-report-in", args=[obj.pk, "slip"]), "print"),
            ("打印登记表", reverse("paper-report-in", args=[obj.pk, "register"]), "print"),
        ]

    def get_ordering(self, request):
        waiting_first = Case(When(state=ReportInState.SUBMITTED, then=Value(0)), default=1, output_field=IntegerField())
        return [waiting_first, "-submitted_at", "-pk"]

    @display(description="状态", ordering="state", label=STATE_COLOURS)
    def state_shown(self, report_in):
        return report_in.get_state_display()

    @display(description="居住小区、楼栋", ordering="residence")
    def residence_shown(self, report_in):
        return report_in.residence  # without the help that the form has for it

    @display(description="工作单位")
    def unit_shown(self, report_in):
        return report_in.member.unit_name

    @display(description="编入")
    def placed_shown(self, report_in):
        return report_in.area if report_in.area_id != report_in.community_id else "—"
