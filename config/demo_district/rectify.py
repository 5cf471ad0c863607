"""整改 and 约谈 of the demo: last year's list in the first communities, in every state and some of it late; talks with what followed."""

from datetime import date, datetime, timedelta

from assessments.models import RectifyItem, Talk
from assessments.rectify.choices import RectifyState, TalkState
from assessments.rectify.services.items import item_acts
from assessments.rectify.services.talks import talk_acts
from assessments.rectify.services.tasks_of import ORIGIN, TITLE
from config.demo_district.district_map import Part, Staffed
from config.demo_district.members import moment
from orgtree.acts import Noted, note_steps
from orgtree.assigned.acts import task_acts
from orgtree.choices import PostKind, TaskState
from orgtree.models import Post, Task, User

# (community, problem, source, how far it is, words of the owner)
LAST_YEAR = (
    (0, "网格例会没有按月召开，议定事项没有跟踪", "review", "verified", "每月第一周召开，议定事项逐项登记"),
    (0, "单位报到后联系少，认领需求办结慢", "panel", "verified", "每季度走访结对单位，列出办结时间"),
    (0, "飞线充电反复，居民反映多", "survey", "verified", "新增充电车棚两处，安排巡查"),
    (0, "流动党员联系不经常", "review", "doing", "逐人建立联系，每月通一次电话"),
    (0, "阵地周末不开放", "ballot", "applied", "周末开放半天，公布开放时间"),
    (1, "楼栋长配备不齐", "panel", "verified", "已补选三名楼栋长"),
    (1, "物业服务投诉回复慢", "survey", "returned", "与物业约定三日内答复"),
    (1, "服务队活动偏少", "review", "verified", "每月安排一次集中服务"),
    (0, "民情台账更新不及时", "panel", "verified", "每周五核对更新"),
    (1, "与上年重复的问题", "review", "cancelled", ""),
)
NEW = (0, "重点任务“楼道清理”进度偏慢", "visit", "open", "")
STEPS = {
    RectifyState.OPEN: (),
    RectifyState.DOING: ("claim",),
    RectifyState.APPLIED: ("claim", "apply"),
    RectifyState.RETURNED: ("claim", "apply", "send_back"),
    RectifyState.VERIFIED: ("claim", "apply", "verify"),
    RectifyState.CANCELLED: ("cancel",),
}
TO = {"claim": "doing", "apply": "applied", "verify": "verified", "send_back": "returned", "cancel": "cancelled"}
TASK = {
    RectifyState.OPEN: TaskState.GIVEN,
    RectifyState.DOING: TaskState.ACCEPTED,
    RectifyState.RETURNED: TaskState.ACCEPTED,
    RectifyState.APPLIED: TaskState.REPORTED,
    RectifyState.VERIFIED: TaskState.CONFIRMED,
    RectifyState.CANCELLED: TaskState.CANCELLED,
}


def build_rectify(part: Part) -> None:
    """In the first part: what last year's round found, what a visit found this month, and three talks."""
    if not part.is_first:
        return
    office = Post.objects.live().filter(kind=PostKind.ASSESS_OFFICE, area=part.places.district).select_related("holder")
    giver = office.earliest("pk").holder
    fed_back = min(date(part.today.year, 1, 20), part.today - timedelta(days=60))
    for at, problem, source, state, words in LAST_YEAR:
        _item(part, part.staffed[at], giver, part.today.year - 1, fed_back, problem, source, state, words)
    at, problem, source, state, words = NEW
    seen = part.today - timedelta(days=6)
    _item(part, part.staffed[at], giver, part.today.year, seen, problem, source, state, words)
    _talks(part, giver)


def _item(
    part: Part,
    place: Staffed,
    giver: User,
    year: int,
    fed_back: date,
    problem: str,
    source: str,
    state: str,
    words: str,
) -> None:
    """One item as far as it is, its steps on their days, and the task behind it."""
    due = fed_back + timedelta(days=30)
    keys = STEPS[RectifyState(state)]
    days = {key: _morning(min(fed_back + timedelta(days=4 + 11 * turn), part.today)) for turn, key in enumerate(keys)}
    entered = _morning(fed_back)
    item = RectifyItem(**_asked(place, part, giver, entered), year=year, source=source, problem=problem)
    item.fed_back_on, item.due_on, item.state = fed_back, due, state
    if "claim" in keys:
        item.measure, item.claimed_by, item.claimed_at = words, place.secretary, days["claim"]
        item.progress, item.progress_at = "已按措施推进，正在收集记录", days["claim"] + timedelta(days=6)
    if "apply" in keys:
        item.outcome = f"{words}，已落实"
    if "apply" in keys and state != RectifyState.RETURNED:
        item.applied_by, item.applied_at = place.secretary, days["apply"]
    if "verify" in keys:
        item.finding, item.verified_by, item.verified_at = "查看记录并到现场核对，属实", giver, days["verify"]
    item.save()
    _note(item, place, giver, entered, days)
    _task(part, item, giver)


