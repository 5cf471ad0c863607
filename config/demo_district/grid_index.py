"""The indexes of the demo's grids, of the months that have cases; of a settled one a case was struck out later."""

from datetime import date

from config.demo_district.district_map import Part
from grids.cases.services.requests import request_acts
from grids.index.services.computing import compute_month
from grids.index.services.correcting import correct_month
from grids.models import Case, GridIndex, IndexPoint
from orgtree.acts import make, perform_one
from orgtree.choices import PostKind
from orgtree.days.rules.months import months_before
from orgtree.models import Post

MONTHS, SETTLED = 6, 3
WHY = "施工单位已另案处理，超出本级职权，经复核不计入考核"


def build_grid_index(part: Part) -> None:
    """The last months, oldest first, so that each has its base; by night this month and the last are written anew for the whole district."""
    this = part.today.replace(day=1)
    for back in range(MONTHS, -1, -1):
        month = months_before(this, back)
        if Case.objects.filter(opened_at__date__gte=month, opened_at__date__lt=months_before(month, -1)).exists():
            compute_month(month)
    _strike_out(part, months_before(this, SETTLED))


def _strike_out(part: Part, month: date) -> None:
    """The street agrees that a case of the community where the logins work does not count; its month is settled and stays."""
    community, secretary = part.staffed[0].area, part.staffed[0].secretary
    street = Post.objects.live().filter(kind=PostKind.STREET_COMMITTEE, area=community.parent).first()
    shown = GridIndex.objects.within(community).filter(month=month, hidden="")
    counted = IndexPoint.objects.within(community).filter(month=month, case__level="L2")
    point = counted.filter(area__in=shown.values("area")).order_by("-weight", "pk").first() or counted.first()
    if point is None or street is None:
        return
    said = {"case": point.case, "kind": "exclude", "number": None, "words": WHY}
    asked = make(request_acts, "ask", by=secretary, **said).row
    perform_one(request_acts, "approve", pk=asked.pk, by=street.holder)
    correct_month(month)
