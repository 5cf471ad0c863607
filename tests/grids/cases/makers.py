"""Cases for the contract of acts and of makings."""

from uuid import UUID

from grids.cases.choices import CaseState
from grids.models import OutsideMatter
from tests.grids.cases import world

MAKERS = {
    "grids.case": {
        CaseState.REPORTED: lambda town, member: world.case(town),
        CaseState.ACCEPTED: lambda town, member: world.accepted(town),
    },
}
WORDS = {"grids.case.not_ours": lambda: {"outside": OutsideMatter.objects.get(code="police")}}
BEGINNINGS = {
    "grids.case.enter": lambda town, member: {
        "category": world.category(),
        "area": town.east,
        "client_key": UUID(int=7),
        **world.WORDS,
    },
}
