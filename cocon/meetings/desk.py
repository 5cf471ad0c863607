"""Topics, meetings, agendas, who came and what was agreed, on the desk; the page for the wall."""

from django.contrib import admin
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from unfold.decorators import display

from cocon.bases import CoconAdmin
from cocon.declare import Tabs
from cocon.meetings.choices import MeetingState
from cocon.meetings.lists import attendance_list, item_list, meeting_list, outcome_list, series_list, topic_list
from cocon.meetings.models import AgendaItem, Attendance, Meeting, MeetingSeries, Outcome, Topic
from cocon.meetings.rules import progress_told
from cocon.meetings.services.agenda import agreed_before, item_acts, outcome_acts, outcomes_of
from cocon.meetings.services.attendance import attendance_acts
from cocon.meetings.services.meetings import LAST_TIME, meeting_acts
from cocon.meetings.services.papers import ics_response, minutes_of, sign_in_sheet
from cocon.meetings.services.series import series_acts
from cocon.meetings.services.topics import topic_acts
from orgtree.choices import Permission as P
from orgtree.declare.matters import meeting_matters
from orgtree.desk.acts import course_shown, make_button
from orgtree.desk.base import ReadOnlyInline
from orgtree.desk.bulk import BulkMixin
from orgtree.sheets.documents import docx_response


def _progress(outcome: Outcome) -> str:
    return outcome.task.get_state_display() if outcome.task else outcome.get_kind_display()


@admin.register(Topic)
class TopicAdmin(BulkMixin, CoconAdmin):
    """The pool of topics: those that wait first."""

    acts, listing = topic_acts, topic_list
    tab_position, tab_group = 44, Tabs.MEETINGS
    search_fields = ("title", "words")
    search_help_text = "议题、说明"
    add_label = "提出议题"
    empty_hint = "社区和单位提出的议题在这里，开会前列入议程。"
    shows = "state_shown title words area source institution proposed_by proposed_at outcome resolved_by resolved_at reason course"

    def object_links(self, request, obj):
        """To the row of another list that it stems from."""
        matter = meeting_matters.get(obj.origin_kind)
        found = matter and matter.find(request.user, obj.origin_id)
        return [(f"{matter.label}：{found[0]}", found[1], "link")] if found else []

    @display(description="办理过程")
    def course(self, topic):
        return course_shown(topic_acts, topic)


class ItemInline(ReadOnlyInline):
    """The agenda, in its order."""

    model = AgendaItem
    listing = item_list
    view_permission = P.COCON_VIEW
    show_change_link = True
    hide_title = False
    fields = ("position", "title", "minutes", "presenter", "state_shown", "late_shown")
    verbose_name_plural = "议程"
    none_words = "还没有议程。在“议题”里选好列入，或用上面的“加议程”。"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("topic", "meeting__body__kind")


class AttendanceInline(ReadOnlyInline):
    """Who is invited, and who came."""

    model = Attendance
    listing = attendance_list
    view_permission = P.COCON_VIEW
    fields = ("name_shown", "institution", "state_shown", "reason")
    verbose_name_plural = "应到人员"
    none_words = "通知开会后按席位列出。"


class DateInline(ReadOnlyInline):
    """The meetings of a series, one a date."""

    model = Meeting
    listing = meeting_list
    view_permission = P.COCON_VIEW
    show_change_link = True
    hide_title = False
    fields = ("title", "starts_at", "place", "state_shown")
    ordering = ("starts_at",)
    verbose_name_plural = "各次会议"


@admin.register(MeetingSeries)
class MeetingSeriesAdmin(CoconAdmin):
    """Meetings planned at once."""

    acts, listing = series_acts, series_list
    tab_position, tab_group = 43, Tabs.MEETINGS
    search_fields = ("title", "body__name")
    search_help_text = "会议、共建组织名称"
    add_label = "安排例会"
    empty_hint = "按月、按季度开的会议在这里一次排好，每个日期一次。"
    shows = "state_shown body title rhythm first_day last_day begins minutes place agenda ended_at end_reason course"
    inlines = [DateInline]

    @display(description="办理过程")
    def course(self, series):
        return course_shown(series_acts, series)


