"""What units and pairings declare for the ground floor."""

from django.utils import timezone

from cocon.declare import add_unit_sections, add_year_facts
from cocon.units.choices import UnitNumber
from cocon.units.declared import unit_home
from cocon.units.models import Matter, Pairing
from cocon.units.services.audited import CONTACTS
from cocon.units.services.profiles import contacts_due
from orgtree.choices import DeadlineUnit
from orgtree.declare import Broken, Dictionary, Occupant, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind


def in_force():
    return Pairing.objects.in_force_on(timezone.localdate())


add_unit_sections(unit_home.SECTIONS)
add_year_facts(unit_home.FACTS)
registry.add_person_kinds([CONTACTS])
registry.add_notice_kinds([NoticeKind("units", "单位共建", ("pairing", "agreement", "agreement-ends"))])
registry.add_deadlines(
    [
        DeadlineKind(
            UnitNumber.CONTACT,
            str(UnitNumber.CONTACT.label),
            frozenset({DeadlineUnit.MONTH}),
            shortest=6,
            is_kept=True,
            due=lambda: contacts_due(timezone.localdate()).count(),
        )
    ]
)
registry.add_dictionaries(
    [
        Dictionary(
            Matter,
            columns=("name", "area", "hint", "position", "is_active"),
            fields=("area", "name", "hint", "position", "is_active"),
            position=64,
            hint="需求、资源和单位特长共用的类别，类别相同才会互相推荐。",
        )
    ]
)
registry.add_occupants([Occupant("pairings", "结对单位", "家", lambda area: in_force().filter(community=area))])
registry.add_unit_occupants([Occupant("pairings", "结对社区", "个", lambda unit: in_force().filter(unit=unit))])
registry.add_constraints(
    {
        "pairing_no_overlap": Broken("already_paired", "该单位这段时间已与这个社区结对", "unit"),
        "pairing_ends_after_it_began": Broken("until", "结束日期不能早于结对日期", "until"),
    }
)
