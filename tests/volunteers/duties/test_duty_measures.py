"""Figures of duty posts: what stood and who held it at a moment, each person once, the same after the month is closed."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from orgtree.figures.services.figures import figures_for, fill_figures
from tests.volunteers.people import accepted
from tests.volunteers.posts import appointed, claimed, opened
from volunteers.duties.declared.measures import held, holders, standing, vacancies
from volunteers.duties.services.duty_claim_acts import duty_claims
from volunteers.duties.services.duty_posts import duty_posts
from volunteers.models import DutyClaim, DutyPost, ReportIn

pytestmark = pytest.mark.django_db


def month(back: int = 0) -> Period:
    """The month so many before this one."""
    period = Period.holding("M", timezone.localdate())
    for _ in range(back):
        period = Period.holding("M", period.start - timedelta(days=1))
    return period


def window(back: int = 0) -> Window:
    return Window(month(back), timezone.now() + timedelta(minutes=1))


def moment(back: int, day: int = 10) -> datetime:
    """Noon of a day of an earlier month."""
    return timezone.make_aware(datetime.combine(month(back).start, datetime.min.time())) + timedelta(days=day, hours=12)


def old(post: DutyPost, *, since: int, **changes) -> DutyPost:
    """The post as if it had been set up so many months ago."""
    begun = moment(since)
    DutyPost.objects.filter(pk=post.pk).update(since=begun.date(), created_at=begun, **changes)
    return post


def appointed_then(claim: DutyClaim, back: int, **changes) -> DutyClaim:
    DutyClaim.objects.filter(pk=claim.pk).update(appointed_at=moment(back), claimed_at=moment(back), **changes)
    return claim


def on_roll_since(member, back: int) -> None:
    ReportIn.objects.filter(member=member).update(submitted_at=moment(back), accepted_at=moment(back))


def counts(*areas, back: int = 0) -> dict[str, list]:
    """posts, needed, filled, holders, vacancies of each area, as the boards read them."""
    fill_figures(month(back))
    keys = [f"volunteers.duty_{name}" for name in ("posts", "needed", "filled", "holders", "vacancies")]
    found = figures_for([area.pk for area in areas], month(back))
    return {area.name: [int(found[area.pk][key] or 0) for key in keys] for area in areas}


def test_a_post_stands_from_its_first_day_until_it_is_closed_or_over(town):
    today = timezone.localdate()
    stays = old(opened(town.east, town.secretary, title="长期岗"), since=2)
    closed = old(opened(town.east, town.secretary, title="已停岗"), since=2)
    perform_one(duty_posts, "close", pk=closed.pk, reason="", by=town.secretary)
    over = old(opened(town.east, town.secretary, title="届满岗"), since=2, until=month(0).start)
    future = opened(town.east, town.secretary, title="未到岗", since=today + timedelta(days=40))
    fresh = opened(town.east, town.secretary, title="今天的岗")
    assert set(standing(window())) == {stays, fresh}
    # A month back: the closed one still stood, the ended one was in its term, the new one was not there.
    assert set(standing(window(1))) == {stays, closed, over}
    assert set(standing(window(3))) == set()
    assert future not in standing(window())


def test_the_last_day_of_a_term_is_the_day_before_its_end(town):
    post = old(opened(town.east, town.secretary), since=2, until=month(0).start)
    assert post in standing(window(1))
    DutyPost.objects.filter(pk=post.pk).update(until=month(0).start - timedelta(days=1))
    assert post not in standing(window(1))


def test_a_claim_is_held_from_the_appointment_until_its_end(town, member):
    post = old(opened(town.east, town.secretary), since=3)
    waiting = claimed(post, accepted(town.east, town.secretary))
    claim = appointed_then(appointed(post, member, town.secretary), 1)
    assert set(held(window())) == {claim}
    assert set(held(window(1))) == {claim}
    assert set(held(window(2))) == set()
    perform_one(duty_claims, "release", pk=claim.pk, by=member.user)
    assert set(held(window())) == set()
    assert set(held(window(1))) == {claim}  # the past does not change
    assert waiting not in held(window())


def test_nobody_holds_a_post_that_no_longer_stands(town, member):
    post = old(opened(town.east, town.secretary), since=3)
    appointed_then(appointed(post, member, town.secretary), 2)
    DutyPost.objects.filter(pk=post.pk).update(until=month(0).start)
    assert held(window(1)).count() == 1
    assert held(window()).count() == 0


def test_a_person_with_two_posts_counts_once_and_fills_two(town, member):
    for title in ("宣讲员", "巡逻员"):
        appointed(opened(town.east, town.secretary, title=title), member, town.secretary)
    accepted(town.east, town.secretary)  # on the roll, without a post
    assert [report_in.member for report_in in holders(window())] == [member]
    expected = [2, 4, 2, 1, 2]
    areas = (town.east, town.west, town.street, town.district)
    assert counts(*areas) == {
        "东园社区": expected,
        "西园社区": [0, 0, 0, 0, 0],
        town.street.name: expected,
        town.district.name: expected,
    }


def test_a_closed_month_keeps_its_numbers(town, member):
    post = old(opened(town.east, town.secretary), since=3)
    on_roll_since(member, 2)
    claim = appointed_then(appointed(post, member, town.secretary), 2)
    before = counts(town.east, back=1)
    assert before == {"东园社区": [1, 2, 1, 1, 1]}
    perform_one(duty_claims, "release", pk=claim.pk, by=member.user)
    perform_one(duty_posts, "close", pk=post.pk, reason="", by=town.secretary)
    opened(town.east, town.secretary, title="新岗")
    assert counts(town.east, back=1) == before
    assert counts(town.east) == {"东园社区": [1, 2, 0, 0, 2]}  # control: this month did change


def test_vacancies_are_never_below_nobody():
    assert (vacancies(3, 1), vacancies(1, 2), vacancies(2, None), vacancies(None, 1)) == (2, 0, 2, None)


def test_the_rows_behind_the_figures_name_people_masked(town, member):
    claim = appointed(opened(town.east, town.secretary), member, town.secretary)
    measure = registry.figures["volunteers.duty_filled"]
    cells = {column.label: column for column in measure.columns}
    assert cells["姓名"].value(claim) == member.masked_name != member.name
    assert cells["姓名"].personal
    assert not cells["岗位名称"].personal
