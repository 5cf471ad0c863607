"""What windows dealt with, as a figure."""

from grids.doors.choices import CountState
from grids.doors.lists import window_list
from grids.doors.models import WindowCount
from orgtree.declare import Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker


def counted(window: Window):
    """Entries of days in the period that count, as known at the time of the fill."""
    rows = WindowCount.objects.filter(state=CountState.COUNTED, entered_at__lte=window.as_of)
    rows = rows.filter(day__gte=window.period.start, day__lte=window.last_day)
    return rows.select_related("area__parent__parent", "entered_by").order_by("day", "pk")


registry.add_figures(
    [
        Measure(
            key="grids.window_matters",
            label="窗口办理服务事项",
            unit="次",
            definition="统计期内一站式服务窗口按日期和种类登记的办理次数，作废的不计",
            rows=counted,
            value="number",
            marks=(Marker(WindowCount, ("state", "day", "number"), area="area", day="day"),),
            area="area",
            columns=window_list.pick("day kind number area"),
            group="一站式服务",
            headline=True,
            source="T16",
        )
    ]
)
registry.add_sentences(
    [
        Sentence(
            "grids.windows",
            "一站式服务",
            "{period}，{place}一站式服务窗口办理服务事项{grids.window_matters}次。",
            source="T16",
        )
    ]
)
