"""Budgets and projects of the demo: money of every street and community, projects of the year, one in each state for the first logins."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from cocon.models import AreaNorm, FundEntry, FundLine, Hearing, PaperKind, Project, ProjectSite
from cocon.projects.choices import EntryKind, ProjectKind, ProjectState, Verdict
from cocon.projects.services.funds import line_acts
from cocon.projects.services.hearings import hearing_acts
from cocon.projects.services.milestones import milestones_of
from cocon.projects.services.papers import paper_acts
from cocon.projects.services.projects import project_acts
from config.demo_district.district_map import Part, Staffed
from config.demo_district.members import moment
from orgtree.acts import Noted, make, note_steps, perform_one
from orgtree.assigned.acts import task_acts
from orgtree.choices import PostKind
from orgtree.models import Area, Institution, Post, User
from orgtree.people.services.people import appoint, create_user

WAN = 10_000 * 100  # fen
# (kind, title, words, yuan, people, hours)
WORDS = (
    (ProjectKind.RENEWAL, "老旧楼道整治", "粉刷楼道、规整线路、更换节能灯", 38_000, 620, None),
    (ProjectKind.PURCHASE, "独居老人上门服务", "向社会组织购买上门照料服务", 26_000, 46, 480),
    (ProjectKind.PARTY, "红色楼门建设", "楼门党小组议事角和学习园地", 12_000, 300, None),
    (ProjectKind.AID, "金秋助学", "资助当年升学的困难学生", 10_000, 8, None),
    (ProjectKind.VENTURE, "四点半课堂", "公益创投项目，放学后照看与辅导", 9_000, 35, 160),
)
ENDS = (
    "draft",
    "too_few",
    "heard",
    "publicised",
    "shown",
    "asked",
    "second",
    "running",
    "paid",
    "submitted",
    "accepted",
    "settled",
    "withdrawn",
    "refused",
    "stopped",
)  # where the projects of the first community stay
PAPERS = {"heard": 1, "publicised": 1, "asked": 2, "running": 3, "paid": 3, "settled": 20}  # how many are ticked off
TEAM = (ProjectKind.TEAM, "组团联户服务", "党员、医生、民警组团入户，当场办理", 0, 180, None)


def build_projects(part: Part) -> None:
    """A year of projects for every community of the part; the first has one in each state."""
    street_people = {street.pk: _two_of(street, part) for street in {place.area.parent for place in part.staffed}}
    for place in part.staffed:
        two = street_people[place.area.parent_id]
        line = _lines_of(place, two[0], part.today)
        _build_year(place, line, two, part.today)
        if part.is_first and place is part.staffed[0]:
            _build_waiting(place, line, two, part.today)
            _keep_norms(place.area.parent, part.today)


def _two_of(street: Area, part: Part) -> tuple[User, User]:
    """The secretary of the street, and a second who approves beside them."""
    posts = Post.objects.live().filter(kind=PostKind.STREET_COMMITTEE, area=street).select_related("holder")
    first, second = [*(post.holder for post in posts.order_by("pk")[:2]), None][:2]
    if second is None:
        account = f"jw{street.code[6:]}"
        second = create_user(account=account, name=f"{street.name}党工委委员", home=part.places.district, by=None)
        since = part.today - timedelta(days=700)
        appoint(holder_id=second.pk, kind=PostKind.STREET_COMMITTEE, area=street, since=since, by=None)
    return first, second


def _lines_of(place: Staffed, by: User, today: date) -> FundLine:
    """What street and community have of the year: the service fund is given on, every seventh community has less than the norm."""
    year, street = today.year, place.area.parent
    said = {"kind": "service", "name": "为民服务专项经费", "year": year, "by": by}
    known = FundLine.objects.filter(area=street, kind="service", year=year).first()
    parent = known or make(line_acts, "grant", area=street, yuan=Decimal(6_000_000), **said).row
    if known is None:
        make(line_acts, "grant", area=street, kind="party", name="党建活动经费", year=year, yuan=Decimal(40_000), by=by)
    own = {"work": 60_000, "party": 20_000 if place.number % 5 else 15_000}
    for kind, yuan in own.items():
        name = "社区工作经费" if kind == "work" else "党建活动经费"
        make(line_acts, "grant", area=place.area, kind=kind, name=name, year=year, yuan=Decimal(yuan), by=by)
    yuan = Decimal(250_000 if place.number % 7 == 6 else 300_000)
    return make(line_acts, "allot", parent=parent, area=place.area, yuan=yuan, by=by).row


def _build_year(place: Staffed, line: FundLine, two: tuple[User, User], today: date) -> None:
    """Closed ones, the last of them under way; all written at once."""
    told = [*WORDS, TEAM][: 6 if place.number < 2 else 3]
    found = [_project(place, line, two, today, turn, words) for turn, words in enumerate(told)]
    Project.objects.bulk_create(found)
    paid = [project for project in found if project.amount]
    Hearing.objects.bulk_create(_hearing(place, project) for project in paid)
    ProjectSite.objects.bulk_create(
        ProjectSite(
            project=project,
            name=f"{place.area.name.removesuffix('社区')}小区",
            key=f"{place.area.name.removesuffix('社区')}小区",
            buildings=6 + place.number % 5,
            entered_by=place.clerk,
            entered_at=project.accepted_at,
        )
        for project in found
        if project.kind == ProjectKind.RENEWAL
    )
    FundEntry.objects.bulk_create(entry for project in paid for entry in _entries(project, two[0]))
    note_steps(project_acts, [step for project in found for step in _steps(project)])


def _project(place: Staffed, line: FundLine, two, today: date, turn: int, words: tuple) -> Project:
    kind, title, told, yuan, people, hours = words
    begun = moment(today - timedelta(days=250 - turn * 25), 560 + place.number % 60)
    project = Project(
        area=place.area,
        kind=kind,
        category="service",
        source=("survey", "committee", "units", "community")[(turn + place.number) % 4],
        title=title,
        words=told,
        until=timezone.localdate(begun) + timedelta(days=120),
        line=line if yuan else None,
        amount=yuan * 100,
        leader=place.secretary,
        entered_by=place.secretary,
        entered_at=begun,
        people=people,
        hours=hours,
    )
    _end(project, place, two[1], begun, "组织有力，居民满意" if turn % 2 else "")
    if yuan:
        _decide(project, place, two, begun)
    return project


def _end(project: Project, place: Staffed, accepter: User, begun: datetime, praise: str) -> None:
    project.state, project.outcome, project.praise = ProjectState.CLOSED, f"{project.title}已完成，居民反映好", praise
    project.submitted_by, project.submitted_at = place.clerk, begun + timedelta(days=95)
    project.accepted_words = "已现场核实"
    project.accepted_by, project.accepted_at = accepter, begun + timedelta(days=98)
    project.ended_by, project.ended_at = place.secretary, begun + timedelta(days=110)


def _decide(project: Project, place: Staffed, two: tuple[User, User], begun: datetime) -> None:
    project.publicity, project.heard_in_public = "社区公告栏和居民群", "公示期间没有意见"
    project.publicised_by, project.publicised_at = place.clerk, begun + timedelta(days=8)
    project.asked_by, project.asked_at = place.secretary, begun + timedelta(days=18)
    project.approved_by, project.approved_at = two[0], begun + timedelta(days=20)
    project.second_by, project.second_at = two[1], begun + timedelta(days=21)


def _hearing(place: Staffed, project: Project) -> Hearing:
    present = 22 + place.number % 9
    return Hearing(
        project=project,
        held_on=timezone.localdate(project.entered_at) + timedelta(days=5),
        present=present,
        in_favour=present - 4,
        words="建议先做反映集中的楼栋",
        least=20,
        share=60,
        verdict=Verdict.CARRIED,
        entered_by=place.clerk,
        entered_at=project.entered_at + timedelta(days=5),
    )


def _entries(project: Project, by: User) -> Iterator[FundEntry]:
    """Approved, a third paid ahead, the rest settled; a fiftieth was not used."""
    spare = project.amount // 50
    settled = project.accepted_at + timedelta(days=6)
    for kind, fen, at, reason in (
        (EntryKind.APPROVE, -project.amount, project.second_at, project.title),
        (EntryKind.ADVANCE, project.amount // 3, project.second_at + timedelta(days=2), f"示例凭证{project.pk}-1"),
        (EntryKind.SETTLE, project.amount - spare - project.amount // 3, settled, f"示例凭证{project.pk}-2"),
        (EntryKind.RELEASE, spare, settled, f"示例凭证{project.pk}-2"),
    ):
        day = timezone.localdate(at)
        told = {"line": project.line, "project": project, "by": by, "reason": reason}
        yield FundEntry(kind=kind, fen=fen, day=day, at=at, **told)


def _steps(project: Project) -> Iterator[Noted]:
    """The course, as the acts would have left it."""
    state = ProjectState
    course: list[tuple[str, str, User | None, datetime | None]] = [
        ("begin", state.DRAFT, project.leader, project.entered_at)
    ]
    if project.amount:
        heard = project.entered_at + timedelta(days=5)
        course += [
            ("carry", state.HEARD, project.leader, heard),
            ("publicise", state.PUBLICISED, project.publicised_by, project.publicised_at),
            ("ask", state.ASKED, project.asked_by, project.asked_at),
            ("approve", state.SECOND, project.approved_by, project.approved_at),
            ("approve_second", state.RUNNING, project.second_by, project.second_at),
        ]
    course += [
        ("submit", state.SUBMITTED, project.submitted_by, project.submitted_at),
        ("accept", state.ACCEPTED, project.accepted_by, project.accepted_at),
    ]
    if project.amount:
        course.append(("settle", state.SETTLED, project.approved_by, project.accepted_at + timedelta(days=6)))
    course.append(("close", state.CLOSED, project.ended_by, project.ended_at))
    before = ""
    for key, after, by, at in course:
        yield Noted(project, key, before, after, by, at)
        before = after


# --- One in each state, for the logins -------------------------------------------------------------------------------------


def _build_waiting(place: Staffed, line: FundLine, two: tuple[User, User], today: date) -> None:
    unit = Institution.objects.filter(posts__kind=PostKind.UNIT_ORG, closed_on=None).order_by("pk").first()
    for number, end in enumerate(ENDS):
        title = f"{WORDS[number % len(WORDS)][1]}（第{number + 1}期）"
        said = {
            "kind": "party",
            "category": "service",
            "source": "community",
            "words": "按居民意见安排",
            "title": title,
        }
        said |= {"area": place.area, "line": line, "amount": Decimal(3_000 + number * 100)}
        said |= {"unit": unit if end in ("running", "paid") else None, "until": today + timedelta(days=60)}
        project = make(project_acts, "begin", by=place.secretary, **said).row
        _come_to(end, project, place, two, today)
        if end in PAPERS:
            _file_papers(project, PAPERS[end], place)
        if end == "running":
            _act(project, "hand_over", place.secretary, leader=place.clerk, reason="分工调整，由专干接着做")


def _file_papers(project: Project, number: int, place: Staffed) -> None:
    """The first ones ticked off as paper in the community's archive; those behind them are still to be there."""
    for kind in PaperKind.objects.offered_at(place.area).order_by("position", "pk")[:number]:
        make(paper_acts, "file", by=place.clerk, project=project, kind=kind, words="社区档案柜二层", file=None)


