"""Terms and offices by their days, as tables."""

from datetime import date

import pytest

from cocon.estates.choices import CommitteeState, TermState
from cocon.estates.rules import committee_state, office_since, term_state

FIRST, LAST = date(2026, 3, 1), date(2026, 5, 31)


@pytest.mark.parametrize(
    ("until", "today", "state"),
    [
        (LAST, date(2026, 2, 28), TermState.COMING),
        (LAST, FIRST, TermState.IN_FORCE),
        (LAST, LAST, TermState.IN_FORCE),
        (LAST, date(2026, 6, 1), TermState.ENDED),
        (None, date(2036, 6, 1), TermState.IN_FORCE),
    ],
)
def test_the_last_day_of_a_term_counts(until, today, state):
    assert term_state(FIRST, until, today) == state


@pytest.mark.parametrize(
    ("since", "until", "today", "state"),
    [
        (None, None, FIRST, CommitteeState.NONE),
        (FIRST, LAST, date(2026, 2, 28), CommitteeState.NONE),
        (FIRST, LAST, LAST, CommitteeState.IN_OFFICE),
        (FIRST, LAST, date(2026, 6, 1), CommitteeState.OVER),
    ],
)
def test_a_committee_is_in_office_to_its_last_day(since, until, today, state):
    assert committee_state(since, until, today) == state


@pytest.mark.parametrize(
    ("since", "before", "wanted"),
    [
        (date(2026, 6, 1), (FIRST, LAST), FIRST),  # the day after the last: without a gap
        (date(2026, 5, 20), (FIRST, LAST), FIRST),  # elected before the end
        (date(2026, 6, 2), (FIRST, LAST), date(2026, 6, 2)),
        (date(2026, 2, 1), (FIRST, LAST), date(2026, 2, 1)),  # the entry is corrected
        (FIRST, (None, None), FIRST),
    ],
)
def test_a_re_elected_committee_goes_on(since, before, wanted):
    assert office_since(since, before) == wanted
