"""Emergencies: opened for a time, people called up, rights with an end, names that go."""

from datetime import timedelta
from unittest.mock import Mock

import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.choices import PostKind, RunState
from orgtree.errors import RuleBroken
from orgtree.models import Post, User
from orgtree.runs import do_run, resend_waiting_runs
from tests.volunteers.calls import (
    answered,
    drafted,
    in_days,
    invitation,
    invited,
    opened,
    ordered,
)
from tests.volunteers.people import accepted, enrolled
from tests.volunteers.refusals import refusal
from volunteers.choices import CallUpState, ConsentPurpose
from volunteers.emergencies.services import call_ups
from volunteers.emergencies.services.answers import answer_call_up, record_answers
from volunteers.emergencies.services.call_ups import Wanted, call_up, count_wanted
from volunteers.emergencies.services.parts import end_right, give_right
from volunteers.models import CallUp, Emergency, EmergencyLimits, Member, Skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood(town) -> Emergency:
    """Open in 城关街道."""
    return opened(town.street, by=town.street_secretary)


# --- Opening ------------------------------------------------------------------------------------------------------------


def test_a_number_a_year(town):
    first, second = drafted(town.street, by=town.street_secretary), drafted(town.east, by=town.street_secretary)
    year = timezone.localdate().year
    assert (first.number, second.number) == (f"YJ-{year}-0001", f"YJ-{year}-0002")


def test_areas_below_a_chosen_one_are_left_out(town):
    emergency = drafted(town.street, town.east, town.west_grid, by=town.street_secretary)
    assert [part.area for part in emergency.parts.all()] == [town.street]
    assert emergency.area == town.street


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"areas": ["other_street"]}, "areas"),
        ({"areas": ["district"]}, "areas"),
        ({"areas": ["street", "north"]}, "areas"),
        ({"areas": []}, "areas"),
        ({"planned_end": -1}, "planned_end"),
        ({"planned_end": 91}, "planned_end"),
        ({"planned_end": None}, "planned_end"),
        ({"reason": " "}, "reason"),
        ({"title": ""}, "title"),
        ({"kind": "war"}, "kind"),
    ],
)
def test_what_cannot_be_opened(town, changes, field):
    areas = [getattr(town, name) for name in changes.pop("areas", ["street"])]
    if changes.get("planned_end") is not None:
        changes["planned_end"] = in_days(changes["planned_end"])
    with pytest.raises(RuleBroken) as broken:
        drafted(*areas, by=town.street_secretary, **changes)
    assert broken.value.field == field
    assert not Emergency.objects.exists()


def test_ninety_days_are_allowed(town):
    """Control to the refusal of ninety-one."""
    assert drafted(town.street, by=town.street_secretary, planned_end=in_days(90)).pk


def test_the_limit_is_a_dated_row(town):
    EmergencyLimits.objects.create(active_from=in_days(0), longest_days=5)
    assert refusal(lambda: drafted(town.street, by=town.street_secretary, planned_end=in_days(6))) == "planned_end"


def test_a_community_opens_nothing(town):
    assert refusal(lambda: drafted(town.east, by=town.secretary)) == "not_found"
    emergency = drafted(town.street, by=town.street_secretary)
    assert refusal(lambda: ordered("open", emergency, town.secretary)) == "not_found"


def test_nobody_below_closes_what_the_district_opened(town):
    emergency = opened(town.street, town.other_street, by=town.organisation)
    assert emergency.area == town.district
    assert refusal(lambda: ordered("close", emergency, town.street_secretary)) == "not_found"
    assert ordered("close", emergency, town.organisation).is_closed


def test_who_learns_of_it(town, flood):
    def sees(user):
        return Emergency.objects.concerning(user, P.EMERGENCY_RUN).filter(pk=flood.pk).exists()

    assert sees(town.street_secretary)
    assert sees(town.secretary)
    assert not sees(town.north_secretary)
    assert not sees(town.grid_worker)


# --- Calling up ---------------------------------------------------------------------------------------------------------


def test_everyone_on_the_roll_is_invited_once(town, flood, people):
    waiting = enrolled(town.east, town.clerk)
    run = invited(flood, town.street, by=town.street_secretary)
    assert (run.state, run.total, run.done, run.invited) == (RunState.DONE, 3, 3, 3)
    assert set(CallUp.objects.values_list("member", flat=True)) == {member.pk for member in people}
    assert waiting.pk not in CallUp.objects.values_list("member", flat=True)
    again = invited(flood, town.street, by=town.street_secretary)
    assert (again.done, again.invited, CallUp.objects.count()) == (3, 0, 3)


