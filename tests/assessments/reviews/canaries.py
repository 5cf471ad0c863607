"""A review of the planted branch, and the planted member on its roll."""

from assessments.models import Review, Reviewed
from orgtree.models import PartyOrg
from tests.canary import CANARY

NAMES = ("党员", "评定意见", "评议支部")
PERSONAL = ("党员", "评定意见")


def plant(ground) -> list:
    now, staff = ground.now, ground.staff
    branch = PartyOrg.objects.create(name=f"{CANARY}评议支部", kind="branch", area=ground.town.east)
    review = Review.objects.create(
        branch=branch,
        year=now.year,
        held_on=now.date(),
        state="decided",
        members=1,
        issued=1,
        returned=1,
        valid=1,
        first_by=staff,
        first_at=now,
        second_by=ground.town.street_secretary,
        second_at=now,
        made_by=staff,
        made_at=now,
        decided_on=now.date(),
        decided_by=staff,
        decided_at=now,
    )
    row = Reviewed.objects.create(
        review=review,
        serial=1,
        name=f"{CANARY}党员",
        member=ground.member,
        excellent=1,
        qualified=0,
        basic=0,
        failed=0,
        grade="qualified",
        remark=f"{CANARY}评定意见",
        state="graded",
    )
    return [review, row]
