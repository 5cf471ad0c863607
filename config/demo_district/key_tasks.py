"""重点任务 of the demo: the district's list of the year given to all streets, some of it late, and the first street's own; 督导, 工作机制."""

from datetime import date, timedelta

from assessments.keytasks.choices import KeyTaskState, PartKind
from assessments.keytasks.models import KeyTask, MechanismPart, SupervisionVisit
from assessments.keytasks.services.mechanism import part_acts
from assessments.keytasks.services.milestones import ORIGIN
from assessments.keytasks.services.tasks import key_task_acts
from assessments.keytasks.services.visits import ORIGIN as OF_VISIT
from assessments.keytasks.services.visits import visit_acts
from cocon.bodies.models import Body
from config.demo_district.district_map import Part
from config.demo_district.members import moment
from orgtree.acts import Noted, note_steps
from orgtree.assigned.acts import task_acts
from orgtree.choices import AreaKind, PostKind, Standing, TaskState
from orgtree.models import Area, Institution, Post, Task, User

# (title, asked, lead, its milestones: (what, days from today until it is due), how many of ten owners are late with what is over)
DISTRICT = (
    (
        "红色物业提质扩面",
        "逐个小区推进，物业企业党组织应建尽建",
        "区委组织部",
        (("摸底建账", -150), ("组建党组织", -40), ("全面验收", 25)),
        2,
    ),
    ("双报到党员编入网格", "报到党员全部编入网格，一人一岗", "区委组织部", (("核对名册", -120), ("编格认岗", -20)), 1),
    (
        "飞线充电集中整治",
        "逐栋排查，清理一处登记一处，增设充电车棚",
        "区消防救援大队",
        (("排查登记", -60), ("清理到位", -8)),
        4,
    ),
    ("十五分钟生活圈阵地建设", "补齐场地短板，周末开放", "区民政局", (("选址立项", -90), ("建成开放", 5)), 0),
    (
        "新就业群体友好社区",
        "设立驿站和服务点，组织骑手参与治理",
        "区委社会工作部",
        (("设点挂牌", -30), ("议事会议", 20)),
        1,
    ),
    ("社区工作者全员培训", "分级分类培训，书记不少于56学时", "区委组织部", (("完成培训", 28),), 0),
    ("冬季走访困难群众", "逐户走访，需求列入清单", "区民政局", (("走访到户", 30),), 0),
)
STREET = (
    ("老旧小区楼道清理", "逐楼清理堆物，建立长效保洁", "街道党工委", (("集中清理", -15), ("回头看", 24)), 1),
    ("议事会规范运行", "每月议事，议定事项跟踪到底", "街道党工委", (("制定规程", -70),), 0),
)
BARE = ("网格划分优化", "按150到600户核对网格，提出调整方案", "区委政法委")
OVER = ("楼栋长配备", "每栋配一名楼栋长，公示联系方式", "区委组织部", (("补选到位", -100),), 0)
FORCES = ("红色物业", "双报到", "阵地建设", "新就业群体", "网格治理", "督查考评")
FOUND = (
    "飞线充电清理不彻底，两个小区反复",
    "个别社区报到党员还没有认岗",
    "无",
    "新建阵地周末没有开放",
    "会议议定事项没有跟踪记录",
)


def build_key_tasks(part: Part) -> None:
    """All of it stands in the first part: the list is the district's."""
    if not part.is_first:
        return
    office, street = find_holder(PostKind.ASSESS_OFFICE, part.places.district), part.places.streets[0]
    streets = _owners(part.places.streets, PostKind.STREET_COMMITTEE)
    for line in DISTRICT:
        _key(part, part.places.district, office, streets, *line)
    done = _key(part, part.places.district, office, streets, *OVER)
    _finish(done, office, moment(part.today - timedelta(days=80), 600))
    _key(part, part.places.district, office, {}, *BARE, (), 0)
    head = find_holder(PostKind.STREET_COMMITTEE, street)
    communities = [area for area in part.places.communities if area.parent_id == street.pk]
    for line in STREET:
        _key(part, street, head, _owners(communities, PostKind.COMMUNITY_SECRETARY), *line)
    _visits(part, office, streets)
    _mechanism(part, office, street, head)


def find_holder(kind: str, area: Area) -> User:
    return Post.objects.live().filter(kind=kind, area=area).select_related("holder").earliest("pk").holder


def _owners(areas: list[Area], kind: str) -> dict[Area, User]:
    """Who holds the post at each of the areas where somebody does."""
    posts = Post.objects.live().filter(kind=kind, area__in=areas).select_related("holder").order_by("-pk")
    held = {post.area_id: post.holder for post in posts}
    return {area: held[area.pk] for area in areas if area.pk in held}


def _in_year(day: date, today: date) -> date:
    return min(max(day, date(today.year, 1, 31)), date(today.year, 12, 31))


