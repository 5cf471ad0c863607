"""The order of the meeting: one is put at a place, the others follow; from the first that was heard it stays."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.rounds.services.subjects import subject_acts
from orgtree.acts import make, perform_one
from orgtree.acts.models import ActStep
from tests.api import Api
from tests.assessments.rounds import world
from tests.assessments.rounds.makers import adding
from tests.assessments.schemes.world import office
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def order_of(row) -> list[str]:
    return [subject.name for subject in row.subjects.order_by("position")]


def three(town):
    """A round in preparation with three streets."""
    said = adding(town, None)
    make(subject_acts, "add", by=office(town), **said)
    return said["round"]


def place(subject, position: int, by):
    return perform_one(subject_acts, "place", pk=subject.pk, by=by, position=position)


def test_one_is_put_at_a_place_and_the_others_follow(town):
    row = three(town)
    first, second, third = row.subjects.order_by("position")
    place(third, 1, office(town))
    assert order_of(row) == [third.name, first.name, second.name]
    place(third, 2, office(town))
    assert order_of(row) == [first.name, third.name, second.name]
    assert [one.position for one in row.subjects.order_by("position")] == [1, 2, 3]
    steps = ActStep.objects.of("assessments.roundsubject", third.pk).filter(act="place").order_by("pk")
    assert [step.reason for step in steps] == ["述职顺序：3→1", "述职顺序：1→2"]


def test_whoever_takes_no_part_stands_behind_and_has_no_place(town):
    row = three(town)
    first, second, third = row.subjects.order_by("position")
    perform_one(subject_acts, "leave_out", pk=first.pk, by=office(town), reason="新设街道")
    with refused("position", "position", message="序号应为1到2"):
        place(third, 3, office(town))
    place(third, 1, office(town))
    assert order_of(row) == [third.name, second.name, first.name]


def test_the_order_may_change_until_the_meeting_begins(town):
    row = world.run_to(town, "open")
    first, second = row.subjects.order_by("position")
    desk = signed_in(office(town))
    assert "调整述职顺序" in desk.get(f"/desk/assessments/roundsubject/{second.pk}/change/").content.decode()
    place(second, 1, office(town))
    perform_one(subject_acts, "hear", pk=second.pk, by=office(town), questions="力量怎样配强？", answers="", comment="")
    with refused("meeting_began"):
        place(first, 1, office(town))
    assert order_of(row) == [second.name, first.name]
    assert "调整述职顺序" not in desk.get(f"/desk/assessments/roundsubject/{first.pk}/change/").content.decode()


def test_programs_of_the_host_alone_change_it(town):
    row = world.created(town)
    first, second = row.subjects.order_by("position")
    address = f"assess-subjects/{second.pk}/place/"
    assert Api(town.street_secretary).post(address, {"position": 1}).status_code == 404
    assert order_of(row) == [first.name, second.name]
    for wrong in (0, 9, "一"):
        assert Api(office(town)).post(address, {"position": wrong}).status_code in {400, 422}
    assert Api(office(town)).post(address, {"position": 1}).status_code == 200
    assert order_of(row) == [second.name, first.name]


def test_the_round_is_held_before_a_place_is_read(town):
    """Two who change the order at once wait for each other, and for the opening, which saves all subjects."""
    row = world.created(town)
    with CaptureQueriesContext(
        connection,
    ) as spent:
        place(row.subjects.latest("position"), 1, office(town))
    locks = [one["sql"] for one in spent if "FOR NO KEY UPDATE" in one["sql"] or "FOR UPDATE" in one["sql"]]
    assert 'assessments_round"' in locks[0]
    assert 'assessments_roundsubject"' in locks[1]