@admin.register(Meeting)
class MeetingAdmin(CoconAdmin):
    """Meetings of the viewer's bodies: those to come first."""

    acts, listing = meeting_acts, meeting_list
    tab_position, tab_group = 42, Tabs.MEETINGS
    search_fields = ("title", "body__name")
    search_help_text = "会议、共建组织名称"
    add_label = "筹备会议"
    empty_hint = "先筹备会议、列好议程，再通知开会。"
    shows = (
        "state_shown title body series starts_at minutes place agenda_shown presence_shown before "
        "closed_by closed_at reason course"
    )
    inlines = [ItemInline, AttendanceInline]
    object_actions = (make_button(item_acts, "add"),)

    @display(description="办理过程")
    def course(self, meeting):
        return course_shown(meeting_acts, meeting)

    @display(description="上次议定事项")
    def before(self, meeting):
        """What the meeting before agreed on, how far its tasks are, each a link."""
        rows = agreed_before(meeting)
        told = progress_told(row.task.state for row in rows if row.task)
        lines = [
            (reverse("admin:cocon_outcome_change", args=[row.pk]), row.item.title, row.words, _progress(row))
            for row in rows
        ]
        listed = format_html_join("", '<div><a href="{}">{}</a>：{}　{}</div>', lines) or "—"
        return format_html("<div>任务办结{}</div>{}", told, listed) if told else listed

    def object_links(self, request, obj):
        links = [("投影", "wall", "slideshow"), ("日历文件", "ics", "event")]
        if request.user.holds_at(P.COCON_MANAGE, obj.body.area):
            links += [("签到表", "sign-in", "print"), ("纪要", "minutes", "description")]
        shown = [(label, reverse(f"admin:cocon_meeting_{key}", args=[obj.pk]), icon) for label, key, icon in links]
        if obj.state == MeetingState.RUNNING:
            roll = f"{reverse('admin:cocon_attendance_changelist')}?meeting__id__exact={obj.pk}"
            shown.insert(0, ("点名", roll, "how_to_reg"))
        return shown

    def get_urls(self):
        pages = {
            "wall": ("wall/", self.wall_view),
            "ics": ("meeting.ics", self.ics_view),
            "sign-in": ("sign-in.docx", self.sign_in_view),
            "minutes": ("minutes.docx", self.minutes_view),
        }
        view = self.admin_site.admin_view
        own = [path(f"<int:pk>/{end}", view(page), name=f"cocon_meeting_{key}") for key, (end, page) in pages.items()]
        return [*own, *super().get_urls()]

    def _meeting(self, request, pk: int, permission: str = P.COCON_VIEW) -> Meeting:
        rows = Meeting.objects.allowed(request.user, permission).select_related("body__area")
        meeting = rows.filter(pk=pk).first()
        if meeting is None:
            raise Http404
        return meeting

    def wall_view(self, request, pk: int):
        """The agenda for the wall, with what was agreed so far: no names of persons."""
        meeting = self._meeting(request, pk)
        before = agreed_before(meeting)
        context = {
            "meeting": meeting,
            "before": before,
            "progress": progress_told(row.task.state for row in before if row.task),
            "items": shown_items(meeting, is_told=bool(before)),
        }
        return TemplateResponse(request, "cocon/meetings/wall.html", context)

    def ics_view(self, request, pk: int):
        return ics_response(self._meeting(request, pk))

    def sign_in_view(self, request, pk: int):
        """Names are on it: for whoever manages the body there."""
        meeting = self._meeting(request, pk, P.COCON_MANAGE)
        return docx_response(request, f"{meeting.title}签到表.docx", sign_in_sheet(meeting))

    def minutes_view(self, request, pk: int):
        meeting = self._meeting(request, pk, P.COCON_MANAGE)
        return docx_response(request, f"{meeting.title}纪要.docx", minutes_of(meeting))


def shown_items(meeting: Meeting, *, is_told: bool) -> list[tuple]:
    """(item, outcomes) of the agenda for the wall; what was agreed last time stands above it, not twice."""
    items = [(item, outcomes_of(item)) for item in meeting.items.all()]
    return [(item, agreed) for item, agreed in items if agreed or not (is_told and item.title == LAST_TIME)]


@admin.register(AgendaItem)
class AgendaItemAdmin(CoconAdmin):
    """One item: what was said of it, and what may be recorded now."""

    acts, listing = item_acts, item_list
    tab_group = Tabs.MEETINGS
    search_fields = ("title",)
    shows = "state_shown title meeting topic minutes presenter agreed"
    object_actions = (make_button(outcome_acts, "record"),)

    def has_add_permission(self, request):
        return False

    @display(description="议定事项")
    def agreed(self, item):
        return "；".join(f"{one.get_kind_display()}：{one.words}" for one in outcomes_of(item)) or "—"


@admin.register(Outcome)
class OutcomeAdmin(CoconAdmin):
    """What meetings agreed on, and how far it is."""

    acts, listing = outcome_acts, outcome_list
    tab_position, tab_group = 45, Tabs.MEETINGS
    search_fields = ("words",)
    search_help_text = "内容"
    empty_hint = "会议进行中，在议程里记录决定、通报和任务。"
    shows = "kind words item_shown meeting_shown task progress_shown corrects_shown by at"
    object_actions = (make_button(outcome_acts, "correct"),)

    def has_add_permission(self, request):
        return False


@admin.register(Attendance)
class AttendanceAdmin(BulkMixin, CoconAdmin):
    """The roll of a meeting."""

    acts, listing = attendance_acts, attendance_list
    tab_group = Tabs.MEETINGS
    list_filter = ("meeting",)
    search_fields = ("institution__name",)
    search_help_text = "单位名称"
    asks_why_exported = True
    empty_hint = "通知开会后，应到人员列在这里。"
    shows = "state_shown name_shown institution meeting reason course"

    @display(description="办理过程")
    def course(self, row):
        return course_shown(attendance_acts, row)
