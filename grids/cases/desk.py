"""Cases on the desk: what waits for somebody first, by when it is due; who told of them, who has them, what is asked one level up."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from unfold.decorators import display

from grids.bases import GridsAdmin
from grids.cases.choices import CaseState
from grids.cases.lists import case_list, leg_list, report_list, request_list, sending_list
from grids.cases.models import Case, CaseRequest, Leg, Report, Sending
from grids.cases.models.cases import WORKED_ON
from grids.cases.services.course import case_acts
from grids.cases.services.legs import leg_acts
from grids.cases.services.reports import asker_key, report_acts
from grids.cases.services.requests import request_acts
from grids.cases.services.sending import sending_acts
from grids.cases.services.splitting import TO_SPLIT
from grids.cases.services.telling import case_page
from grids.cases.services.told import ToldClock, tell_clocks
from grids.declare import Tabs, case_advice, case_links
from orgtree.choices import Permission as P
from orgtree.desk.actions import REVEAL_PHONE
from orgtree.desk.acts import course_shown, make_button
from orgtree.desk.bulk import BulkMixin
from orgtree.desk.looks import area_of
from orgtree.desk.paging import KeysFirst

LINKED = '<div><a class="text-link" href="{}">{}</a>　{}</div>'


def _moment(at) -> str:
    return f"{timezone.localtime(at):%m-%d %H:%M}"


def _clock_shown(told: ToldClock):
    lines = ((f"{_moment(part.start)} — {_moment(part.end)}", part.words, part.counted) for part in told.parts)
    due = f"，{_moment(told.row.due_at)}到期" if told.row.due_at else "，暂停中"
    return format_html(
        "<div><b>{}</b>　时限{}{}　合计用去{}{}</div>{}{}",
        told.title,
        told.limit,
        due,
        told.used,
        f"　{told.card}" if told.card else "",
        format_html_join("", "<div>　{}　{}　{}</div>", lines),
        format_html("<div>　其间不计的日子：{}</div>", told.off_told) if told.off else "",
    )


class WithoutDueFilter(admin.SimpleListFilter):
    """Cases being worked on that have no due moment."""

    title = "到期时间"
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [("none", "没有到期时间")]

    def queryset(self, request, queryset):
        return queryset.without_due() if self.value() == "none" else queryset


@admin.register(Case)
class CaseAdmin(BulkMixin, GridsAdmin):
    """One row for each matter, however many told of it."""

    acts = case_acts
    listing, paginator = case_list, KeysFirst
    tab_position, tab_group = 10, Tabs.CASES
    empty_hint = "登记一件事：在哪里、什么情况、谁来反映的。"
    list_filter = (WithoutDueFilter,)
    search_fields = ("number", "title", "place")
    search_help_text = "编号、事项、地点"
    shows = (
        "state_shown advice_shown number title category_shown duty_shown area place words level lead reports_shown legs_shown "
        "requests_shown parts_shown clocks_shown due_at result answer round returns outside merged_into follows reason course_shown"
    )
    object_actions = (
        make_button(request_acts, "ask", on="case", applies=lambda case: case.state in WORKED_ON),
        make_button(
            case_acts, "split", on="parent", applies=lambda case: case.state in TO_SPLIT and not case.parent_id
        ),
    )

    def object_links(self, request, obj):
        """Answering in words that are kept (口径库), once the work was verified; what higher subjects lead to; the papers of the case."""
        links = [link for links_of in case_links for link in links_of(request, obj)]
        if obj.state == CaseState.VERIFIED and request.user.holds(P.CASE_DISPATCH):
            links.insert(0, ("用口径答复", reverse("case-answer", args=[obj.pk]), "library_books"))
        if self.may(request, P.EXPORT):
            links.append(("打印文书", reverse("case-papers", args=[obj.pk]), "print"))
        return links

    @display(description="派单建议")
    def advice_shown(self, case):
        return format_html_join("", "{}", ((told(case),) for told in case_advice)) or "—"

    @display(description="谁反映的")
    def reports_shown(self, case):
        """Each telling, a link to its page; never who."""
        rows = case.reports.order_by("told_at")
        lines = (
            (reverse("admin:grids_report_change", args=[one.pk]), one.get_source_display(), _told(one)) for one in rows
        )
        return format_html_join("", LINKED, lines) or "—"

    @display(description="承办单位")
    def legs_shown(self, case):
        """Each unit's part, a link to its page."""
        rows = case.legs.select_related("institution").order_by("given_at", "pk")
        lines = (
            (
                reverse("admin:grids_leg_change", args=[leg.pk]),
                leg.institution.name,
                f"{leg.get_role_display()}　{leg.get_state_display()}　{leg.outcome or leg.reason}",
            )
            for leg in rows
        )
        return format_html_join("", LINKED, lines) or "—"

    @display(description="延期与暂停")
    def requests_shown(self, case):
        """What was asked one level up, each a link to its page."""
        lines = (
            (
                reverse("admin:grids_caserequest_change", args=[one.pk]),
                one.get_kind_display(),
                f"{one.get_state_display()}　{one.words}",
            )
            for one in case.requests.order_by("asked_at")
        )
        return format_html_join("", LINKED, lines) or "—"

    @display(description="分办")
    def parts_shown(self, case):
        """The parts into which it was split, or what it is a part of."""
        rows = [case.parent] if case.parent_id else case.children.order_by("pk")
        lines = ((case_page(one), one.title, f"{one.number}　{one.get_state_display()}") for one in rows)
        return format_html_join("", LINKED, lines) or "—"

    @display(description="计时")
    def clocks_shown(self, case):
        """Every clock with its segments, what they add up to, and the days that did not count."""
        return format_html_join("", "{}", ((_clock_shown(told),) for told in tell_clocks(case))) or "—"

    @display(description="办理过程")
    def course_shown(self, case):
        return course_shown(case_acts, case)