def _keep_norms(street: Area, today: date) -> None:
    """What the street asks for beyond the rows that hold for all: more people, and money to help with ventures."""
    since = date(today.year, 1, 1)
    said = {"area": street, "at": "community", "per": "area", "active_from": since}
    AreaNorm.objects.create(key="社区工作人员", counted="people", number=4, **said)
    AreaNorm.objects.create(key="社区公益创投资金", counted="venture", number=10_000, **said)


def _come_to(end: str, project: Project, place: Staffed, two: tuple[User, User], today: date) -> None:
    """Step by step to where it stays."""
    for step in (_to_publicity, _to_approval, _to_acceptance):
        if step(end, project, place, two, today):
            return


def _act(project: Project, key: str, by: User, **said) -> None:
    perform_one(project_acts, key, pk=project.pk, by=by, **said)


def _to_publicity(end: str, project: Project, place: Staffed, two, today: date) -> bool:
    if end == "withdrawn":
        _act(project, "withdraw", place.secretary, reason="与街道项目重复")
    if end in ("draft", "withdrawn"):
        return True
    present = 17 if end == "too_few" else 25
    said = {"held_on": today, "present": present, "in_favour": present - 4, "words": "", "by": place.clerk}
    make(hearing_acts, "hold", project=project, **said)
    if end in ("too_few", "heard"):
        return True
    _act(project, "publicise", place.clerk, publicity="社区公告栏")
    if end != "publicised":
        Project.objects.filter(pk=project.pk).update(publicised_at=timezone.now() - timedelta(days=21))
    return end in ("publicised", "shown")


