"""Key tasks are entered into a year's list, given out as milestones, finished when all of these are confirmed, carried over."""

from django.db.models import QuerySet
from django.utils import timezone

from assessments.keytasks.choices import Everywhere, KeyTaskState
from assessments.keytasks.models import KeyTask
from assessments.keytasks.services.milestones import (
    call_off,
    give_milestones,
    places_of,
    tallies_of,
    without_milestone,
)
from orgtree.acts import Act, Acts, Ask, Doing, Making, ask_reason, asks_of, declare_acts
from orgtree.assigned.models import Task
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area, Institution
from orgtree.scope.services import within_reach

OPEN = frozenset({KeyTaskState.OPEN})
KEEPERS = (AreaKind.CITY, AreaKind.DISTRICT, AreaKind.STREET, AreaKind.TOWN)
FIRST_YEAR, LAST_YEAR = 2000, 2100


def areas_for(user, ids=None) -> QuerySet[Area]:
    """Where the person may keep a list: cities, districts and streets."""
    return within_reach(Area, P.KEY_TASK_MANAGE, user).current().filter(kind__in=KEEPERS)


def places_for(user, ids=None) -> QuerySet[Area]:
    """Where the person may give something to do."""
    return within_reach(Area, P.TASK_GIVE, user).current()


def units_for(user, ids=None) -> QuerySet[Institution]:
    return within_reach(Institution, P.TASK_GIVE, user)


def open_for(user, ids=None) -> QuerySet[KeyTask]:
    """Key tasks that may be carried over: those still open."""
    return within_reach(KeyTask, P.KEY_TASK_MANAGE, user).filter(state=KeyTaskState.OPEN)


def check_due(key: KeyTask) -> None:
    """Raise RuleBroken at `due_on` for a day outside the list's year."""
    if key.due_on.year != key.year:
        raise RuleBroken("due_on", f"完成时限应在{key.year}年内", field="due_on")


def _enter(key: KeyTask, doing: Doing) -> None:
    check_due(key)


def _give(key: KeyTask, doing: Doing) -> None:
    said = doing.said
    ways = [name for name in ("everywhere", "place", "unit") if said[name]]
    if len(ways) != 1:
        raise RuleBroken("one_way", "范围、区域、单位选一项", field=ways[1] if ways else "everywhere")
    if said["everywhere"]:
        seats = list(places_of(key.area, said["everywhere"]))
    else:
        seats = [said["place"] or said["unit"]]
        _check_inside(key, seats[0], ways[0])
    if not seats:
        raise RuleBroken(
            "nowhere", f"{key.area.name}没有{Everywhere(said['everywhere']).label[2:]}", field="everywhere"
        )
    give_milestones(key, title=said["milestone"], due_on=said["due_on"], seats=seats, by=doing.by)


def _check_inside(key: KeyTask, seat: Area | Institution, field: str) -> None:
    """Raise RuleBroken at `field` for a place or a unit that is not of the area whose list it is."""
    area = seat if isinstance(seat, Area) else seat.area
    if area is None or not area.is_descendant_of(key.area, include_self=True):
        raise not_found("区域" if isinstance(seat, Area) else "单位", field=field)


def _tell_given(key: KeyTask) -> str:
    """How many there are, and to whom nothing was given yet."""
    words = f"已分解，共{tallies_of([key])[key.pk].number}项。"
    missing = without_milestone(key)
    return f"{words}还没有分到的：{'、'.join(area.name for area in missing)}。" if missing else words


def _finish(key: KeyTask, doing: Doing) -> None:
    tally = tallies_of([key])[key.pk]
    if not tally.number or tally.done < tally.number:
        left = f"还有{tally.number - tally.done}项没有确认完成" if tally.number else "还没有分解到承办岗位"
        raise RuleBroken("not_done", f"不能办结：{left}", conflict=True)


def _cancel(key: KeyTask, doing: Doing) -> None:
    call_off(key, doing.reason, by=doing.by)


def _carry(key: KeyTask, doing: Doing) -> None:
    before = key.previous
    key.area, key.title, key.asked, key.lead = before.area, before.title, before.asked, before.lead
    key.year = doing.said["due_on"].year
    if key.year <= before.year:
        raise RuleBroken("due_on", f"完成时限应在{before.year}年以后", field="due_on")


def _carried(doing: Doing) -> KeyTask | None:
    return KeyTask.objects.filter(previous=doing.said["previous"]).first()


