"""Task forces and member units of an area's mechanism, and the bodies whose meetings count as its own."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from assessments.keytasks.choices import NormKey, PartKind
from assessments.keytasks.models import MechanismPart
from assessments.keytasks.services.norms import number_at
from assessments.keytasks.services.tasks import areas_for
from cocon.bodies.models import Body
from cocon.meetings.choices import MeetingState
from cocon.meetings.models import Meeting
from cocon.units.services.days import checked_end, today_for
from orgtree.acts import Act, Acts, Ask, Doing, Making, ask_reason, asks_of, declare_acts
from orgtree.choices import Permission as P
from orgtree.choices import Standing
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area, Institution
from orgtree.scope.services import within_reach

MEETINGS = {PartKind.TWO_MONTH: NormKey.TWO_MONTH, PartKind.HALF_YEAR: NormKey.HALF_YEAR}
FILLED = {PartKind.FORCE: "name", PartKind.UNIT: "unit"} | dict.fromkeys(MEETINGS, "body")
SPARE = {"name": (PartKind.FORCE,), "unit": (PartKind.FORCE, PartKind.UNIT), "body": tuple(MEETINGS)}
SAID = {"name": "请填写专项工作组的名称", "unit": "请选择成员单位", "body": "请选择召开会议的组织"}


def units_for(user, ids=None) -> QuerySet[Institution]:
    return within_reach(Institution, P.INSTITUTION_VIEW, user)


def bodies_for(user, ids=None) -> QuerySet[Body]:
    """Bodies of the person's areas that are in being."""
    return Body.objects.filter(area__in=within_reach(Area, P.KEY_TASK_MANAGE, user), ended_on=None)


def meetings_of(kind: str) -> QuerySet[Meeting]:
    """Closed meetings of the bodies that hold meetings of this kind, each once, on days on which the body held them."""
    day = OuterRef("day")
    parts = MechanismPart.objects.filter(kind=kind, body=OuterRef("body"), since__lte=day)
    held = parts.filter(Q(ended_on=None) | Q(ended_on__gt=day))
    return Meeting.objects.filter(state=MeetingState.CLOSED).annotate(day=TruncDate("starts_at")).filter(Exists(held))


def held_told(part: MechanismPart, today: date) -> str:
    """今年4次（标准6次）, of a part that holds meetings; "" of any other."""
    if part.kind not in MEETINGS:
        return ""
    number = meetings_of(part.kind).filter(body=part.body, starts_at__year=today.year).count()
    norm = number_at(MEETINGS[part.kind], part.area, today)
    return f"今年{number}次（标准{norm}次）" if norm else f"今年{number}次"


def _enter(part: MechanismPart, doing: Doing) -> None:
    """What the kind needs, and nothing else, of the area itself. Raises RuleBroken at the wrong field."""
    needed = FILLED[part.kind]
    given = {"name": part.name, "unit": part.unit_id, "body": part.body_id}
    if not given[needed]:
        raise RuleBroken(f"{needed}_missing", SAID[needed], field=needed)
    for name, kinds in SPARE.items():
        if given[name] and part.kind not in kinds:
            label = PartKind(part.kind).label
            raise RuleBroken(f"{name}_spare", f"{label}不用填写这一项", field=name)
    for name, row in (("unit", part.unit), ("body", part.body)):
        if row and (row.area is None or not row.area.is_descendant_of(part.area, include_self=True)):
            raise not_found(str(MechanismPart._meta.get_field(name).verbose_name), field=name)


def _end(part: MechanismPart, doing: Doing) -> None:
    part.ended_on = checked_end(doing.said["ended_on"], part.since)


# Source: docs/rules.md, "Key tasks".
part_acts = declare_acts(
    Acts(
        MechanismPart,
        called="工作机制",
        loads=("area", "unit", "body"),
        derived=tuple(Standing.choices),
        acts=(
            Making(
                "enter",
                "登记工作机制",
                "登记",
                None,
                permission=P.KEY_TASK_MANAGE,
                asks=asks_of(
                    MechanismPart,
                    "area kind name unit body since",
                    area={"rows": areas_for},
                    unit={"rows": units_for, "begins_blank": True},
                    body={"rows": bodies_for, "begins_blank": True},
                    since={"is_optional": True, "help": "留空为今天"},
                ),
                stamps=("entered_by", "entered_at"),
                first=today_for("since"),
                run=_enter,
                leads=Standing.OPEN.label,
                done="{row}已登记。",
                hint="专项工作组填名称，成员单位选单位，双月座谈会和半年调度会选召开的组织。",
                summary="登记工作机制",
                description="专项工作组、成员单位，或召开双月座谈会、半年调度会的共建组织；已登记的返回409。",
            ),
            Act(
                "end",
                "撤销",
                "撤销",
                frozenset({Standing.OPEN}),
                None,
                permission=P.KEY_TASK_MANAGE,
                asks=(
                    Ask("ended_on", "结束日期", is_day=True, is_optional=True, help="不晚于今天；留空为今天"),
                    ask_reason("撤销", column="end_reason", told="撤销原因，2到200字"),
                ),
                run=_end,
                leads=Standing.ENDED.label,
                done="{row}已撤销。",
                hint="从结束日期起不再计入，已开的会议仍然计数。",
                icon="block",
                summary="撤销工作机制的一项",
                description="写明原因；从结束日期起不再计入。",
            ),
        ),
    )
)
