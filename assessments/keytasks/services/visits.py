"""Supervision visits: entered by whoever was there, followed up by tasks, taken out where entered wrongly."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from assessments.keytasks.choices import VisitState
from assessments.keytasks.models import KeyTask, SupervisionVisit
from assessments.keytasks.services.milestones import OWNERS
from orgtree.acts import Act, Acts, Ask, Doing, Making, ask_reason, asks_of, declare_acts
from orgtree.assigned.giving import give_task
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.scope.rules.grants import post_kinds_with
from orgtree.scope.services import within_reach

ORIGIN = "assessments.supervisionvisit"
HELD = frozenset({VisitState.HELD})
PLACES = tuple(kind for kind in OWNERS if kind != AreaKind.GRID)
FOLLOW_UP = "督导发现问题整改"


def places_to_visit(user, ids=None) -> QuerySet[Area]:
    """Streets and communities below the person's own seat: nobody supervises where they sit themselves."""
    rows = Area.objects.current().filter(kind__in=PLACES)
    if user is None:
        return rows
    reach = Area.objects.allowed(user, P.KEY_TASK_MANAGE)
    return rows.filter(parent__in=reach, pk__in=reach.values("pk"))


def key_tasks_for(user, ids=None) -> QuerySet[KeyTask]:
    return within_reach(KeyTask, P.ASSESS_VIEW, user).standing()


def host_of(by, place: Area) -> Area:
    """The nearest seat above the place from which the person supervises. Raises RuleBroken where there is none."""
    kinds = post_kinds_with(P.KEY_TASK_MANAGE)
    seats = [post.area for post in by.live_posts if post.area and post.kind in kinds]
    above = [seat for seat in seats if place.is_descendant_of(seat)]
    if not above:
        raise not_found("督导对象", field="place")
    return max(above, key=lambda seat: seat.level)


def unvisited(user, today: date) -> QuerySet[Area]:
    """Streets below the person's seat where nobody was this quarter."""
    quarter = Period.holding("Q", today)
    been = SupervisionVisit.objects.held().filter(place=OuterRef("pk"), day__gte=quarter.start, day__lt=quarter.end)
    streets = places_to_visit(user).filter(kind__in=(AreaKind.STREET, AreaKind.TOWN))
    return streets.filter(~Exists(been))


def _enter(visit: SupervisionVisit, doing: Doing) -> None:
    if visit.day > timezone.localdate():
        raise RuleBroken("day", "日期不能晚于今天", field="day")
    visit.host = host_of(doing.by, visit.place)


def _follow_up(visit: SupervisionVisit, doing: Doing) -> None:
    said = doing.said
    give_task(
        title=said["what"] or FOLLOW_UP,
        asked=visit.found,
        owner_kind=OWNERS[visit.place.kind],
        area=visit.place,
        due_on=said["due_on"],
        origin=(ORIGIN, visit.pk),
        by=doing.by,
    )


# Source: docs/rules.md, "Key tasks".
visit_acts = declare_acts(
    Acts(
        SupervisionVisit,
        called="督导",
        loads=("host", "place", "key_task"),
        acts=(
            Making(
                "enter",
                "登记督导",
                "登记",
                VisitState.HELD,
                permission=P.KEY_TASK_MANAGE,
                asks=asks_of(
                    SupervisionVisit,
                    "place day team key_task found",
                    at=P.ASSESS_VIEW,
                    place={"rows": places_to_visit},
                    team={"shortest": 2},
                    key_task={"rows": key_tasks_for, "begins_blank": True},
                ),
                stamps=("entered_by", "entered_at"),
                run=_enter,
                done="已登记，有问题的用“交办整改”落实。",
                hint="督导对象能看到发现的问题。",
                summary="登记督导",
                description="到街道或社区督导的日期、督导组和发现的问题；不能督导自己所在的区域。",
            ),
            Act(
                "follow_up",
                "交办整改",
                "交办",
                HELD,
                None,
                permission=P.KEY_TASK_MANAGE,
                asks=(
                    Ask("what", "整改事项", longest=60, is_optional=True, help=f"留空为“{FOLLOW_UP}”"),
                    Ask("due_on", "完成日期", is_day=True),
                ),
                run=_follow_up,
                each_counts=True,
                done="已交办，整改情况在任务里跟踪。",
                hint="交给督导对象的书记岗位，完成后由您确认。",
                icon="assignment_turned_in",
                summary="交办督导整改",
                description="把发现的问题交给督导对象的书记岗位，成为一项任务。",
            ),
            Act(
                "void",
                "登记有误",
                "作废",
                HELD,
                VisitState.VOID,
                permission=P.KEY_TASK_MANAGE,
                asks=(ask_reason("作废", column="reason", told="原因，2到200字"),),
                done="已作废，不再计入。",
                hint="记录保留，不再计入。",
                icon="block",
                summary="作废督导",
                description="登记有误的不再计入；已交办的任务不变。",
            ),
        ),
    )
)
