"""Redeeming points: balance, stock, limits, two phones at once, the counter, and who sees what."""

import uuid
from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.db import InternalError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from orgtree.acts import make, perform, perform_one
from orgtree.errors import RuleBroken
from tests.volunteers.people import accepted, logged
from tests.volunteers.standing.test_deeds import deducted
from volunteers.choices import RedemptionState, SpendKind
from volunteers.home.services.account_closing import close_account
from volunteers.models import MemberYear, Redemption, Reward, ServiceRecord, SpendEntry
from volunteers.recognition.services.reward_shelf import save_reward, save_window
from volunteers.recognition.services.rewards import balance_of, redemptions, rewards_for
from volunteers.service.services.service_records import confirm_services, void_service
from volunteers.standing.services.deed_acts import deed_acts


def window_at(area, by, **changes):
    today = timezone.localdate()
    details = {
        "label": "第四季度积分兑换",
        "opens_on": today - timedelta(days=3),
        "closes_on": today + timedelta(days=10),
        "pick_up": "周六上午，社区党群服务中心",
    }
    return save_window(area=area, by=by, **details | changes)


def reward_in(window, by, **changes):
    details = {"kind": "daily", "name": "毛巾", "cost": D(4), "stock": 5, "per_person": 2, "sponsor": ""}
    return save_reward(window=window, by=by, **{**details, "is_active": True} | changes)


def served_two_hours(member, by) -> ServiceRecord:
    """Four redeemable points (S01, two an hour)."""
    record = logged(member, 9, 11)
    confirm_services(record_ids=[record.pk], by=by)
    return record


@pytest.fixture
def counter(town):
    """(town, a member with four points, a reward that costs four)."""
    member = accepted(town.east, town.secretary)
    served_two_hours(member, town.secretary)
    return town, member, reward_in(window_at(town.east, town.secretary), town.secretary)


def take(member, reward, quantity=1, **more):
    """(the reservation, whether it is new)."""
    said = {"member": member, "reward": reward, "quantity": quantity, "client_key": uuid.uuid4(), "by": member.user}
    made = make(redemptions, "redeem", **said | more)
    return made.row, made.is_new


def cancel(redemption, by, reason=""):
    return perform_one(redemptions, "cancel", pk=redemption.pk, reason=reason, by=by)


def code_of(call) -> str:
    with pytest.raises(RuleBroken) as refused:
        call()
    return refused.value.code


def test_points_are_spent_and_hours_stay(counter):
    _, member, reward = counter
    assert balance_of(member).left == 4
    redemption, created = take(member, reward)
    assert (created, redemption.state, redemption.points) == (True, RedemptionState.RESERVED, 4)
    assert balance_of(member).left == 0
    years = MemberYear.objects.filter(
        member=member
    )  # two on the first of January: of today's B01 and of yesterday's S01
    assert sum(year.total() for year in years) == 4 + 8
    assert ServiceRecord.objects.get(member=member).hours == 2
    assert Reward.objects.with_left().get().left == 4


def test_no_overdraft(counter):
    _, member, reward = counter
    take(member, reward)
    assert code_of(lambda: take(member, reward)) == "overdraft"
    assert SpendEntry.objects.count() == 1


def test_the_same_key_redeems_once_and_another_body_is_refused(counter):
    _, member, reward = counter
    key = uuid.uuid4()
    first, _ = take(member, reward, client_key=key)
    again, created = take(member, reward, client_key=key)
    assert (again.pk, created) == (first.pk, False)
    assert code_of(lambda: take(member, reward, 2, client_key=key)) == "key_reused"


def test_points_taken_back_later_leave_a_debt_that_blocks(counter):
    town, member, reward = counter
    take(member, reward)
    void_service(record_id=ServiceRecord.objects.get(member=member).pk, reason="查无此事", by=town.secretary)
    assert balance_of(member).left == -4
    assert code_of(lambda: take(member, reward)) == "overdraft"


