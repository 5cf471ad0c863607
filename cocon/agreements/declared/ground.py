"""What agreements declare for the ground floor."""

from django.utils import timezone

from cocon.agreements.choices import AgreementNumber
from cocon.agreements.declared import unit_home
from cocon.agreements.declared.counters import COUNTERS
from cocon.agreements.models import Agreement
from cocon.agreements.services.agreements import remind_of_ends
from cocon.declare import add_goal_counters, add_unit_sections, add_year_facts
from orgtree.choices import DeadlineUnit
from orgtree.declare import Broken, Occupant, Reminder, registry
from orgtree.declare.opened import DeadlineKind


def in_force():
    return Agreement.objects.in_force_on(timezone.localdate())


add_goal_counters(COUNTERS)
add_unit_sections(unit_home.SECTIONS)
add_year_facts(unit_home.FACTS)
registry.add_deadlines(DeadlineKind(key, str(key.label), frozenset({DeadlineUnit.MONTH})) for key in AgreementNumber)
registry.add_reminders([Reminder("cocon.agreements", remind_of_ends)])
registry.add_occupants([Occupant("agreements", "有效的共建协议", "份", lambda area: in_force().filter(community=area))])
registry.add_unit_occupants([Occupant("agreements", "有效的共建协议", "份", lambda unit: in_force().filter(unit=unit))])
registry.add_constraints(
    {
        "agreement_no_overlap": Broken("already_agreed", "这段时间双方已有一份签订的协议", "since"),
        "agreement_once_from_a_day": Broken("already_agreed", "双方从这一天起已有一份协议", "since"),
        "agreement_ends_after_it_began": Broken("until", "截止日期不能早于起始日期", "until"),
    }
)
