"""What a venue cost is counted to the fen: PostgreSQL divides whole numbers by whole numbers as such."""

from decimal import Decimal

import pytest
from django.utils import timezone

from cocon.venues.declared.measures import floor_changes
from cocon.venues.services.rooms import save_floor_change
from orgtree.days.rules.periods import Period
from orgtree.declare import Window
from tests.cocon.venues.makers import venue

pytestmark = pytest.mark.django_db


def test_fen_are_not_lost_on_the_way_to_yuan(town):
    today = timezone.localdate()
    for cost in (199, 250):
        save_floor_change(
            venue=venue(town, name=f"驿站{cost}"), kind="added", day=today, m2=10, cost=cost, by=town.clerk
        )
    window = Window(Period.holding("Y", today), timezone.now())
    assert sum(change.yuan for change in floor_changes(window)) == Decimal("4.49")
