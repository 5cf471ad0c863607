"""A unit's party organisation reports in at a community (单位党组织报到): which step leads where, and who may take it.

Source: docs/rules.md, "Units": the unit brings the 报到单, the community signs, a receipt goes back [D5]. In `Step`, the
unit's clerk stands where the member stands in a person's report-in.
"""

from orgtree.rules.steps import Step, labels_of
from volunteers.members.choices.unit_report_in import UnitReportInState as S

LABELS = labels_of(S)
OPEN = frozenset({S.SUBMITTED, S.RETURNED, S.ACCEPTED})

STEPS: dict[str, Step] = {
    "resubmit": Step("重新提交", frozenset({S.RETURNED}), S.SUBMITTED, by_member=True, by_desk=True),
    "accept": Step("接收", frozenset({S.SUBMITTED}), S.ACCEPTED, by_desk=True),
    "return": Step("退回", frozenset({S.SUBMITTED}), S.RETURNED, by_desk=True),
    "end": Step("结束", OPEN, S.ENDED, by_member=True, by_desk=True),
}
