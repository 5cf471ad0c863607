"""The figure of half-yearly check-ins."""

from orgtree.declare import Measure, Window, registry
from orgtree.declare.marking import Marker
from volunteers.check_ins.choices import CheckInKind
from volunteers.check_ins.lists import check_in_list
from volunteers.check_ins.models import CheckIn

CHECK_IN_COLUMNS = check_in_list.pick("masked_member slug place happened_on origin")


def half_year_check_ins(window: Window):
    """Accepted check-ins for a day of the period: each person once per half-year."""
    accepted = CheckIn.objects.accepted_in(window).filter(kind=CheckInKind.HALF_YEAR)
    return accepted.select_related("member", "area__parent__parent").order_by("happened_on", "pk")


registry.add_figures(
    [
        Measure(
            key="volunteers.check_ins",
            label="半年回社区报到",
            unit="人次",
            definition="统计期内回社区报到并经社区接收的在职党员，每人每半年计一次",
            rows=half_year_check_ins,
            area="area",
            columns=CHECK_IN_COLUMNS,
            marks=(Marker(CheckIn, ("state", "decided_at", "kind"), area="area", day="happened_on"),),
            group="在职党员报到",
            additive=True,
        )
    ]
)
