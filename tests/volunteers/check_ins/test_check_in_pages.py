"""Check-ins on the phone, on the desk and in the API."""

from datetime import timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client
from django.utils import timezone

from orgtree.acts import perform
from orgtree.declare import registry
from tests.volunteers.check_ins.test_check_ins import WORDS, entered, sent
from tests.volunteers.people import accepted, registered
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.choices import CheckInState
from volunteers.home.services.own_data import own_data
from volunteers.models import CheckIn

pytestmark = pytest.mark.django_db
PAGE = "/m/check-ins/"
LIST = "/desk/volunteers/checkin/"


def text(reply) -> str:
    return reply.content.decode()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


# --- Phone ------------------------------------------------------------------------------------------------------------


def test_one_tap_for_the_half_year(own, member):
    assert "点一下即可" in text(own.get("/m/"))
    assert "我来报到" in text(own.get(PAGE))
    for _ in range(2):
        page = text(own.post(PAGE, {"kind": "half_year", "text": ""}, follow=True))
        assert "待接收" in page
    assert CheckIn.objects.get().member == member
    assert "我来报到" not in text(own.get(PAGE))
    assert "点一下即可" not in text(own.get("/m/"))


def test_a_summary_is_told_at_its_field_and_nothing_is_lost(own):
    page = text(own.post(PAGE, {"kind": "summary", "text": "太短的话"}))
    assert "请至少写20个字，现在是4个字" in page
    assert "太短的话" in page
    assert "data-fresh" not in page  # the draft does not go over what was just sent
    assert "请填写小结或意见建议" in text(own.post(PAGE, {"kind": "summary", "text": ""}))
    assert CheckIn.objects.count() == 0
    done = text(own.post(PAGE, {"kind": "summary", "text": WORDS}, follow=True))
    assert WORDS in done
    assert 'data-draft-done="summary"' in done
    assert 'data-draft="summary"' not in text(own.get(PAGE))


def test_an_unknown_kind_writes_nothing(own):
    assert own.post(PAGE, {"kind": "other", "text": WORDS}).status_code == 200
    assert CheckIn.objects.count() == 0


def test_returned_sent_again_and_withdrawn(town, own, member):
    check_in = sent(member, "summary", WORDS)
    perform(check_in_acts, "return", ids=[check_in.pk], reason="请写具体", by=town.clerk)
    assert "被退回：请写具体" in text(own.get("/m/"))
    address = f"{PAGE}{check_in.pk}/"
    assert "请至少写20个字" in text(own.post(address, {"text": "短"}))
    assert "已重新提交" in text(own.post(address, {"text": WORDS * 2}, follow=True))
    assert "修改后重新提交" not in text(own.get(address))
    assert "已撤回" in text(own.post(f"{address}withdraw/", follow=True))
    assert CheckIn.objects.get().state == CheckInState.WITHDRAWN


def test_accepted_shows_its_points(town, own, member):
    check_in = sent(member)
    perform(check_in_acts, "accept", ids=[check_in.pk], by=town.clerk)
    page = text(own.get(f"{PAGE}{check_in.pk}/"))
    assert "记入3分" in page
    assert "确认撤回" not in page


def test_others_and_those_not_accepted_yet(town, member, own):
    mine = sent(member)
    other = signed_in(accepted(town.east, town.secretary).user)
    assert other.get(f"{PAGE}{mine.pk}/").status_code == 404
    assert other.post(f"{PAGE}{mine.pk}/withdraw/").status_code == 404
    newcomer = signed_in(registered(town.east).user)
    assert "我来报到" not in text(newcomer.get(PAGE))
    assert own.get(f"{PAGE}{mine.pk}/withdraw/").status_code == 302


def test_the_copy_of_ones_data(member):
    sent(member, "summary", WORDS)
    [row] = own_data(member)["回社区报到"]
    assert (row["内容"], row["状态"]) == (WORDS, "待接收")


# --- Desk -------------------------------------------------------------------------------------------------------------


