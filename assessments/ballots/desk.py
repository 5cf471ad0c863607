"""Polls on the desk: prepared, rehearsed, opened, closed, counted; their roll, paper ballots, sums, and what was written."""

from django.contrib import admin
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.html import format_html_join
from unfold.decorators import display

from assessments.ballots.lists import batch_list, poll_list, roll_list, tally_list, text_list
from assessments.ballots.models import PaperBatch, Poll, PollTally, PollText, RollEntry, RollRight
from assessments.ballots.models.polls import OPENED
from assessments.ballots.services.polls import poll_acts, told_class
from assessments.ballots.services.roll import roll_acts
from assessments.ballots.services.texts import text_acts
from assessments.ballots.services.turnout import digest_told, figures_told, turnout_of
from assessments.declare import Tabs
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin

TAB = Tabs.BALLOTS
LINES = "<div>{}</div>"


@admin.register(Poll)
class PollAdmin(ScopedAdmin):
    """One row for each poll; nothing of a ballot, and no count before the tally."""

    acts, listing = poll_acts, poll_list
    view_permission = P.ASSESS_VIEW
    menu_place = "assessments"
    tab_position, tab_group = 30, TAB
    search_fields = ("number", "title")
    search_help_text = "编号、名称"
    empty_hint = "准备一次投票：写明评议对象和投票人类别，录入名册，演练后开始。"
    shows = (
        "state_shown number title area year subjects_told classes_told options_told base closes_at takes_texts has_keepers keepers_told "
        "people turnout_told digest_told opened_by opened_at closed_by closed_at note counted_by counted_at figures_told course"
    )

    def object_links(self, request, obj):
        links = []
        if obj.is_taking and request.user.holds(P.ASSESS_ROLL):
            links.append(("录入纸质票", reverse("ballot-batch", args=[obj.pk]), "edit_note"))
        if obj.state in OPENED and request.user.holds(P.ASSESS_ROLL):
            batches = reverse("admin:assessments_paperbatch_changelist")
            links.append(("纸质票批次", f"{batches}?poll__id__exact={obj.pk}", "inventory_2"))
        if obj.counted_at:
            tallies = reverse("admin:assessments_polltally_changelist")
            links.append(("计票结果", f"{tallies}?poll__id__exact={obj.pk}", "bar_chart"))
            for form, icon in (("pdf", "print"), ("docx", "description")):
                sheet = reverse("ballot-result-sheet", args=[obj.pk, form])
                links.append((f"计票结果表（{form.upper()}）", sheet, icon))
        if obj.state in OPENED:
            links.append(("公开核验页", reverse("ballot-public", args=[obj.number]), "verified"))
        return links

    @display(description="评议对象")
    def subjects_told(self, poll):
        return format_html_join("", LINES, ((subject.name,) for subject in poll.subjects.all())) or "—"

    @display(description="投票人类别（权重、最少票数、到会比例）")
    def classes_told(self, poll):
        return format_html_join("", LINES, ((told_class(one),) for one in poll.classes.all())) or "—"

    @display(description="选项")
    def options_told(self, poll):
        return "、".join(f"{label}（{points}分）" for _, label, points in poll.options)

    @display(description="计票保管人")
    def keepers_told(self, poll):
        states = {"waiting": "未领取", "taken": "已领取", "given": "已交码"}
        rows = poll.keepers.select_related("user")
        return format_html_join("", LINES, ((f"{one.user.name}　{states[one.state]}",) for one in rows)) or "—"

    @display(description="投票进度")
    def turnout_told(self, poll):
        return turnout_of(poll) or "—"

    @display(description="名册摘要")
    def digest_told(self, poll):
        return digest_told(poll) or "—"

    @display(description="人数与票数")
    def figures_told(self, poll):
        return format_html_join("", LINES, ((line,) for line in figures_told(poll))) or "—"

    @display(description="办理过程")
    def course(self, poll):
        return course_shown(poll_acts, poll)


@admin.register(RollEntry)
class RollEntryAdmin(ScopedAdmin):
    """Who may vote, with which class; who has a token stands nowhere, who has paper is known to the desk that gave it."""

    acts, listing = roll_acts, roll_list
    view_permission = P.ASSESS_ROLL
    menu_place = "assessments"
    tab_position, tab_group = 31, TAB
    search_fields = ("name", "about")
    search_help_text = "姓名、单位职务"
    empty_hint = "逐个录入或导入投票人；投票开始后名册不能再改。"
    shows = "name about poll voter_class_shown has_account_shown paper_shown"

    def get_queryset(self, request):
        rights = RollRight.objects.select_related("voter_class", "subject").order_by("pk")
        return super().get_queryset(request).prefetch_related(Prefetch("rights", rights))


@admin.register(PaperBatch)
class PaperBatchAdmin(ScopedAdmin):
    """Batches of paper ballots; what was counted of them is on no page before the tally."""

    listing = batch_list
    view_permission = P.ASSESS_ROLL
    menu_place = "assessments"
    tab_position, tab_group = 32, TAB
    search_fields = ("number",)
    search_help_text = "批号"
    empty_hint = "在投票页点“录入纸质票”，同一批由两人各录一次。"
    shows = "state_shown number poll sheet"

    def object_links(self, request, obj):
        if obj.poll.is_taking and request.user.holds(P.ASSESS_ROLL):
            address = f"{reverse('ballot-batch', args=[obj.poll_id])}?number={obj.number}"
            return [("录入或核对", address, "edit_note")]
        return []


@admin.register(PollTally)
class PollTallyAdmin(ScopedAdmin):
    """Sums by subject and class: the tally writes them."""

    listing = tally_list
    view_permission = P.ASSESS_VIEW
    menu_place = "assessments"
    tab_position, tab_group = 33, TAB
    empty_hint = "投票截止并计票后，这里有各评议对象各类别的票数。"
    shows = "poll subject voter_class counts_shown valid abstained spoiled void base_shown of_shown"


@admin.register(PollText)
class PollTextAdmin(BulkMixin, ScopedAdmin):
    """What was written, to be read before it goes to whom it is about."""

    acts, listing = text_acts, text_list
    view_permission = P.ASSESS_MANAGE
    menu_place = "assessments"
    tab_position, tab_group = 34, TAB
    empty_hint = "计票后逐条审看意见；看得出是谁写的不反馈。"
    shows = "state_shown poll subject text reason"
