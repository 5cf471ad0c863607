"""Cases that are one matter: joined under one number, and taken apart again with all steps kept."""

from collections.abc import Sequence

from grids.cases.choices import CaseState
from grids.cases.models import Case
from grids.cases.models.cases import WORKED_ON
from grids.cases.services.asks import OPEN, State, why
from grids.cases.services.legs import end_legs
from grids.cases.services.telling import to_desk
from grids.cases.services.timing import live_clocks, office_of, settle_due
from orgtree.acts import Act, Ask, Doing, rows_at
from orgtree.calendar.services import clocks
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import ActStep

JOINED = "并案"


def cases_to_join(user, ids=None):
    """The open cases within reach other than these."""
    rows = rows_at(Case, P.CASE_DISPATCH)(user).filter(state__in=[CaseState.REPORTED, *WORKED_ON])
    return rows.exclude(pk__in=ids or []).order_by("-opened_at")


def lock_both(doing: Doing, ids: Sequence[int]) -> None:
    """The two cases in the order of their ids, so that dispatch and merge of either are one after the other."""
    others = [doing.said["into"].pk] if doing.said.get("into") else []
    others += Case.objects.filter(pk__in=ids, merged_into__isnull=False).values_list("merged_into", flat=True)
    rows = Case.objects.filter(pk__in=[*ids, *others]).order_by("pk")
    list(rows.select_for_update(of=("self",), no_key=True))


def merge(case: Case, doing: Doing) -> None:
    """The askers go over with their channels and times; the clocks of this case stand."""
    into = Case.objects.filter(pk=doing.said["into"].pk).select_related("area").first()
    if into is None or into.pk == case.pk or not cases_to_join(doing.by, [case.pk]).filter(pk=into.pk).exists():
        raise not_found("并入的事项", field="into")
    if case.merged.exists():
        raise RuleBroken("has_merged", "已有别的事项并入本事项，请反过来并", field="into", conflict=True)
    end_legs(case, doing, JOINED)
    office = office_of(case.area, case.opened_at)
    for clock in live_clocks(case):
        if not clock.paused_at:
            clocks.pause(clock, doing.at, office, reason=JOINED)
            clock.save()
    case.reports.update(case=into)
    case.merged_into, case.lead, case.due_at = into, None, None


def unmerge(case: Case, doing: Doing) -> None:
    """Its own askers come back, its clocks go on; not where they have been answered in the other's name."""
    into = case.merged_into
    reports = into.reports.filter(first_case=case)
    if reports.filter(replied_at__isnull=False).exists():
        raise RuleBroken("answered", "诉求人已得到答复，不能拆开", conflict=True)
    reports.update(case=case)
    office = office_of(case.area, case.opened_at)
    for clock in live_clocks(case):
        if clock.paused_at:
            clocks.resume(clock, doing.at, office)
            clock.save()
    case.merged_into = None
    case.state = _state_before(case)
    settle_due(case)


def _state_before(case: Case) -> str:
    """As it stood before it was merged; what a unit had is to be given out again."""
    step = ActStep.objects.of("grids.case", case.pk).filter(act="merge").order_by("-at", "-pk").first()
    before = step.from_state if step else CaseState.ACCEPTED
    return CaseState.REPORTED if before == CaseState.REPORTED else CaseState.ACCEPTED


ACTS = (
    Act(
        "merge",
        "并案",
        "并案",
        OPEN,
        State.MERGED,
        permission=P.CASE_DISPATCH,
        asks=(Ask("into", "并入的事项", column="merged_into", rows=cases_to_join, told="事项的编号"),),
        first=lock_both,
        run=merge,
        tells=to_desk("已并案"),
        done="已并入{row.merged_into.number}，诉求人一并转过去，将来得到同一答复。",
        hint="同一件事并到一起办：诉求人、渠道和时间都保留，将来各按原渠道得到同一答复；并错了可以拆开。",
        icon="merge",
        aside=True,
        summary="并案",
        description="并入同一件事的另一事项，诉求人一并转过去；可以拆开。",
    ),
    Act(
        "unmerge",
        "拆开并案",
        "拆开",
        frozenset({State.MERGED}),
        None,
        permission=P.CASE_DISPATCH,
        asks=(why("拆开", told="事由，2到200字"),),
        first=lock_both,
        run=unmerge,
        leads="并案之前的状态",
        done="已拆开，状态：{state}。",
        hint="诉求人回到原事项，时限接着算，各步都保留。",
        icon="call_split",
        summary="拆开并案",
        description="诉求人回到原事项，时限接着算；并入的事项已答复的不能拆开。",
    ),
)
