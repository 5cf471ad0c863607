"""A demonstration site of the community, a training there and who came."""

from assessments.models import Honour, Training, TrainingRoll
from tests.canary import CANARY

NAMES = ("示范", "讲习")


def plant(ground) -> list:
    day, by = ground.now.date(), {"entered_by": ground.staff, "entered_at": ground.now}
    document = {"organ": f"{CANARY}示范", "organ_level": "city", "number": f"{CANARY}示范", "issued_on": day}
    honour = Honour.objects.create(area=ground.town.east, kind="site", name=f"{CANARY}示范", **document, **by)
    training = Training.objects.create(
        area=ground.town.east, kind="together", title=f"{CANARY}讲习", held_on=day, hours=2, **by
    )
    return [honour, training, TrainingRoll.objects.create(training=training, audience="worker", people=9, **by)]
