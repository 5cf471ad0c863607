"""Months in a post: credited once each, caught up when a run was missed, and posts that end on their day."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.models import Notice
from tests.volunteers.people import accepted
from tests.volunteers.posts import appointed, claimed, opened
from tests.volunteers.refusals import refused
from volunteers.choices import ClaimState, DutyState, ReleaseCause
from volunteers.duties.services import duty_months
from volunteers.duties.services.duty_months import credit_months
from volunteers.duties.services.duty_posts import change_duty, duty_posts, open_duty
from volunteers.duties.services.duty_terms import end_terms, ending_posts, remind_of_terms
from volunteers.duties.tasks import credit_duty_months, end_duty_terms
from volunteers.models import DutyClaim, PointEntry, RuleSet

pytestmark = pytest.mark.django_db


def moment(day: date):
    return timezone.make_aware(datetime.combine(day, time(9)))


def held(post, member, by, since: date, until: date | None = None) -> DutyClaim:
    """An appointment in the past."""
    claim = appointed(post, member, by)
    changes = {"appointed_at": moment(since), "credit_from": since.replace(day=1)}
    if until:
        changes |= {"ended_at": moment(until), "state": ClaimState.RELEASED, "cause": ReleaseCause.DESK}
    DutyClaim.objects.filter(pk=claim.pk).update(**changes)
    claim.refresh_from_db()
    return claim


@pytest.fixture
def head(town):
    return opened(town.east_building, town.secretary, kind="building", title="楼栋长", point_item="G01", needed=5)


def sources(prefix="G"):
    return list(PointEntry.objects.filter(item_code__startswith=prefix).order_by("pk").values_list("source", flat=True))


def test_missed_months_are_caught_up_and_counted_once(town, head, member):
    claim = held(head, member, town.secretary, date(2026, 1, 10))
    assert credit_months(today=date(2026, 3, 1)) == 2
    assert credit_months(today=date(2026, 5, 1)) == 2
    assert credit_months(today=date(2026, 5, 31)) == 0
    assert sources() == [f"G01:{claim.pk}:2026-{month:02}" for month in (1, 2, 3, 4)]
    assert [entry.credit.credited for entry in PointEntry.objects.filter(item_code="G01")] == [2, 2, 2, 2]


def test_a_second_run_over_the_same_months_adds_nothing(town, head, member):
    held(head, member, town.secretary, date(2026, 1, 10))
    credit_months(today=date(2026, 3, 1))
    DutyClaim.objects.update(credit_from=date(2026, 1, 1))  # as if the run had been lost
    credit_months(today=date(2026, 3, 1))
    assert len(sources()) == 2


def test_control_without_the_source_months_would_count_twice(town, head, member, monkeypatch):
    held(head, member, town.secretary, date(2026, 1, 10))
    deed, runs = duty_months._deed, iter(range(9))

    def unsourced(claim, month):
        made = deed(claim, month)
        return type(made)(**vars(made) | {"source": f"{made.source}:{next(runs)}"})

    monkeypatch.setattr(duty_months, "_deed", unsourced)
    for _ in range(2):
        DutyClaim.objects.update(credit_from=date(2026, 1, 1))
        credit_months(today=date(2026, 2, 1))
    assert len(sources()) == 2


def test_a_month_needs_the_days_that_the_rules_say(town, head, member):
    held(head, member, town.secretary, date(2026, 1, 20))
    assert credit_months(today=date(2026, 2, 1)) == 0
    DutyClaim.objects.update(credit_from=date(2026, 1, 1))
    RuleSet.objects.update(duty_month_days=12)
    assert credit_months(today=date(2026, 2, 1)) == 1


def test_months_end_with_the_post(town, head, member):
    held(head, member, town.secretary, date(2026, 1, 1), date(2026, 2, 10))
    assert credit_months(today=date(2026, 9, 1)) == 1
    assert credit_months(today=date(2026, 10, 1)) == 0


def test_two_posts_with_one_item_are_one_month(town, head, member):
    other = opened(town.east_building, town.secretary, kind="building", title="单元长", point_item="G01")
    for post in (head, other):
        held(post, member, town.secretary, date(2026, 1, 1))
    assert credit_months(today=date(2026, 2, 1)) == 1


def test_posts_without_an_item_earn_nothing_by_the_month(town, member):
    held(opened(town.east, town.secretary), member, town.secretary, date(2026, 1, 1))
    assert credit_months(today=date(2026, 9, 1)) == 0


def test_an_item_that_comes_later_counts_from_then(town, member):
    post = opened(town.east, town.secretary)
    held(post, member, town.secretary, date(2026, 1, 1))
    change_duty(post_id=post.pk, point_item="G02", by=town.secretary)
    assert credit_months(today=timezone.localdate()) == 0
    assert credit_months(today=timezone.localdate().replace(day=1) + timedelta(days=40)) == 1


def test_only_items_by_the_month_fit(town):
    for item in ("S01", "X99"):
        with pytest.raises(Exception) as error:  # noqa: PT011
            opened(town.east, town.secretary, point_item=item)
        assert error.value.field == "point_item"


def test_the_task_runs_on_its_own(town, head, member):
    held(head, member, town.secretary, timezone.localdate() - timedelta(days=70))
    credit_duty_months()
    assert sources()


def test_a_term_ends_on_its_day(town, member):
    today = timezone.localdate()
    post = opened(town.east, town.secretary, until=today + timedelta(days=5))
    claim = appointed(post, member, town.secretary)
    assert end_terms(today=today + timedelta(days=4)) == 0
    assert end_terms(today=today + timedelta(days=5)) == 1
    post.refresh_from_db()
    claim.refresh_from_db()
    assert (post.state, claim.state, claim.cause) == (DutyState.CLOSED, ClaimState.RELEASED, ReleaseCause.TERM)
    assert Notice.objects.filter(user=member.user, title="您已离开岗位").exists()


def test_notice_comes_once_before_a_term_ends(town, member):
    today = timezone.localdate()
    soon = opened(town.east, town.secretary, until=today + timedelta(days=30), title="快到期")
    opened(town.east, town.secretary, until=today + timedelta(days=31), title="还早")
    appointed(soon, member, town.secretary)
    assert list(ending_posts(today)) == [soon]
    for _ in range(2):
        end_duty_terms()
    assert Notice.objects.filter(user=member.user, title="您的岗位任期快到了").count() == 1
    RuleSet.objects.update(duty_remind_days=10)
    assert remind_of_terms(today=today) == 0


def test_a_post_is_changed_but_never_below_its_people(town, member):
    post = opened(town.east, town.secretary, needed=3)
    for person in (member, accepted(town.east, town.secretary)):
        claimed(post, person)
    with refused("needed", "needed"):
        change_duty(post_id=post.pk, needed=1, by=town.secretary)
    assert change_duty(post_id=post.pk, needed=2, by=town.secretary).needed == 2


def test_closing_ends_the_claims_and_reopening_takes_new_ones(town, member):
    post = opened(town.east, town.secretary)
    claim = appointed(post, member, town.secretary)
    perform_one(duty_posts, "close", pk=post.pk, reason="任务完成", by=town.secretary)
    claim.refresh_from_db()
    assert (claim.state, claim.cause, claim.reason) == (ClaimState.RELEASED, ReleaseCause.POST_CLOSED, "任务完成")
    perform_one(duty_posts, "reopen", pk=post.pk, by=town.secretary)
    assert claimed(post, member).state == ClaimState.CLAIMED


def test_a_neighbour_sets_up_and_closes_nothing(town):
    post = opened(town.east, town.secretary)
    for call in (
        lambda: open_duty(area=town.east, title="岗", post_class="other", duties="做", by=town.west_secretary),
        lambda: open_duty(area=town.east, title="岗", post_class="other", duties="做", by=town.organisation),
    ):
        with refused("not_found", "area"):
            call()
    for call in (lambda: change_duty(post_id=post.pk, needed=9, by=town.west_secretary),):
        with refused("not_found"):
            call()