def _to_approval(end: str, project: Project, place: Staffed, two, today: date) -> bool:
    _act(project, "ask", place.secretary, heard_in_public="公示期间没有意见")
    if end == "refused":
        _act(project, "refuse", two[1], reason="不在本年度支持范围")
    if end in ("asked", "refused"):
        return True
    _act(project, "approve", two[1])
    if end == "second":
        return True
    _act(project, "approve_second", two[0])
    _act(project, "add_milestone", place.secretary, milestone="完成施工", due_on=today + timedelta(days=20))
    if end == "paid":
        _act(project, "advance", two[1], yuan=Decimal(1_000), reason=f"示例凭证{project.pk}")
    if end == "stopped":
        _act(project, "stop", two[1], reason="场地改作他用，居民同意不再实施")
    return end in ("running", "paid", "stopped")


def _to_acceptance(end: str, project: Project, place: Staffed, two, today: date) -> bool:
    for task in milestones_of(project):
        perform_one(task_acts, "accept", pk=task.pk, by=place.clerk)
        perform_one(task_acts, "report", pk=task.pk, by=place.clerk, result="已完成")
    _act(project, "submit", place.secretary, outcome="已按计划完成", people=120, hours=None)
    if end in ("accepted", "settled"):
        _act(project, "accept", two[1], accepted_words="已现场核实")
    if end == "settled":
        _act(project, "settle", two[1], yuan=project.yuan, reason=f"示例结算单{project.pk}")
    return True
