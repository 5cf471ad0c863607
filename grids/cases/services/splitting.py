"""A case that several have to deal with: split into parts, open till all of them have ended, answered once."""

from collections.abc import Sequence

from django.utils import timezone

from grids.cases.choices import CaseDeadline, CaseState, ClockKind
from grids.cases.models import Case
from grids.cases.services.asks import State
from grids.cases.services.opening import CATEGORY, WORDS, next_number
from grids.cases.services.timing import begin_clock, live_clocks, rule_limit, settle_due, stop_clocks
from grids.categories.services import handle_limit_of, version_at
from orgtree.acts import Act, Ask, Doing, Making, acts_of, follow, rows_at
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken

TO_SPLIT = [CaseState.ACCEPTED, CaseState.RETURNED, CaseState.SPLIT]


def cases_to_split(user, ids=None):
    """Those of the person's that nobody has in hand; a part is not split again."""
    return rows_at(Case, P.CASE_DISPATCH)(user).filter(state__in=TO_SPLIT, parent__isnull=True)


def lock_parent(doing: Doing, ids: Sequence[int]) -> None:
    """Two who split at once are one after the other."""
    list(Case.objects.filter(pk=doing.said["parent"].pk).select_for_update(of=("self",), no_key=True))


def begin_part(case: Case, doing: Doing) -> None:
    """A part is accepted with its parent; it is where the parent is."""
    parent = Case.objects.select_related("area").get(pk=case.parent_id)
    if parent.state not in TO_SPLIT:
        raise RuleBroken("parent", "事项已在办理，不能再分办", field="parent", conflict=True)
    case.area, case.place = parent.area, parent.place
    case.category = version_at(case.category, case.area, timezone.localdate(doing.at))
    case.level, case.number = case.category.level, next_number(doing.at)
    case.opened_at = case.accepted_at = doing.at
    case.opened_by = case.accepted_by = doing.by


def follow_parts(cases: list[Case], doing: Doing) -> None:
    """The clocks of what was just made; the parent waits for its parts."""
    for case in cases:
        begin_clock(case, ClockKind.HANDLE, handle_limit_of(case.category), doing.at, memo=doing.memo)
        if limit := rule_limit(CaseDeadline.DISPATCH, case.area, doing.at, doing.memo):
            begin_clock(case, ClockKind.DISPATCH, limit, doing.at, memo=doing.memo)
        settle_due(case)
        case.save(update_fields=["due_at"])
        parent = Case.objects.select_related("area", "category").get(pk=case.parent_id)
        stop_clocks(live_clocks(parent, ClockKind.DISPATCH), doing.at, parent.area, doing.memo)
        follow(acts_of(Case), "wait_for_parts", [parent], by=doing.by)


def end_part(cases: list[Case], doing: Doing) -> None:
    """What nobody asked for by itself is closed when it is verified; the last part hands the parent back for the one answer."""
    for case in cases:
        if case.state == CaseState.VERIFIED and case.parent_id and not case.reports.exists():
            follow(acts_of(Case), "close_by_itself", [case], by=doing.by)
        if case.parent_id and not Case.objects.open().filter(parent=case.parent_id).exists():
            rows = Case.objects.select_related("area", "category").filter(pk=case.parent_id)
            follow(acts_of(Case), "join", list(rows.select_for_update(of=("self",), no_key=True)), by=doing.by)


def take_back(case: Case, doing: Doing) -> None:
    """The desk sums up what its parts came to."""
    case.handled_by = doing.by


PART = (
    Ask("parent", "事项", column="parent", rows=cases_to_split),
    *CATEGORY,
    *(ask for ask in WORDS if ask.name != "place"),
)
ACTS = (
    Making(
        "split",
        "分办",
        "分办",
        State.ACCEPTED,
        permission=P.CASE_DISPATCH,
        on="parent",
        asks=PART,
        first=lock_parent,
        run=begin_part,
        after=follow_parts,
        icon="account_tree",
        done="已分出{row.number}；各部分都办结后，由您汇总答复。",
        hint="一件事须几家各办一部分的，分成几件分别交办；都办结后汇总答复诉求人一次。",
    ),
    Act("wait_for_parts", "等分办办结", "分办", frozenset(TO_SPLIT), State.SPLIT),
    Act("join", "分办都已办结", "汇总", frozenset({State.SPLIT}), State.HANDLING, run=take_back),
)
