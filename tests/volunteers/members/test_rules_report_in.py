"""The table of steps of a report-in."""

from datetime import date, timedelta

import pytest

from orgtree.errors import RuleBroken
from orgtree.rules.reasons import check_reason
from orgtree.rules.steps import check_actor, step_from
from volunteers.choices import CloseReason
from volunteers.choices import ReportInState as S
from volunteers.members.rules.report_in import (
    BELONGING,
    LABELS,
    LONGEST_PAUSE,
    RIPENING,
    STEPS,
    check_close_reason,
    check_pause,
    placed,
)

LEGAL = {
    ("submitted", "accept"): "accepted",
    ("submitted", "return"): "returned",
    ("submitted", "withdraw"): "withdrawn",
    ("submitted", "transfer"): "transferred",
    ("returned", "resubmit"): "submitted",
    ("returned", "withdraw"): "withdrawn",
    ("returned", "transfer"): "transferred",
    ("accepted", "post"): "posted",
    ("gridded", "post"): "posted",
    ("posted", "serve"): "serving",
    ("suspended", "resume"): "",  # back to where it was
    **{(state, "suspend"): "suspended" for state in RIPENING},
    **{(state, "place"): "" for state in BELONGING},
    **{(state, "transfer"): "transferred" for state in BELONGING},
    **{(state, "close"): "closed" for state in BELONGING},
}


@pytest.mark.parametrize("state", S.values)
@pytest.mark.parametrize("verb", sorted(STEPS))
def test_every_pair_of_state_and_step(state, verb):
    if (state, verb) in LEGAL:
        assert step_from(STEPS, verb, state, LABELS).to == LEGAL[state, verb]
    else:
        with pytest.raises(RuleBroken) as caught:
            step_from(STEPS, verb, state, LABELS)
        assert caught.value.conflict
        assert LABELS[state] in caught.value.message


def test_a_member_never_decides_and_may_always_leave():
    by_member = {verb for verb, step in STEPS.items() if step.by_member}
    assert by_member == {"resubmit", "withdraw", "transfer", "close", "suspend", "resume"}
    assert {verb for verb, step in STEPS.items() if not step.by_member and not step.by_desk} == {"post", "serve"}
    with pytest.raises(RuleBroken):
        check_actor(STEPS["accept"], is_member=True, is_desk=False)
    check_actor(STEPS["accept"], is_member=False, is_desk=True)


def test_a_member_leaves_by_own_wish_only():
    check_close_reason(CloseReason.OWN_WISH, by_member=True)
    check_close_reason(CloseReason.RETIRED, by_member=False)
    for reason, by_member in [(CloseReason.RETIRED, True), ("", False), ("other", False)]:
        with pytest.raises(RuleBroken):
            check_close_reason(reason, by_member=by_member)


def test_a_reason_is_said_in_words():
    assert check_reason(" 住址不在本社区 ", verb="退回") == "住址不在本社区"
    for text in ["", "  ", "长" * 201]:
        with pytest.raises(RuleBroken):
            check_reason(text, verb="退回")


def test_a_grid_moves_no_one_back():
    assert [placed(state) for state in RIPENING] == ["gridded", "gridded", "posted", "serving"]


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("until", [None, TODAY + timedelta(days=1), TODAY + LONGEST_PAUSE])
def test_a_pause_is_open_or_ends_within_a_year(until):
    check_pause("away", until, TODAY)


@pytest.mark.parametrize(
    ("reason", "until", "field"),
    [
        ("", None, "reason"),
        ("ill", None, "reason"),
        ("away", TODAY, "until"),
        ("away", TODAY + LONGEST_PAUSE + timedelta(days=1), "until"),
    ],
)
def test_other_pauses_are_refused(reason, until, field):
    with pytest.raises(RuleBroken) as caught:
        check_pause(reason, until, TODAY)
    assert caught.value.field == field