# Source: docs/rules.md, "Key tasks".
ASKED = asks_of(
    KeyTask,
    "area year title asked lead due_on",
    at=P.KEY_TASK_MANAGE,
    area={"rows": areas_for},
    year={"least": FIRST_YEAR, "most": LAST_YEAR, "begins": lambda row: timezone.localdate().year},
    title={"shortest": 2},
    asked={"shortest": 2},
)
GIVING = (
    Ask(
        "milestone",
        "节点",
        longest=60,
        is_optional=True,
        told="节点名称；省略为任务名称",
        help="这一步做什么，留空为任务名称",
    ),
    Ask(
        "everywhere", "范围", choices=tuple(Everywhere.choices), is_optional=True, blank="不是全部", help="一次分给全部"
    ),
    Ask(
        "place",
        "区域",
        rows=places_for,
        found_by=(Task, "area"),
        is_optional=True,
        begins_blank=True,
        help="或只分给一个街道、社区",
    ),
    Ask(
        "unit",
        "单位",
        rows=units_for,
        found_by=(Task, "institution"),
        is_optional=True,
        begins_blank=True,
        help="或只分给一个部门、单位",
    ),
    Ask("due_on", "完成日期", is_day=True, is_optional=True, told="省略为任务的完成时限", help="留空为任务的完成时限"),
)
key_task_acts = declare_acts(
    Acts(
        KeyTask,
        called="重点任务",
        loads=("area", "previous"),
        acts=(
            Making(
                "enter",
                "登记重点任务",
                "登记",
                KeyTaskState.OPEN,
                permission=P.KEY_TASK_MANAGE,
                asks=ASKED,
                stamps=("entered_by", "entered_at"),
                run=_enter,
                done="{row.title}已列入{row.year}年清单，接着分解到承办岗位。",
                hint="登记后用“分解”交给街道、社区或单位，进度按节点自动统计。",
                summary="登记重点任务",
                description="列入一个区域一年的清单；同名的返回409。",
            ),
            Making(
                "carry",
                "结转到下一年",
                "结转",
                KeyTaskState.OPEN,
                permission=P.KEY_TASK_MANAGE,
                on="previous",
                asks=asks_of(
                    KeyTask, "previous due_on", at=P.KEY_TASK_MANAGE, previous={"rows": open_for, "is_optional": False}
                ),
                stamps=("entered_by", "entered_at"),
                known=_carried,
                run=_carry,
                fits=lambda key: timezone.localdate().year >= key.year,
                done="已结转到{row.year}年清单。",
                hint="没有做完的列入下一年的清单，再重新分解；今年的记录不变。",
                icon="redo",
            ),
            Act(
                "edit",
                "修改",
                "修改",
                OPEN,
                None,
                permission=P.KEY_TASK_MANAGE,
                asks=tuple(ask for ask in ASKED if ask.name not in ("area", "year")),
                partial=True,
                run=_enter,
                done="已修改。",
                hint="已经分解的节点不随之改变。",
                icon="edit",
                summary="修改重点任务",
                description="省略的项目不变；已经分解的节点不随之改变。",
            ),
            Act(
                "give",
                "分解",
                "分解",
                OPEN,
                None,
                permission=P.KEY_TASK_MANAGE,
                asks=GIVING,
                run=_give,
                each_counts=True,
                done=_tell_given,
                hint="交给街道党工委、社区书记或单位的岗位，各自接收、报告，由交办方确认。",
                icon="account_tree",
                summary="分解重点任务",
                description="给全部街道、全部社区、一个区域或一个单位一个节点；没有人任职的返回400。相同的节点不重复交办。",
            ),
            Act(
                "finish",
                "办结",
                "办结",
                OPEN,
                KeyTaskState.DONE,
                permission=P.KEY_TASK_MANAGE,
                stamps=("closed_by", "closed_at"),
                run=_finish,
                done="{row.title}已办结。",
                hint="全部节点确认完成后才能办结。",
                icon="task_alt",
                summary="办结重点任务",
                description="全部节点确认完成后才能办结，否则返回409和还差几项。",
            ),
            Act(
                "cancel",
                "取消任务",
                "取消",
                OPEN,
                KeyTaskState.CANCELLED,
                permission=P.KEY_TASK_MANAGE,
                asks=(ask_reason("取消", column="reason", told="取消原因，2到200字"),),
                run=_cancel,
                done="已取消，没有办完的节点一并取消。",
                hint="没有办完的节点一并取消，承办人会收到通知。",
                icon="block",
                summary="取消重点任务",
                description="写明原因；没有办完的节点一并取消。",
            ),
        ),
    )
)
