"""Claims on posts: the pledge, the quota, the limits, the decisions, and the ends."""

from datetime import timedelta

import pytest
from django.utils import timezone

from orgtree.acts import make, perform, perform_one
from tests.volunteers.people import accepted, enrolled, registered
from tests.volunteers.posts import appointed, claimed, opened
from tests.volunteers.refusals import refused
from volunteers.choices import ClaimOrigin, ClaimState, ReleaseCause, ReportInState
from volunteers.duties.services.claiming import pledge_for
from volunteers.duties.services.duties import release_claims
from volunteers.duties.services.duty_claim_acts import duty_claims
from volunteers.duties.services.duty_posts import duty_posts, publish_pledge
from volunteers.members.services.report_in_acts import report_ins
from volunteers.members.services.report_ins import transfer_report_in
from volunteers.models import DutyClaim, PledgeText, PointEntry, ReportIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(town):
    return opened(town.east, town.secretary)


def test_a_member_claims_and_the_pledge_is_kept(post, member):
    claim = claimed(post, member)
    assert (claim.state, claim.origin, claim.pledge) == (
        ClaimState.CLAIMED,
        ClaimOrigin.SELF,
        pledge_for(post.kind),
    )
    assert claim.entered_by == member.user


def test_a_second_sending_finds_the_first_claim(post, member):
    first = claimed(post, member)
    again = make(duty_claims, "claim", post=post, pledge=pledge_for(post.kind), by=member.user)
    assert (again.row, again.is_new) == (first, False)


def test_the_words_signed_must_be_those_in_force(town, post, member):
    old = pledge_for(post.kind)
    publish_pledge(kind=post.kind, text="新的承诺", active_from=timezone.localdate(), by=town.organisation)
    with refused("pledge_changed", "pledge"):
        make(duty_claims, "claim", post=post, pledge=old, by=member.user)
    assert PledgeText.objects.filter(kind=post.kind).count() == 2


def test_a_pledge_of_tomorrow_is_not_in_force_today(town, post):
    tomorrow = timezone.localdate() + timedelta(days=1)
    words = publish_pledge(kind=post.kind, text="明天的承诺", active_from=tomorrow, by=town.organisation)
    assert pledge_for(post.kind) != words


def test_a_full_post_takes_nobody_more(town, post):
    for _ in range(post.needed):
        claimed(post, accepted(town.east, town.secretary))
    with refused("full"):
        claimed(post, accepted(town.east, town.secretary))


def test_a_place_given_back_is_free_again(town, post):
    first, second, third = (accepted(town.east, town.secretary) for _ in range(3))
    claimed(post, first)
    perform_one(duty_claims, "release", pk=claimed(post, second).pk, by=second.user)
    assert claimed(post, third).state == ClaimState.CLAIMED


def test_posts_of_one_member_are_limited_by_the_rules(town, member):
    for number in range(3):
        claimed(opened(town.east, town.secretary, title=f"岗位{number}"), member)
    with refused("too_many"):
        claimed(opened(town.east, town.secretary, title="第四个"), member)


def test_only_members_of_the_community_claim(town, post):
    stranger = accepted(town.west, town.west_secretary)
    waiting = registered(town.east)
    with refused("not_found", "post"):
        claimed(post, stranger)
    with refused("elsewhere"):
        claimed(post, waiting)
    with refused("not_found", "member"):
        claimed(post, stranger, by=town.secretary)


def test_a_post_of_a_building_of_the_community_counts_as_of_the_community(town, member):
    post = opened(town.east_building, town.secretary, kind="building", title="1号楼楼栋长")
    assert claimed(post, member).state == ClaimState.CLAIMED


def test_nobody_claims_for_somebody_else(town, post, member):
    with refused("not_found", "member"):
        claimed(post, member, by=accepted(town.east, town.secretary).user)
    with refused("not_found", "member"):
        claimed(post, member, by=town.west_secretary)


def test_the_desk_claims_for_people_without_phones(town, post):
    member = enrolled(town.east, town.clerk)
    perform(report_ins, "accept", ids=[ReportIn.objects.get(member=member).pk], by=town.secretary)
    assert claimed(post, member, by=town.clerk).origin == ClaimOrigin.PROXY


