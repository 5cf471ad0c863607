"""Records of 共驻共建 by the hundred for the cities of test_city_figures."""

from datetime import date, timedelta

from cocon.models import Body, BodyKind, Matter, Resource, Seat, Topic
from orgtree.models import Institution, User
from tests.deeds import at

FIRST = at(2026, 3, 1)


def seat_members(city, count: int) -> None:
    """One 大党委 with so many part-time members of one unit."""
    unit = Institution.objects.create(name="测试单位", kind="public", area=city.community)
    body = Body.objects.create(
        area=city.community, kind=BodyKind.objects.get(code="party"), name="大党委", founded_on=date(2026, 1, 1)
    )
    Seat.objects.bulk_create(
        Seat(
            body=body,
            role="part",
            institution=unit,
            holder=f"委员{number}",
            since=date(2026, 3, 1),
            until=date(2029, 2, 28),
            state="held",
            proposed_by=city.desk,
            proposed_at=FIRST,
            decided_by_id=_other(city),
            decided_at=FIRST,
        )
        for number in range(count)
    )


def _other(city) -> int:
    """Whoever approves is not who proposed."""
    return User.objects.exclude(pk=city.desk.pk).order_by("pk").values_list("pk", flat=True).first()


def found_bodies(city, count: int) -> None:
    kind = BodyKind.objects.get(code="council")
    Body.objects.bulk_create(
        Body(area=city.community, kind=kind, name=f"第{number}议事会", founded_on=date(2026, 3, 1))
        for number in range(count)
    )


def resolve_topics(city, count: int) -> None:
    Topic.objects.bulk_create(
        Topic(
            area=city.community,
            title=f"议题{number}",
            proposed_by=city.desk,
            proposed_at=FIRST,
            state="resolved",
            outcome="已解决",
            resolved_by=city.desk,
            resolved_at=FIRST + timedelta(days=number % 200),
        )
        for number in range(count)
    )


def share_resources(city, count: int) -> None:
    """Of all kinds, on the shared list to the end of the year and after."""
    matter = Matter.objects.get(code="place")
    Resource.objects.bulk_create(
        Resource(
            area=city.community,
            kind=("place", "goods", "talent", "service")[number % 4],
            matter=matter,
            title=f"资源{number}",
            entered_by=city.desk,
            entered_at=FIRST + timedelta(days=number % 200),
        )
        for number in range(count)
    )
