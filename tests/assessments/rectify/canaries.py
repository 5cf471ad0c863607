"""An item of the community and one of the planted unit, with a talk beside them."""

from datetime import timedelta

from assessments.models import RectifyItem, RectifyProposal, RoundSubject, Talk
from tests.canary import CANARY

NAMES = ("问题", "约谈事由", "原话")


def plant(ground) -> list:
    east, now = ground.town.east, ground.now
    day = now.date()
    asked = {
        "area": east,
        "owner_kind": "community_secretary",
        "giver_area": ground.town.street,
        "entered_by": ground.staff,
        "entered_at": now,
    }
    item = {"year": day.year, "source": "review", "problem": f"{CANARY}问题", "fed_back_on": day}
    item |= {"due_on": day + timedelta(days=30), "state": "applied", "measure": CANARY, "progress": CANARY}
    item |= {"outcome": CANARY, "applied_by": ground.staff, "applied_at": now}
    of_unit = asked | {"institution": ground.unit, "owner_kind": "unit_org"}
    talk = {"kind": "remind", "trigger": "survey", "trigger_words": f"{CANARY}约谈事由", "held_on": day}
    talk |= {"record": CANARY, "demand": CANARY, "due_on": day + timedelta(days=9)}
    subject = RoundSubject.objects.filter(name__contains=CANARY).earliest("pk")
    said = {"subject": subject, "key": "comment", "source": "review", "text": f"{CANARY}原话", "gathered_at": now}
    return [
        RectifyProposal.objects.create(**said),
        RectifyItem.objects.create(**asked, **item),
        RectifyItem.objects.create(**of_unit, **item),
        Talk.objects.create(**asked, **talk),
        Talk.objects.create(**of_unit, **talk),
    ]
