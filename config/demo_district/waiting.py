"""What waits in the demo for a next step that nothing else of it shows: a round for its grades, a poll for its keepers."""

import random

from assessments.ballots.models import Poll
from assessments.results.services.composing import compose_round
from assessments.rounds.services.rounds import round_acts
from config.demo_district.assess_kinds import hold_visits
from config.demo_district.assess_rounds import holder
from config.demo_district.ballots import prepare_kept_poll
from config.demo_district.district_map import DistrictMap
from orgtree.acts import perform_one
from orgtree.choices import PostKind


def show_waiting(today) -> bool:
    """By the street of the logins, in the background of a fill; False where it is there."""
    if Poll.objects.filter(has_keepers=True).exists():
        return False
    places = DistrictMap()
    street = places.communities[0].parent
    host = holder(PostKind.STREET_COMMITTEE, street)
    row = hold_visits(places.district, street, today.year)
    row = perform_one(round_acts, "close", pk=row.pk, by=host)
    compose_round(round=row, by=host)
    prepare_kept_poll(places.district, street, today.year, random.Random("kept"))  # noqa: S311  (invented data)
    return True
