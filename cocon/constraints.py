"""What the constraints of this app's tables say to people, where a race gets past the checks."""

from orgtree.declare import Broken, registry

registry.add_constraints(
    {
        "pairing_no_overlap": Broken("already_paired", "该单位这段时间已与这个社区结对", "unit"),
        "pairing_ends_after_it_began": Broken("until", "结束日期不能早于结对日期", "until"),
    }
)
