"""A unit's own report for a round in which it is assessed: what waits, what was handed in, what the host said."""

from assessments.rounds.choices import ReportState
from assessments.rounds.lists import report_list
from assessments.rounds.services.reports import report_acts, reports_of_units, waiting_of_units
from orgtree.acts.pages import Group, Phone


def handed_in(user):
    """Handed in, whatever came of it, but those that are to be mended now."""
    rows = reports_of_units(user).exclude(state=ReportState.DUE).exclude(pk__in=waiting_of_units(user).values("pk"))
    return rows.order_by("-handed_in_at", "pk")


unit_report_pages = Phone(
    report_acts,
    report_list,
    many="unit-reports",
    one="unit-report",
    seen=reports_of_units,
    by_post=True,
    does="hand_in",
    groups=(
        Group("待提交", waiting_of_units, "round due", empty="没有等待本单位提交的述职报告。"),
        Group("已提交", handed_in, "round handed_in_at"),
    ),
    facts="state round due revision handed_in_at reason",
    intro="数字已按关账数填好，补充内容后提交；审定前可以再次提交，以最后一稿为准。",
    row_template="assessments/rounds/unit_report.html",
)
