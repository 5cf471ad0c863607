"""Budgets, projects and the people of the street: what tests about money begin with, made through the services."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from cocon.models import FundLine, Project
from cocon.projects.services.funds import line_acts
from cocon.projects.services.hearings import hearing_acts
from cocon.projects.services.milestones import milestones_of
from cocon.projects.services.projects import project_acts
from orgtree.acts import make, perform_one
from orgtree.assigned.acts import task_acts
from orgtree.choices import PostKind
from orgtree.models import User
from orgtree.people.services.people import appoint, create_user


def granted(town, yuan=1_000, *, kind="service", name="", area=None, year=None, by=None) -> FundLine:
    """So many yuan of the street, or of the area that is named."""
    said = {"kind": kind, "name": name or "为民服务专项", "year": year or timezone.localdate().year}
    by = by or town.street_secretary
    return make(line_acts, "grant", area=area or town.street, yuan=Decimal(yuan), by=by, **said).row


def allotted(town, yuan=400, *, parent=None, area=None) -> FundLine:
    """What the community has of the street's."""
    parent = parent or granted(town)
    said = {"parent": parent, "area": area or town.east, "yuan": Decimal(yuan)}
    return make(line_acts, "allot", by=town.street_secretary, **said).row


def street_person(town, account: str) -> User:
    """One more of the street's committee; the same account again is the same person."""
    if known := User.objects.filter(account=account).first():
        return known
    user = create_user(account=account, name="街道干部", password=None, home=town.district, by=None)
    appoint(holder_id=user.pk, kind=PostKind.STREET_COMMITTEE, area=town.street, by=None)
    return User.objects.get(pk=user.pk)


# --- Projects -------------------------------------------------------------------------------------------------------------


def approvers(town) -> tuple[User, User]:
    """Two of the street who began and asked nothing."""
    return street_person(town, "shenpi_a"), street_person(town, "shenpi_b")


def begun(town, *, yuan=300, line=None, kind="party", by=None, unit=None, area=None, **more) -> Project:
    """A project of 东园社区, of so many yuan out of the community's share; without money where `yuan` is 0."""
    said = {
        "area": area or town.east,
        "kind": kind,
        "category": "service",
        "source": "survey",
        "title": "楼道照明改造",
        "words": "老旧楼道照明不足，更换节能灯",
        "until": timezone.localdate() + timedelta(days=60),
        "line": line or (share_of(town) if yuan else None),
        "amount": Decimal(yuan) or None,
        "unit": unit,
    }
    return make(project_acts, "begin", by=by or town.secretary, **said | more).row


def share_of(town) -> FundLine:
    return FundLine.objects.filter(parent__isnull=False, area=town.east).first() or allotted(town, 400)


def act(project: Project, key: str, by: User, **said) -> Project:
    return perform_one(project_acts, key, pk=project.pk, by=by, **said)


def hold(project, *, present=20, in_favour=12, held_on=None, words="", by=None):
    """A hearing about it; what the project is then."""
    said = {"held_on": held_on or timezone.localdate(), "present": present, "in_favour": in_favour, "words": words}
    make(hearing_acts, "hold", project=project, by=by or project.leader, **said)
    return Project.objects.get(pk=project.pk)


def heard(town, project=None, *, present=20, in_favour=12, **more) -> Project:
    return hold(project or begun(town, **more), present=present, in_favour=in_favour)


def publicised(town, project=None, **more) -> Project:
    """Shown so long ago that publicity is over."""
    project = heard(town, project, **more)
    act(project, "publicise", project.leader, publicity="社区公告栏")
    Project.objects.filter(pk=project.pk).update(publicised_at=timezone.now() - timedelta(days=21))
    return Project.objects.get(pk=project.pk)


def asked(town, project=None, **more) -> Project:
    project = publicised(town, project, **more)
    return act(project, "ask", project.leader, heard_in_public="公示期间没有意见")


def second(town, project=None, **more) -> Project:
    return act(asked(town, project, **more), "approve", approvers(town)[0])


def running(town, project=None, **more) -> Project:
    return act(second(town, project, **more), "approve_second", approvers(town)[1])


def reported(town, project=None, **more) -> Project:
    """One milestone, which the community's clerk has reported."""
    project = running(town, project, **more)
    due = timezone.localdate() + timedelta(days=20)
    act(project, "add_milestone", town.secretary, milestone="完成安装", due_on=due)
    report_all(project, town.clerk)
    return Project.objects.get(pk=project.pk)


def report_all(project: Project, by: User) -> None:
    for task in milestones_of(project):
        perform_one(task_acts, "accept", pk=task.pk, by=by)
        perform_one(task_acts, "report", pk=task.pk, by=by, result="已完成")


def submitted(town, project=None, **more) -> Project:
    said = {"outcome": "更换灯具四十盏", "people": 300, "hours": 40}
    return act(reported(town, project, **more), "submit", town.secretary, **said)


def accepted(town, project=None, **more) -> Project:
    return act(submitted(town, project, **more), "accept", town.street_secretary, accepted_words="已现场核实")


def settled(town, project=None, *, total=300, **more) -> Project:
    by = approvers(town)[0]
    return act(accepted(town, project, **more), "settle", by, yuan=Decimal(total), reason="凭证001")


def closed(town, project=None, **more) -> Project:
    return act(settled(town, project, **more), "close", town.secretary, praise="组织有力")
