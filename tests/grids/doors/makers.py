"""Orders of the hotline, received through the services."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

from django.utils import timezone

from grids.doors.choices import CountState, OrderState
from grids.doors.services.intake import sent_of
from grids.doors.services.orders import order_acts
from grids.doors.services.windows import window_acts
from grids.models import Case, DoorOrder, WindowCount
from orgtree.acts import make, perform_one
from orgtree.models import Area
from tests.grids.cases import world

_numbers = count(1)


def sent(town, **changes) -> dict:
    """What the hotline says of a broken lamp in 东园一网格; changed, it says something else."""
    return {
        "area": town.east,
        "source": "hotline",
        "outside_number": f"GD2026{next(_numbers):06d}",
        "told_at": None,
        "category_code": "0202",
        "area_code": town.east_grid.code,
        **world.WORDS,
        "asker": "王女士",
        "phone": "13812345678",
        "phone_for": "handler",
    } | changes


def received(town, member=None, **changes) -> DoorOrder:
    by = changes.pop("by", town.street_secretary)
    return make(order_acts, "receive", by=by, **sent(town, **changes)).row


def waiting(town, member=None, **changes) -> DoorOrder:
    """One that cannot be filed by itself, since nobody said what it is about."""
    return received(town, **{"category_code": ""} | changes)


def ready(town, member=None) -> DoorOrder:
    """One that waited for its class, which stands in it now; beside it a case of the same place."""
    world.case(town)
    order = waiting(town)
    order.body = replace(sent_of(order), category_code="0202").text
    order.save()
    return order


def discarded(town, member=None) -> DoorOrder:
    return perform_one(order_acts, "discard", pk=ready(town).pk, by=town.street_secretary, reason="推送有误")


def counted(town, member=None, **changes) -> WindowCount:
    said = {"area": town.east, "day": timezone.localdate() - timedelta(days=1), "kind": "papers", "number": 12}
    return make(window_acts, "count", by=changes.pop("by", town.secretary), **said | changes).row


def void(town, member=None) -> WindowCount:
    return perform_one(window_acts, "void", pk=counted(town).pk, by=town.street_secretary, reason="填错日期")


MAKERS = {
    "grids.windowcount": {CountState.COUNTED: counted, CountState.VOID: void},
    "grids.doororder": {
        OrderState.WAITING: ready,
        OrderState.FILED: received,
        OrderState.DISCARDED: discarded,
    },
}
WORDS = {
    "grids.doororder.file": lambda: {
        "category": world.category(),
        "area": Area.objects.get(code="370702001001-001"),
        **world.WORDS,
    },
    "grids.doororder.join": lambda: {"case": Case.objects.earliest("pk")},
}
BEGINNINGS = {
    "grids.windowcount.count": lambda town, member: {
        "area": town.east,
        "day": timezone.localdate(),
        "kind": "work",
        "number": 3,
    },
    "grids.doororder.receive": lambda town, member: sent(town, category_code=""),
}
