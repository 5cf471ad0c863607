"""Tasks of the demo: one that waits to be accepted, one in hand and late, one reported done that waits for its giver."""

from datetime import timedelta

from django.utils import timezone

from config.demo_district.district_map import Part
from orgtree.acts import perform_one
from orgtree.assigned.acts import task_acts
from orgtree.assigned.giving import give_task
from orgtree.choices import PostKind
from orgtree.models import Post, Task, User


def build_tasks(part: Part) -> None:
    """Two from the street for the secretary of the first community, one of the secretary's for the clerk."""
    place = part.staffed[0]
    giver = _holder(PostKind.STREET_COMMITTEE, place.area.parent)
    secretary = {"owner_kind": PostKind.COMMUNITY_SECRETARY, "area": place.area, "by": giver}
    give_task(title="报送楼栋长配备情况", asked="逐栋核对，没有楼栋长的写明补选时间", workdays=5, **secretary)
    late = give_task(title="清理飞线充电", asked="逐栋排查，清理一处登记一处", workdays=5, goal=20, **secretary)
    perform_one(task_acts, "accept", pk=late.pk, by=place.secretary)
    perform_one(task_acts, "tell_progress", pk=late.pk, by=place.secretary, told="8")
    now = timezone.now()
    Task.objects.filter(pk=late.pk).update(given_at=now - timedelta(days=9), due_at=now - timedelta(days=2))
    reported = give_task(
        title="冬季走访独居老人",
        asked="逐户走访，登记需要的服务",
        owner_kind=PostKind.POINTS_CLERK,
        area=place.area,
        workdays=10,
        by=place.secretary,
    )
    perform_one(task_acts, "accept", pk=reported.pk, by=place.clerk)
    perform_one(task_acts, "report", pk=reported.pk, by=place.clerk, result="已走访16户，2户需要代取慢病药")


def _holder(kind: str, area) -> User:
    return Post.objects.live().filter(kind=kind, area=area).select_related("holder").earliest("pk").holder