def test_a_round_goes_chunk_by_chunk(town, flood, people, monkeypatch):
    monkeypatch.setattr(call_ups, "CHUNK", 1)
    run = invited(flood, town.street, by=town.street_secretary)
    assert (run.state, run.done, run.invited) == (RunState.DONE, 3, 3)


def test_a_killed_round_goes_on_where_it_was(town, flood, people, monkeypatch):
    monkeypatch.setattr(call_ups, "CHUNK", 1)
    run = call_up(emergency_id=flood.pk, wanted=Wanted([town.street]), by=town.street_secretary)
    with monkeypatch.context() as patch:
        patch.setattr(call_ups, "hold_open", Mock(side_effect=[flood, OperationalError("gone")]))
        with pytest.raises(OperationalError):
            do_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done) == (RunState.RUNNING, 1)
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        assert resend_waiting_runs() == 1
    do_run(run.pk)
    do_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done, run.invited, CallUp.objects.count()) == (RunState.DONE, 3, 3, 3)


def test_a_round_stops_when_the_emergency_is_closed(town, flood, people):
    run = call_up(emergency_id=flood.pk, wanted=Wanted([town.street]), by=town.street_secretary)
    ordered("close", flood, town.street_secretary)
    do_run(run.pk)
    run.refresh_from_db()
    assert (run.state, CallUp.objects.count()) == (RunState.STOPPED, 0)


def test_a_round_stops_when_whoever_asked_may_no_longer(town, flood, people):
    run = call_up(emergency_id=flood.pk, wanted=Wanted([town.east]), by=town.secretary)
    Post.objects.filter(holder=town.secretary).update(until=timezone.localdate())
    do_run(run.pk)
    run.refresh_from_db()
    assert (run.state, CallUp.objects.count()) == (RunState.STOPPED, 0)


@pytest.mark.parametrize("place", ["west", "street", "north"])
def test_a_community_calls_its_own(town, flood, place):
    wanted = Wanted([getattr(town, place)])
    assert refusal(lambda: call_up(emergency_id=flood.pk, wanted=wanted, by=town.secretary)) == "places"


def test_a_place_beyond_the_emergency(town):
    emergency = opened(town.east, by=town.street_secretary)
    wanted = Wanted([town.west])
    assert refusal(lambda: call_up(emergency_id=emergency.pk, wanted=wanted, by=town.street_secretary)) == "places"


def test_only_an_open_emergency_calls(town, people):
    emergency = drafted(town.street, by=town.street_secretary)
    wanted = Wanted([town.street])
    assert refusal(lambda: call_up(emergency_id=emergency.pk, wanted=wanted, by=town.street_secretary)) == "wrong_state"


def test_found_by_building_and_free_time(town, flood, people):
    first, second, _ = people
    Member.objects.filter(pk=first.pk).update(area=town.east_building, free_times=["weekend_day"])
    Member.objects.filter(pk=second.pk).update(area=town.east_grid_two, free_times=["weekday_day"])

    def found(place, **wanted):
        return count_wanted(emergency=flood, wanted=Wanted([place], **wanted), by=town.street_secretary)

    assert found(town.east) == 2
    assert found(town.east_grid) == 1
    assert found(town.east_building) == 1
    assert found(town.east, free_times=["weekend_day", "holiday"]) == 1
    assert found(town.east_grid_two, free_times=["weekend_day"]) == 0


def test_skills_find_only_those_who_agreed(town, flood):
    skill = Skill.objects.first()
    agreed = accepted(town.east, town.secretary, purposes=[ConsentPurpose.REGISTRATION, ConsentPurpose.SKILLS])
    silent = accepted(town.east, town.secretary)
    for member in (agreed, silent):
        member.skills.add(skill)
    invited(flood, town.east, by=town.secretary, skills=[skill.pk])
    assert list(CallUp.objects.values_list("member", flat=True)) == [agreed.pk]
    agreed.consents.filter(text__purpose=ConsentPurpose.SKILLS).update(withdrawn_at=timezone.now())
    wanted = Wanted([town.east], skills=[skill.pk])
    assert count_wanted(emergency=flood, wanted=wanted, by=town.secretary) == 0


def test_the_list_is_the_desks_own_while_it_is_open(town, flood, people):
    invited(flood, town.street, by=town.street_secretary)

    def listed(user):
        return CallUp.objects.listed(user, P.EMERGENCY_RUN).count()

    assert (listed(town.street_secretary), listed(town.secretary), listed(town.west_secretary)) == (3, 2, 1)
    assert (listed(town.north_secretary), listed(town.grid_worker), listed(town.organisation)) == (0, 0, 0)
    EmergencyLimits.objects.update(purge_days=30)
    ordered("close", flood, town.street_secretary)
    assert CallUp.objects.filter(member__isnull=False).count() == 3  # kept for settling up, shown to nobody
    assert listed(town.street_secretary) == 0


