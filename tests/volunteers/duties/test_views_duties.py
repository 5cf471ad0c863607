"""A member's posts on the phone: found with a reason, claimed in two taps, left without one."""

import pytest
from django.urls import reverse
from django.utils import timezone

from orgtree.acts import perform, perform_one
from tests.volunteers.people import accepted, registered
from tests.volunteers.posts import appointed, claimed, opened
from volunteers.choices import ClaimState, ReleaseCause
from volunteers.duties.services.claiming import pledge_for
from volunteers.duties.services.duty_claim_acts import duty_claims
from volunteers.duties.services.duty_posts import change_duty, duty_posts, publish_pledge
from volunteers.members.services.members import update_member
from volunteers.models import DutyClaim, Skill

pytestmark = pytest.mark.django_db
LIST, HOME = reverse("member-duties"), f"{reverse('member-home')}?see=give"


def page(post):
    return reverse("member-duty", args=[post.pk])


def leave(claim):
    return reverse("member-duty-release", args=[claim.pk])


def signed(post):
    return {"agreed": "on", "pledge": pledge_for(post.kind).pk}


@pytest.fixture
def post(town):
    skill = Skill.objects.get(name="应急救援")
    return opened(town.east, town.secretary, skills=[skill], free_times=["weekend_day"], needed=1)


def test_two_taps_claim_a_post(own, member, post):
    assert post.title in own.get(LIST).content.decode()
    shown = own.get(page(post)).content.decode()
    assert pledge_for(post.kind).text.splitlines()[0] in shown
    reply = own.post(page(post), signed(post), follow=True)
    assert "已认领，等待社区审认" in reply.content.decode()
    assert DutyClaim.objects.get().state == ClaimState.CLAIMED


def test_the_box_has_to_be_ticked(own, post):
    reply = own.post(page(post), {"pledge": pledge_for(post.kind).pk})
    assert "先阅读承诺书" in reply.content.decode()
    assert not DutyClaim.objects.exists()


def test_a_retry_makes_no_second_claim(own, post):
    words = signed(post)
    own.post(page(post), words)
    own.post(page(post), words)
    assert DutyClaim.objects.count() == 1


def test_words_that_changed_are_shown_before_they_are_signed(own, post, town):
    words = signed(post)
    publish_pledge(kind=post.kind, text="全新的承诺内容", active_from=timezone.localdate(), by=town.organisation)
    reply = own.post(page(post), words, follow=True).content.decode()
    assert "承诺书已更新" in reply
    assert "全新的承诺内容" in reply
    assert not DutyClaim.objects.exists()


def test_the_reason_is_said(own, member, post):
    skill = Skill.objects.get(name="应急救援")
    update_member(member_id=member.pk, skills=[skill], free_times=["weekend_day"], by=member.user)
    for address in (LIST, page(post)):
        assert "您会应急救援，岗位需要应急救援；您周末白天有空" in own.get(address).content.decode()


def test_a_full_post_says_so_and_offers_nothing_to_sign(own, post, town):
    claimed(post, accepted(town.east, town.secretary))
    shown = own.get(page(post)).content.decode()
    assert "已经认满" in shown
    assert 'name="agreed"' not in shown
    assert "已认满" in own.get(LIST).content.decode()


def test_posts_elsewhere_or_closed_are_not_there(own, town):
    shut = opened(town.east, town.secretary, title="停止的岗")
    perform_one(duty_posts, "close", pk=shut.pk, reason="", by=town.secretary)
    west = opened(town.west, town.west_secretary, title="西园的岗")
    for post in (shut, west):
        assert own.get(page(post)).status_code == 404
        assert post.title not in own.get(LIST).content.decode()


def test_leaving_is_one_act_without_a_reason(own, member, post, town):
    claim = appointed(post, member, town.secretary)
    assert "退出岗位" in own.get(page(post)).content.decode()
    own.post(leave(claim))
    claim.refresh_from_db()
    assert (claim.state, claim.cause) == (ClaimState.RELEASED, ReleaseCause.OWN_WISH)
    assert post.title in own.get(LIST).content.decode()  # among the earlier ones, and to be claimed again


def test_nobody_leaves_for_another(own, post, town):
    other = claimed(post, accepted(town.east, town.secretary))
    assert own.post(leave(other)).status_code == 404
    assert own.get(leave(other)).status_code == 302
    other.refresh_from_db()
    assert other.state == ClaimState.CLAIMED


def test_a_refusal_shows_its_reason_and_a_notice_comes(own, member, post, town):
    claim = claimed(post, member)
    perform(duty_claims, "decline", ids=[claim.pk], reason="需要急救证书", by=town.secretary)
    assert "需要急救证书" in own.get(LIST).content.decode()
    assert "您认领的岗位未通过" in own.get("/m/?see=mine").content.decode()


def test_the_first_page_shows_own_posts_and_where_people_are_needed(own, member, post, town):
    assert "社区有 1 个岗位正在招募" in own.get(HOME).content.decode()
    claimed(post, member)
    home = own.get(HOME).content.decode()
    assert post.title in home
    assert "待任岗" in home


def test_someone_who_does_not_belong_is_told_what_comes_first(town, client):
    client.force_login(registered(town.east).user, backend="django.contrib.auth.backends.ModelBackend")
    assert "接收您的报到后" in client.get(LIST).content.decode()


def test_the_list_asks_the_same_number_of_queries_however_long(own, member, post, town, django_assert_max_num_queries):
    own.get(LIST)
    with django_assert_max_num_queries(17) as few:
        own.get(LIST)
    for number in range(8):
        extra = opened(town.east_building, town.secretary, title=f"楼栋岗{number}", skills=Skill.objects.all()[:3])
        change_duty(post_id=extra.pk, needed=3, by=town.secretary)
    claimed(post, member)
    with django_assert_max_num_queries(len(few)):
        own.get(LIST)