def _key(
    part: Part, area: Area, by: User, owners: dict, title: str, asked: str, lead: str, steps, late: int
) -> KeyTask:
    """One line of the list with a milestone for each owner and step."""
    entered = moment(date(part.today.year, 1, 15), 600)
    due = max((part.today + timedelta(days=days) for _, days in steps), default=date(part.today.year, 12, 31))
    key = KeyTask(
        area=area, year=part.today.year, title=title, asked=asked, lead=lead, entered_by=by, entered_at=entered
    )
    key.due_on = _in_year(due, part.today)
    key.save()
    note_steps(key_task_acts, [Noted(key, "enter", "", KeyTaskState.OPEN, by, entered)])
    tasks, luck = [], part.luck(f"key tasks {title}")
    kind = PostKind.STREET_COMMITTEE if area.kind == AreaKind.DISTRICT else PostKind.COMMUNITY_SECRETARY
    for turn, (what, days) in enumerate(steps):
        is_last = turn == len(steps) - 1
        for place, owner in owners.items():
            slow = is_last and luck.randrange(10) < late
            tasks.append(_milestone(part, key, by, kind, place, owner, what, days, slow, luck.randrange(10)))
    Task.objects.bulk_create(tasks)
    Task.objects.filter(origin_kind=ORIGIN, origin_id=key.pk).update(given_at=entered)
    note_steps(task_acts, [Noted(task, "give", "", TaskState.GIVEN, by, entered) for task in tasks])
    return key


def _milestone(part, key, by, kind, place, owner, what, days, slow, chance) -> Task:
    """What is over is confirmed unless its owner is slow; of what is to come some is done, most is in hand."""
    task = Task(title=what, asked=key.asked, owner_kind=kind, area=place, giver_area=key.area, given_by=by)
    task.due_at = moment(part.today + timedelta(days=days), 17 * 60)
    task.origin_kind, task.origin_id = ORIGIN, key.pk
    if days < 0:
        task.state = TaskState.ACCEPTED if slow else TaskState.CONFIRMED
    else:
        task.state = (
            (TaskState.CONFIRMED, TaskState.REPORTED, TaskState.GIVEN)[chance] if chance < 3 else TaskState.ACCEPTED
        )
    told = moment(part.today + timedelta(days=min(days, 0) - 3), 600)
    if task.state != TaskState.GIVEN:
        task.accepted_by, task.accepted_at = owner, told - timedelta(days=9)
    if task.state in (TaskState.REPORTED, TaskState.CONFIRMED):
        task.result, task.reported_by, task.reported_at = "已按要求完成，记录齐全", owner, told
    if task.state == TaskState.CONFIRMED:
        task.decided_by, task.decided_at = by, told + timedelta(days=1)
    return task


def _finish(key: KeyTask, by: User, at) -> None:
    key.state, key.closed_by, key.closed_at = KeyTaskState.DONE, by, at
    key.save()
    note_steps(key_task_acts, [Noted(key, "finish", KeyTaskState.OPEN, KeyTaskState.DONE, by, at)])


def _visits(part: Part, by: User, owners: dict[Area, User]) -> None:
    """Last quarter everywhere, this quarter not yet at the last street; a third of them with a task that followed."""
    for ago in (100, 9):
        for turn, (place, owner) in enumerate(owners.items()):
            if ago == 9 and turn == len(owners) - 1 and turn:
                continue
            day = part.today - timedelta(days=ago + turn % 5)
            visit = SupervisionVisit(
                host=part.places.district, place=place, day=day, team=f"区委督导{'一二三'[turn % 3]}组"
            )
            visit.found, visit.entered_by, visit.entered_at = FOUND[(turn + ago) % len(FOUND)], by, moment(day, 1020)
            visit.save()
            note_steps(visit_acts, [Noted(visit, "enter", "", visit.state, by, visit.entered_at)])
            if turn % 3 == 0:
                task = Task(
                    title="督导发现问题整改", asked=visit.found, owner_kind=PostKind.STREET_COMMITTEE, area=place
                )
                task.giver_area, task.given_by, task.state = visit.host, by, TaskState.ACCEPTED
                task.due_at = moment(day + timedelta(days=30), 1020)
                task.accepted_by, task.accepted_at = owner, visit.entered_at + timedelta(days=1)
                task.origin_kind, task.origin_id = OF_VISIT, visit.pk
                task.save()
                note_steps(task_acts, [Noted(task, "give", "", TaskState.GIVEN, by, visit.entered_at)])


def _mechanism(part: Part, by: User, street: Area, head: User) -> None:
    """Task forces and member units of the district; the first street's 双月座谈会 is held by a body of its first community."""
    since, entered = date(part.today.year, 1, 10), moment(date(part.today.year, 1, 10), 600)
    told = {"since": since, "entered_at": entered}
    rows = [
        MechanismPart(area=part.places.district, kind=PartKind.FORCE, name=f"{name}专项组", entered_by=by, **told)
        for name in FORCES
    ]
    inside = part.places.district.get_descendants(include_self=True).values("pk")
    for unit in Institution.objects.filter(area__in=inside).order_by("pk")[:12]:
        rows.append(MechanismPart(area=part.places.district, kind=PartKind.UNIT, unit=unit, entered_by=by, **told))
    body = Body.objects.filter(area=part.staffed[0].area, ended_on=None).order_by("pk").first()
    if body:
        rows.append(MechanismPart(area=street, kind=PartKind.TWO_MONTH, body=body, entered_by=head, **told))
    MechanismPart.objects.bulk_create(rows)
    note_steps(part_acts, [Noted(row, "enter", "", Standing.OPEN, row.entered_by, entered) for row in rows])
