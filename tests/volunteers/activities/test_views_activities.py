"""Members' pages of activities, the leader's roll, the venue's code: what is shown, to whom, at what cost."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orgtree.models import AccessLog
from tests.volunteers.gatherings import announced, joined, plan, put_back, there
from tests.volunteers.people import accepted
from volunteers.activities.services.rolls import submit_roll
from volunteers.activities.services.venue_codes import code_now
from volunteers.choices import ServiceState, SignUpState
from volunteers.members.services.members import update_member
from volunteers.models import ActivitySession, SignUp

pytestmark = pytest.mark.django_db


def client_of(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client, name, *args, **query) -> str:
    reply = client.get(reverse(name, args=args), query)
    assert reply.status_code == 200
    return reply.content.decode()


def test_two_taps_from_the_list(town, member, own):
    session = announced(town.east, town.clerk)
    listed = page(own, "member-activities")
    assert f'href="{reverse("member-session", args=[session.pk])}"' in listed  # the first tap
    assert "报名" in page(own, "member-session", session.pk)
    reply = own.post(reverse("member-session-join", args=[session.pk]), follow=True)  # the second
    assert "报名成功" in reply.content.decode()
    assert session.sign_ups.get().state == SignUpState.SIGNED_UP
    assert "楼道清扫" in page(own, "member-activities-mine")
    assert "楼道清扫" in page(own, "member-home")


def test_the_wait_list_says_the_number(town, member, own):
    session = announced(town.east, town.clerk, plan(capacity=1))
    joined(session, accepted(town.east, town.clerk))
    assert "已满，可候补" in page(own, "member-activities")
    assert "候补第1位" in own.post(reverse("member-session-join", args=[session.pk]), follow=True).content.decode()


def test_what_a_member_wants_to_join_is_marked_and_comes_first(town, member, own):
    for title in ("甲活动", "乙活动"):
        announced(town.east, town.clerk, title=title, category="patrol" if title == "乙活动" else "clean_up")
    assert "您的意向" not in page(own, "member-activities")
    update_member(member_id=member.pk, interests=["patrol"], by=member.user)
    listed = page(own, "member-activities")
    assert listed.count("（您的意向）") == 1
    assert listed.index("乙活动") < listed.index("甲活动")


def test_leaving_on_the_page(town, member, own):
    session = announced(town.east, town.clerk)
    joined(session, member)
    own.post(reverse("member-session-leave", args=[session.pk]))
    assert session.sign_ups.get().state == SignUpState.CANCELLED
    told = page(own, "member-session", session.pk)
    assert ("已退出" in told, "已取消" in told) == (True, False), "it takes place without them"
    joined(session, member)
    ActivitySession.objects.update(sign_up_until=timezone.now())
    leave = reverse("member-session-leave", args=[session.pk])
    assert "请写明事由" in own.post(leave, follow=True).content.decode()
    assert "已请假" in own.post(leave, {"excuse": "加班"}, follow=True).content.decode()


def test_own_community_first_and_filters(town, own):
    announced(town.west, town.west_secretary, plan(8, 9), title="西园活动", reach="street")
    announced(town.east, town.clerk, plan(14, 15), title="东园活动", category="lecture")
    listed = page(own, "member-activities")
    assert listed.index("东园活动") < listed.index("西园活动")
    assert "西园活动" not in page(own, "member-activities", near="1")
    assert "东园活动" in page(own, "member-activities", category="lecture")
    assert "东园活动" not in page(own, "member-activities", category="patrol")


def test_the_list_costs_the_same_for_many(town, member, own, django_assert_max_num_queries):
    for day in range(1, 9):
        announced(town.east, town.clerk, plan(days=day))
    page(own, "member-activities")
    with django_assert_max_num_queries(14):
        page(own, "member-activities")


def test_strangers_get_404(town, member, own):
    far = announced(town.north, town.north_secretary)
    for name in ("member-session", "roll", "roll-venue", "roll-xlsx", "roll-sign-in"):
        assert own.get(reverse(name, args=[far.pk])).status_code == 404, name
    for name in ("member-session-join", "member-session-leave"):
        assert own.post(reverse(name, args=[far.pk])).status_code == 404, name


# --- The roll ------------------------------------------------------------------------------------------------------


@pytest.fixture
def held(town, member):
    """A session of yesterday that `member` leads, with two on the roll."""
    session = announced(town.east, town.clerk, plan(leader=member))
    others = [accepted(town.east, town.clerk, name=name) for name in ("甲某人", "乙某人")]
    joined(session, *others)
    session = put_back(session)
    session.others = others
    return session


def test_a_plain_member_leads_their_own_session_and_nothing_else(town, held, own):
    assert "甲某人" in page(own, "roll", held.pk)
    assert "等您点名" in page(own, "member-home")
    other = put_back(announced(town.east, town.clerk, plan(14, 15)))
    for name in ("roll", "roll-sign-in"):
        assert own.get(reverse(name, args=[other.pk])).status_code == 404
    body = {"member": held.others[0].pk, "state": "attended"}
    for name in ("roll-mark", "roll-rest", "roll-walk-in", "roll-submit"):
        assert own.post(reverse(name, args=[other.pk]), body).status_code == 404
    assert own.get(reverse("roll-xlsx", args=[held.pk])).status_code == 404  # exporting is for the desk
    assert client_of(held.others[0].user).get(reverse("roll", args=[held.pk])).status_code == 404


def test_marks_without_a_script_and_with_one(held, own):
    first, second = held.others
    mark = reverse("roll-mark", args=[held.pk])
    reply = own.post(mark, {"member": first.pk, "state": "attended", "arrived": "09:30"})
    assert reply.url.endswith(f"#m{first.pk}")
    row = held.sign_ups.get(member=first)
    assert (row.state, timezone.localtime(row.arrived_at).strftime("%H:%M")) == (SignUpState.ATTENDED, "09:30")
    reply = own.post(mark, {"member": second.pk, "state": "absent"}, headers={"Accept": "application/json"})
    assert json.loads(reply.content) == {
        "problem": "",
        "counts": {"all": 2, "attended": 1, "absent": 1, "excused": 0, "unmarked": 0},
    }
    again = own.post(mark, {"member": second.pk, "state": "absent"}, headers={"Accept": "application/json"})
    assert again.content == reply.content  # a retry after a lost reply
    wrong = own.post(mark, {"member": second.pk, "state": "x"}, headers={"Accept": "application/json"})
    assert (wrong.status_code, json.loads(wrong.content)["problem"]) == (422, "请选择到、缺或请假")
    late = own.post(mark, {"member": first.pk, "state": "attended", "left": "08:00"}, follow=True)
    assert "离场时间应晚于到场时间" in late.content.decode()


def test_from_walk_in_to_hours(town, held, own):
    came = accepted(town.east, town.clerk, name="临时来的")
    assert "临时来的" in page(own, "roll", held.pk, q="临时")
    own.post(reverse("roll-walk-in", args=[held.pk]), {"member": came.pk})
    submit = reverse("roll-submit", args=[held.pk])
    assert "还有2人没有点" in own.post(submit, follow=True).content.decode()
    own.post(reverse("roll-rest", args=[held.pk]), {"state": "attended"})
    assert "提交点名</a>" in page(own, "roll", held.pk)
    assert "到 3 人，缺 0 人，请假 0 人。" in page(own, "roll", held.pk, asked="1")
    assert "点名已提交" in own.post(submit, follow=True).content.decode()
    assert held.services.filter(state=ServiceState.CONFIRMED).count() == 3
    shown = page(own, "roll", held.pk)
    assert "roll-mark" not in shown
    assert "提交点名</a>" not in shown


def test_the_roll_costs_the_same_for_many(town, held, own, django_assert_max_num_queries):
    joined_late = [accepted(town.east, town.clerk) for _ in range(8)]
    SignUp.objects.bulk_create(
        SignUp(session=held, member=one, state="signed_up", signed_up_at=held.starts_at, signed_up_by=town.clerk)
        for one in joined_late
    )
    page(own, "roll", held.pk)
    with django_assert_max_num_queries(14):  # the line of the look, and the posts by which it was
        page(own, "roll", held.pk)


def test_paper_and_workbook(town, held, member):
    there(held, *held.others, by=member.user)
    submit_roll(session_id=held.pk, by=member.user)
    desk = client_of(town.clerk)
    for name, kind in (("roll-xlsx", "spreadsheetml"), ("roll-sign-in", "wordprocessingml")):
        reply = desk.get(reverse(name, args=[held.pk]))
        content = b"".join(reply.streaming_content) if reply.streaming else reply.content
        assert (reply.status_code, kind in reply["Content-Type"], content[:2]) == (200, True, b"PK")
    assert AccessLog.objects.filter(actor=town.clerk, action="export", subject__startswith="活动").count() == 2


# --- The venue -----------------------------------------------------------------------------------------------------


@pytest.fixture
def scanned(town, member):
    """A QR session that runs now and that the clerk shows on the wall."""
    session = announced(town.east, town.clerk, roll_method="qr")
    now = timezone.now()
    hour = timedelta(hours=1)
    ActivitySession.objects.filter(pk=session.pk).update(
        starts_at=now - hour, ends_at=now + hour, sign_up_until=now - hour
    )
    return session


def test_the_wall_shows_a_code_that_signs_in(town, scanned, member, own):
    wall = client_of(town.clerk).get(reverse("roll-venue", args=[scanned.pk]))
    assert 1 <= int(wall["Refresh"]) <= 30
    assert b"<svg" in wall.content

    address = reverse("venue-scan", args=[scanned.pk, code_now(scanned)])
    ticket = re.search(r'name="ticket" value="([^"]+)"', own.get(address).content.decode()).group(1)
    assert not SignUp.objects.exists()  # looking changes nothing
    assert "签到成功" in own.post(address, {"ticket": ticket}, follow=True).content.decode()
    row = SignUp.objects.get()
    assert (row.member, row.state, row.by_qr) == (member, SignUpState.ATTENDED, True)
    assert "半小时后才能签退" in own.post(address, {"ticket": ticket}).content.decode()


def test_an_old_code_shows_why(scanned, own):
    assert "二维码已过期" in page(own, "venue-scan", scanned.pk, "0123456789abcdef")
    assert "签到已超时" in own.post(reverse("venue-scan", args=[scanned.pk, "x"]), {"ticket": "x"}).content.decode()


def test_only_the_leader_shows_the_code(town, scanned, own):
    assert own.get(reverse("roll-venue", args=[scanned.pk])).status_code == 404
