"""The indexes of the demo's grids, of the months that have cases."""

from config.demo_district.district_map import Part
from grids.index.services.computing import compute_month
from grids.models import Case
from orgtree.days.rules.months import months_before

MONTHS = 6


def build_grid_index(part: Part) -> None:
    """The last months, oldest first, so that each has its base; by night this month and the last are written anew for the whole district."""
    this = part.today.replace(day=1)
    for back in range(MONTHS, -1, -1):
        month = months_before(this, back)
        if Case.objects.filter(opened_at__date__gte=month, opened_at__date__lt=months_before(month, -1)).exists():
            compute_month(month)
