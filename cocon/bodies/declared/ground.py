"""What bodies and seats declare for the ground floor."""

from cocon.bodies.declared import unit
from cocon.bodies.models import BodyKind
from cocon.declare import UnitSection, add_unit_sections
from orgtree.declare import Dictionary, registry

add_unit_sections([UnitSection("bodies", 80, unit.section)])
registry.add_dictionaries(
    [
        Dictionary(
            BodyKind,
            columns=(
                "name",
                "area",
                "is_coordination",
                "seats_least",
                "seats_most",
                "part_least",
                "part_most",
                "term_months",
            ),
            fields=("area", "name", "is_coordination", "seats_least", "seats_most", "part_least", "part_most")
            + ("term_months", "topic_days", "quorum", "takes_lists", "position", "is_active"),
            position=66,
            hint="大党委、联席会等组织的类型、名额和任期。",
        )
    ]
)
