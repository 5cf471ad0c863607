"""The columns of budgets, entries, projects, hearings and sites, for the desk, workbooks and the rows behind figures."""

from django.db.models import Q
from django.utils.html import format_html

from cocon.projects.choices import ProjectState
from cocon.projects.models import (
    AreaNorm,
    FundEntry,
    FundLine,
    Hearing,
    NormedArea,
    PaperKind,
    Project,
    ProjectNorm,
    ProjectPaper,
    ProjectSite,
)
from cocon.projects.rules.paperwork import steps_of, told_papers
from cocon.projects.services.compliance import dress_standings
from cocon.projects.services.paperwork import dress_projects, facts_on, next_told
from orgtree.declare import Column
from orgtree.files.shown import file_url
from orgtree.lists import area_columns, columns_of, declare_list, name_by, state_column, unsummed_columns
from orgtree.owned.lists import owned_columns
from orgtree.text.rules.money import yuan_of

MONEY = {"budget": "预算", "allotted": "已分配", "approved": "已批准", "paid": "已支付", "left": "还可用"}

FILES = "project-paper"
name_by(PaperKind, "id code name")
name_by(FundLine, "id name year")


def dress_lines(lines: list[FundLine]) -> None:
    """Set what each has, and how far its projects are. One query."""
    found = FundLine.objects.with_sums().in_bulk([line.pk for line in lines])
    for line in lines:
        line.__dict__ |= {name: value for name, value in vars(found[line.pk]).items() if name.startswith("sum_")}
        line.states = found[line.pk].states


def _money(name: str, label: str) -> Column:
    return Column(f"{label}（元）", lambda row: getattr(row, name), number=True, decimals=2)


line_list = declare_list(
    FundLine,
    columns=columns_of(FundLine, "kind name entered_at closed_at reason")
    | unsummed_columns(FundLine, "year")
    | area_columns("使用区域")
    | {name: _money(name, label) for name, label in MONEY.items()}
    | {
        "state": state_column(FundLine, {"使用中": "success", "已结账": "info"}),
        "completion": Column("项目完成率", lambda line: str(line.completion)),
        "parent": Column("分配自", lambda line: line.parent.area.name if line.parent else "", order="parent"),
    },
    desk="name area kind year state budget allotted approved paid left",
    links="name",
    filters=("kind", "year", "state", "area"),
    order="-year area kind pk",
    loads=("area", "parent__area"),
    dress=dress_lines,
    importer="budgets",
    sheet="name place kind year state budget allotted approved paid left",
    api=(
        "id area kind kind_label name year parent state state_label budget allotted approved paid left completion "
        "entered_at closed_at"
    ),
    asked_by="kind state area under",
    ordered_by="entered_at year",
)
entry_list = declare_list(
    FundEntry,
    columns=columns_of(FundEntry, "kind day at reason")
    | area_columns("使用区域", "line.area")
    | {
        "line": Column("预算", lambda entry: str(entry.line), order="line"),
        "amount": _money("amount", "金额"),
        # Of the rows behind a figure, which all add up; on the list of all kinds a sum says nothing.
        "yuan": Column("金额（元）", lambda entry: entry.yuan, field="yuan", number=True, decimals=2),
        "by": Column("经办人", lambda entry: entry.by.name),
        "project": Column("项目", lambda entry: entry.project.title if entry.project else "", order="project"),
        "reverses": Column("冲正", lambda entry: f"第{entry.reverses_id}号" if entry.reverses_id else ""),
        "number": Column("分录号", lambda entry: str(entry.pk), order="pk"),
    },
    desk="number day kind amount line project reason by reverses",
    filters=("kind", "line__kind", "line__area"),
    order="-at -pk",
    loads=("line__area", "by", "project"),
    api="id line project kind kind_label amount day at reason reverses",
    asked_by="kind line project area under",
    ordered_by="at",
)

norm_list = declare_list(
    ProjectNorm,
    columns=unsummed_columns(ProjectNorm, "key number active_from active_to") | owned_columns(),
    desk="key number area active_from active_to",
    loads=("area",),
)

area_norm_list = declare_list(
    AreaNorm,
    columns=unsummed_columns(AreaNorm, "key counted at per number active_from active_to") | owned_columns(),
    desk="key counted at per number area active_from active_to",
    loads=("area",),
)


def standings_told(area: NormedArea) -> str:
    """What it has of each norm: 社区工作人员：应有2.5，已有3; of several each on a line."""
    numbers = ((norm.key, f"{should.normalize():f}", f"{has.normalize():f}") for norm, has, should in area.standings)
    return "\n".join(f"{key}：应有{should}，已有{has}" for key, should, has in numbers)


