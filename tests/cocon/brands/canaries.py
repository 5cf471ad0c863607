"""A brand of the community that is not open to everybody, an activity of it, and people served."""

from cocon.models import Brand, BrandPart, BrandTally
from tests.canary import CANARY
from volunteers.models import Activity

NAMES = ("品牌", "义卖")


def plant(ground) -> list:
    by = {"entered_by": ground.staff, "entered_at": ground.now}
    brand = Brand.objects.create(
        area=ground.town.east, name=f"{CANARY}品牌", what=CANARY, outcome=CANARY, since=ground.now.date(), **by
    )
    activity = Activity.objects.filter(title__contains=CANARY).earliest("pk")
    return [
        brand,
        BrandPart.objects.create(brand=brand, activity=activity, added_by=ground.staff, added_at=ground.now),
        BrandTally.objects.create(brand=brand, day=ground.now.date(), people=9, what=f"{CANARY}义卖", **by),
    ]