def test_the_desk_enters_for_a_member(town, member):
    clerk = signed_in(town.clerk)
    address = f"/desk/volunteers/member/{member.pk}/act/check-in/"
    today = timezone.localdate()
    body = {"kind": "summary", "happened_on": today.isoformat(), "text": "短"}
    assert "请至少写20个字" in text(clerk.post(address, body))
    late = body | {"text": WORDS, "happened_on": (today - timedelta(days=400)).isoformat()}
    assert "不能再登记" in text(clerk.post(address, late))
    assert CheckIn.objects.count() == 0
    assert "须由另一位工作人员接收" in text(clerk.post(address, body | {"text": WORDS}, follow=True))
    assert signed_in(town.west_secretary).get(address).status_code in (302, 403, 404)
    assert signed_in(town.grid_worker).post(address, body | {"text": WORDS}).status_code in (302, 403, 404)
    assert CheckIn.objects.count() == 1


def test_the_desk_accepts_many_sends_back_and_takes_back(town, member):
    half, summary = sent(member), entered(member, town.clerk, "summary", WORDS)
    card = registry.cards["volunteers.check_ins_waiting"]
    assert (card.count(town.clerk), card.count(town.west_secretary)) == (2, 0)
    clerk, secretary = signed_in(town.clerk), signed_in(town.secretary)
    assert "张试" in text(clerk.get(card.url(town.clerk)))
    accept = {"action": "accept", ACTION_CHECKBOX_NAME: [half.pk, summary.pk]}
    assert "已接收1条，1条未办理" in text(clerk.post(LIST, accept, follow=True))
    back = {"action": "return", ACTION_CHECKBOX_NAME: [summary.pk], "apply": "1", "reason": "请写具体"}
    assert "已退回1条" in text(secretary.post(LIST, back, follow=True))
    taken = secretary.post(f"{LIST}{half.pk}/act/take-back/", {"reason": "误接收"}, follow=True)
    assert "已撤销接收" in text(taken)
    assert set(CheckIn.objects.values_list("state", flat=True)) == {CheckInState.RETURNED}
    assert "接收所选" not in text(signed_in(town.grid_worker).get(LIST))


def test_the_list_takes_few_queries(town, django_assert_max_num_queries):
    for _ in range(6):
        sent(accepted(town.east, town.secretary), "summary", WORDS)
    clerk = signed_in(town.clerk)
    clerk.get(LIST)
    with django_assert_max_num_queries(20):
        assert "今年参加了" in text(clerk.get(LIST))


# --- API --------------------------------------------------------------------------------------------------------------


def test_the_api(town, member, own):
    address = "/api/v1/check-ins/"

    def post(client, where, body):
        return client.post(where, body, content_type="application/json")

    made = post(own, address, {"kind": "half_year"})
    assert (made.status_code, made.json()["state"], made.json()["origin"]) == (201, "submitted", "self")
    assert post(own, address, {"kind": "half_year"}).status_code == 200
    assert post(own, address, {"kind": "half_year", "text": "另一句"}).status_code == 409
    assert post(own, address, {"kind": "summary", "text": "短"}).status_code == 422
    ids = {"ids": [made.json()["id"]]}
    assert post(own, f"{address}accept/", ids).json()["done"] == 0
    stranger = signed_in(town.west_secretary)
    assert stranger.get(f"{address}{made.json()['id']}/").status_code == 404
    assert post(stranger, f"{address}accept/", ids).json()["done"] == 0
    missing = post(stranger, address, {"kind": "half_year", "member": 99_999_999})
    assert post(stranger, address, {"kind": "half_year", "member": member.pk}).status_code == missing.status_code == 404
    clerk = signed_in(town.clerk)
    proxy = post(clerk, address, {"kind": "summary", "member": member.pk, "text": WORDS})
    assert (proxy.status_code, proxy.json()["origin"]) == (201, "proxy")
    assert post(clerk, f"{address}accept/", ids).json() == {"done": 1, "refused": []}
    sheet = {"ids": [proxy.json()["id"]], "reason": "请写具体"}
    assert post(signed_in(town.secretary), f"{address}return/", sheet).json()["done"] == 1
    assert {row["state"] for row in own.get(address).json()["results"]} == {"accepted", "returned"}
