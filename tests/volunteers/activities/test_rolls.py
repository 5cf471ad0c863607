"""The roll: who may call it, marks, walk-ins, submitting, and the hours that come of it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from orgtree.acts import perform_one
from tests.volunteers.gatherings import announced, joined, plan, put_back, there
from tests.volunteers.people import accepted, at, logged, registered
from tests.volunteers.refusals import refused
from volunteers.activities.services import venue_codes
from volunteers.activities.services.activities import copy_activity
from volunteers.activities.services.rolls import add_walk_in, find_for_roll, mark, mark_rest, submit_roll
from volunteers.choices import ActivityState, ServiceOrigin, ServiceState, SignUpState
from volunteers.models import Activity, ActivitySession, PointEntry, RuleSet, ServiceRecord, ServiceTeam, SignUp
from volunteers.service.services.service_records import confirm_services
from volunteers.teams.services.team_acts import service_teams
from volunteers.teams.services.teams import add_to_team, create_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(town):
    return accepted(town.east, town.clerk, name="带队人")


@pytest.fixture
def members(town):
    return [accepted(town.east, town.clerk, name=f"队员{mark}") for mark in "甲乙丙"]


@pytest.fixture
def over(town, leader, members):
    """A session that is over, with three on its roll, led by a plain member."""
    session = announced(town.east, town.clerk, plan(9, 11, leader=leader))
    joined(session, *members)
    return put_back(session)


def submits(session, leader):
    return submit_roll(session_id=session.pk, by=getattr(leader, "user", leader))


def test_a_roll_becomes_confirmed_hours_with_their_reason(over, leader, members):
    there(over, *members[:2], by=leader.user)
    mark(session_id=over.pk, member_id=members[2].pk, state="absent", by=leader.user)
    submits(over, leader)
    records = list(over.services.order_by("member"))
    assert [record.member for record in records] == members[:2]
    for record in records:
        assert (record.state, record.origin, record.hours) == (ServiceState.CONFIRMED, "roll", Decimal("2.0"))
        assert "点名人不是本人" in record.confirm_reason
        assert (record.decided_by, record.entered_by) == (leader.user, leader.user)
        assert PointEntry.objects.get(source=f"service:{record.pk}").item_code == "S05"
    assert list(SignUp.objects.no_shows().values_list("member", flat=True)) == [members[2].pk]
    over.activity.refresh_from_db()
    assert over.activity.state == ActivityState.ENDED


def test_submitting_again_makes_nothing_new(over, leader, members):
    there(over, *members, by=leader.user)
    first = submits(over, leader)
    again = submits(over, leader)
    assert (again.roll_submitted_at, ServiceRecord.objects.count()) == (first.roll_submitted_at, 3)
    assert PointEntry.objects.filter(item_code="S05").count() == 3
    record = ServiceRecord.objects.first()
    record.pk, record.client_key, record.state = None, None, ServiceState.WITHDRAWN
    with pytest.raises(IntegrityError), transaction.atomic():  # the database refuses a second hour for the session
        record.save(force_insert=True)


def test_a_submitted_roll_is_locked(over, leader, members):
    there(over, *members, by=leader.user)
    submits(over, leader)
    with refused("submitted"):
        mark(session_id=over.pk, member_id=members[0].pk, state="absent", by=leader.user)
    with refused("submitted"):
        mark_rest(session_id=over.pk, state="absent", by=leader.user)
    with refused("submitted"):
        add_walk_in(session_id=over.pk, member_id=leader.pk, by=leader.user)


def test_only_the_leader_and_those_who_keep_the_activity_call_the_roll(town, over, leader, members):
    strangers = [members[0].user, town.west_secretary, town.building_head, town.organisation, town.grid_worker]
    for stranger in strangers:
        with refused("not_found"):
            mark(session_id=over.pk, member_id=members[0].pk, state="attended", by=stranger)
        with refused("not_found"):
            submits(over, stranger)
    other = put_back(announced(town.east, town.clerk, plan(14, 16)))
    with refused("not_found"):  # the leader of one session has no say in another
        submits(other, leader)
    there(over, members[0], by=town.secretary)


def test_without_a_leader_the_organiser_calls(town, members):
    session = announced(town.east_grid, town.grid_worker, plan())
    session = put_back(session)
    assert list(ActivitySession.objects.led_by(town.grid_worker)) == [session]
    submits(session, town.grid_worker)


def test_the_roll_opens_half_an_hour_before(town, leader, members):
    session = announced(town.east, town.clerk, plan(leader=leader))
    joined(session, members[0])
    with refused("too_early"):
        there(session, members[0], by=leader.user)


def test_not_before_the_end_and_not_with_people_unmarked(town, over, leader, members):
    there(over, members[0], by=leader.user)
    with refused("unmarked", message="还有2人"):
        submits(over, leader)
    assert mark_rest(session_id=over.pk, state="absent", by=leader.user) == 2
    ActivitySession.objects.filter(pk=over.pk).update(ends_at=timezone.now() + timedelta(hours=1))
    with refused("not_over"):
        submits(over, leader)
    assert not ServiceRecord.objects.exists()


def test_a_mark_can_be_made_again_and_changed(over, leader, members):
    for _ in range(2):
        there(over, members[0], by=leader.user)
    mark(session_id=over.pk, member_id=members[0].pk, state="excused", excuse="孩子发烧", by=leader.user)
    row = over.sign_ups.get(member=members[0])
    assert (row.state, row.excuse) == (SignUpState.EXCUSED, "孩子发烧")
    there(over, members[0], by=leader.user)
    assert over.sign_ups.get(member=members[0]).excuse == ""
    with refused("mark", "state"):
        mark(session_id=over.pk, member_id=members[0].pk, state="cancelled", by=leader.user)
    assert over.sign_ups.count() == 3


def test_walk_ins_by_number_or_name_within_reach(town, over, leader, members):
    came = accepted(town.east, town.clerk, name="钱来了")
    north = accepted(town.north, town.north_secretary, name="钱远方")
    assert find_for_roll(over, "钱来") == [came]
    assert find_for_roll(over, came.number) == [came]
    assert find_for_roll(over, "钱") == []  # one character is no search
    assert find_for_roll(over, "钱远") == find_for_roll(over, north.number) == []
    for _ in range(2):  # a retry adds nobody twice
        row = add_walk_in(session_id=over.pk, member_id=came.pk, by=leader.user)
    assert (row.state, row.is_walk_in, over.sign_ups.filter(member=came).count()) == (SignUpState.ATTENDED, True, 1)
    for stranger in (north, registered(town.east)):
        with refused("reach", "member"):
            add_walk_in(session_id=over.pk, member_id=stranger.pk, by=leader.user)


def test_own_times_are_rounded_to_half_hours(over, leader, members):
    first, second, third = members
    day = timezone.localtime(over.starts_at).replace(minute=0)
    there(over, first, by=leader.user, arrived_at=day + timedelta(minutes=35))  # 09:35 → 09:30
    there(over, second, by=leader.user, left_at=day + timedelta(minutes=75))  # 10:15, the middle → 10:00
    there(over, third, by=leader.user, left_at=day + timedelta(hours=3))  # an hour longer than planned
    submits(over, leader)
    assert list(over.services.order_by("member").values_list("hours", flat=True)) == [
        Decimal("1.5"),
        Decimal("1.0"),
        Decimal("3.0"),
    ]
    longer = over.services.get(member=third)  # beyond the plan: somebody else looks at it
    assert (longer.state, longer.confirm_reason) == (ServiceState.SUBMITTED, "")


def test_the_leaders_own_hours_wait_for_somebody_else(town, over, leader, members):
    mark_rest(session_id=over.pk, state="absent", by=leader.user)
    add_walk_in(session_id=over.pk, member_id=leader.pk, by=leader.user)
    submits(over, leader)
    own = over.services.get()
    assert own.state == ServiceState.SUBMITTED
    assert confirm_services(record_ids=[own.pk], by=town.clerk).done == 1


def test_when_the_rules_say_so_or_it_was_announced_too_late_everything_waits(town, over, leader, members):
    there(over, *members, by=leader.user)
    Activity.objects.update(published_at=timezone.now())
    submits(over, leader)
    assert not over.services.confirmed().exists()


def test_the_rule_set_can_switch_it_off(over, leader, members):
    RuleSet.objects.update(auto_confirm_roll=False)
    there(over, *members, by=leader.user)
    submits(over, leader)
    assert set(over.services.values_list("state", "confirm_reason")) == {(ServiceState.SUBMITTED, "")}


def test_an_item_with_a_second_confirmer_waits_for_the_desk(town, leader, members):
    session = announced(town.east, town.clerk, plan(leader=leader), category="professional")
    joined(session, members[0])
    session = put_back(session)
    there(session, members[0], by=leader.user)
    submits(session, leader)
    assert (session.services.get().kind.code, session.services.get().state) == ("S02", ServiceState.SUBMITTED)


def test_conflicts_are_named_and_nothing_is_half_written(over, leader, members):
    logged(members[0], 10, 12, days_ago=1)  # the same time, by the member's own report
    there(over, *members, by=leader.user)
    day = timezone.localtime(over.starts_at)
    there(over, members[1], by=leader.user, left_at=day + timedelta(minutes=10))
    with refused("conflicts", message="队员甲.*重叠|队员乙.*不足半小时") as _:
        submits(over, leader)
    assert ServiceRecord.objects.filter(session__isnull=False).count() == 0
    over.refresh_from_db()
    assert over.roll_submitted_at is None
    mark(session_id=over.pk, member_id=members[0].pk, state="absent", by=leader.user)
    there(over, members[1], by=leader.user)
    submits(over, leader)
    assert over.services.count() == 2


def test_who_waited_in_vain_is_no_no_show(town, leader, members):
    session = announced(town.east, town.clerk, plan(capacity=1, leader=leader))
    joined(session, *members[:2])
    session = put_back(session)
    there(session, members[0], by=leader.user)
    submits(session, leader)
    assert session.sign_ups.get(member=members[1]).state == SignUpState.CANCELLED
    assert not SignUp.objects.no_shows().exists()


def test_an_absence_counts_only_once_the_roll_is_in(over, leader, members):
    mark_rest(session_id=over.pk, state="absent", by=leader.user)
    assert not SignUp.objects.no_shows().exists()
    submits(over, leader)
    assert SignUp.objects.no_shows().count() == 3
    over.refresh_from_db()
    assert not ActivitySession.objects.held_by(timezone.now()).exists()  # nobody came


def test_hours_of_the_teams_activity_are_the_teams(town, leader, members):
    founded = timezone.localdate() - timedelta(days=30)
    team = create_team(area=town.east, name="邻里帮帮队", kind="general", founded_on=founded, by=town.clerk)
    add_to_team(team_id=team.pk, member_ids=[members[0].pk, members[1].pk], by=town.clerk)
    today = timezone.localdate()
    team.people.filter(member=members[0]).update(since=founded)
    team.people.filter(member=members[1]).update(since=today)  # came in after the day of the session
    session = announced(town.east, town.clerk, plan(9, 11, leader=leader), team=team)
    joined(session, *members)
    session = put_back(session)
    there(session, *members, by=leader.user)
    submits(session, leader)
    assert dict(session.services.values_list("member", "team")) == {
        members[0].pk: team.pk,
        members[1].pk: None,
        members[2].pk: None,
    }


def test_an_activity_takes_a_team_of_its_own_area_in_being(town):
    today = timezone.localdate()
    far = create_team(area=town.west, name="西园队", kind="general", founded_on=today, by=town.west_secretary)
    near = create_team(area=town.east_grid, name="网格队", kind="general", founded_on=today, by=town.clerk)
    with refused("not_found", "team"):
        announced(town.east, town.clerk, team=far)
    session = announced(town.east, town.clerk, team=near)
    perform_one(service_teams, "dissolve", pk=near.pk, by=town.clerk)
    with refused("team_dissolved", "team"):
        announced(town.east, town.clerk, plan(12, 13), team=ServiceTeam.objects.get(pk=near.pk))
    copied = copy_activity(activity_id=session.activity_id, first_day=today + timedelta(days=9), by=town.clerk)
    assert copied.team is None  # a copy leaves out a team that is no more


def test_a_party_day_earns_under_its_item(town, leader, members):
    session = announced(town.east, town.clerk, plan(leader=leader), category="party_day")
    joined(session, members[0])
    session = put_back(session)
    there(session, members[0], by=leader.user)
    submits(session, leader)
    assert PointEntry.objects.get(source=f"service:{session.services.get().pk}").item_code == "G08"


# --- The code at the venue -----------------------------------------------------------------------------------------


@pytest.fixture
def running(town, leader, members):
    """A session with QR that has begun an hour ago; its first two members have signed up."""
    session = announced(town.east, town.clerk, plan(leader=leader), roll_method="qr")
    joined(session, *members[:2])
    now = timezone.now()
    ActivitySession.objects.filter(pk=session.pk).update(
        starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1), sign_up_until=now - timedelta(hours=1)
    )
    return ActivitySession.objects.select_related("activity").get(pk=session.pk)


def scans(session, member, *, age: int = 0):
    code = venue_codes.code_now(session, timezone.now() - timedelta(seconds=age))
    ticket = venue_codes.ticket_for(session_id=session.pk, code=code, by=member.user)
    return venue_codes.sign_in(session_id=session.pk, ticket=ticket, by=member.user)


def earlier(row, minutes: int) -> None:
    SignUp.objects.filter(pk=row.pk).update(arrived_at=row.arrived_at - timedelta(minutes=minutes))


def test_scanning_signs_in_and_later_out(running, members):
    row = scans(running, members[0])
    assert (row.state, row.by_qr, row.left_at) == (SignUpState.ATTENDED, True, None)
    with refused("soon"):
        scans(running, members[0])
    earlier(row, 31)
    assert scans(running, members[0]).left_at is not None
    assert scans(running, members[2]).is_walk_in  # came without signing up


def test_a_code_older_than_a_minute_or_of_another_session_is_refused(town, running, members):
    scans(running, members[0], age=25)
    for age in (61, 90, 600):
        with refused("stale"):
            scans(running, members[1], age=age)
    other = announced(town.east, town.clerk, plan(15, 16), roll_method="qr")
    code = venue_codes.code_now(other)
    with refused("stale"):
        venue_codes.ticket_for(session_id=running.pk, code=code, by=members[1].user)


def test_a_slip_is_good_for_its_person_and_session_alone(running, members):
    code = venue_codes.code_now(running)
    ticket = venue_codes.ticket_for(session_id=running.pk, code=code, by=members[0].user)
    with refused("stale"):
        venue_codes.sign_in(session_id=running.pk, ticket=ticket, by=members[1].user)
    with refused("stale"):
        venue_codes.sign_in(session_id=running.pk, ticket=ticket[:-1] + "x", by=members[0].user)
    with refused("stale"):
        venue_codes.sign_in(session_id=running.pk, ticket="", by=members[0].user)
    assert not SignUp.objects.attended().exists()


def test_where_the_leader_calls_there_is_no_scanning(running, members, town):
    Activity.objects.update(roll_method="call")
    with refused("not_found"):
        scans(running, members[0])
    Activity.objects.update(roll_method="qr")
    with refused("reach"):
        scans(running, accepted(town.north, town.north_secretary))


def test_hours_by_scan_stay_within_the_plan_and_need_both_scans(running, leader, members):
    inside, never_out = scans(running, members[0]), scans(running, members[1])
    start = at(9, days_ago=1)
    ActivitySession.objects.filter(pk=running.pk).update(
        starts_at=start, ends_at=start + timedelta(hours=2), sign_up_until=start
    )
    Activity.objects.update(published_at=start - timedelta(days=1))
    early, late = start - timedelta(minutes=20), start + timedelta(minutes=125)
    SignUp.objects.filter(pk=inside.pk).update(arrived_at=early, left_at=late)
    SignUp.objects.filter(pk=never_out.pk).update(arrived_at=start + timedelta(minutes=16))
    submits(running, leader)
    both = running.services.get(member=members[0])
    assert (both.hours, both.origin, both.state) == (Decimal("2.0"), ServiceOrigin.QR, ServiceState.CONFIRMED)
    assert "扫码" in both.confirm_reason
    one = running.services.get(member=members[1])
    assert (one.hours, one.state) == (Decimal("1.5"), ServiceState.SUBMITTED)


def test_no_location_is_kept():
    names = {field.name for field in SignUp._meta.get_fields()}
    assert not names & {"latitude", "longitude", "location", "ip", "device"}
