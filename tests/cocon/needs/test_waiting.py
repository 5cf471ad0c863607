"""What waits too long: claims that lapse, needs and acceptances that go to the next joint meeting; silence decides nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cocon.models import Claim, Need
from cocon.needs.choices import ClaimState
from cocon.needs.services.milestones import milestones_of, report_milestone
from cocon.needs.services.waiting import lapse_claims, needs_for_meeting, unaccepted_too_long
from cocon.needs.tasks import lapse_claims as task
from orgtree.models import Notice
from tests.cocon.needs.world import claimed, need, paired_unit, running, submitted

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


def test_what_nobody_takes_on_goes_to_the_meeting(town):
    old, taken, fresh = need(town, title="旧"), need(town, title="已认领"), need(town, title="新")
    claimed(town, paired_unit(town), taken, 1)
    Need.objects.exclude(pk=fresh.pk).update(published_at=before(31))
    assert list(needs_for_meeting(Need.objects.all())) == [old]
