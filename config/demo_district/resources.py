"""What communities and units of the demo share: in use, over by its day, taken back."""

from datetime import timedelta

from cocon.models import Matter, Resource
from cocon.needs.choices import ResourceKind, ResourceState
from cocon.needs.services.resources import resource_acts
from config.demo_district.district_map import Part, Staffed
from config.demo_district.members import moment
from orgtree.acts import Noted, note_steps
from orgtree.models import Institution

# (kind, matter, title, capacity, hours, conditions)
SHARED = (
    (ResourceKind.PLACE, "place", "多功能厅", 120, "周末、晚上", "提前三天联系"),
    (ResourceKind.TALENT, "education", "退休教师志愿辅导", 6, "寒暑假、周末", ""),
    (ResourceKind.SERVICE, "health", "义诊队", 80, "工作日下午", "社区备好桌椅"),
    (ResourceKind.GOODS, "place", "折叠桌椅", 60, "", "当天归还"),
    (ResourceKind.TALENT, "talent", "公职律师咨询", 20, "每月第一个周五", ""),
    (ResourceKind.PLACE, "culture", "室外舞台", 300, "白天", "自带音响"),
)
OURS = (ResourceKind.PLACE, "place", "社区会议室", 40, "工作日", "用后打扫")
ENDED = 5  # of six one is taken back
OVER = 4  # and the last day of one is over


def build_resources(part: Part) -> None:
    """A room of each community; what the units of each street share is told where its first community is filled."""
    matters = Matter.objects.in_bulk(field_name="code")
    for place in part.staffed:
        rows = [_resource(part, place, None, OURS, matters, 40)]
        if not Resource.objects.filter(area=place.area.parent_id).exists():
            units = Institution.objects.filter(area=place.area.parent_id, closed_on__isnull=True).order_by("pk")
            rows += _of_units(part, place, list(units[: len(SHARED)]), matters)
        Resource.objects.bulk_create(rows)
        note_steps(resource_acts, [step for row in rows for step in _course(row)])


def _of_units(part: Part, place: Staffed, units: list[Institution], matters: dict) -> list[Resource]:
    rows = []
    for turn, unit in enumerate(units):
        row = _resource(part, place, unit, SHARED[(turn + place.number) % len(SHARED)], matters, 90 + 11 * turn)
        if turn == OVER:
            row.until = part.today - timedelta(days=10)
        if turn == ENDED:
            row.state, row.reason = ResourceState.WITHDRAWN, "装修停用"
            row.ended_by, row.ended_at = place.clerk, row.entered_at + timedelta(days=60)
        rows.append(row)
    return rows


def _resource(part: Part, place: Staffed, unit: Institution | None, told: tuple, matters: dict, ago: int) -> Resource:
    kind, matter, title, capacity, hours, conditions = told
    return Resource(
        area_id=place.area.parent_id if unit else place.area.pk,
        unit=unit,
        kind=kind,
        matter=matters[matter],
        title=title,
        capacity=capacity,
        hours=hours,
        conditions=conditions,
        entered_by=place.clerk,
        entered_at=moment(part.today - timedelta(days=ago), 600),
    )


def _course(row: Resource) -> list[Noted]:
    began = "offer" if row.unit else "enter"
    course = [Noted(row, began, "", ResourceState.SHARED, row.entered_by, row.entered_at)]
    if row.ended_at:
        course.append(Noted(row, "withdraw", ResourceState.SHARED, row.state, row.ended_by, row.ended_at, row.reason))
    return course
