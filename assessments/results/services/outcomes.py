"""The committee's word on each subject: the suggested grade or another with its reason; what publishing freezes.

Source: docs/rules.md, "Decisions and publicity".
"""

import json
from fractions import Fraction
from hashlib import sha256

from django.db import transaction
from django.urls import reverse

from assessments.results.choices import OutcomeState
from assessments.results.models import DECIDED as KEPT
from assessments.results.models import Outcome, ResultDispute
from assessments.results.rules.grading import worse_of
from assessments.rounds.choices import RoundState
from assessments.rounds.models import Round
from assessments.rounds.services.reports import reporters_of
from assessments.schemes.choices import Grade
from assessments.schemes.rules.tables import places_for
from orgtree.acts import Act, Acts, Ask, Doing, Tell, ask_reason, declare_acts, follow, perform_one
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.notices.words import called

COMPOSED, DECIDED = frozenset({OutcomeState.COMPOSED}), frozenset({OutcomeState.DECIDED})


def page_of(outcome: Outcome) -> str:
    return reverse("outcome", args=[outcome.pk])


def why_asked(outcome: Outcome, decided: str) -> str:
    """Why this grade needs a reason, in words; "" where it is the suggested one and within its places."""
    scheme, label = outcome.subject.round.scheme, str(Grade(decided).label)
    best_first = [band.grade for band in sorted(scheme.bands.all(), key=lambda band: band.floor, reverse=True)]
    if decided not in best_first:
        raise RuleBroken("decided", "方案没有这一等次", field="decided")
    if outcome.ceiling and worse_of(decided, outcome.ceiling, best_first) != decided:
        return f"“{label}”高于限制的最高等次“{outcome.get_ceiling_display()}”"
    if decided != outcome.suggested:
        return f"“{label}”与建议等次不同" if outcome.suggested else "没有建议等次"
    if outcome.is_tied:
        return "名额边缘并列"
    return _over_places(outcome, decided, scheme, label)


def _over_places(outcome: Outcome, decided: str, scheme, label: str) -> str:
    quota = next((one for one in scheme.quotas.all() if one.grade == decided), None)
    if quota is None:
        return ""
    subject = outcome.subject
    others = Outcome.objects.filter(subject__round=subject.round_id, subject__group=subject.group, state__in=KEPT)
    taken = others.filter(decided=decided).exclude(pk=outcome.pk).count()
    places = places_for(Fraction(quota.percent, 100), outcome.group_size)
    return f"“{label}”的{places}个名额已满" if taken >= places else ""


def is_graded(outcome: Outcome) -> bool:
    """Whether its scheme gives a grade; what is evidence alone is composed and published."""
    return outcome.subject.round.scheme.gives_grade


def decide(outcome: Outcome, doing: Doing) -> None:
    """Raises RuleBroken at `reason` where the grade needs one, and where the round does not take decisions."""
    if not is_graded(outcome):
        raise RuleBroken("no_grade", "这一轮只作佐证材料，不评等次", conflict=True)
    _check_closed(outcome)
    _check_reason(outcome, doing)


def _check_reason(outcome: Outcome, doing: Doing) -> None:
    if (why := why_asked(outcome, doing.said["decided"])) and len(doing.said["reason"]) < 2:
        raise RuleBroken("reason", f"{why}，请写明理由", field="reason")


def _check_closed(outcome: Outcome) -> None:
    if outcome.subject.round.state != RoundState.CLOSED:
        raise RuleBroken("wrong_state", f"轮次{outcome.subject.round.get_state_display()}，不能再改评定", conflict=True)


def reopen(outcome: Outcome, doing: Doing) -> None:
    _check_closed(outcome)
    outcome.decided, outcome.reason = "", ""
    outcome.decided_by = outcome.decided_at = None


def correct(outcome: Outcome, doing: Doing) -> None:
    """Only where an objection was upheld since it was decided."""
    if not ResultDispute.objects.uncorrected().filter(outcome=outcome).exists():
        raise RuleBroken("no_dispute", "异议成立的才能改定", conflict=True)


def has_upheld(outcome: Outcome) -> bool:
    return ResultDispute.objects.uncorrected().filter(outcome=outcome).exists()


def tell_subject(words: str):
    def tell(outcome: Outcome, doing: Doing) -> list[Tell]:
        return [Tell(reporters_of(outcome.subject), f"{called(outcome.subject.round)}：{words}", "", page_of(outcome))]

    return tell


# --- Digest and freezing --------------------------------------------------------------------------------------------------


def trace_of(outcome: Outcome) -> dict:
    """Everything that the result says, as it is sealed: plain values, in a fixed order."""
    addends = [
        [one.component.code, str(one.raw), str(one.weight), str(one.counted), str(one.product), one.note]
        for one in outcome.addends.select_related("component").order_by("component__position", "pk")
    ]
    names = "exact total rank group_size last_verified last_number by_number ceiling suggested why log decided reason"
    said = {name: str(getattr(outcome, name)) for name in names.split()}
    return {"round": outcome.subject.round.number, "subject": outcome.subject.name, **said, "addends": addends}


