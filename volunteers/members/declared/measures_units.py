"""Figures of units that reported in."""

from django.db.models import Exists, OuterRef

from orgtree.declare import Measure, Window, registry
from orgtree.declare.marking import Marker
from orgtree.models import Institution
from orgtree.units.lists import institution_list
from volunteers.members.lists import unit_list
from volunteers.members.models.unit_report_in import UnitReportIn

GROUP = "单位党组织报到"


COLUMNS = ("accepted_at", "ended_at", "unit", "community")
REPORT_INS = Marker(UnitReportIn, COLUMNS, area="community", since="accepted_at")
# A unit counts where it has its seat, whatever communities it serves.
UNITS = (Marker(UnitReportIn, COLUMNS, area="unit__area", since="accepted_at"), Marker(Institution, (), area="area"))


def units_on_the_roll(window: Window):
    """Report-ins of units that are accepted and not ended at the moment of the window."""
    return UnitReportIn.objects.in_force_at(window.moment).select_related("unit", "community__parent__parent")


def paired_units(window: Window):
    """Units with at least one report-in in force, each once, however many communities it serves."""
    rows = UnitReportIn.objects.in_force_at(window.moment).filter(unit=OuterRef("pk"))
    return Institution.objects.filter(Exists(rows)).select_related("area__parent__parent").order_by("pk")


registry.add_figures(
    [
        Measure(
            key="volunteers.unit_report_ins",
            label="单位党组织报到",
            unit="个",
            definition="统计期末社区已接收且未结束的单位党组织报到；一个单位在几个社区报到计几个",
            rows=units_on_the_roll,
            marks=(REPORT_INS,),
            area="community",
            columns=unit_list.pick("unit party_org community members_count accepted_at receipt_number"),
            group=GROUP,
            stock=True,
            headline=True,
        ),
        Measure(
            key="volunteers.paired_units",
            label="报到单位",
            unit="家",
            definition="统计期末至少在一个社区报到的单位，每家计一次，按单位所在区域统计",
            rows=paired_units,
            marks=UNITS,
            area="area",
            columns=institution_list.pick("name kind place"),
            group=GROUP,
            stock=True,
        ),
    ]
)
