"""When an owners' committee is in office, and since when without a gap. Source: docs/rules.md, "Estates"."""

from datetime import date, timedelta

from cocon.estates.choices import CommitteeState, TermState

DAY = timedelta(days=1)
NEAR = 3  # months before its end in which a term is shown as ending


def term_state(since: date, until: date | None, today: date) -> TermState:
    """The last day counts."""
    if since > today:
        return TermState.COMING
    return TermState.ENDED if until is not None and until < today else TermState.IN_FORCE


def committee_state(since: date | None, until: date | None, today: date) -> CommitteeState:
    """None where there is no committee, or where its first day has not come; the last day of the term counts."""
    if since is None or until is None or since > today:
        return CommitteeState.NONE
    return CommitteeState.OVER if until < today else CommitteeState.IN_OFFICE


def office_since(since: date, before: tuple[date | None, date | None]) -> date:
    """Since when there is a committee without a gap: a term that follows on the one `before` (since, until) goes on with it."""
    first, last = before
    return first if first and last and first <= since <= last + DAY else since
