"""What meetings declare for the ground floor."""

from cocon.declare import UnitSection, add_unit_sections, add_year_facts
from cocon.meetings.declared import unit
from cocon.meetings.declared.measures import held
from cocon.meetings.lists import outcome_list
from cocon.meetings.models import Outcome
from cocon.meetings.services.agenda import ORIGIN
from orgtree.choices import LoadKind
from orgtree.choices import Permission as P
from orgtree.declare import TaskOrigin, Window, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.tables import ListedRows, Load


def agreed(window: Window):
    """What meetings agreed in the period, by the time of the fill; of one that was corrected also the correction."""
    rows = Outcome.objects.filter(at__gte=window.beginning, at__lt=window.ending, at__lte=window.as_of)
    return rows.select_related(*outcome_list.loads).order_by("at", "pk")


add_unit_sections([UnitSection("meetings", 30, unit.section)])
add_year_facts(unit.FACTS)
registry.add_notice_kinds([NoticeKind("meetings", "共建会议", ("meeting", "topic", "seat"))])
registry.add_task_origins([TaskOrigin(ORIGIN, "会议", unit.find_meeting)])
registry.add_listed_rows(
    [
        ListedRows(
            "cocon.agreed",
            "议定事项",
            agreed,
            "item__meeting__body__area",
            outcome_list.pick("item meeting kind words progress at area"),
            P.COCON_VIEW,
        )
    ]
)
registry.add_loads(
    [
        Load(
            "cocon.meetings",
            "共建会议",
            LoadKind.MEETING,
            held,
            "body__area",
            "starts_at",
            lambda row: row.title,
            minutes="minutes",
        )
    ]
)
