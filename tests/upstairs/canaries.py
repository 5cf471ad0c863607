from tests.canary import CANARY
from tests.upstairs.models import Matter, Promise

NAMES = ("承诺", "路灯")
PERSONAL = ("承诺",)


def plant(ground) -> list:
    member = ground.member
    promise = Promise.objects.create(member=member, text=f"{CANARY}承诺", made_on=ground.now.date())
    return [promise, Matter.objects.create(area=member.area, title=f"{CANARY}路灯", told_by=member)]