def digest_of(outcome: Outcome) -> str:
    """SHA-256 over the trace; computed anew from the stored rows it says whether anything was changed."""
    return sha256(json.dumps(trace_of(outcome), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def freeze(outcome: Outcome, doing: Doing) -> None:
    outcome.digest = digest_of(outcome)


def outcomes_of(round: Round) -> list[Outcome]:
    """In the order of the meeting, with what pages show."""
    rows = Outcome.objects.of_round(round).select_related(
        "subject__round__scheme", "subject__area", "subject__institution"
    )
    return list(
        rows.prefetch_related("addends__component", "subject__round__scheme__bands", "subject__round__scheme__quotas")
    )


def check_decided(*, round: Round, by) -> None:
    """Before a round is decided: every subject that takes part has its grade. Raises RuleBroken naming the first without."""
    asked = OutcomeState.DECIDED if round.scheme.gives_grade else OutcomeState.COMPOSED
    done = set(Outcome.objects.filter(subject__round=round, state=asked).values_list("subject_id", flat=True))
    waiting = next((subject for subject in round.subjects.taking_part() if subject.pk not in done), None)
    if waiting:
        words = "还没有评定等次" if round.scheme.gives_grade else "还没有合成得分"
        raise RuleBroken("undecided", f"{waiting}{words}", conflict=True)


def freeze_all(round: Round, by) -> None:
    """Every outcome of the round as it is now, for good: as decided, or as composed where no grade is given."""
    state = OutcomeState.DECIDED if round.scheme.gives_grade else OutcomeState.COMPOSED
    rows = Outcome.objects.of_round(round).filter(state=state)
    rows = rows.select_related("subject__round", "subject__area", "subject__institution")
    follow(outcome_acts, "freeze", list(rows.select_for_update(of=("self",), no_key=True)), by=by)


@transaction.atomic
def decide_many(*, round: Round, said: dict[int, tuple[str, str]], by) -> tuple[int, dict[int, RuleBroken]]:
    """(how many grades were set, {outcome: what is wrong with it}) of {outcome: (grade, reason)}: all of them, or none where one is refused.

    What is decided so already stays.
    """
    refused: dict[int, RuleBroken] = {}
    done = 0
    kept = transaction.savepoint()
    rows = {row.pk: row for row in Outcome.objects.of_round(round)}
    for pk, (grade, reason) in said.items():
        row = rows.get(pk)
        if (
            row is None
            or not grade
            or (row.state == OutcomeState.DECIDED and (row.decided, row.reason) == (grade, reason))
        ):
            continue
        try:
            if row.state == OutcomeState.DECIDED:
                perform_one(outcome_acts, "reopen", pk=pk, by=by, reason="评定会上改定")
            perform_one(outcome_acts, "decide", pk=pk, by=by, decided=grade, reason=reason)
            done += 1
        except RuleBroken as broken:
            refused[pk] = broken
    if refused:
        transaction.savepoint_rollback(kept)
        return 0, refused
    transaction.savepoint_commit(kept)
    return done, {}


# --- The acts -------------------------------------------------------------------------------------------------------------

GRADE = Ask(
    "decided", "评定等次", choices=tuple(Grade.choices), column="decided", begins=lambda outcome: outcome.suggested
)
WHY = Ask(
    "reason",
    "评定说明",
    column="reason",
    is_optional=True,
    told="与建议等次不同、超出限制或名额、并列的须写明理由；考评对象可见",
    help="与建议等次不同、超出限制或名额、并列的须写明理由",
)
outcome_acts = declare_acts(
    Acts(
        Outcome,
        called="评议结果",
        loads=("subject__round__scheme", "subject__round__area", "subject__area", "subject__institution"),
        acts=(
            Act("compose", "合成得分", "合成", frozenset(), OutcomeState.COMPOSED),
            Act(
                "decide",
                "评定等次",
                "评定",
                COMPOSED,
                OutcomeState.DECIDED,
                permission=P.ASSESS_DECIDE,
                asks=(GRADE, WHY),
                stamps=("decided_by", "decided_at"),
                run=decide,
                fits=is_graded,
                done="已评定为“{row.get_decided_display}”。",
                hint="按建议等次，或写明理由评定为另一等次。",
                icon="gavel",
                description="党委会评定等次；与建议等次不同、超出限制或名额、名额边缘并列的，没有理由返回422。",
            ),
            Act(
                "reopen",
                "撤回评定",
                "撤回评定",
                DECIDED,
                OutcomeState.COMPOSED,
                permission=P.ASSESS_DECIDE,
                asks=(ask_reason("撤回"),),
                run=reopen,
                done="已撤回，可以重新评定。",
                hint="“评定完成”之前可以撤回重评。",
                description="“评定完成”之前撤回重评；之后返回409。",
            ),
            Act(
                "correct",
                "异议改定",
                "改定",
                DECIDED,
                OutcomeState.DECIDED,
                permission=P.ASSESS_DECIDE,
                asks=(GRADE, ask_reason("改定", column="reason")),
                stamps=("decided_by", "decided_at"),
                run=correct,
                fits=has_upheld,
                tells=tell_subject("异议成立，等次已改定"),
                done="已改定为“{row.get_decided_display}”。",
                hint="异议成立后改定等次，写明理由。",
                icon="published_with_changes",
                description="异议成立后改定；没有成立的异议返回409。",
            ),
            Act(
                "freeze",
                "公布",
                "公布",
                COMPOSED | DECIDED,
                OutcomeState.FROZEN,
                run=freeze,
                tells=tell_subject("评议结果已公布"),
            ),
        ),
    )
)
