"""Figures of the points ledger."""

from orgtree.declare import Measure, Window, registry
from orgtree.declare.marking import Marker
from volunteers.points.lists import entry_list, of_credits
from volunteers.points.models.points import PointCredit

POINT_COLUMNS = tuple(
    map(
        of_credits,
        entry_list.pick("number masked_member place occurred_at item_code quantity raw credited"),
    )
)


def credits_in(window: Window):
    """What the entries of the period were credited, of entries recorded by the time of the fill."""
    return (
        PointCredit.objects.filter(
            entry__occurred_at__gte=window.beginning,
            entry__occurred_at__lt=window.ending,
            entry__recorded_at__lte=window.as_of,
        )
        .exclude(credited=0)
        .select_related("entry__account__member", "entry__area__parent__parent")
        .order_by("entry__occurred_at", "pk")
    )


registry.add_figures(
    [
        Measure(
            key="volunteers.points",
            label="计入积分",
            unit="分",
            definition="统计期内发生的积分条目按规则和上限计入的分值之和，只作汇总，不作个人排名",
            rows=credits_in,
            # What an entry says never changes: its credits alone do.
            marks=(Marker(PointCredit, ("entry", "credited"), area="entry__area", day="entry__occurred_at"),),
            area="entry__area",
            value="credited",
            columns=POINT_COLUMNS,
            group="积分",
            additive=True,
            decimals=1,
            headline=True,
        ),
    ]
)
