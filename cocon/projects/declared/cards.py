"""Projects that wait on the desk."""

from django.urls import reverse
from django.utils import timezone

from cocon.projects.choices import ProjectDeadline, ProjectState
from cocon.projects.models import Project
from orgtree.calendar.services.deadlines import book_in
from orgtree.choices import Permission as P
from orgtree.declare import Card, Finder, registry
from orgtree.desk.finding import find_by


def _list(*states: str) -> str:
    return f"{reverse('admin:cocon_project_changelist')}?state__in={','.join(states)}"


def _waiting(key: str, label: str, hint: str, since: str, permission: str, *states: str, **more) -> Card:
    return Card(
        key=f"cocon.{key}",
        label=label,
        hint=hint,
        place="cocon",
        rows=lambda user: Project.objects.allowed(user, permission).filter(state__in=states),
        since=since,
        minutes=3,
        url=lambda user: _list(*states),
        permission=permission,
        **more,
    )


def shown_long_enough(user, memo: dict | None = None):
    """Projects whose publicity is over and that nobody has asked approval for yet."""
    over = book_in(memo).late(ProjectDeadline.PUBLICITY, "publicised_at", "area", timezone.localdate())
    return Project.objects.allowed(user, P.COCON_MANAGE).filter(over, state=ProjectState.PUBLICISED)


registry.add_cards(
    [
        _waiting(
            "projects_to_approve",
            "待审批项目",
            "两位审批人同意后实施，超出预算的不能批准",
            "asked_at",
            P.COCON_APPROVE,
            ProjectState.ASKED,
            ProjectState.SECOND,
            at_community=False,
        ),
        _waiting(
            "projects_to_settle",
            "待结算项目",
            "已验收，按实际结算",
            "accepted_at",
            P.COCON_APPROVE,
            ProjectState.ACCEPTED,
        ),
        _waiting(
            "projects_to_accept",
            "待验收项目",
            "由负责人和提交人以外的人验收",
            "submitted_at",
            P.COCON_MANAGE,
            ProjectState.SUBMITTED,
        ),
        Card(
            key="cocon.projects_shown",
            label="公示期满的项目",
            hint="公示期满，请提请街道审批",
            place="cocon",
            rows=shown_long_enough,
            reads_memo=True,
            since="publicised_at",
            minutes=3,
            url=lambda user: _list(ProjectState.PUBLICISED),
            permission=P.COCON_MANAGE,
            is_listed=False,
        ),
        _waiting(
            "projects_left",
            "手续没有办完的项目",
            "立项后等议事听证、公示，或等结项；打开看还缺什么",
            "entered_at",
            P.COCON_MANAGE,
            ProjectState.DRAFT,
            ProjectState.HEARD,
            ProjectState.SETTLED,
        ),
    ]
)
registry.add_finders([Finder("projects", "共建项目", P.COCON_VIEW, find_by(Project, P.COCON_VIEW, "title"))])
