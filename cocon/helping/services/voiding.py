"""What was entered wrongly is made void with a reason from a list, and stays."""

from cocon.helping.choices import HelpState, VoidReason
from orgtree.acts import Act, Ask
from orgtree.choices import Permission as P


def void_of(noun: str) -> Act:
    """The act that makes void one of what people call `noun`."""
    return Act(
        "void",
        "作废",
        "作废",
        frozenset({HelpState.KEPT}),
        HelpState.VOID,
        permission=P.COCON_MANAGE,
        asks=(Ask("reason", "作废原因", column="void_reason", choices=VoidReason.choices),),
        stamps=("voided_by", "voided_at"),
        done="已作废，不再计入统计。",
        hint="登记有误的作废，再登记一条；原来那条保留。",
        summary=f"作废{noun}",
        description="登记有误的作废，原因从可选值中选；不再计入统计，记录保留。",
    )
