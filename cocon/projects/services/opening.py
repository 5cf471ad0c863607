"""A project before money: begun, shown in public after its hearing, asked for."""

from datetime import date

from django.db.models import Exists, QuerySet
from django.utils import timezone

from cocon.projects.choices import LineState, ProjectState
from cocon.projects.models import FundLine, Project
from cocon.projects.rules.money import MOST_YUAN
from cocon.projects.services.funds import WITH_MONEY
from cocon.projects.services.norms import publicity_until
from cocon.projects.services.paperwork import next_told
from cocon.units.services.pairings import units_for
from orgtree.acts import Act, Ask, Doing, Making, ask_reason, asks_of
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.scope.models.either import rows_of_either
from orgtree.text.rules.money import fen_of
from orgtree.tree.services.lineage import below_outer

READ_BY_ALL = "事由，2到200字"


def areas_of_projects(user, ids=None) -> QuerySet[Area]:
    """Streets and communities whose projects the person runs."""
    return Area.objects.allowed(user, P.COCON_MANAGE).current().filter(kind__in=WITH_MONEY)


def open_lines(user, ids=None) -> QuerySet[FundLine]:
    """Lines that still give money, of the areas whose projects the person runs and of the streets above them."""
    own = FundLine.objects.allowed(user, P.COCON_MANAGE)
    inside = below_outer(outer="area__")
    above = FundLine.objects.filter(Exists(Area.objects.allowed(user, P.COCON_MANAGE).order_by().filter(**inside)))
    rows = rows_of_either(FundLine.objects.filter(state=LineState.OPEN, area__kind__in=WITH_MONEY), own, above)
    return rows.select_related("area")


def _in_fen(doing: Doing, ids) -> None:
    """Kept in whole fen, however it was written."""
    doing.said["amount"] = fen_of(doing.said["amount"] or 0)


def _begin(project: Project, doing: Doing) -> None:
    """Without money there is nothing to be heard, shown and approved: it runs."""
    check_money(project)
    _check_until(project.until)
    project.leader = doing.by
    project.begin()


def check_money(project: Project) -> None:
    """Raise RuleBroken unless the project has both an amount and a line of its area or one above, or neither."""
    if project.amount and project.line is None:
        raise RuleBroken("line", "用钱的项目请选择经费预算", field="line")
    if project.line and not project.amount:
        raise RuleBroken("amount", "请填写申请金额", field="amount")
    if project.line and not project.area.is_descendant_of(project.line.area, include_self=True):
        raise not_found("经费预算", field="line")


def _check_until(day: date) -> None:
    if day < timezone.localdate():
        raise RuleBroken("until", "计划完成日期不能早于今天", field="until")


def _edit(project: Project, doing: Doing) -> None:
    check_money(project)
    _check_until(project.until)


def _ask(project: Project, doing: Doing) -> None:
    last = publicity_until(project)
    if last and timezone.localdate() <= last:
        raise RuleBroken("publicity", f"公示到{last}（含当天），期满后再提请审批", conflict=True)
    check_money(project)


def _keep_why(project: Project, doing: Doing) -> None:
    project.reason = doing.reason


DRAFT, HEARD, PUBLICISED = (
    frozenset({state}) for state in (ProjectState.DRAFT, ProjectState.HEARD, ProjectState.PUBLICISED)
)
WORDS = "title category source words until"
OPENING = (
    Making(
        "begin",
        "立项",
        "立项",
        None,
        leads="待议事；不用钱的实施中",
        permission=P.COCON_MANAGE,
        asks=(
            *asks_of(Project, "area kind", at=P.COCON_MANAGE, area={"rows": areas_of_projects}),
            *asks_of(Project, WORDS),
            *asks_of(
                Project,
                "line",
                at=P.COCON_MANAGE,
                line={"rows": open_lines, "help": "本社区的，或街道的；不用钱的项目不选", "found_by": None},
            ),
            Ask(
                "amount",
                "申请金额（元）",
                column="amount",
                most=MOST_YUAN,
                decimals=2,
                is_optional=True,
                help="不用钱的项目不填",
                told="元，最多两位小数",
            ),
            *asks_of(Project, "unit", at=P.COCON_MANAGE, unit={"rows": lambda user, ids=None: units_for(user)}),
        ),
        first=_in_fen,
        run=_begin,
        stamps=("entered_by", "entered_at"),
        done=lambda row: f"已立项。下一步：{next_told(row)}。",
        hint="用钱的项目经议事听证、公示和两人审批后实施；不用钱的立项后即实施。",
        summary="立项",
        description="金额为元；用钱的须给出经费预算，经听证、公示、两人审批后实施，不用钱的立项后即实施。",
    ),
    Act(
        "edit",
        "修改",
        "修改",
        DRAFT,
        None,
        permission=P.COCON_MANAGE,
        asks=(
            *asks_of(Project, WORDS),
            Ask(
                "yuan",
                "申请金额（元）",
                column="yuan",
                most=MOST_YUAN,
                decimals=2,
                is_optional=True,
                help="不用钱的项目不填",
                told="元，最多两位小数",
            ),
        ),
        run=_edit,
        partial=True,
        done="已修改。",
        hint="议事之前可以修改。",
        icon="edit",
        summary="修改项目",
        description="议事之前可以修改；省略的不改。",
    ),
    Act("carry", "听证通过", "通过", DRAFT, ProjectState.HEARD),
    Act(
        "lose",
        "听证未通过",
        "记为未通过",
        DRAFT,
        ProjectState.REFUSED,
        run=_keep_why,
        stamps=("ended_by", "ended_at"),
    ),
    Act(
        "publicise",
        "开始公示",
        "公示",
        HEARD,
        ProjectState.PUBLICISED,
        permission=P.COCON_MANAGE,
        asks=(Ask("publicity", "公示方式和地点", longest=100, shortest=2, column="publicity", told="2到100字"),),
        stamps=("publicised_by", "publicised_at"),
        done=lambda row: f"已开始公示。下一步：{next_told(row)}。",
        hint="从今天起公示，期满后提请审批。",
        icon="campaign",
        summary="开始公示",
        description="写明公示方式和地点；公示期按工作日计。",
    ),
    Act(
        "ask",
        "提请审批",
        "提请审批",
        PUBLICISED,
        ProjectState.ASKED,
        permission=P.COCON_MANAGE,
        asks=(
            Ask(
                "heard_in_public",
                "公示结果",
                shortest=2,
                column="heard_in_public",
                told="公示期间的意见和处理，2到200字",
            ),
        ),
        stamps=("asked_by", "asked_at"),
        run=_ask,
        done="已提请街道审批，须两位审批人同意。",
        hint="公示期满后提请；立项人和提请人都不能审批。",
        icon="send",
        summary="提请审批",
        description="公示期满（最后一天含当天）后提请，写明公示结果。",
    ),
    Act(
        "withdraw",
        "撤回项目",
        "撤回",
        frozenset(
            {ProjectState.DRAFT, ProjectState.HEARD, ProjectState.PUBLICISED, ProjectState.ASKED, ProjectState.SECOND}
        ),
        ProjectState.WITHDRAWN,
        permission=P.COCON_MANAGE,
        asks=(ask_reason("撤回", column="reason", told=READ_BY_ALL),),
        stamps=("ended_by", "ended_at"),
        done="已撤回。",
        hint="批准之前可以撤回，写明原因。",
        icon="undo",
        summary="撤回项目",
        description="批准之前可以撤回，写明原因。",
    ),
)
