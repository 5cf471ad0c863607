"""Duty posts and claims by API: read within reach, claimed once, left, decided on many at a time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orgtree.acts import perform, perform_one
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.models import AccessLog
from tests.api import Api, assert_error
from tests.volunteers.people import accepted, enrolled
from tests.volunteers.posts import appointed, claimed, opened
from volunteers.choices import ClaimOrigin, ClaimState, DutyClass
from volunteers.duties.services.claiming import pledge_for
from volunteers.duties.services.duty_posts import duty_posts
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import DutyClaim, ReportIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(town):
    return opened(town.east, town.secretary)


def body_of(post, **changes) -> dict:
    """A claim as a program sends it."""
    return {"post": post.pk, "pledge": pledge_for(post.kind).pk} | changes


def titles(reply) -> list[str]:
    assert reply.status_code == 200, reply.content.decode()
    return [row["title"] for row in reply.json()["results"]]


def test_a_post_says_whom_it_needs_and_has_and_what_is_signed(town, post, member):
    appointed(post, member, town.secretary)
    claimed(post, accepted(town.east, town.secretary))
    [row] = Api(town.secretary).get("duty-posts/").json()["results"]
    assert (row["needed"], row["waiting"], row["appointed"]) == (2, 1, 1)
    assert (row["area"]["id"], row["class_label"], row["kind_label"]) == (town.east.pk, "社区治理", "普通岗")
    assert row["pledge"]["id"] == pledge_for(post.kind).pk


def test_posts_are_found_by_class_and_area(town, post):
    opened(town.east_building, town.secretary, title="楼栋长", kind="building", post_class=DutyClass.OTHER)
    api = Api(town.secretary)
    assert titles(api.get("duty-posts/", post_class="other")) == ["楼栋长"]
    assert titles(api.get("duty-posts/", under=town.east_building.pk)) == ["楼栋长"]
    assert len(titles(api.get("duty-posts/", under=town.east.pk))) == 2
    assert titles(api.get("duty-posts/", under=town.west.pk)) == []
    assert_error(api.get("duty-posts/", post_klass="other"), 400, "invalid", "post_klass")


def test_posts_are_shown_to_their_desk_and_to_who_may_claim_them(town, post, member):
    far = accepted(town.west, town.west_secretary)
    for viewer in (town.secretary, member.user):
        assert titles(Api(viewer).get("duty-posts/")) == [post.title]
    for viewer in (town.west_secretary, town.admin, far.user):
        assert titles(Api(viewer).get("duty-posts/")) == []
        assert_error(Api(viewer).get(f"duty-posts/{post.pk}/"), 404, "not_found")
    # A token without the scope for one's own affairs opens nothing to a member.
    assert titles(Api(member.user, scopes=[P.MEMBER_VIEW]).get("duty-posts/")) == []
    assert titles(Api(member.user, scopes=[OWN]).get("duty-posts/")) == [post.title]


def test_a_closed_post_stays_with_those_who_held_it(town, post, member):
    claimed(post, member)
    other = accepted(town.east, town.secretary)
    perform_one(duty_posts, "close", pk=post.pk, reason="", by=town.secretary)
    assert titles(Api(member.user).get("duty-posts/")) == [post.title]
    assert titles(Api(other.user).get("duty-posts/")) == []


def test_a_claim_sent_twice_is_one_claim(post, member):
    api = Api(member.user, scopes=[OWN])
    first = api.post("duty-claims/", body_of(post))
    assert first.status_code == 201, first.content.decode()
    again = api.post("duty-claims/", body_of(post))
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    claim = DutyClaim.objects.get()
    assert (claim.member, claim.origin, claim.on_paper) == (member, ClaimOrigin.SELF, False)


def test_words_that_are_not_in_force_are_not_signed(post, member):
    other = pledge_for("pioneer")
    reply = Api(member.user).post("duty-claims/", body_of(post, pledge=other.pk))
    assert_error(reply, 409, "pledge_changed", "pledge")
    assert not DutyClaim.objects.exists()


def test_a_full_post_answers_409(town, post, member):
    for _ in range(post.needed):
        claimed(post, accepted(town.east, town.secretary))
    assert_error(Api(member.user).post("duty-claims/", body_of(post)), 409, "full")


def test_the_desk_claims_for_whom_it_may(town, post):
    paper = enrolled(town.east, town.clerk)
    perform(report_ins, "accept", ids=[ReportIn.objects.get(member=paper).pk], by=town.secretary)
    wanted = body_of(post, member=paper.pk, on_paper=True)
    for stranger in (town.west_secretary, accepted(town.east, town.secretary).user):
        assert_error(Api(stranger).post("duty-claims/", wanted), 404, "not_found")
    # The same account without the scope of the act reaches nobody but themselves.
    assert_error(Api(town.clerk, scopes=[OWN]).post("duty-claims/", wanted), 404, "not_found")
    assert not DutyClaim.objects.exists()
    reply = Api(town.clerk, scopes=[P.DUTY_MANAGE]).post("duty-claims/", wanted)
    assert reply.status_code == 201, reply.content.decode()
    claim = DutyClaim.objects.get()
    assert (claim.member, claim.origin, claim.on_paper) == (paper, ClaimOrigin.PROXY, True)


def test_claims_are_the_desks_and_the_members_own(town, post, member):
    mine = claimed(post, member)
    claimed(post, accepted(town.east, town.secretary))
    [row] = Api(member.user).get("duty-claims/").json()["results"]
    assert (row["id"], row["title"], row["state_label"]) == (mine.pk, post.title, "待任岗")
    assert Api(town.secretary).get("duty-claims/").json()["count"] == 2
    assert Api(town.secretary).get("duty-claims/", member=member.pk).json()["count"] == 1
    assert Api(town.west_secretary).get("duty-claims/").json()["count"] == 0
    assert_error(Api(town.west_secretary).get(f"duty-claims/{mine.pk}/"), 404, "not_found")


def test_looks_at_others_claims_are_recorded(town, post, member):
    claim = claimed(post, member)
    Api(member.user).get(f"duty-claims/{claim.pk}/")
    assert not AccessLog.objects.exists()
    Api(town.secretary).get(f"duty-claims/{claim.pk}/")
    look = AccessLog.objects.get()
    assert (look.actor, look.action, look.area) == (town.secretary, "api", town.east)


def test_a_member_leaves_without_a_reason_and_the_desk_with_one(town, post, member):
    first = appointed(post, member, town.secretary)
    second = claimed(post, accepted(town.east, town.secretary))
    for stranger in (town.west_secretary, accepted(town.west, town.west_secretary).user):
        assert_error(Api(stranger).post(f"duty-claims/{first.pk}/release/", {}), 404, "not_found")
    reply = Api(member.user, scopes=[OWN]).post(f"duty-claims/{first.pk}/release/", {})
    assert (reply.status_code, reply.json()["state"], reply.json()["cause"]) == (200, "released", "own_wish")
    desk = Api(town.secretary)
    assert_error(desk.post(f"duty-claims/{second.pk}/release/", {}), 422, "reason_missing", "reason")
    reply = desk.post(f"duty-claims/{second.pk}/release/", {"reason": "岗位调整"})
    assert (reply.status_code, reply.json()["reason"]) == (200, "岗位调整")


def test_many_are_decided_at_once_each_by_itself(town, post, member):
    done, waits = appointed(post, member, town.secretary), claimed(post, accepted(town.east, town.secretary))
    reply = Api(town.secretary).post("duty-claims/appoint/", {"ids": [done.pk, waits.pk]}).json()
    assert reply["done"] == 1
    assert [row["id"] for row in reply["refused"]] == [done.pk]
    waits.refresh_from_db()
    assert waits.state == ClaimState.APPOINTED


def test_a_claim_is_declined_with_a_reason(town, post, member):
    claim = claimed(post, member)
    assert_error(Api(town.secretary).post("duty-claims/decline/", {"ids": [claim.pk]}), 400, "invalid", "reason")
    reply = Api(town.secretary).post("duty-claims/decline/", {"ids": [claim.pk], "reason": "需要资质"}).json()
    assert reply == {"done": 1, "refused": []}
    claim.refresh_from_db()
    assert (claim.state, claim.reason) == (ClaimState.DECLINED, "需要资质")


@pytest.mark.parametrize("act", ["appoint", "decline"])
def test_nobody_decides_out_of_reach_or_on_their_own(town, post, member, act):
    claim = claimed(post, member)
    wanted = {"ids": [claim.pk], "reason": "不合适"}
    for stranger in (town.west_secretary, member.user):
        reply = Api(stranger).post(f"duty-claims/{act}/", wanted).json()
        assert (reply["done"], reply["refused"][0]["id"]) == (0, None)
    assert_error(Api(member.user, scopes=[OWN]).post(f"duty-claims/{act}/", wanted), 403, "token_scope")
    claim.refresh_from_db()
    assert claim.state == ClaimState.CLAIMED


@pytest.mark.parametrize("path", ["duty-posts/", "duty-claims/"])
def test_more_rows_take_no_more_queries(town, post, path):
    def counted() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            Api(town.secretary).get(path)
        return len(queries)

    claimed(post, accepted(town.east, town.secretary))
    Api(town.secretary).get(path)
    before = counted()
    for number in range(3):
        claimed(opened(town.east, town.secretary, title=f"岗位{number}"), accepted(town.east, town.secretary))
    assert counted() == before
