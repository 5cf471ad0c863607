"""What waits too long: claims that lapse, needs and acceptances that go to the next joint meeting; silence decides nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cocon.meetings.services.topics import topic_acts
from cocon.models import Claim, Need, Topic
from cocon.needs.choices import ClaimState
from cocon.needs.services.claims import claim_acts
from cocon.needs.services.milestones import milestones_of, report_milestone
from cocon.needs.services.needs import need_acts
from cocon.needs.services.waiting import lapse_claims, raise_waiting, unaccepted_too_long
from cocon.needs.tasks import lapse_claims as task
from orgtree.acts import perform_one
from orgtree.models import ActStep, DeadlineRule, Notice
from tests.cocon.needs.world import accept_both, accepted, claimed, need, paired_unit, running, submitted
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def before(days: int):
    return timezone.now() - timedelta(days=days)


def lapsed(claim) -> bool:
    lapse_claims(today=timezone.localdate())
    claim.refresh_from_db()
    return claim.state == ClaimState.LAPSED


@pytest.mark.parametrize(("days", "over"), [(1, False), (30, True)])
def test_what_nobody_confirms_lapses(town, days, over):
    around = paired_unit(town)
    claim = claimed(town, around)
    Claim.objects.filter(pk=claim.pk).update(moved_at=before(days))
    assert lapsed(claim) == over
    told = Notice.objects.filter(key__startswith=f"claim:{claim.pk}:", title__contains="已失效")
    assert set(told.values_list("user", flat=True)) == ({around.clerk.pk, town.secretary.pk} if over else set())
    assert Need.objects.with_room().filter(pk=claim.need_id).exists() == over


@pytest.mark.parametrize(("days", "over"), [(29, False), (31, True)])
def test_what_does_not_move_lapses_with_its_milestones(town, days, over):
    claim = running(town, paired_unit(town))
    Claim.objects.filter(pk=claim.pk).update(moved_at=before(days))
    assert lapsed(claim) == over
    assert milestones_of(claim).exists() != over


def test_a_reported_milestone_is_progress(town):
    around = paired_unit(town)
    claim = running(town, around)
    [milestone] = milestones_of(claim)
    report_milestone(claim=claim, task_id=milestone.pk, result="办了一场", by=around.clerk)
    Claim.objects.filter(pk=claim.pk).update(moved_at=before(60))
    assert not lapsed(claim)
    claim.refresh_from_db()
    assert claim.moved_at > before(1)


def test_silence_goes_to_the_meeting_and_accepts_nothing(town):
    claim = submitted(town, paired_unit(town))
    assert not Claim.objects.filter(unaccepted_too_long()).exists()
    Claim.objects.filter(pk=claim.pk).update(submitted_at=before(40), moved_at=before(40))
    task()
    claim.refresh_from_db()
    assert claim.state == ClaimState.SUBMITTED
    assert list(Claim.objects.filter(unaccepted_too_long())) == [claim]
    [topic] = Topic.objects.in_pool()
    assert (topic.title, topic.area, topic.origin_id) == ("验收：周末课业辅导", town.east, claim.pk)


def test_what_nobody_takes_on_goes_to_the_meeting(town):
    old, taken, fresh = need(town, title="旧"), need(town, title="已认领"), need(town, title="新")
    claimed(town, paired_unit(town), taken, 1)
    Need.objects.exclude(pk=fresh.pk).update(published_at=before(31))
    task()
    [topic] = Topic.objects.in_pool()
    assert (topic.title, topic.source, topic.origin_id) == ("需求：旧", "need", old.pk)
    assert topic.proposed_by == town.secretary
    assert not ActStep.objects.get(noun="cocon.topic").by, "it came by itself"


@pytest.mark.parametrize(("days", "raised"), [(9, 0), (10, 0), (11, 1)])
def test_how_long_is_a_dated_row(town, days, raised):
    DeadlineRule.objects.filter(key="cocon_unclaimed").update(number=10)
    need(town)
    Need.objects.update(published_at=timezone.localtime().replace(hour=0) - timedelta(days=days))
    assert raise_waiting(today=timezone.localdate()) == raised


def test_what_a_meeting_drops_does_not_come_back_by_itself(town):
    shown = need(town)
    Need.objects.update(published_at=before(31))
    assert [raise_waiting(today=timezone.localdate()) for _ in range(2)] == [1, 0]
    topic = Topic.objects.get()
    perform_one(topic_acts, "drop", pk=topic.pk, by=town.secretary, reason="另行安排")
    assert raise_waiting(today=timezone.localdate()) == 0
    perform_one(need_acts, "to_meeting", pk=shown.pk, by=town.secretary)
    assert Topic.objects.in_pool().count() == 1


def test_one_press_makes_a_need_a_topic_and_the_second_finds_it(town):
    shown = need(town)
    for by in (town.secretary, town.clerk, town.secretary):
        perform_one(need_acts, "to_meeting", pk=shown.pk, by=by)
    topic = Topic.objects.get()
    assert (topic.area, topic.state, topic.proposed_by) == (town.east, "pool", town.secretary)
    page = signed_in(town.secretary).get(f"/desk/cocon/need/{shown.pk}/change/").content.decode()
    assert f"/desk/cocon/topic/{topic.pk}/change/" in page
    assert "to-meeting" not in page


# --- Seen to without a meeting --------------------------------------------------------------------------------------------


def raised(town, **fields) -> Need:
    """A need that came before the next meeting by itself."""
    shown = need(town, **fields)
    Need.objects.filter(pk=shown.pk).update(published_at=before(31))
    task()
    assert Topic.objects.in_pool().filter(origin_id=shown.pk).exists()
    return shown


def test_a_topic_leaves_the_pool_when_its_need_is_claimed(town):
    shown = raised(town)
    other = raised(town, title="社区义诊")
    claimed(town, paired_unit(town), shown, 1)
    assert [topic.origin_id for topic in Topic.objects.in_pool()] == [other.pk]
    topic = Topic.objects.get(origin_id=shown.pk)
    assert (topic.state, topic.reason) == ("dropped", "需求已有单位认领，或已办结、撤回")
    assert Notice.objects.filter(user=town.secretary, title__contains="已有着落").exists()


def test_what_is_claimed_and_given_back_comes_before_the_meeting_again(town):
    shown, around = raised(town), paired_unit(town)
    claim = claimed(town, around, shown, 1)
    perform_one(claim_acts, "withdraw", pk=claim.pk, by=around.clerk, reason="人手不够")
    task()
    assert list(Topic.objects.about("need", [shown.pk]).values_list("state", flat=True)) == ["dropped", "pool"]


def test_what_the_community_brings_of_a_need_that_is_claimed_in_part_stays_until_more_of_it_is(town):
    shown, first, second = need(town), paired_unit(town), paired_unit(town, "erxiao", "第二小学")
    claimed(town, first, shown, 1)
    perform_one(need_acts, "to_meeting", pk=shown.pk, by=town.secretary)
    task()
    assert Topic.objects.in_pool().exists()
    claimed(town, second, shown, 1)
    assert not Topic.objects.in_pool().exists()


def test_a_topic_that_a_meeting_did_not_come_to_leaves_the_pool_by_night(town):
    shown = raised(town)
    Topic.objects.update(state="set")
    claimed(town, paired_unit(town), shown, 1)
    assert Topic.objects.get().state == "set", "it is on an agenda: the meeting is told there"
    Topic.objects.update(state="pool")
    task()
    assert not Topic.objects.in_pool().exists()


@pytest.mark.parametrize("end", ["withdraw", "close"])
def test_a_need_that_is_over_waits_for_no_meeting(town, end):
    shown = raised(town)
    if end == "close":
        accepted(town, paired_unit(town), shown, 1)
        perform_one(need_acts, "to_meeting", pk=shown.pk, by=town.secretary)
    perform_one(need_acts, end, pk=shown.pk, by=town.secretary, **({"reason": "不需要了"} if end == "withdraw" else {}))
    assert not Topic.objects.in_pool().exists()


@pytest.mark.parametrize("decision", ["accept", "send_back", "stop"])
def test_an_acceptance_that_is_decided_leaves_the_pool(town, decision):
    claim = submitted(town, paired_unit(town))
    perform_one(claim_acts, "to_meeting", pk=claim.pk, by=town.secretary)
    if decision == "accept":
        accept_both(town, claim)
    else:
        perform_one(claim_acts, decision, pk=claim.pk, by=town.secretary, reason="请补充照片")
    assert not Topic.objects.in_pool().exists()
