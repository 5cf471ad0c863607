"""Projects on the desk: the whole file of one on its page, with what it waits for."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from unfold.decorators import display

from cocon.bases import CoconAdmin
from cocon.declare import Tabs
from cocon.projects.choices import ProjectState
from cocon.projects.desk.funds import EntryInline
from cocon.projects.lists import hearing_list, paper_list, project_list, site_list
from cocon.projects.models import Hearing, Project, ProjectPaper, ProjectSite
from cocon.projects.rules.paperwork import Step, mark, steps_of, told_papers
from cocon.projects.services.entries import purse_of
from cocon.projects.services.hearings import hearing_acts
from cocon.projects.services.milestones import milestones_of
from cocon.projects.services.norms import publicity_until
from cocon.projects.services.papers import paper_acts
from cocon.projects.services.paperwork import facts_on
from cocon.projects.services.projects import project_acts, site_acts
from cocon.units.services.pairings import units_for
from orgtree.assigned.giving import page_of
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown, make_button
from orgtree.desk.base import ReadOnlyInline
from orgtree.desk.related import is_choosing
from orgtree.text.rules.money import told

LINKED = '<div><a class="text-link" href="{}">{}</a>　{}</div>'


class HearingInline(ReadOnlyInline):
    """Who came and who was for it."""

    model = Hearing
    listing = hearing_list
    view_permission = P.COCON_VIEW
    hide_title = False
    verbose_name_plural = "议事听证"
    none_words = "还没有登记议事听证。"
    fields = ("held_on_shown", "present_shown", "in_favour_shown", "told_shown", "verdict_shown", "words_shown")


class SiteInline(ReadOnlyInline):
    """The 小区 that it reached."""

    model = ProjectSite
    listing = site_list
    view_permission = P.COCON_VIEW
    hide_title = False
    show_change_link = True
    verbose_name_plural = "整治的小区"
    none_words = "没有登记小区。"
    fields = ("name_shown", "buildings_shown")


class PaperInline(ReadOnlyInline):
    """What is there of its papers, each a link to the file."""

    model = ProjectPaper
    listing = paper_list
    view_permission = P.COCON_VIEW
    hide_title = False
    show_change_link = True
    verbose_name_plural = "材料"
    none_words = "还没有登记材料。"
    fields = ("step_shown", "kind_shown", "opened_shown", "words_shown", "filed_at")


class EntriesOfProject(EntryInline):
    """What was approved, paid and given back."""

    verbose_name_plural = "经费分录"
    none_words = "还没有批准和付款。"


def _told_papers(step: Step) -> str:
    return f"材料：{told_papers(step.papers)}" if step.papers else ""


@admin.register(Project)
class ProjectAdmin(CoconAdmin):
    """Those that wait for a decision first; one page with the whole file of each."""

    tab_position, tab_group = 20, Tabs.PROJECTS
    acts, listing = project_acts, project_list
    search_fields = ("title", "unit__name")
    search_help_text = "项目名称、承办单位"
    inlines = [PaperInline, HearingInline, SiteInline, EntriesOfProject]
    add_label = "立项"
    empty_hint = "社区或街道立项，经议事听证、公示和两人审批后实施；不用钱的立项后即实施。"
    shows = (
        "title state_shown papers kind category source area unit words until line money leader earlier_leaders entered_by entered_at "
        "publicity publicised_by publicised_at publicity_end heard_in_public asked_by asked_at "
        "approved_by approved_at second_by second_at milestones outcome people hours submitted_by submitted_at "
        "accepted_words accepted_by accepted_at praise ended_by ended_at reason course"
    )
    object_actions = (make_button(hearing_acts, "hold"), make_button(site_acts, "add"), make_button(paper_acts, "file"))

    def rows_for(self, field, request):
        """Units of the district, for whoever begins a project; elsewhere those that they may see."""
        if field.name == "unit" and is_choosing(request):
            return units_for(request.user)
        return super().rows_for(field, request)

    @display(description="手续")
    def papers(self, project):
        """What is done, what comes next and what it waits for, and which papers of each step are there."""
        lines = (
            (mark(step.is_done), step.label, step.missing, _told_papers(step)) for step in steps_of(facts_on(project))
        )
        return format_html_join("", "<div>{}　{}　<strong>{}</strong>　{}</div>", lines) or "—"

    @display(description="此前的负责人")
    def earlier_leaders(self, project):
        return "、".join(project.led_before.order_by("pk").values_list("name", flat=True)) or "—"

    @display(description="经费")
    def money(self, project):
        """What was asked for, approved and paid, and what is left of the line while that matters."""
        if not project.has_money:
            return "不用钱"
        facts = facts_on(project)
        parts = [f"申请{told(project.amount)}，批准{told(facts.approved)}，已付{told(facts.paid)}"]
        if project.state in (ProjectState.ASKED, ProjectState.SECOND):
            parts.append(f"预算还可用{told(purse_of(project.line_id).left)}")
        return format_html("{}", "；".join(parts))

    @display(description="公示期满")
    def publicity_end(self, project):
        return publicity_until(project) or "—"

    @display(description="节点")
    def milestones(self, project):
        """Each a link to its task."""
        lines = (
            (page_of(task), task.title, f"{task.due_at:%Y-%m-%d}前　{task.get_state_display()}　{task.result}")
            for task in milestones_of(project)
        )
        return format_html_join("", LINKED, lines) or "—"

    @display(description="办理过程")
    def course(self, project):
        return course_shown(project_acts, project)


@admin.register(ProjectSite)
class ProjectSiteAdmin(CoconAdmin):
    """小区 that projects reached."""

    tab_group = Tabs.PROJECTS
    acts, listing = site_acts, site_list
    search_fields = ("name", "project__title")
    search_help_text = "小区、项目"
    empty_hint = "在实施中的项目页面登记整治的小区。"
    shows = "name buildings project entered_by entered_at"


@admin.register(ProjectPaper)
class ProjectPaperAdmin(CoconAdmin):
    """Papers of projects."""

    tab_group = Tabs.PROJECTS
    acts, listing = paper_acts, paper_list
    search_fields = ("project__title", "words")
    search_help_text = "项目、说明"
    empty_hint = "在项目页面登记材料：上传图片或 PDF，或写明纸质材料存放在哪里。"
    shows = "step_shown kind opened_shown words project filed_by filed_at"