normed_list = declare_list(
    NormedArea,
    columns=columns_of(NormedArea, "name kind")
    | {
        "parent": Column("上级区域", lambda area: area.parent.place_label if area.parent else ""),
        "held": Column("适用标准（项）", lambda area: area.held, number=True, field="held", order="held"),
        "met": Column("达标（项）", lambda area: area.met, number=True, field="met", order="met"),
        "lacking": Column("未达标的标准", lambda area: area.lacking.rstrip("、") or "无", chars=12),
        "standings": Column("应有和已有", standings_told, chars=80),
    },
    desk="name kind parent held met lacking standings",
    links="name",
    filters=("kind",),
    order="tree_id lft",
    loads=("parent__parent__parent",),
    dress=dress_standings,
    api="id parent kind kind_label code name held met lacking standings",
    asked_by="kind parent under",
    ordered_by="code name",
)

# --- Projects -------------------------------------------------------------------------------------------------------------

COLOURS = {
    "待审批": "danger",
    "待第二人审批": "danger",
    "待验收": "danger",
    "待结算": "danger",
    "实施中": "warning",
    "已结项": "success",
}
name_by(Project, "id title")


def shown_progress(project: Project) -> str:
    """2/3 of its milestones; nothing where there is none yet."""
    done, number = facts_on(project).milestones
    return f"{done}/{number}" if number else ""


def shown_papers(project: Project) -> str:
    """Each step with papers on a line, those that are there ticked off."""
    steps = ((step.label, step.papers) for step in steps_of(facts_on(project)) if step.papers)
    return "\n".join(f"{label}：{told_papers(papers)}" for label, papers in steps)


project_list = declare_list(
    Project,
    columns=columns_of(
        Project,
        "kind category source title words until entered_at publicity heard_in_public second_at outcome submitted_at "
        "accepted_at accepted_words praise ended_at reason hours people",
    )
    | area_columns("所在区域")
    | {
        "state": state_column(Project, COLOURS),
        "unit": Column("承办", lambda project: project.unit.name if project.unit else project.area.name, order="unit"),
        "line": Column("经费预算", lambda project: str(project.line) if project.line else "", order="line"),
        "yuan": Column("申请（元）", lambda project: project.yuan, number=True, decimals=2, order="amount"),
        "approved": Column("批准（元）", lambda project: yuan_of(facts_on(project).approved), number=True, decimals=2),
        "paid": Column("已付（元）", lambda project: yuan_of(facts_on(project).paid), number=True, decimals=2),
        "progress": Column("节点", shown_progress),
        "missing": Column("下一步", next_told),
        "papers": Column("材料", shown_papers),
    },
    desk="state title kind area unit yuan approved paid progress missing until",
    links="state title",
    filters=("state", "kind", "category", "area"),
    first=Q(state__in=[ProjectState.ASKED, ProjectState.SECOND, ProjectState.SUBMITTED, ProjectState.ACCEPTED]),
    order="-entered_at -pk",
    loads=("area", "unit", "line__area"),
    dress=dress_projects,
    api=(
        "id area unit kind kind_label category category_label source source_label title words until line yuan state state_label "
        "entered_at publicised_at second_at outcome people hours submitted_at accepted_at praise ended_at reason"
    ),
    asked_by="state kind area unit under",
    ordered_by="entered_at until",
)
hearing_list = declare_list(
    Hearing,
    columns=columns_of(Hearing, "held_on words verdict entered_at")
    | unsummed_columns(Hearing, "present in_favour least share")
    | area_columns("所在区域", "project.area")
    | {"told": Column("赞成比例", lambda hearing: hearing.share_told)},
    desk="held_on present in_favour told verdict words",
    loads=("project__area",),
    api="id project area held_on present in_favour least share verdict verdict_label words entered_at",
    asked_by="project verdict area under",
    ordered_by="held_on",
)
site_list = declare_list(
    ProjectSite,
    columns=columns_of(ProjectSite, "name buildings entered_at")
    | area_columns("社区", "project.area")
    | {"project": Column("项目", lambda site: site.project.title, order="project")},
    desk="name buildings project area",
    loads=("project__area",),
    order="project pk",
    api="id project area estate name buildings",
    asked_by="project area under",
    ordered_by="entered_at",
)


def opened(paper: ProjectPaper) -> str:
    """A link to the file; that it is on paper where there is none."""
    return format_html('<a class="text-link" href="{}">打开</a>', file_url(FILES, paper.pk)) if paper.file else "纸质"


paper_list = declare_list(
    ProjectPaper,
    columns=columns_of(ProjectPaper, "words filed_at")
    | area_columns("所在区域", "project.area")
    | {
        "step": Column("手续", lambda paper: paper.kind.get_step_display(), order="kind__step"),
        "kind": Column("材料", lambda paper: paper.kind.name, order="kind"),
        "opened": Column("文件", opened),
        "project": Column("项目", lambda paper: paper.project.title, order="project"),
    },
    desk="step kind opened words project area filed_at",
    loads=("project__area", "kind"),
    order="project kind__position filed_at pk",
    api="id project area kind words filed_at",
    asked_by="project kind area under",
    ordered_by="filed_at",
)
