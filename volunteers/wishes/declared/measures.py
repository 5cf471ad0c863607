"""Figures of wishes and of good deeds done for residents."""

from django.db.models import Q

from orgtree.declare import Column, Derived, Measure, Window, registry
from orgtree.marking import Marker
from volunteers.service.declared.measures import KINDS, SERVED, SERVICE_COLUMNS, services_in
from volunteers.wishes.models import Wish

WISH_COLUMNS = (
    Column("心愿", lambda wish: wish.title),
    Column("类别", lambda wish: wish.get_kind_display()),
    Column("所属区域", lambda wish: wish.area.place_label),
    Column("认领人", lambda wish: wish.claimed_by.masked_name, personal=True),
    Column("实现时间", lambda wish: wish.fulfilled_at),
    Column("核实时间", lambda wish: wish.closed_at),
    Column("帮助人数", lambda wish: wish.people_helped, number=True, field="people_helped"),
)
GOOD_DEEDS = Column("好事实事（件）", lambda record: record.good_deeds, number=True, field="good_deeds")


def wishes_fulfilled(window: Window):
    """Wishes that the desk confirmed as fulfilled in the period."""
    return (
        Wish.objects.closed_in(window).select_related("area__parent__parent", "claimed_by").order_by("closed_at", "pk")
    )


registry.add_figures(
    [
        Measure(
            key="volunteers.wishes_fulfilled",
            label="实现微心愿",
            unit="件",
            definition="统计期内经社区核实已实现的微心愿",
            rows=wishes_fulfilled,
            marks=(Marker(Wish, ("state",), area="area", day="closed_at"),),
            area="area",
            columns=WISH_COLUMNS,
            group="为群众办实事",
        ),
        Measure(
            key="volunteers.good_deeds_in_services",
            label="服务中办成的好事实事",
            unit="件",
            definition="统计期内已确认的服务记录所填“办成的好事实事”之和",
            rows=services_in,
            marks=(SERVED, KINDS),
            only=Q(good_deeds__gt=0),
            area="area",
            value="good_deeds",
            columns=(*SERVICE_COLUMNS, GOOD_DEEDS),
            group="为群众办实事",
        ),
        Derived(
            key="volunteers.good_deeds",
            label="为群众办好事实事",
            unit="件",
            definition="服务中办成的好事实事 + 实现微心愿",
            parts=("volunteers.good_deeds_in_services", "volunteers.wishes_fulfilled"),
            formula=lambda in_services, wishes: in_services + wishes,
            group="为群众办实事",
            decimals=0,
            headline=True,
            source="S23",
            is_rate=False,
        ),
    ]
)