def _told(report: Report) -> str:
    words = [f"{timezone.localtime(report.told_at):%Y-%m-%d %H:%M}", report.outside_number, report.reply]
    return "　".join(word for word in words if word)


@admin.register(Leg)
class LegAdmin(GridsAdmin):
    """What units have in hand. Units have pages of their own."""

    acts = leg_acts
    listing = leg_list
    tab_position, tab_group = 12, Tabs.CASES
    empty_hint = "交办给单位的事项在这里。"
    search_fields = ("case__number", "case__title", "institution__name")
    search_help_text = "编号、事项、单位"
    shows = (
        "state_shown case role institution asked is_binding given_at given_by signed_at signed_by due_at outcome "
        "ended_at ended_by return_kind reason"
    )


@admin.register(Report)
class ReportAdmin(GridsAdmin):
    """Who told of cases, by which door; the number is masked, each look at it recorded."""

    acts = report_acts
    listing = report_list
    tab_position, tab_group = 14, Tabs.CASES
    empty_hint = "登记事项时记下由哪里反映、怎样答复。"
    search_fields = ("case__number", "outside_number")
    search_help_text = "事项编号、来件编号"
    shows = (
        "case source outside_number told_at words asker_shown phone_shown phone_for channel entered_at entered_by "
        "contacted_at reply replied_at replied_by was_contacted is_solved stars rated_at"
    )
    object_actions = (REVEAL_PHONE,)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page says how to address whoever told: a look at a person, which the list is not."""
        reply = super().change_view(request, object_id, form_url, extra_context)
        report = (getattr(reply, "context_data", None) or {}).get("original")
        if report and (report.asker or report.phone):
            self._note(request, [report], self._title(object_id), area_of(report), [asker_key(report)])
        return reply


@admin.register(Sending)
class SendingAdmin(GridsAdmin):
    """What departments wished to send down; by department in the filter."""

    acts = sending_acts
    listing = sending_list
    tab_position, tab_group = 17, Tabs.CASES
    empty_hint = "部门提出转街道、社区办理的，按履职清单核对后记在这里。"
    search_fields = ("case__number", "institution__name")
    search_help_text = "事项编号、部门"
    shows = "state_shown institution case duty words why sent_by sent_at"


@admin.register(CaseRequest)
class RequestAdmin(GridsAdmin):
    """What waits for the level above first."""

    acts = request_acts
    listing = request_list
    tab_position, tab_group = 16, Tabs.CASES
    empty_hint = "延期、暂停计时、不计入考核的申请，由上一级审批。"
    search_fields = ("case__number", "case__title")
    search_help_text = "事项编号、事项"
    shows = "state_shown kind case leg number words asked_by asked_at decided_by decided_at ended_at reason"
