"""The rectification list and talks on the desk: entered, verified, sent back."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from unfold.decorators import display

from assessments.declare import Tabs
from assessments.rectify.lists import item_list, proposal_list, talk_list
from assessments.rectify.models import RectifyItem, RectifyProposal, Talk
from assessments.rectify.services.items import item_acts, list_share
from assessments.rectify.services.proposals import proposal_acts
from assessments.rectify.services.talks import talk_acts
from assessments.rectify.services.tasks_of import ORIGIN
from orgtree.assigned.giving import page_of
from orgtree.assigned.seen import tasks_from
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin

LINKED = '<div><a class="text-link" href="{}">{}</a>　{}</div>'


class WhichFilter(admin.SimpleListFilter):
    """What is late, and of what nothing was told this quarter."""

    title = "情况"
    parameter_name = "which"

    def lookups(self, request, model_admin):
        return [("late", "已逾期"), ("silent", "本季度未报进展")]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "late":
            return queryset.late_on(today)
        return queryset.silent_on(today) if self.value() == "silent" else queryset


@admin.register(RectifyItem)
class RectifyItemAdmin(BulkMixin, ScopedAdmin):
    """What waits to be verified first, then by day."""

    view_permission, menu_place = P.ASSESS_VIEW, "assessments"
    tab_position, tab_group = 60, Tabs.RECTIFY
    acts, listing = item_acts, item_list
    list_filter = (WhichFilter,)
    search_fields = ("problem",)
    search_help_text = "问题"
    add_label = "列入整改"
    empty_hint = "评议、督导中发现的问题列在这里：责任岗位认领、整改、申请销号，由督办方核验。"
    shows = (
        "state_shown organisation_shown owner_shown year source problem fed_back_on due_shown first_due_on measure claimed_by claimed_at "
        "progress progress_at outcome applied_by applied_at finding verified_by verified_at giver_shown list_told tasks course"
    )

    @display(description="该单位当年清单")
    def list_told(self, item):
        return list_share(item.area, item.institution, item.year).told

    def get_readonly_fields(self, request, obj=None):
        self._viewer = request.user
        return super().get_readonly_fields(request, obj)

    @display(description="任务与证据")
    def tasks(self, item):
        found = tasks_from(ORIGIN, [item.pk], self._viewer)[item.pk]
        return format_html_join("", LINKED, ((page_of(task), task.title, task.get_state_display()) for task in found))

    @display(description="办理过程")
    def course(self, item):
        return course_shown(item_acts, item)


@admin.register(RectifyProposal)
class RectifyProposalAdmin(BulkMixin, ScopedAdmin):
    """What published rounds leave to be decided, for whoever keeps the list; a whole round on one page."""

    view_permission, menu_place = P.RECTIFY_MANAGE, "assessments"
    tab_position, tab_group = 62, Tabs.RECTIFY
    acts, listing = proposal_acts, proposal_list
    search_fields = ("text",)
    search_help_text = "原话"
    empty_hint = "公布评议结果后，点评、答复、实地考核情况和可以反馈的测评意见列在这里，逐条列入或不列入。"
    shows = "state_shown subject round_shown source text item decided_by decided_at course"

    def object_links(self, request, obj):
        return [("整轮处理", reverse("round-to-mend", args=[obj.subject.round_id]), "checklist")]

    @display(description="办理过程")
    def course(self, proposal):
        return course_shown(proposal_acts, proposal)


@admin.register(Talk)
class TalkAdmin(BulkMixin, ScopedAdmin):
    """Talks, those whose follow-up waits for a word first."""

    view_permission, menu_place = P.ASSESS_VIEW, "assessments"
    tab_position, tab_group = 61, Tabs.RECTIFY
    acts, listing = talk_acts, talk_list
    search_fields = ("trigger_words",)
    search_help_text = "事由说明"
    add_label = "登记约谈"
    empty_hint = "提醒谈话、告诫约谈登记在组织名下：事由、要点、落实要求和落实情况。"
    shows = (
        "state_shown organisation_shown owner_shown kind trigger trigger_words held_on record demand due_shown outcome reported_by "
        "reported_at closed_by closed_at entered_by giver_shown course"
    )

    @display(description="办理过程")
    def course(self, talk):
        return course_shown(talk_acts, talk)
