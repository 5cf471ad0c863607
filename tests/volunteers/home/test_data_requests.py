"""Requests about one's own data: asked once, answered in time by somebody else, a refusal with its reason."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from orgtree.acts import make, perform_one
from orgtree.calendar.services.calendar import Calendar
from orgtree.declare import registry
from orgtree.models import DeadlineRule, Notice
from tests.volunteers.people import accepted, enrolled
from tests.volunteers.refusals import refused
from volunteers.choices import DataRequestState
from volunteers.home.services.account_closing import ERASED, close_account
from volunteers.home.services.data_requests import data_requests
from volunteers.home.services.own_data import own_data
from volunteers.home.services.reminders import send_reminders
from volunteers.models import DataRequest

pytestmark = pytest.mark.django_db
WORDS = "手机号要换成新号码"
PAGE = "/m/me/requests/"
LIST = "/desk/volunteers/datarequest/"


def asked(member, kind="correct", text=WORDS, by=None) -> DataRequest:
    return make(data_requests, "ask", member=member, kind=kind, text=text, by=by or member.user).row


def settle(request, by, answer="已更改") -> DataRequest:
    return perform_one(data_requests, "settle", pk=request.pk, answer=answer, by=by)


def refuse(request, by, answer) -> DataRequest:
    return perform_one(data_requests, "refuse", pk=request.pk, answer=answer, by=by)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(reply) -> str:
    return reply.content.decode()


def test_asked_once_with_the_deadline_of_that_day(town, member):
    made, again = (
        make(data_requests, "ask", kind="correct", text=words, by=member.user) for words in (f" {WORDS} ", WORDS)
    )
    assert (made.row.pk, made.is_new, again.is_new) == (again.row.pk, True, False)
    first = made.row
    assert first.due_on == Calendar().workdays_after(timezone.localdate(), 15)
    with refused("already_asked"):
        asked(member, text="姓名写错了一个字")
    asked(member, "explain", "上月时长怎么来的")
    assert DataRequest.objects.waiting().count() == 2


def test_without_a_rule_it_has_no_deadline(town, member):
    DeadlineRule.objects.filter(key="data").delete()
    assert asked(member).due_on is None


@pytest.mark.parametrize(
    ("kind", "words", "code", "field"),
    [
        ("correct", "改", "text_short", "text"),
        ("correct", "改" * 501, "text_long", "text"),
        ("other", WORDS, "kind_unknown", "kind"),
    ],
)
def test_what_cannot_be_asked(member, kind, words, code, field):
    with refused(code, field):
        asked(member, kind, words)
    assert DataRequest.objects.count() == 0


def test_answered_by_the_community_and_told(town, member):
    request = asked(member)
    with refused("not_found"):
        settle(request, town.grid_worker)
    settle(request, town.clerk)
    request.refresh_from_db()
    assert (request.state, request.answer, request.decided_by) == (DataRequestState.DONE, "已更改", town.clerk)
    assert Notice.objects.get(user=member.user, key__startswith="datarequest:").title == "更正、补充申请已办结"
    with refused("wrong_state"):
        perform_one(data_requests, "withdraw", pk=request.pk, by=member.user)
    assert asked(member).pk != request.pk  # the next one is a new request


def test_an_answer_without_words_is_refused_by_the_database(town, member):
    request = asked(member)
    with pytest.raises(DatabaseError), transaction.atomic():
        DataRequest.objects.filter(pk=request.pk).update(state="done", decided_by=town.clerk, decided_at=timezone.now())


def test_withdrawn_by_the_member_or_the_desk(town, member):
    first = asked(member)
    perform_one(data_requests, "withdraw", pk=first.pk, by=member.user)
    perform_one(data_requests, "withdraw", pk=asked(member).pk, by=town.clerk)
    assert set(DataRequest.objects.values_list("state", flat=True)) == {DataRequestState.WITHDRAWN}


def test_the_desk_notes_one_for_somebody_without_a_phone(town):
    elder = enrolled(town.east, town.clerk)
    request = asked(elder, by=town.clerk)
    assert (request.entered_by, request.member) == (town.clerk, elder)
    with refused("not_found", "member"):
        asked(elder, "copy", by=town.west_secretary)
    settle(request, town.secretary, "已当面更改")  # no account: nobody to tell


def test_late_ones_are_marked_and_the_desk_is_reminded_once(town, member):
    request = asked(member)
    before = request.due_on
    send_reminders(before)
    assert not Notice.objects.filter(key__startswith="late:data:").exists()
    for _ in range(2):
        send_reminders(before + timedelta(days=1))
    told = Notice.objects.filter(key__startswith="late:data:")
    assert {notice.user for notice in told} == {town.secretary, town.clerk}
    assert told.first().title == "超期未答复个人信息申请：1份"
    assert "待办理" in text(signed_in(town.clerk).get(LIST))
    DataRequest.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert "已超期" in text(signed_in(town.clerk).get(LIST))


def test_closing_the_account_takes_the_words(member):
    request = asked(member)
    close_account(member_id=member.pk, by=member.user)
    request.refresh_from_db()
    assert request.text == ERASED
    assert WORDS not in str(list(DataRequest.pgh_event_model.objects.values_list("text", flat=True)))


def test_the_copy_of_ones_data(member):
    asked(member)
    [row] = own_data(member)["个人信息申请"]
    assert (row["申请内容"], row["状态"]) == (WORDS, "待办理")


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_on_the_phone(town, own, member):
    assert f'href="{PAGE}?kind=correct"' in text(own.get("/m/me/"))
    assert 'value="correct" selected' in text(own.get(f"{PAGE}?kind=correct"))
    wrong = text(own.post(PAGE, {"kind": "correct", "text": "改"}))
    assert "请写清楚要办理什么，例如" in wrong
    assert "改</textarea>" in wrong
    assert "请选择申请事项" in text(own.post(PAGE, {"text": WORDS}))
    assert "申请已提交" in text(own.post(PAGE, {"kind": "correct", "text": WORDS}, follow=True))
    assert "没有重复登记" in text(own.post(PAGE, {"kind": "correct", "text": WORDS}, follow=True))
    request = DataRequest.objects.get()
    other = signed_in(accepted(town.east, town.secretary).user)
    assert WORDS not in text(other.get(PAGE))
    assert other.post(f"{PAGE}{request.pk}/withdraw/").status_code == 404
    refuse(request, town.clerk, "证明材料不符")
    page = text(own.get(PAGE))
    assert "不予办理的理由：</b>证明材料不符" in page
    assert "撤回申请" not in page


def test_on_the_desk(town, member):
    clerk = signed_in(town.clerk)
    noted = clerk.post(
        f"/desk/volunteers/member/{member.pk}/act/data-request/", {"kind": "correct", "text": WORDS}, follow=True
    )
    assert "已登记更正、补充申请，请在" in text(noted)
    request = DataRequest.objects.get()
    card = registry.cards["volunteers.data_requests_waiting"]
    assert (card.count(town.clerk), card.count(town.west_secretary)) == (1, 0)
    assert WORDS in text(clerk.get(card.url(town.clerk)))
    address = f"{LIST}{request.pk}/act/settle/"
    assert "已办结" in text(clerk.post(address, {"answer": "已更改"}, follow=True))
    assert DataRequest.objects.get().state == DataRequestState.DONE


def test_the_list_takes_few_queries(town, django_assert_max_num_queries):
    for _ in range(6):
        asked(accepted(town.east, town.secretary))
    clerk = signed_in(town.clerk)
    clerk.get(LIST)
    with django_assert_max_num_queries(20):
        assert WORDS in text(clerk.get(LIST))


def test_the_api(town, member, own):
    address = "/api/v1/data-requests/"

    def post(client, where, body=None):
        return client.post(where, body or {}, content_type="application/json")

    made = post(own, address, {"kind": "correct", "text": WORDS})
    assert (made.status_code, made.json()["state"]) == (201, "waiting")
    assert post(own, address, {"kind": "correct", "text": WORDS}).status_code == 200
    assert post(own, address, {"kind": "correct", "text": "另一件事情"}).status_code == 409
    assert post(own, address, {"kind": "copy", "text": "改"}).status_code == 422
    one = f"{address}{made.json()['id']}/"
    stranger, clerk = signed_in(town.west_secretary), signed_in(town.clerk)
    assert stranger.get(one).status_code == 404
    assert post(stranger, f"{one}answer/", {"answer": "已更改"}).status_code == 404
    assert post(own, f"{one}answer/", {"answer": "已更改"}).status_code in (403, 404)
    done = post(clerk, f"{one}answer/", {"answer": "已更改"})
    assert (done.status_code, done.json()["state"]) == (200, "done")
    assert post(own, f"{one}withdraw/").status_code == 409
    noted = post(clerk, address, {"kind": "copy", "member": member.pk, "text": WORDS})
    assert post(own, f"{address}{noted.json()['id']}/withdraw/").json()["state"] == "withdrawn"
    assert own.get(address).json()["count"] == 2
