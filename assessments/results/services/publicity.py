"""Showing a round's grades for some working days, objections to them and answers, and what publishing asks for.

Source: docs/rules.md, "Decisions and publicity" (R11: five days and more; R12; domain 3.3).
"""

from django.utils import timezone

from assessments.results.choices import DisputeState, ResultDeadline
from assessments.results.models import Outcome, Publicity, ResultDispute
from assessments.results.services.outcomes import freeze_all, page_of, tell_subject
from assessments.rounds.choices import RoundState
from assessments.rounds.models import Round
from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, Tell, asks_of, declare_acts
from orgtree.calendar.services.calendar import workdays_after
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.scope.services import within_reach

WORKDAYS = 5  # where no dated rule holds
RAISED = frozenset({DisputeState.RAISED})
NOT_ITS_JUDGE = (
    NotBy("outcome.decided_by_id", "own_decision", "本人评定的等次，异议由其他人答复"),
    NotBy("raised_by_id", "own_record", "本人提出的异议，由其他人答复"),
)


# --- Shown ----------------------------------------------------------------------------------------------------------------


def rounds_to_show(user, ids=None):
    """Rounds that the person runs, decided and not published."""
    return within_reach(Round, P.ASSESS_MANAGE, user).filter(state=RoundState.DECIDED)


def show(row: Publicity, doing: Doing) -> None:
    """From today for the working days that the rules say; today is not one of them."""
    row.round = Round.objects.select_for_update(of=("self",), no_key=True).select_related("area").get(pk=row.round_id)
    if row.round.state != RoundState.DECIDED:
        raise RuleBroken("wrong_state", "评定完成后才能公示", field="round", conflict=True)
    row.starts_on = timezone.localdate()
    row.ends_on = due_after(ResultDeadline.PUBLICITY, row.round.area)


def due_after(key: str, area):
    """The last day of what begins today, by the dated rules of the area and its working days."""
    today = timezone.localdate()
    return DeadlineBook().due(key, today, area) or workdays_after(today, WORKDAYS, area)


def tell_all(row: Publicity, doing: Doing) -> list[Tell]:
    """Each subject is told where its own result stands."""
    outcomes = Outcome.objects.of_round(row.round).select_related(
        "subject__round", "subject__area", "subject__institution"
    )
    return [tell for outcome in outcomes for tell in tell_subject(f"结果公示到{row.ends_on}")(outcome, doing)]


publicity_acts = declare_acts(
    Acts(
        Publicity,
        called="公示",
        loads=("round__area",),
        derived=(("running", "公示中"), ("over", "公示期满")),
        acts=(
            Making(
                "show",
                "公示结果",
                "公示",
                None,
                permission=P.ASSESS_MANAGE,
                on="round",
                asks=asks_of(Publicity, "round", round={"rows": rounds_to_show, "found_by": None}),
                run=show,
                known=lambda doing: Publicity.objects.filter(round=doing.said["round"]).first(),
                fits=lambda round: round.state == RoundState.DECIDED and not hasattr(round, "publicity"),
                stamps=("shown_by", "shown_at"),
                tells=tell_all,
                leads="公示中",
                done="已公示到{row.ends_on}，期间考评对象可以提出异议。",
                hint="公示5个工作日，考评对象看到自己的得分和等次，可以提出异议；期满、异议答复后公布。",
                icon="visibility",
                summary="公示结果",
                description="评定完成后公示，天数按规定的工作日。",
            ),
        ),
    )
)


# --- Objections -----------------------------------------------------------------------------------------------------------


def own_outcomes(user, ids=None):
    """Results that are shown, of the subjects at which the person has a post."""
    return Outcome.objects.allowed(user, P.ASSESS_REPORT)