def test_a_post_past_its_term_or_closed_takes_nobody(town, member):
    today = timezone.localdate()
    over = opened(town.east, town.secretary, since=today - timedelta(days=9), until=today)
    shut = opened(town.east, town.secretary)
    perform_one(duty_posts, "close", pk=shut.pk, reason="", by=town.secretary)
    for post in (over, shut):
        with refused("closed"):
            claimed(post, member)


def test_an_appointment_credits_b02_once_a_year(town, post, member):
    appointed(post, member, town.secretary)
    appointed(opened(town.east, town.secretary, title="另一岗"), member, town.clerk)
    entry = PointEntry.objects.get(item_code="B02")
    assert entry.source == f"B02:{member.pk}:{timezone.localdate().year}"
    assert entry.credit.credited == 4


def test_an_appointment_makes_the_report_in_posted(town, post, member):
    appointed(post, member, town.secretary)
    assert ReportIn.objects.live().get(member=member).state == ReportInState.POSTED


def test_declined_with_a_reason_and_free_to_claim_again(town, post, member):
    claim = claimed(post, member)
    perform(duty_claims, "decline", ids=[claim.pk], reason="需要医师资格", by=town.secretary)
    claim.refresh_from_db()
    assert (claim.state, claim.reason, claim.ended_by) == (ClaimState.DECLINED, "需要医师资格", town.secretary)
    assert claimed(post, member).pk != claim.pk


def test_the_member_leaves_without_a_reason_the_desk_gives_one(town, post):
    first, second = (accepted(town.east, town.secretary) for _ in range(2))
    own = appointed(post, first, town.secretary)
    other = appointed(post, second, town.secretary)
    assert perform_one(duty_claims, "release", pk=own.pk, by=first.user).cause == ReleaseCause.OWN_WISH
    with refused("reason_missing", "reason"):
        perform_one(duty_claims, "release", pk=other.pk, by=town.secretary)
    assert (
        perform_one(duty_claims, "release", pk=other.pk, reason="岗位调整", by=town.secretary).cause
        == ReleaseCause.DESK
    )


def test_the_end_of_a_report_in_ends_all_its_claims(town, post, member):
    appointed(post, member, town.secretary)
    claimed(opened(town.east, town.secretary, title="另一岗"), member)
    assert release_claims(member_id=member.pk, reason="报到注销", by=town.secretary) == 2
    assert set(DutyClaim.objects.values_list("state", "cause", "reason")) == {
        (ClaimState.RELEASED, ReleaseCause.REPORT_IN, "报到注销")
    }


def test_points_stay_after_a_release(town, post, member):
    claim = appointed(post, member, town.secretary)
    perform_one(duty_claims, "release", pk=claim.pk, by=member.user)
    assert PointEntry.objects.get(item_code="B02").credit.credited == 4


def test_without_a_pledge_there_is_no_claim(post, member):
    pledge = pledge_for(post.kind)
    PledgeText.objects.filter(kind=post.kind).update(active_from=timezone.localdate() + timedelta(days=1))
    with refused("no_pledge"):
        make(duty_claims, "claim", post=post, pledge=pledge, by=member.user)


def test_leaving_or_moving_frees_the_post(town, post):
    leaver, mover = (accepted(town.east, town.secretary) for _ in range(2))
    for member in (leaver, mover):
        appointed(post, member, town.secretary)
    live = ReportIn.objects.live().get(member=leaver)
    perform_one(report_ins, "leave", pk=live.pk, by=leaver.user)
    transfer_report_in(member=mover, community=town.west, residence="花园3号楼", by=mover.user)
    ends = DutyClaim.objects.order_by("pk").values_list("state", "cause", "reason")
    assert list(ends) == [
        (ClaimState.RELEASED, ReleaseCause.REPORT_IN, "报到注销"),
        (ClaimState.RELEASED, ReleaseCause.REPORT_IN, "报到转出"),
    ]