def test_cancelling_gives_points_and_stock_back_once(counter):
    town, member, reward = counter
    redemption, _ = take(member, reward)
    cancel(redemption, member.user)
    assert (balance_of(member).left, Reward.objects.with_left().get().left) == (4, 5)
    cancel(redemption, member.user)
    kinds = SpendEntry.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [SpendKind.SPEND, SpendKind.REFUND]


def test_who_is_gone_keeps_nothing_on_the_shelf(counter):
    _, member, reward = counter
    reserved, _ = take(member, reward)
    close_account(member_id=member.pk, by=member.user)
    reserved.refresh_from_db()
    assert (reserved.state, balance_of(member).left) == (RedemptionState.CANCELLED, 4)


def test_the_desk_cancels_with_a_reason(counter):
    town, member, reward = counter
    redemption, _ = take(member, reward)
    assert code_of(lambda: cancel(redemption, town.secretary)) == "reason_missing"
    cancel(redemption, town.secretary, "货品破损")
    assert Redemption.objects.get().reason == "货品破损"


def test_what_was_handed_out_is_not_cancelled(counter):
    town, member, reward = counter
    redemption, _ = take(member, reward)
    assert perform(redemptions, "hand_out", ids=[redemption.pk], by=town.clerk).done == 1
    assert code_of(lambda: cancel(redemption, member.user)) == "wrong_state"


def test_only_rewards_of_ones_own_place(counter):
    town, member, _ = counter
    elsewhere = reward_in(window_at(town.west, town.west_secretary), town.west_secretary)
    assert code_of(lambda: take(member, elsewhere)) == "elsewhere"
    above = reward_in(window_at(town.street, town.street_secretary), town.street_secretary, name="雨伞")
    assert {reward.name for reward in rewards_for(member)} == {"毛巾", "雨伞"}
    assert take(member, above)[1]


def test_a_leak_stops_redeeming_for_the_year(counter):
    town, member, reward = counter
    leak = deducted(town, member, "N05", happened_on=timezone.localdate())
    assert code_of(lambda: take(member, reward)) == "stopped"
    perform_one(deed_acts, "reverse", pk=leak.pk, reason="复查不成立", by=town.street_secretary)
    assert take(member, reward)[1]


def test_control_another_deduction_stops_nothing(counter):
    town, member, reward = counter
    deducted(town, member, "N01", happened_on=timezone.localdate())
    assert take(member, reward)[1]


def test_the_counter_redeems_for_someone_without_a_phone(counter):
    town, member, reward = counter
    redemption, _ = take(member, reward, by=town.clerk)
    assert redemption.entered_by == town.clerk
    assert code_of(lambda: take(member, reward, by=town.west_secretary)) == "not_found"
    assert code_of(lambda: take(member, reward, by=town.grid_worker)) == "not_found"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"cost": D(5)}, "cost"),
        ({"stock": 0}, "stock"),
        ({"name": "购物卡"}, "name"),
        ({"per_person": 0}, "per_person"),
        ({"cost": D(0)}, "cost"),
    ],
)
def test_a_reward_that_was_redeemed_keeps_its_price_and_enough_stock(counter, changes, field):
    town, member, reward = counter
    take(member, reward)
    fields = {
        "kind": "daily",
        "name": "毛巾",
        "cost": D(4),
        "stock": 5,
        "per_person": 2,
        "sponsor": "",
        "is_active": True,
    }
    with pytest.raises(RuleBroken) as refused:
        save_reward(reward_id=reward.pk, window=reward.window, by=town.secretary, **fields | changes)
    assert refused.value.field == field


