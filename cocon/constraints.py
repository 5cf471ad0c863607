"""What the constraints of this app's tables say to people, where a race gets past the checks."""

from orgtree.declare import Broken, registry

registry.add_constraints(
    {
        "pairing_no_overlap": Broken("already_paired", "该单位这段时间已与这个社区结对", "unit"),
        "pairing_ends_after_it_began": Broken("until", "结束日期不能早于结对日期", "until"),
        "agreement_no_overlap": Broken("already_agreed", "这段时间双方已有一份签订的协议", "since"),
        "agreement_once_from_a_day": Broken("already_agreed", "双方从这一天起已有一份协议", "since"),
        "agreement_ends_after_it_began": Broken("until", "截止日期不能早于起始日期", "until"),
    }
)
