"""What meetings declare for the ground floor."""

from cocon.declare import UnitSection, add_unit_sections, add_year_facts
from cocon.meetings.declared import unit
from cocon.meetings.services.agenda import ORIGIN
from orgtree.declare import TaskOrigin, registry
from orgtree.declare.notices import NoticeKind

add_unit_sections([UnitSection("meetings", 30, unit.section)])
add_year_facts(unit.FACTS)
registry.add_notice_kinds([NoticeKind("meetings", "共建会议", ("meeting", "topic", "seat"))])
registry.add_task_origins([TaskOrigin(ORIGIN, "会议", unit.find_meeting)])
