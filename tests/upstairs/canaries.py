from orgtree.answers.rules import LEAST
from tests.canary import CANARY
from tests.upstairs.models import Matter, MatterAnswers, MatterWords, Pledge, Promise

NAMES = ("承诺", "路灯")
PERSONAL = ("承诺",)


def plant(ground) -> list:
    member = ground.member
    promise = Promise.objects.create(member=member, text=f"{CANARY}承诺", made_on=ground.now.date())
    matter = Matter.objects.create(area=member.area, title=f"{CANARY}路灯", told_by=member)
    answers = MatterAnswers.objects.create(matter=matter, great=LEAST)
    pledge = Pledge.objects.create(area=member.area, unit=ground.unit, fen=100, starts_on=ground.now.date())
    return [promise, matter, pledge, answers, MatterWords.objects.create(answers=answers, text=f"{CANARY}修得快")]