def test_windows_are_kept_by_their_own_desk(counter):
    town, _, reward = counter
    today = timezone.localdate()
    with pytest.raises(RuleBroken) as refused:
        window_at(town.east, town.west_secretary, label="别家")
    assert refused.value.field == "area"
    with pytest.raises(RuleBroken) as refused:
        window_at(town.east, town.secretary, label="太长", closes_on=today + timedelta(days=200))
    assert refused.value.field == "closes_on"
    with pytest.raises(RuleBroken) as refused:
        window_at(town.east, town.secretary, label="倒着", closes_on=today - timedelta(days=20))
    assert "结束日期" in refused.value.message
    with pytest.raises(RuleBroken):
        reward_in(reward.window, town.west_secretary, name="抢")


def test_the_spending_ledger_is_append_only(counter):
    _, member, reward = counter
    take(member, reward)
    for statement in ("UPDATE volunteers_spendentry SET points = 1", "DELETE FROM volunteers_spendentry"):
        with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_the_member_redeems_on_the_phone(counter, client):
    _, member, reward = counter
    client.force_login(member.user)
    shelf = reverse("member-rewards")
    assert "现在可以兑换" in client.get(shelf).content.decode()
    page = client.get(reverse("member-reward", args=[reward.pk]))
    key = page.context["form"]["client_key"].value()
    again = [
        client.post(reverse("member-reward", args=[reward.pk]), {"client_key": key, "quantity": 1}, follow=True)
        for _ in range(2)
    ]
    assert "领取码" in again[0].content.decode()
    assert "没有重复登记" in again[1].content.decode()
    assert Redemption.objects.count() == 1
    refusal = client.post(reverse("member-reward", args=[reward.pk]), {"client_key": uuid.uuid4(), "quantity": 1})
    assert "现有可兑换积分0分" in refusal.content.decode()
    assert "现在可以兑换" not in client.get(shelf).content.decode(), "with 0 points nothing can be had"
    client.post(reverse("member-redemption-cancel", args=[Redemption.objects.get().pk]))
    assert balance_of(member).left == 4


def test_another_members_redemption_is_not_there(counter, client):
    town, member, reward = counter
    redemption, _ = take(member, reward)
    stranger = accepted(town.east, town.secretary)
    client.force_login(stranger.user)
    assert client.post(reverse("member-redemption-cancel", args=[redemption.pk])).status_code == 404
    assert Redemption.objects.get().state == RedemptionState.RESERVED


def test_the_desk_hands_out_many_at_once(counter, client):
    town, member, reward = counter
    redemption, _ = take(member, reward)
    client.force_login(town.clerk)
    address = reverse("admin:volunteers_redemption_changelist")
    page = client.post(address, {"action": "hand_out", "_selected_action": [redemption.pk]}, follow=True)
    assert "已发放1条" in page.content.decode()
    client.force_login(town.west_secretary)
    assert "毛巾" not in client.get(address).content.decode()


def test_the_counter_names_the_person(counter, client):
    town, member, reward = counter
    client.force_login(town.clerk)
    address = reverse("admin:volunteers_reward_act", args=[reward.pk, "redeem"])
    page = client.post(address, {"member": member.pk, "quantity": 1}, follow=True)
    assert "领取码" in page.content.decode()
    stranger = accepted(town.west, town.west_secretary)
    refused = client.post(address, {"member": stranger.pk, "quantity": 1})
    assert "请选择您管理范围内的一项" in refused.content.decode()


def test_the_api_redeems_once(counter, client):
    _, member, reward = counter
    client.force_login(member.user)
    body = {"reward": reward.pk, "quantity": 1, "client_key": str(uuid.uuid4())}
    codes = [client.post("/api/v1/redemptions/", body, content_type="application/json").status_code for _ in range(2)]
    assert codes == [201, 200]
    body["client_key"] = str(uuid.uuid4())
    refused = client.post("/api/v1/redemptions/", body, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (409, "overdraft")


def test_the_page_asks_few_questions(counter, client, django_assert_max_num_queries):
    town, member, reward = counter
    for number in range(20):
        reward_in(reward.window, town.secretary, name=f"书{number}")
    client.force_login(member.user)
    with django_assert_max_num_queries(14):
        client.get(reverse("member-rewards"))
