"""Who leads a project: whoever began it, until it is handed over."""

from collections.abc import Sequence

from django.db.models import Exists, QuerySet

from cocon.projects.choices import ProjectState
from cocon.projects.models import Project
from cocon.projects.models.projects import ENDED
from cocon.projects.services.deciding import desk_page_of
from orgtree.acts import Act, Ask, Doing, Tell, ask_reason
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area, Post, User
from orgtree.notices.words import called
from orgtree.scope.rules.grants import post_kinds_with
from orgtree.tree.services.lineage import below_outer


def leaders_in(areas: QuerySet[Area]) -> QuerySet[User]:
    """Whoever holds a post today that runs the projects of one of these areas."""
    above = below_outer(outer="area__")
    posts = Post.objects.live().filter(
        Exists(areas.order_by().filter(**above)), kind__in=post_kinds_with(P.COCON_MANAGE)
    )
    return User.objects.filter(pk__in=posts.values("holder")).order_by("name", "pk")


def people_to_lead(user, ids: Sequence[int] | None = None) -> QuerySet[User]:
    """Whoever runs projects where these are, or where the person runs them; which of them may lead one is asked of that one."""
    if not ids:
        return leaders_in(Area.objects.allowed(user, P.COCON_MANAGE))
    return leaders_in(Area.objects.filter(projects__in=ids))


def _hand_over(project: Project, doing: Doing) -> None:
    """The new one may decide nothing about it any more; nor may the earlier one, who is remembered."""
    leader = doing.said["leader"]
    if leader.pk == project.leader_id:
        raise RuleBroken("same_leader", "已经是这个项目的负责人", field="leader", conflict=True)
    if not leaders_in(Area.objects.filter(pk=project.area_id)).filter(pk=leader.pk).exists():
        raise not_found("新负责人", field="leader")
    if leader.pk in (project.approved_by_id, project.second_by_id, project.accepted_by_id):
        raise RuleBroken("own_record", "审批或验收过这个项目的人不能当负责人", field="leader", conflict=True)
    project.led_before.add(project.leader)
    project.leader = leader


def _tell_both(project: Project, doing: Doing) -> list[Tell]:
    before, page = doing.was[project.pk].leader_id, desk_page_of(project)
    return [
        Tell((project.leader_id,), f"项目由您负责：{project.area.name}的{called(project)}", url=page, why=True),
        Tell((before,), f"项目已移交他人负责：{project.area.name}的{called(project)}", url=page, why=True),
    ]


LEADING = (
    Act(
        "hand_over",
        "移交负责人",
        "移交",
        frozenset(ProjectState) - set(ENDED),
        None,
        permission=P.COCON_MANAGE,
        asks=(
            ask_reason("移交", told="事由，2到200字"),
            Ask("leader", "新负责人", rows=people_to_lead, told="账号的编号"),
        ),
        run=_hand_over,
        tells=_tell_both,
        done="已移交，两位负责人都会收到通知。",
        hint="负责过项目的人，此后也不能审批、付款和验收。",
        icon="swap_horiz",
        aside=True,
        summary="移交负责人",
        description="没有结束的项目移交给在本区域办理共建事项的另一人，写明原因；负责过的人不能审批、付款和验收。",
    ),
)