def raise_dispute(row: ResultDispute, doing: Doing) -> None:
    """While the result is shown, and one at a time."""
    publicity = Publicity.objects.filter(round=row.outcome.subject.round_id).first()
    if publicity is None or not publicity.is_running:
        raise RuleBroken("late", "公示期内才能提出异议", field="outcome", conflict=True)
    if ResultDispute.objects.waiting().filter(outcome=row.outcome).exists():
        raise RuleBroken("known", "这一结果的异议正在办理", field="outcome", conflict=True)
    row.due_on = due_after(ResultDeadline.ANSWER, row.outcome.subject.round.area)


def tell_raiser(words: str):
    return lambda row, doing: [
        Tell((row.raised_by_id,), f"{row.outcome}{words}", "答复请打开查看。", page_of(row.outcome))
    ]


def tell_deciders(row: ResultDispute, doing: Doing) -> list[Tell]:
    round = row.outcome.subject.round
    return [
        Tell((round.created_by_id, round.decided_by_id), f"{row.outcome}对评议结果有异议", f"{row.due_on}前答复", "")
    ]


ANSWER = Ask("answer", "答复", longest=500, shortest=2, column="answer", told="答复，提出人可见", help="提出人可见")
dispute_acts = declare_acts(
    Acts(
        ResultDispute,
        called="异议",
        loads=("outcome__subject__round__area", "outcome__subject__area", "outcome__subject__institution"),
        acts=(
            Making(
                "raise",
                "提出异议",
                "提出",
                DisputeState.RAISED,
                permission=P.ASSESS_REPORT,
                on="outcome",
                asks=asks_of(
                    ResultDispute,
                    "outcome words",
                    outcome={"rows": own_outcomes, "found_by": None},
                    words={"shortest": 2},
                ),
                run=raise_dispute,
                stamps=("raised_by", "raised_at"),
                tells=tell_deciders,
                done="已提出，{row.due_on}前答复。",
                hint="公示期内可以提出；由评定人以外的人答复。",
                icon="flag",
                summary="对评议结果提出异议",
                description="公示期内由考评对象提出；期外返回409。",
            ),
            Act(
                "uphold",
                "异议成立",
                "认定成立",
                RAISED,
                DisputeState.UPHELD,
                permission=P.ASSESS_DECIDE,
                not_by=NOT_ITS_JUDGE,
                asks=(ANSWER,),
                stamps=("answered_by", "answered_at"),
                tells=tell_raiser("的异议成立"),
                done="已答复；请在结果页改定等次。",
                hint="成立的，接着在评议结果页“异议改定”。",
                icon="check_circle",
                description="写明答复；随后改定等次，未改定不能公布。",
            ),
            Act(
                "reject",
                "异议不成立",
                "认定不成立",
                RAISED,
                DisputeState.REJECTED,
                permission=P.ASSESS_DECIDE,
                not_by=NOT_ITS_JUDGE,
                asks=(ANSWER,),
                stamps=("answered_by", "answered_at"),
                tells=tell_raiser("的异议不成立"),
                done="已答复。",
                icon="block",
                description="写明答复，等次不变。",
            ),
        ),
    )
)


# --- Published ------------------------------------------------------------------------------------------------------------


def publish_results(*, round: Round, by) -> None:
    """Freeze what the round came to. Raises RuleBroken while it is shown, or an objection is open."""
    if round.scheme.gives_grade:
        _check_shown(round)
    freeze_all(round, by)


def _check_shown(round: Round) -> None:
    publicity = Publicity.objects.filter(round=round).first()
    if publicity is None:
        raise RuleBroken("not_shown", "请先公示结果", conflict=True)
    if publicity.is_running:
        raise RuleBroken("running", f"公示到{publicity.ends_on}，期满后公布", conflict=True)
    disputes = ResultDispute.objects.filter(outcome__subject__round=round).select_related("outcome__subject")
    if open_one := disputes.waiting().first():
        raise RuleBroken("dispute", f"{open_one.outcome}的异议还没有答复", conflict=True)
    if upheld := disputes.uncorrected().first():
        raise RuleBroken("uncorrected", f"{upheld.outcome}的异议成立，等次还没有改定", conflict=True)
