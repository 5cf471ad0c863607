"""Emergencies: opened for a time, people called up, rights with an end, names that go."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.errors import RuleBroken
from orgtree.models import Notice, PartyOrg, Post, User
from tests.volunteers.calls import (
    answered,
    drafted,
    fill_past,
    half_hour,
    in_days,
    invitation,
    invited,
    opened,
    planned,
)
from tests.volunteers.people import accepted, enrolled, logged
from tests.volunteers.refusals import refusal
from volunteers.choices import CallUpState, ConsentPurpose, RunState, ServiceState
from volunteers.models import CallUp, Emergency, EmergencyLimits, EmergencyTotals, Member, ServiceRecord, Skill
from volunteers.services.emergencies import call_ups, closing
from volunteers.services.emergencies.answers import answer_call_up, record_answers
from volunteers.services.emergencies.call_ups import Wanted, call_up, count_wanted, run_call_up
from volunteers.services.emergencies.closing import close_emergency, close_overdue, closing_of, purge_due, purge_names
from volunteers.services.emergencies.hours import confirm_hours, settle, settle_ended_shifts
from volunteers.services.emergencies.life import extend_emergency, my_tops, open_emergency, warn_of_ends
from volunteers.services.emergencies.parts import end_right, give_right, set_up_org, set_up_post
from volunteers.services.emergencies.shifts import assign, cancel_shift, join_shift, leave_shift, roll
from volunteers.services.service_records import confirm_services

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood(town) -> Emergency:
    """Open in 城关街道."""
    return opened(town.street, by=town.street_secretary)


@pytest.fixture
def people(town) -> list[Member]:
    """Two of 东园, one of 西园."""
    return [
        accepted(town.east, town.secretary, name="甲"),
        accepted(town.east, town.secretary, name="乙"),
        accepted(town.west, town.west_secretary, name="丙"),
    ]


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
    assert refusal(lambda: open_emergency(emergency_id=emergency.pk, by=town.secretary)) == "not_found"


def test_nobody_below_closes_what_the_district_opened(town):
    emergency = opened(town.street, town.other_street, by=town.organisation)
    assert emergency.area == town.district
    assert refusal(lambda: close_emergency(emergency_id=emergency.pk, by=town.street_secretary)) == "not_found"
    assert close_emergency(emergency_id=emergency.pk, by=town.organisation).is_closed


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
    assert (run.state, run.total, run.looked_at, run.invited) == (RunState.DONE, 3, 3, 3)
    assert set(CallUp.objects.values_list("member", flat=True)) == {member.pk for member in people}
    assert waiting.pk not in CallUp.objects.values_list("member", flat=True)
    again = invited(flood, town.street, by=town.street_secretary)
    assert (again.looked_at, again.invited, CallUp.objects.count()) == (3, 0, 3)


def test_a_round_goes_chunk_by_chunk(town, flood, people, monkeypatch):
    monkeypatch.setattr(call_ups, "CHUNK", 1)
    run = invited(flood, town.street, by=town.street_secretary)
    assert (run.state, run.looked_at, run.invited) == (RunState.DONE, 3, 3)


def test_a_killed_round_goes_on_where_it_was(town, flood, people, monkeypatch):
    monkeypatch.setattr(call_ups, "CHUNK", 1)
    run = call_up(emergency_id=flood.pk, wanted=Wanted([town.street]), by=town.street_secretary)
    assert call_ups._invite_next(run.pk)  # and then the worker was gone
    run.refresh_from_db()
    assert (run.state, run.looked_at) == (RunState.RUNNING, 1)
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        assert call_ups.resend_waiting_runs() == 1
    run_call_up(run.pk)
    run_call_up(run.pk)
    run.refresh_from_db()
    assert (run.state, run.looked_at, run.invited, CallUp.objects.count()) == (RunState.DONE, 3, 3, 3)


def test_a_round_stops_when_the_emergency_is_closed(town, flood, people):
    run = call_up(emergency_id=flood.pk, wanted=Wanted([town.street]), by=town.street_secretary)
    close_emergency(emergency_id=flood.pk, by=town.street_secretary)
    run_call_up(run.pk)
    run.refresh_from_db()
    assert (run.state, CallUp.objects.count()) == (RunState.STOPPED, 0)


def test_a_round_stops_when_whoever_asked_may_no_longer(town, flood, people):
    run = call_up(emergency_id=flood.pk, wanted=Wanted([town.east]), by=town.secretary)
    Post.objects.filter(holder=town.secretary).update(until=timezone.localdate())
    run_call_up(run.pk)
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
    close_emergency(emergency_id=flood.pk, by=town.street_secretary)
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
    close_emergency(emergency_id=flood.pk, by=town.street_secretary)
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
    close_emergency(emergency_id=flood.pk, by=town.street_secretary)
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
    extend = {"emergency_id": flood.pk, "by": town.street_secretary}
    assert refusal(lambda: extend_emergency(**extend, planned_end=in_days(30), reason="")) == "reason_missing"
    assert refusal(lambda: extend_emergency(**extend, planned_end=in_days(10), reason="雨未停")) == "planned_end"
    extend_emergency(**extend, planned_end=in_days(30), reason="雨未停")
    assert Post.objects.get(kind=PostKind.EMERGENCY_LEAD).until == in_days(31)
    assert [step.text for step in flood.steps.all()][-1] == f"延长到{in_days(30)}"


# --- Shifts -------------------------------------------------------------------------------------------------------------


def test_a_shift_takes_as_many_as_it_needs(town, flood, people):
    invited(flood, town.street, by=town.street_secretary)
    shift = planned(flood, town.east, by=town.secretary, start=2, end=4, needed=1)
    outcome = assign(shift_id=shift.pk, member_ids=[member.pk for member in people[:2]], by=town.secretary)
    assert (outcome.done, [why for _, why in outcome.refused]) == (1, ["这一班人数已满"])


def test_who_may_be_put_on_a_shift(town, flood, people):
    invited(flood, town.east, by=town.secretary)
    shift = planned(flood, town.east, by=town.secretary, start=2, end=4)
    answered(flood, people[0], accept=False)
    outcome = assign(shift_id=shift.pk, member_ids=[member.pk for member in people], by=town.secretary)
    assert outcome.done == 1
    assert sorted(why for _, why in outcome.refused)[-1] == "记录不存在或不在您的管理范围"  # 丙 was not called up
    assert "本人回复不能参加" in [why for _, why in outcome.refused]


def test_nobody_is_in_two_places(town, flood, people):
    invited(flood, town.street, by=town.street_secretary)
    first = planned(flood, town.east, by=town.secretary, start=2, end=4)
    second = planned(flood, town.east, by=town.secretary, start=3, end=5)
    third = planned(flood, town.east, by=town.secretary, start=4, end=6)
    join_shift(shift_id=first.pk, by=people[0].user)
    assert join_shift(shift_id=first.pk, by=people[0].user).shift == first
    with pytest.raises(RuleBroken, match="同一时间"):
        join_shift(shift_id=second.pk, by=people[0].user)
    assert join_shift(shift_id=third.pk, by=people[0].user)


def test_declining_leaves_the_shifts_to_come(town, flood, people):
    invited(flood, town.street, by=town.street_secretary)
    shift = planned(flood, town.east, by=town.secretary, start=2, end=4)
    join_shift(shift_id=shift.pk, by=people[0].user)
    answered(flood, people[0], accept=False)
    assert shift.places.count() == 0


def test_leaving_and_cancelling(town, flood, people):
    invited(flood, town.street, by=town.street_secretary)
    shift = planned(flood, town.east, by=town.secretary, start=2, end=4)
    for member in people[:2]:
        join_shift(shift_id=shift.pk, by=member.user)
    stranger = {"shift_id": shift.pk, "member_id": people[0].pk, "by": town.west_secretary}
    assert refusal(lambda: leave_shift(**stranger)) == "not_found"
    leave_shift(shift_id=shift.pk, member_id=people[0].pk, by=people[0].user)
    cancel_shift(shift_id=shift.pk, by=town.secretary)
    assert shift.places.count() == 0


def test_the_roll_becomes_hours_that_the_street_confirms(town, flood, people):
    invited(flood, town.street, by=town.street_secretary)
    shift = planned(flood, town.east, by=town.secretary)
    places = fill_past(shift, *people[:2])
    roll(shift_id=shift.pk, present=[places[0].pk], by=town.secretary)
    assert settle_ended_shifts() == 1
    assert settle_ended_shifts() == settle(shift_ids=[shift.pk]) == 0
    record = ServiceRecord.objects.get()
    assert (record.member, record.kind.item_code, record.hours, record.state) == (people[0], "S03", 2, "submitted")
    assert flood.number in record.note
    assert invitation(flood, people[0]).state == CallUpState.ACCEPTED  # who came, answered
    assert invitation(flood, people[0]).channel == "roll"
    assert invitation(flood, people[1]).served_at is None
    outcome = confirm_services(record_ids=[record.pk], by=town.clerk)
    assert (outcome.done, outcome.refused[0][1]) == (0, "应急处置的时长由街道确认")
    assert confirm_hours(emergency_id=flood.pk, by=town.street_secretary).done == 1
    record.refresh_from_db()
    assert record.state == ServiceState.CONFIRMED


def test_whom_the_rules_refuse_keeps_the_reason(town, flood, people):
    invited(flood, town.street, by=town.street_secretary)
    shift = planned(flood, town.east, by=town.secretary, start=-26, end=-24)
    places = fill_past(shift, *people[:2])
    hour = timezone.localtime(shift.starts_at)
    logged(people[0], started_at=hour, ended_at=hour + timedelta(hours=1), note="整理图书", by=people[0].user)
    roll(shift_id=shift.pk, present=[place.pk for place in places], by=town.secretary)
    assert settle(shift_ids=[shift.pk]) == 1
    assert "重叠" in shift.places.get(member=people[0]).problem


# --- The end ------------------------------------------------------------------------------------------------------------


def test_closing_ends_everything_and_keeps_the_numbers(town, flood, people):
    invited(flood, town.street, by=town.street_secretary)
    shift = planned(flood, town.east, by=town.secretary)
    places = fill_past(shift, people[0])
    roll(shift_id=shift.pk, present=[places[0].pk], by=town.secretary)
    answered(flood, people[2], accept=False)
    org = set_up_org(
        emergency_id=flood.pk, name="防汛临时党支部", area=town.east, secretary=people[0].user, by=town.street_secretary
    )
    post = set_up_post(
        emergency_id=flood.pk, area=town.east, kind="pioneer", title="一号泵站", duties="看守水泵", by=town.secretary
    )
    give_right(emergency_id=flood.pk, area=town.east, person=people[0].user, by=town.street_secretary)
    later = planned(flood, town.east, by=town.secretary, start=24, end=26)
    before = closing_of(flood)
    assert (before.rights, before.orgs, before.posts, before.shifts, before.names) == (1, 1, 1, 1, 3)

    close_emergency(emergency_id=flood.pk, by=town.street_secretary)
    close_emergency(emergency_id=flood.pk, by=town.street_secretary)
    flood.refresh_from_db()
    org.org.refresh_from_db()
    post.duty.refresh_from_db()
    later.refresh_from_db()
    assert flood.is_closed
    assert flood.purged_at
    assert org.org.dissolved_on == timezone.localdate()
    assert post.duty.state == "closed"
    assert later.cancelled_at
    east, street = (EmergencyTotals.objects.get(emergency=flood, area=area) for area in (town.east, town.street))
    assert (east.invited, east.accepted, east.served, east.hours, east.orgs, east.pioneer_posts) == (2, 1, 1, 2, 1, 1)
    assert (street.invited, street.accepted, street.declined, street.unanswered, street.served) == (3, 1, 1, 1, 1)
    assert not EmergencyTotals.objects.filter(area=town.district).exists()
    assert CallUp.objects.filter(emergency=flood, member__isnull=True, reason="", answered_by=None).count() == 3
    assert ServiceRecord.objects.get().member == people[0]
    assert flood.steps.filter(text="结束").count() == 1


def test_the_hours_of_a_closed_emergency_are_still_the_streets_to_confirm(town, flood, people):
    invited(flood, town.street, by=town.street_secretary)
    shift = planned(flood, town.east, by=town.secretary)
    [place] = fill_past(shift, people[0])
    roll(shift_id=shift.pk, present=[place.pk], by=town.secretary)
    close_emergency(emergency_id=flood.pk, by=town.street_secretary)
    record = ServiceRecord.objects.get()
    assert confirm_services(record_ids=[record.pk], by=town.clerk).done == 0
    assert confirm_hours(emergency_id=flood.pk, by=town.street_secretary).done == 1


def test_a_running_shift_ends_with_the_half_hour_gone_by(town, flood, people):
    invited(flood, town.street, by=town.street_secretary)
    shift = planned(flood, town.east, by=town.secretary, start=-2, end=3)
    [place] = fill_past(shift, people[0])
    roll(shift_id=shift.pk, present=[place.pk], by=town.secretary)
    close_emergency(emergency_id=flood.pk, by=town.street_secretary)
    assert ServiceRecord.objects.get().ended_at == half_hour(0)


def test_it_ends_by_itself_after_its_last_day(town, flood, people):
    invited(flood, town.street, by=town.street_secretary)
    with time_machine.travel(timezone.now() + timedelta(days=10), tick=False):
        assert close_overdue() == 0
    with time_machine.travel(timezone.now() + timedelta(days=11), tick=False):
        assert close_overdue() == 1
        assert close_overdue() == 0
    flood.refresh_from_db()
    assert flood.is_closed
    assert flood.closed_by is None
    assert flood.steps.filter(text="到期自动结束").exists()


def test_the_opener_is_warned_once(town, flood):
    assert warn_of_ends() == 0
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        warn_of_ends()
        warn_of_ends()
    assert Notice.objects.filter(user=town.street_secretary, title__contains=flood.number).count() == 1


def test_names_are_kept_as_long_as_the_limits_say(town, flood, people):
    EmergencyLimits.objects.update(purge_days=7)
    invited(flood, town.street, by=town.street_secretary)
    close_emergency(emergency_id=flood.pk, by=town.street_secretary)
    assert CallUp.objects.filter(member__isnull=False).count() == 3
    with time_machine.travel(timezone.now() + timedelta(days=6), tick=False):
        assert purge_due() == 0
    with time_machine.travel(timezone.now() + timedelta(days=7), tick=False):
        assert purge_due() == 1
        assert purge_due() == 0
    assert CallUp.objects.filter(member__isnull=False).count() == 0


def test_names_can_go_earlier_but_not_while_it_runs(town, flood, people):
    EmergencyLimits.objects.update(purge_days=7)
    invited(flood, town.street, by=town.street_secretary)
    assert refusal(lambda: purge_names(emergency_id=flood.pk, by=town.street_secretary)) == "still_open"
    close_emergency(emergency_id=flood.pk, by=town.street_secretary)
    assert refusal(lambda: purge_names(emergency_id=flood.pk, by=town.secretary)) == "not_found"
    assert purge_names(emergency_id=flood.pk, by=town.street_secretary) == 3
    assert purge_names(emergency_id=flood.pk, by=town.street_secretary) == 0


def test_an_organisation_with_groups_is_dissolved_with_them(town, flood):
    link = set_up_org(
        emergency_id=flood.pk, name="防汛临时党支部", area=town.east, secretary=town.clerk, by=town.street_secretary
    )
    PartyOrg.objects.create(name="一组", kind="group", area=town.east, parent=PartyOrg.objects.get(pk=link.org_id))
    close_emergency(emergency_id=flood.pk, by=town.street_secretary)
    assert not PartyOrg.objects.filter(dissolved_on=None, name__in=["防汛临时党支部", "一组"]).exists()


def test_my_pages_begin_where_i_may_act(town):
    emergency = opened(town.east, town.west, by=town.street_secretary)
    assert my_tops(emergency, town.street_secretary, P.EMERGENCY_RUN) == [town.east, town.west]
    assert my_tops(emergency, town.secretary, P.EMERGENCY_RUN) == [town.east]
    assert my_tops(emergency, town.north_secretary, P.EMERGENCY_RUN) == []


def test_closing_of_a_stranger(town, flood):
    assert refusal(lambda: closing.close_emergency(emergency_id=flood.pk, by=town.north_secretary)) == "not_found"
