"""Shifts of an emergency and their hours; its end: rights, organisations, totals, names."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from orgtree.errors import RuleBroken
from orgtree.models import ActStep, Notice, PartyOrg
from tests.volunteers.calls import (
    answered,
    fill_past,
    half_hour,
    invitation,
    invited,
    opened,
    ordered,
    planned,
)
from tests.volunteers.people import logged
from tests.volunteers.refusals import refusal
from volunteers.choices import CallUpState, ServiceState
from volunteers.emergencies.services.closing import closing_of, purge_due
from volunteers.emergencies.services.course import close_overdue
from volunteers.emergencies.services.hours import confirm_hours, settle, settle_ended_shifts
from volunteers.emergencies.services.life import my_tops, warn_of_ends
from volunteers.emergencies.services.parts import give_right, set_up_org, set_up_post
from volunteers.emergencies.services.shifts import assign, join_shift, leave_shift, roll, shift_acts
from volunteers.models import CallUp, Emergency, EmergencyLimits, EmergencyTotals, ServiceRecord
from volunteers.service.services.service_records import confirm_services
from volunteers.teams.services.teams import create_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood(town) -> Emergency:
    """Open in 城关街道."""
    return opened(town.street, by=town.street_secretary)


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
    perform_one(shift_acts, "cancel", pk=shift.pk, by=town.secretary)
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
    assert (outcome.done, outcome.refused[0][1]) == (0, "这一项由街道确认")
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
    for number, one in enumerate(people):  # the first came, the second did not answer, the third cannot come
        home = (town.east, town.east, town.west)[number]
        founded = {"kind": "emergency", "founded_on": timezone.localdate(), "leader": one}
        create_team(area=home, name=f"突击{number}队", by=town.street_secretary, **founded)
    later = planned(flood, town.east, by=town.secretary, start=24, end=26)
    before = closing_of(flood)
    assert (before.rights, before.orgs, before.posts, before.shifts, before.names) == (1, 1, 1, 1, 3)

    ordered("close", flood, town.street_secretary)
    ordered("close", flood, town.street_secretary)
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
    assert (east.teams, street.teams) == (1, 1)
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
    ordered("close", flood, town.street_secretary)
    record = ServiceRecord.objects.get()
    assert confirm_services(record_ids=[record.pk], by=town.clerk).done == 0
    assert confirm_hours(emergency_id=flood.pk, by=town.street_secretary).done == 1


def test_a_running_shift_ends_with_the_half_hour_gone_by(town, flood, people):
    invited(flood, town.street, by=town.street_secretary)
    shift = planned(flood, town.east, by=town.secretary, start=-2, end=3)
    [place] = fill_past(shift, people[0])
    roll(shift_id=shift.pk, present=[place.pk], by=town.secretary)
    ordered("close", flood, town.street_secretary)
    assert ServiceRecord.objects.get().ended_at == half_hour(0)


def test_a_shift_over_midnight_is_one_of_the_day_on_which_it_began(town, people):
    """G29: what happens at 01:30 belongs to the shift of the evening before; it says so, and its month counts it, once."""
    soon = timezone.localtime().replace(day=1, hour=6, minute=0, second=0, microsecond=0) + timedelta(days=32)
    ends = soon.replace(day=1)
    starts = ends - timedelta(hours=8)
    with time_machine.travel(ends + timedelta(hours=4), tick=False):
        flood = opened(town.street, by=town.street_secretary)
        invited(flood, town.street, by=town.street_secretary)
        shift = planned(flood, town.east, by=town.secretary, starts_at=starts, ends_at=ends)
        assert shift.when_in_words == f"{starts.month}月{starts.day}日 22:00–次日06:00"
        [place] = fill_past(shift, people[0])
        roll(shift_id=shift.pk, present=[place.pk], by=town.secretary)
        settle_ended_shifts()
        record = ServiceRecord.objects.get()
        assert confirm_hours(emergency_id=flood.pk, by=town.street_secretary).done == 1
        services = registry.figures["volunteers.services"]
        months = [
            services.counted(Window(Period.parse(month), timezone.now()))
            for month in (f"{starts:%Y-%m}", f"{ends:%Y-%m}")
        ]
    assert [list(rows) for rows in months] == [[record], []]


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
    ordered("close", flood, town.street_secretary)
    assert CallUp.objects.filter(member__isnull=False).count() == 3
    with time_machine.travel(timezone.now() + timedelta(days=6), tick=False):
        assert purge_due() == 0
    with time_machine.travel(timezone.now() + timedelta(days=7), tick=False):
        assert purge_due() == 1
        assert purge_due() == 0
    assert CallUp.objects.filter(member__isnull=False).count() == 0


def test_steps_lose_the_names_that_lists_lose(town, flood, people):
    EmergencyLimits.objects.update(purge_days=7)
    invited(flood, town.street, by=town.street_secretary)
    shift = planned(flood, town.east, by=town.secretary, start=2, end=4)
    answered(flood, people[0])
    join_shift(shift_id=shift.pk, by=people[0].user)
    leave_shift(shift_id=shift.pk, member_id=people[0].pk, by=people[0].user)
    theirs = ActStep.objects.filter(by=people[0].user, noun__in=["volunteers.callup", "volunteers.shift"])
    assert sorted(theirs.values_list("act", flat=True)) == ["answer", "join", "leave"]  # control
    ordered("close", flood, town.street_secretary)
    assert theirs.count() == 3
    ordered("purge", flood, town.street_secretary)
    assert not theirs.exists()
    assert ActStep.objects.filter(by=None, act__in=["answer", "join", "leave"]).count() == 3
    assert ActStep.objects.get(noun="volunteers.shift", act="plan").by == town.secretary


def test_names_can_go_earlier_but_not_while_it_runs(town, flood, people):
    EmergencyLimits.objects.update(purge_days=7)
    invited(flood, town.street, by=town.street_secretary)
    assert refusal(lambda: ordered("purge", flood, town.street_secretary)) == "wrong_state"
    ordered("close", flood, town.street_secretary)
    assert refusal(lambda: ordered("purge", flood, town.secretary)) == "not_found"
    assert CallUp.objects.filter(member__isnull=False).count() == 3
    for _ in range(2):
        assert ordered("purge", flood, town.street_secretary).purged_at
    assert CallUp.objects.filter(member__isnull=False).count() == 0


def test_an_organisation_with_groups_is_dissolved_with_them(town, flood):
    link = set_up_org(
        emergency_id=flood.pk, name="防汛临时党支部", area=town.east, secretary=town.clerk, by=town.street_secretary
    )
    PartyOrg.objects.create(name="一组", kind="group", area=town.east, parent=PartyOrg.objects.get(pk=link.org_id))
    ordered("close", flood, town.street_secretary)
    assert not PartyOrg.objects.filter(dissolved_on=None, name__in=["防汛临时党支部", "一组"]).exists()


def test_my_pages_begin_where_i_may_act(town):
    emergency = opened(town.east, town.west, by=town.street_secretary)
    assert my_tops(emergency, town.street_secretary, P.EMERGENCY_RUN) == [town.east, town.west]
    assert my_tops(emergency, town.secretary, P.EMERGENCY_RUN) == [town.east]
    assert my_tops(emergency, town.north_secretary, P.EMERGENCY_RUN) == []