def _asked(place: Staffed, part: Part, giver: User, entered: datetime) -> dict:
    """Whose it is and who asked."""
    seat = {"area": place.area, "owner_kind": PostKind.COMMUNITY_SECRETARY, "giver_area": part.places.district}
    return seat | {"entered_by": giver, "entered_at": entered}


def _note(item: RectifyItem, place: Staffed, giver: User, entered: datetime, days: dict[str, datetime]) -> None:
    steps, was = [Noted(item, "enter", "", "open", giver, entered)], "open"
    for key, at in days.items():
        by = place.secretary if key in ("claim", "apply") else giver
        why = {"send_back": "投诉台账只到五月，请补齐", "cancel": "与另一项重复"}.get(key, "")
        steps.append(Noted(item, key, was, TO[key], by, at, why))
        was = TO[key]
    note_steps(item_acts, steps)


def _task(part: Part, item: RectifyItem, giver: User) -> None:
    state = TASK[RectifyState(item.state)]
    task = Task(title=f"{TITLE}{item.problem}"[:60], asked=item.problem, owner_kind=item.owner_kind, area=item.area)
    task.giver_area, task.given_by, task.state = item.giver_area, giver, state
    task.due_at = moment(item.due_on, 17 * 60)
    task.origin_kind, task.origin_id = ORIGIN, item.pk
    if item.claimed_by_id:
        task.accepted_by, task.accepted_at = item.claimed_by, item.claimed_at
    if state in (TaskState.REPORTED, TaskState.CONFIRMED):
        task.result, task.reported_by, task.reported_at = item.outcome, item.applied_by, item.applied_at
    if state == TaskState.CONFIRMED:
        task.decided_by, task.decided_at = giver, item.verified_at
    task.save()
    Task.objects.filter(pk=task.pk).update(given_at=item.entered_at)
    note_steps(task_acts, [Noted(task, "give", "", TaskState.GIVEN, giver, item.entered_at)])


def _talks(part: Part, giver: User) -> None:
    """One whose follow-up is confirmed, one that waits for the office, one late."""
    for (at, kind, trigger, words, ago, state), demand in zip(TALKS, DEMANDS, strict=True):
        place, held = part.staffed[at], part.today - timedelta(days=ago)
        talk = Talk(**_asked(place, part, giver, _morning(held)), kind=kind, trigger=trigger, trigger_words=words)
        talk.held_on, talk.due_on, talk.state = held, held + timedelta(days=30), state
        talk.record, talk.demand = "听取情况说明，逐项指出差距", demand
        steps = [Noted(talk, "record", "", TalkState.HELD, giver, talk.entered_at)]
        if state != TalkState.HELD:
            talk.outcome, talk.reported_by = "已按要求落实，附有记录", place.secretary
            talk.reported_at = _morning(held + timedelta(days=20))
            steps.append(Noted(talk, "report", "held", "reported", place.secretary, talk.reported_at))
        if state == TalkState.CLOSED:
            talk.closed_by, talk.closed_at = giver, _morning(held + timedelta(days=25))
            steps.append(Noted(talk, "confirm", "reported", "closed", giver, talk.closed_at))
        talk.save()
        note_steps(talk_acts, steps)


TALKS = (
    (1, "remind", "survey", "群众满意度比上年下降", 200, "closed"),
    (0, "remind", "overdue", "两项重点任务逾期", 24, "reported"),
    (1, "admonish", "rectify", "物业投诉整改两次退回", 45, "held"),
)
DEMANDS = ("列出居民反映集中的问题，逐项整改", "排出时间表，每周报一次", "三十日内补齐台账并上报")


def _morning(day: date) -> datetime:
    return moment(day, 10 * 60)