# --- Answers ------------------------------------------------------------------------------------------------------------


def test_an_answer_again_changes_nothing(town, flood, people):
    invited(flood, town.street, by=town.street_secretary)
    first = answered(flood, people[0])
    assert (first.state, first.channel) == (CallUpState.ACCEPTED, "phone")
    assert answered(flood, people[0]).answered_at == first.answered_at
    changed = answered(flood, people[0], accept=False)
    assert (changed.state, changed.answered_at > first.answered_at) == (CallUpState.DECLINED, True)


def test_nobody_answers_for_another(town, flood, people):
    invited(flood, town.street, by=town.street_secretary)
    other = invitation(flood, people[1])
    assert refusal(lambda: answer_call_up(call_up_id=other.pk, accept=True, by=people[0].user)) == "not_found"


def test_the_desk_takes_answers_of_its_own(town, flood, people):
    invited(flood, town.street, by=town.street_secretary)
    ids = list(CallUp.objects.values_list("pk", flat=True))
    outcome = record_answers(emergency_id=flood.pk, call_up_ids=ids, accept=True, by=town.secretary)
    assert (outcome.done, len(outcome.refused)) == (2, 1)
    taken = invitation(flood, people[0])
    assert (taken.state, taken.channel, taken.answered_by) == (CallUpState.ACCEPTED, "desk", town.secretary)
    assert invitation(flood, people[2]).state == CallUpState.INVITED


def test_no_answers_once_it_is_closed(town, flood, people):
    invited(flood, town.street, by=town.street_secretary)
    EmergencyLimits.objects.update(purge_days=1)
    mine = invitation(flood, people[0])
    ordered("close", flood, town.street_secretary)
    assert refusal(lambda: answer_call_up(call_up_id=mine.pk, accept=True, by=people[0].user)) == "wrong_state"


# --- Rights -------------------------------------------------------------------------------------------------------------


def runs(user, area) -> bool:
    """Whether `user` may run emergencies in `area`, asked as a new request would."""
    return User.objects.get(pk=user.pk).holds_at(P.EMERGENCY_RUN, area)


def test_a_right_holds_until_the_emergency_ends(town, flood, people):
    assert not runs(people[0].user, town.east)
    right = give_right(emergency_id=flood.pk, area=town.east, person=people[0].user, by=town.street_secretary)
    assert right.post.kind == PostKind.EMERGENCY_LEAD
    assert right.post.until == flood.planned_end + timedelta(days=1)
    assert runs(people[0].user, town.east)
    assert not runs(people[0].user, town.west)
    assert not User.objects.get(pk=people[0].user_id).holds(P.MEMBER_VIEW)
    ordered("close", flood, town.street_secretary)
    assert not runs(people[0].user, town.east)


def test_a_right_is_taken_back_at_once(town, flood, people):
    right = give_right(emergency_id=flood.pk, area=town.east, person=people[0].user, by=town.street_secretary)
    end_right(right_id=right.pk, by=town.street_secretary)
    assert not runs(people[0].user, town.east)


def test_a_right_runs_out_by_itself(town, flood, people):
    give_right(emergency_id=flood.pk, area=town.east, person=people[0].user, by=town.street_secretary)
    with time_machine.travel(timezone.now() + timedelta(days=10), tick=False):
        assert runs(people[0].user, town.east)
    with time_machine.travel(timezone.now() + timedelta(days=11), tick=False):
        assert not runs(people[0].user, town.east)


@pytest.mark.parametrize(
    ("giver", "area"), [("secretary", "east"), ("street_secretary", "north"), ("street_secretary", "district")]
)
def test_nobody_gives_more_than_they_have(town, flood, people, giver, area):
    def give():
        return give_right(
            emergency_id=flood.pk, area=getattr(town, area), person=people[0].user, by=getattr(town, giver)
        )

    assert refusal(give) == "not_found"
    assert not Post.objects.filter(kind=PostKind.EMERGENCY_LEAD).exists()


def test_extending_takes_the_rights_along(town, flood, people):
    give_right(emergency_id=flood.pk, area=town.east, person=people[0].user, by=town.street_secretary)
    assert (
        refusal(lambda: ordered("extend", flood, town.street_secretary, planned_end=in_days(30), reason=""))
        == "reason_missing"
    )
    assert (
        refusal(lambda: ordered("extend", flood, town.street_secretary, planned_end=in_days(10), reason="雨未停"))
        == "planned_end"
    )
    ordered("extend", flood, town.street_secretary, planned_end=in_days(30), reason="雨未停")
    assert Post.objects.get(kind=PostKind.EMERGENCY_LEAD).until == in_days(31)
    assert [step.text for step in flood.steps.all()][-1] == f"延长到{in_days(30)}"
