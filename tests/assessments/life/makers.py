"""Quarters of branches for tests, made through the services."""

from itertools import count

from assessments.life.choices import LifeState
from assessments.life.services.quarters import life_acts
from assessments.models import LifeQuarter
from orgtree.acts import make, perform_one
from tests.assessments.reviews.makers import branch, colleague

_numbers = count(1)
KEPT = {"congress": "kept", "committee": "kept", "group": "none", "lecture": "kept"}
SECOND = {"year": 2026, "quarter": "2"}


def entered(town, member=None, **changes) -> LifeQuarter:
    """The second quarter of 2026 of another branch each time, entered by the community."""
    said = SECOND | KEPT | changes
    said["branch"] = said.get("branch") or branch(town, f"会课第{next(_numbers)}党支部")
    return make(life_acts, "enter", by=said.pop("by", town.secretary), **said).row


def checked(town, member=None, **changes) -> LifeQuarter:
    return perform_one(life_acts, "check", pk=entered(town, **changes).pk, by=colleague(town))


MAKERS = {"assessments.lifequarter": {LifeState.ENTERED: entered, LifeState.CHECKED: checked}}
DESKS = {"assessments.lifequarter": lambda town: (colleague(town), town.street_secretary)}
BEGINNINGS = {"assessments.lifequarter.enter": lambda town, member: {"branch": branch(town), **SECOND, **KEPT}}
