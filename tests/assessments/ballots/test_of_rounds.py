"""A round of 述职评议 brings its poll; what is counted is asked for by the subjects of the round."""

import pytest

from assessments.ballots.models import Poll
from assessments.ballots.services.counting import tally_of
from assessments.ballots.services.of_rounds import check_polls_of
from orgtree.errors import RuleBroken
from tests.assessments.ballots.polls import act, enrol, voted
from tests.assessments.rounds import world
from tests.assessments.schemes.world import office

pytestmark = pytest.mark.django_db


def test_a_round_brings_its_poll(town):
    row = world.reporting(town)
    poll = Poll.objects.get(round=row)
    assert (poll.area, poll.state) == (row.area, "draft")
    assert [label for _, label, _ in poll.options] == ["好", "较好", "一般", "差"]
    assert [one.code for one in poll.classes.all()] == [one.code for one in row.scheme.classes.all()]
    assert [subject.of_round for subject in poll.subjects.all()] == list(row.subjects.taking_part())
    street = poll.subjects.get(area=town.street)
    assert street.holder == town.street_secretary  # who never rates themselves
    with pytest.raises(RuleBroken, match="轮次带入"):
        act(poll, "edit", office(town), subject_lines="另一个")
    assert act(poll, "edit", office(town), title="改名").title == "改名"


def test_what_is_counted_is_told_by_the_subjects_of_the_round(town):
    row = world.reporting(town)
    poll = Poll.objects.get(round=row)
    enrol(poll, 6, "街道领导班子")
    poll = act(poll, "open", office(town))
    good = poll.options[0][0]
    voted(poll, [good] * 6)
    act(poll, "close", office(town), note="")
    poll = act(poll, "count", office(town))
    told = tally_of(poll)
    first = row.subjects.taking_part().first()
    assert told[first.pk, "C1"].counts[good] == 6
    assert (first.pk, "C2") not in told  # nobody was on the roll


def test_a_round_closes_over_no_open_poll(town):
    """Only the poll stands in the way here: reports and panels have their own refusals."""
    row = world.reporting(town)
    poll = Poll.objects.get(round=row)
    check_polls_of(round=row, by=None)  # nobody was put on the roll: there is no ballot
    enrol(poll, 5, "街道领导班子")
    for key in ("", "open", "close"):
        poll = act(poll, key, office(town), **({"note": ""} if key == "close" else {})) if key else poll
        with pytest.raises(RuleBroken, match="计票后才能截止"):
            check_polls_of(round=row, by=None)
    act(poll, "count", office(town))
    check_polls_of(round=row, by=None)
