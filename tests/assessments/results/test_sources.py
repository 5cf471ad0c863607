"""What ballots and surveys bring to a composite."""

from decimal import Decimal
from fractions import Fraction

import pytest

from assessments.models import Poll, PollClass, PollSubject, PollTally
from assessments.results.services.sources import ballots_of, classes_of
from tests.assessments.rounds import world as rounds

pytestmark = pytest.mark.django_db


def counted_poll(town, counts: dict[str, dict]) -> tuple:
    """A round of the default scheme whose poll is counted with these ballots of the street, by class; a class without is void."""
    row = rounds.reporting(town)
    subject = rounds.subject(row, town.street)
    poll = Poll.objects.get(round=row)
    Poll.objects.filter(pk=poll.pk).update(
        state="counted", secret="", signing_key="", people=1, opened_at=row.opened_at
    )
    of_poll = PollSubject.objects.get(poll=poll, of_round=subject)
    for one in PollClass.objects.filter(poll=poll):
        said = counts.get(one.code)
        fields = {"counts": said, "valid": sum(said.values())} if said else {"void": "few"}
        PollTally.objects.create(poll=poll, subject=of_poll, voter_class=one, **fields)
    return row, subject


def test_the_classes_of_a_counted_poll(town):
    full = {"good": 8, "fair": 2, "plain": 0, "poor": 0}
    row, subject = counted_poll(town, {"C1": full, "C4": {"good": 20, "fair": 0, "plain": 0, "poor": 10}})
    classes = classes_of(row)[subject.pk]
    assert [(one.code, one.is_void) for one in classes] == [
        ("C1", False),
        ("C2", True),
        ("C3", True),
        ("C4", False),
        ("C5", True),
    ]
    score = ballots_of(row)[subject.pk]
    # C1: (800 + 170) ÷ 10 = 97; C4: (2000 + 500) ÷ 30 = 83.33…; weights 35 and 25 of 60.
    assert score.raw == (Fraction(97) * 35 + Fraction(2500, 30) * 25) / 60
    assert score.totals == {"good": 28, "fair": 2, "plain": 0, "poor": 10}
    assert len(score.log) == 3


def test_an_open_poll_gives_nothing(town):
    row = rounds.reporting(town)
    assert classes_of(row) == {}
    assert Decimal(row.scheme.options.get(grade="fair").value) == 85
