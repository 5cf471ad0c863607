from tests.canary import CANARY
from tests.upstairs.models import Promise

NAMES = PERSONAL = ("承诺",)


def plant(ground) -> list:
    return [Promise.objects.create(member=ground.member, text=f"{CANARY}承诺", made_on=ground.now.date())]
