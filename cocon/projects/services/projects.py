"""All that may be done to a project, in the order of its course, and to the 小区 that it reached."""

from django.db.models import QuerySet
from django.utils import timezone

from cocon.estates.models import Estate
from cocon.projects.choices import ProjectState
from cocon.projects.models import Project, ProjectSite
from cocon.projects.services.deciding import DECIDING
from cocon.projects.services.doing import DOING, RUNNING
from cocon.projects.services.leading import LEADING
from cocon.projects.services.opening import OPENING
from cocon.projects.services.paying import PAYING
from orgtree.acts import Act, Acts, Doing, Making, asks_of, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.text.rules.written.names import name_key

# Source: docs/rules.md, "Projects and money".
project_acts = declare_acts(
    Acts(
        Project,
        called="项目",
        loads=("area", "unit", "line__area"),
        acts=(*OPENING, *DECIDING, *DOING[:1], *PAYING[:1], *DOING[1:4], *PAYING[1:], *DOING[4:], *LEADING),
    )
)


def estates_of(user, ids=None) -> QuerySet[Estate]:
    """Estates in being of the areas whose projects the person runs."""
    return Estate.objects.allowed(user, P.COCON_MANAGE).in_being_on(timezone.localdate())


def _add_site(site: ProjectSite, doing: Doing) -> None:
    """One that is registered is called as it is there; the same name in one community is the same 小区."""
    if site.estate:
        if not site.estate.area.is_descendant_of(site.project.area, include_self=True):
            raise not_found("小区", field="estate")
        site.name = site.estate.name
    if not site.name:
        raise RuleBroken("name", "请选择登记过的小区，或写小区名称", field="name")
    site.key = name_key(site.name)
    if site.project.state not in RUNNING:
        raise RuleBroken("wrong_state", "实施中的项目才能登记小区", field="project", conflict=True)
    if ProjectSite.objects.filter(project=site.project, key=site.key).exists():
        raise RuleBroken("site_known", "这个项目已登记该小区", field="name", conflict=True)


site_acts = declare_acts(
    Acts(
        ProjectSite,
        called="整治小区",
        loads=("project__area", "project__unit"),
        derived=tuple(ProjectState.choices),
        acts=(
            Making(
                "add",
                "登记小区",
                "登记",
                None,
                permission=P.COCON_MANAGE,
                on="project",
                asks=asks_of(
                    ProjectSite,
                    "project estate name buildings",
                    at=P.COCON_MANAGE,
                    estate={"rows": estates_of},
                    buildings={"least": 1, "most": 999},
                ),
                run=_add_site,
                fits=lambda project: project.state in RUNNING,
                leads="实施中",
                stamps=("entered_by", "entered_at"),
                done="已登记。",
                hint="登记项目整治的小区和楼栋数；几个项目整治同一小区的，合计时只算一次。",
                icon="apartment",
                summary="登记整治小区",
                description="登记实施中的项目整治的小区和楼栋数；同一项目同一小区只登记一次。",
            ),
            Act(
                "remove",
                "删去",
                "删去",
                RUNNING,
                None,
                permission=P.COCON_MANAGE,
                removes=True,
                done="已删去。",
                hint="登记有误的删去；提交验收后不能再改。",
                icon="delete",
            ),
        ),
    )
)
