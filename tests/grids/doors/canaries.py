"""An order of the hotline that waits, with its asker sealed, and a picture of a matter."""

import json

from grids.models import DoorOrder, Report, ReportPhoto, WindowCount
from tests.canary import CANARY

NAMES = ("来件",)
SECRET = "13722225555"


def plant(ground) -> list:
    body = {"words": f"{CANARY}来件", "asker": CANARY, "phone": SECRET}
    order = DoorOrder.objects.create(
        area=ground.town.east,
        outside_number=f"{CANARY}工单",
        year=ground.now.year,
        body=json.dumps(body),
        digest="0" * 64,
        fault=CANARY,
        received_by=ground.staff,
        received_at=ground.now,
    )
    report = Report.objects.filter(asker__isnull=False).earliest("pk")
    by = {"entered_by": ground.staff, "entered_at": ground.now}
    count = WindowCount.objects.create(
        area=ground.town.east, day=ground.now.date(), kind="papers", number=7, reason=CANARY, **by
    )
    return [order, count, ReportPhoto.objects.create(report=report, photo="cases/canary.jpg", added_at=ground.now)]
