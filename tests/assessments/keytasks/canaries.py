"""A key task, a visit and a task force of the community."""

from assessments.models import KeyTask, MechanismPart, SupervisionVisit
from tests.canary import CANARY

NAMES = ("重点", "督导", "工作组")


def plant(ground) -> list:
    town, day = ground.town, ground.now.date()
    by = {"entered_by": ground.staff, "entered_at": ground.now}
    key = KeyTask.objects.create(
        area=town.east, year=day.year, title=f"{CANARY}重点", asked=CANARY, lead=CANARY, due_on=day, **by
    )
    visit = SupervisionVisit.objects.create(
        host=town.east, place=town.east, day=day, team=f"{CANARY}督导", found=CANARY, key_task=key, **by
    )
    part = MechanismPart.objects.create(area=town.east, kind="force", name=f"{CANARY}工作组", since=day, **by)
    return [key, visit, part]
