"""谁看过这个人: the auditor finds a person and reads who looked at them; the person reads it in the own copy."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cocon.models import Wish
from orgtree.choices import PostKind
from orgtree.looks.services.access import record_access, reveal_phone
from orgtree.models import AccessLog, User
from orgtree.people.services.people import appoint, create_user
from tests.canaries import CANARY, PHONE
from tests.volunteers.people import accepted, registered
from tests.walk import text_of
from volunteers.home.services.account_closing import close_account
from volunteers.home.services.own_data import own_data
from volunteers.models import Member, UnitReportIn

pytestmark = pytest.mark.django_db
FIND = "/desk/who-looked/"


def text(reply) -> str:
    return reply.content.decode()


def page_of(member) -> str:
    return f"{FIND}member:{member.pk}/"


@pytest.fixture
def member(town):
    return accepted(town.east, town.secretary, name="陈小兵", phone="13911118888")


@pytest.fixture
def seen(town, member):
    """The member, whose number was looked at by the secretary."""
    reveal_phone(model=Member, pk=member.pk, reason="通知周六清扫", by=town.secretary)
    return member


@pytest.fixture
def auditor(client, town):
    client.force_login(town.auditor)
    return client


def other_auditor(town) -> User:
    user = create_user(account="other-auditor", name="北关审计", home=town.other_street, by=None)
    appoint(holder_id=user.pk, kind=PostKind.AUDITOR, area=town.other_street, by=None)
    return user


@pytest.mark.parametrize("words", ["陈小兵", " 陈小兵 ", "13911118888", "139 1111 8888", "8888", "number"])
def test_a_person_is_found_by_name_number_phone_or_its_tail(auditor, seen, words):
    reply = text(auditor.post(FIND, {"q": seen.number if words == "number" else words}))
    assert page_of(seen) in reply
    assert "陈**" in reply
    assert f"党员编号{seen.number}" in reply
    assert AccessLog.objects.first().persons == sorted([f"member:{seen.pk}", f"user:{seen.user_id}"])


@pytest.mark.parametrize("words", ["陈", "小兵", "陈小", "9999", "13900000000", "00999999", "\0", "%", "_", "' or 1=1"])
def test_nobody_is_found_by_a_part_of_a_name(auditor, seen, words):
    before = AccessLog.objects.count()
    reply = text(auditor.post(FIND, {"q": words}))
    assert "/desk/who-looked/member:" not in reply
    assert ("没有找到" in reply) == bool(words.replace("\0", ""))
    assert AccessLog.objects.count() == before


def test_members_and_staff_and_those_without_a_table_are_found(auditor, planted):
    assert "账号dongyuan" in text(auditor.post(FIND, {"q": "东园书记"}))
    reply = text(auditor.post(FIND, {"q": PHONE[-4:]}))
    for key in (Member.objects.get(pk=planted["volunteers.member"]), UnitReportIn.objects.get(), Wish.objects.get()):
        kind = {"unitreportin": "liaison"}.get(key._meta.model_name, key._meta.model_name)
        assert f"{FIND}{kind}:{key.pk}/" in reply
    assert f"{CANARY}心愿" not in text(auditor.get(f"{FIND}wish:{Wish.objects.get().pk}/"))


def test_the_looks_say_who_when_what_and_why(auditor, town, seen):
    other = registered(town.east, name="王二")
    record_access(
        actor=town.clerk, action="export", subject="名册列表", area=town.east, rows=9, persons=[f"member:{other.pk}"]
    )
    reply = text(auditor.get(page_of(seen)))
    for words in ("查看完整手机号", "东园书记", "社区书记（东园社区）", "通知周六清扫", f"编号{seen.pk}"):
        assert words in reply
    assert "名册列表" not in reply
    assert "陈小兵" not in reply
    assert AccessLog.objects.first().subject == "谁看过这个人"
    assert "谁看过这个人" in text(auditor.get(page_of(seen)))


def test_nobody_has_looked_yet(auditor, member):
    assert "没有人查看、导出或提供过此人的个人信息" in text(auditor.get(page_of(member)))


def test_the_workbook_has_every_look(auditor, seen):
    reply = auditor.get(f"{page_of(seen)}looks.xlsx")
    assert "通知周六清扫" in text_of(reply)
    assert (AccessLog.objects.first().action, AccessLog.objects.first().rows) == ("export", 1)


def test_looks_come_in_pages(auditor, town, member):
    for number in range(60):
        record_access(
            actor=town.clerk, action="view", subject=f"第{number}次", area=town.east, persons=[f"member:{member.pk}"]
        )
    assert "第59次" in text(auditor.get(page_of(member)))
    assert "第0次" in text(auditor.get(page_of(member), {"p": 2}))


def test_each_auditor_asks_about_their_own_areas_and_others_about_nobody(client, town, seen):
    client.force_login(other_auditor(town))
    assert "没有找到" in text(client.post(FIND, {"q": "陈小兵"}))
    assert client.get(page_of(seen)).status_code == client.get(f"{FIND}member:999999/").status_code == 404
    assert client.get(f"{page_of(seen)}looks.xlsx").status_code == 404
    for user in (town.secretary, town.admin, town.organisation):
        client.force_login(user)
        assert client.get(FIND).status_code == 403
        assert client.get(page_of(seen)).status_code == 403
    assert not AccessLog.objects.filter(subject="谁看过这个人").exists()


@pytest.mark.parametrize("key", ["nobody:1", "member:x", "member:", "x", "member:99999999999999999999"])
def test_a_key_of_nobody_is_not_found(auditor, key):
    assert auditor.get(f"{FIND}{key}/").status_code == 404


def test_lines_from_before_persons_were_kept_are_spoken_of(auditor, town, seen):
    assert "未记到人" not in text(auditor.get(page_of(seen)))
    AccessLog.objects.create(actor=town.secretary, action="view", subject="旧记录", area=town.east, persons=None)
    assert "此前的查阅未记到人" in text(auditor.get(page_of(seen)))
    assert "未记到人" in text(auditor.get("/desk/orgtree/accesslog/"))


# --- The person's own copy ----------------------------------------------------------------------------------------------


def test_the_own_copy_says_by_which_post_and_never_whose_name(client, town, seen):
    record_access(actor=seen.user, action="api", subject="本人读取", area=town.east, persons=[f"member:{seen.pk}"])
    (look,) = own_data(seen)["谁看过我"]
    assert (look["谁（岗位）"], look["方式"], look["事由"]) == (
        "社区书记（东园社区）",
        "查看完整手机号",
        "通知周六清扫",
    )
    client.force_login(seen.user)
    page = text(client.get("/m/me/looks/"))
    assert "社区书记（东园社区）" in page
    assert "通知周六清扫" in page
    assert town.secretary.name not in page
    assert "本人读取" not in page


def test_nobody_reads_the_looks_at_another(client, town, seen):
    other = accepted(town.east, town.secretary, name="王二")
    client.force_login(other.user)
    assert "通知周六清扫" not in text(client.get("/m/me/looks/"))
    assert own_data(other)["谁看过我"] == []


def test_after_closing_the_looks_are_still_found_by_number_and_by_no_name(auditor, seen):
    close_account(member_id=seen.pk, by=seen.user)
    assert page_of(seen) not in text(auditor.post(FIND, {"q": "陈小兵"}))
    assert page_of(seen) not in text(auditor.post(FIND, {"q": "已注销"}))
    assert page_of(seen) in text(auditor.post(FIND, {"q": seen.number}))
    page = text(auditor.get(page_of(seen)))
    assert "查看完整手机号" in page
    assert "通知周六清扫" not in page


# --- The page of all writes -------------------------------------------------------------------------------------------


def test_the_audit_page_says_which_days_it_shows_and_offers_more(auditor, town):
    today = timezone.localdate()
    page = text(auditor.get("/desk/audit/"))
    assert f"最近7天（{today - timedelta(days=6)}至{today}），共" in page
    for label in ("最近30天", "本月", "全部保存的记录"):
        assert label in page
    everything = text(auditor.get("/desk/audit/", {"period": "all"}))
    assert "账号：全部保存的记录，共" in everything
    assert '<option value="orgtree.user" selected>' in everything
    assert f"最近30天（{today - timedelta(days=29)}至{today}）" in text(
        auditor.get("/desk/audit/", {"period": "month30"})
    )


def test_an_empty_result_names_the_days(auditor, town):
    page = text(auditor.get("/desk/audit/", {"kind": "orgtree.user", "since": "2020-01-01", "until": "2020-01-31"}))
    assert "自选日期（2020-01-01至2020-01-31）没有“账号”的操作记录" in page
    assert "共0条" in page
    assert "看全部保存的记录" in page
    assert "截止日期早于开始日期" in text(auditor.get("/desk/audit/", {"since": "2020-02-01", "until": "2020-01-31"}))
