"""Figures of report-ins."""

from orgtree.declare import Derived, Measure, Window, registry
from orgtree.declare.marking import Marker
from orgtree.figures.rules import share
from volunteers.members.lists import report_in_list
from volunteers.members.models.placing import Placing
from volunteers.members.models.report_in import ReportIn

REPORT_IN_COLUMNS = report_in_list.pick("number masked_member unit community place origin accepted_at gridded_at")
ON_THE_ROLL = (
    Marker(ReportIn, ("member", "accepted_at", "gridded_at", "ended_at"), area="placings__area", since="accepted_at"),
    Marker(Placing, ("since", "until"), area="area", since="report_in__accepted_at"),
)


def on_the_roll(window: Window):
    """Report-ins that are accepted and not ended at the moment of the window: one per member, `stood` where they were then."""
    rows = ReportIn.objects.belonging_at(window.moment).standing_at(window.moment)
    return rows.select_related("member", "community", "area__parent__parent")


def in_a_grid(window: Window):
    return on_the_roll(window).filter(gridded_at__lte=window.moment)


def accepted(window: Window):
    """Report-ins that a community accepted in the period, whatever became of them."""
    rows = ReportIn.objects.standing_at(window.moment).filter(
        accepted_at__gte=window.beginning, accepted_at__lt=window.ending, accepted_at__lte=window.as_of
    )
    return rows.select_related("member", "community", "area__parent__parent")


def report_in_count(key: str, label: str, unit: str, definition: str, rows, marks=(), **more) -> Measure:
    """`marks`: what touches the figure besides the report-ins themselves."""
    return Measure(
        key=f"volunteers.{key}",
        label=label,
        unit=unit,
        definition=definition,
        rows=rows,
        area="stood__area",
        columns=REPORT_IN_COLUMNS,
        marks=(*ON_THE_ROLL, *marks),
        group="在职党员报到",
        **more,
    )


registry.add_figures(
    [
        report_in_count(
            "reported",
            "在职党员报到",
            "名",
            "统计期末报到已被社区接收且未转出、未注销的在职党员，每人只在一个社区计一次",
            on_the_roll,
            stock=True,
            headline=True,
            mapped=True,
            source="T17 W25 S19",
        ),
        report_in_count("gridded", "已编入网格", "名", "统计期末已编入网格或楼栋的报到党员", in_a_grid, stock=True),
        Derived(
            key="volunteers.gridded_share",
            label="入格率",
            unit="%",
            definition="已编入网格的报到党员 ÷ 在职党员报到",
            parts=("volunteers.gridded", "volunteers.reported"),
            formula=share,
            group="在职党员报到",
            headline=True,
        ),
        report_in_count("accepted", "本期新报到", "名", "统计期内被社区接收的报到（人次）", accepted),
    ]
)
