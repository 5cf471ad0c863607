"""Who wrote what and who looked at whom: complete, masked, and each auditor within their own areas."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client

from orgtree.choices import PostKind
from orgtree.desk.history import history_of
from orgtree.errors import RuleBroken
from orgtree.looks.desk.audit import audited_models
from orgtree.looks.services.access import record_access, reveal_phone
from orgtree.management.commands import create_admin
from orgtree.models import AccessLog, Institution, User
from orgtree.people.services.people import appoint, create_user
from tests.canaries import CANARY, PHONE
from tests.town import PASSWORD
from volunteers.models import Member

pytestmark = pytest.mark.django_db


def text(reply):
    return reply.content.decode()


@pytest.fixture
def member(planted):
    return Member.objects.get(pk=planted["volunteers.member"])


def test_a_phone_is_revealed_with_a_reason_and_the_look_is_recorded(town, member):
    assert reveal_phone(model=Member, pk=member.pk, reason="通知周六清扫", by=town.secretary) == PHONE
    look = AccessLog.objects.latest("id")
    assert (look.actor, look.action, look.reason, look.area_id) == (
        town.secretary, "reveal", "通知周六清扫", member.area_id,
    )  # fmt: skip
    assert member.name not in look.subject


@pytest.mark.parametrize(
    ("who", "reason"), [("secretary", " "), ("grid_worker", "通知"), ("west_secretary", "通知"), ("admin", "通知")]
)
def test_no_reason_or_no_right_no_phone_and_no_record(town, member, who, reason):
    before = AccessLog.objects.count()
    with pytest.raises(RuleBroken):
        reveal_phone(model=Member, pk=member.pk, reason=reason, by=getattr(town, who))
    assert AccessLog.objects.count() == before


def test_the_record_of_looks_cannot_be_changed(town):
    look = record_access(actor=town.secretary, action="export", subject="名册", area=town.east, persons=(), rows=3)
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessLog.objects.filter(pk=look.pk).update(reason="改")
    with pytest.raises(DatabaseError), transaction.atomic():
        look.delete()


def test_each_auditor_sees_the_looks_of_their_own_areas(client, town):
    record_access(actor=town.secretary, action="export", subject="东园名册", area=town.east, persons=(), rows=3)
    other = create_user(account="other-auditor", name="北关审计", password=PASSWORD, home=town.other_street, by=None)
    appoint(holder_id=other.pk, kind=PostKind.AUDITOR, area=town.other_street, by=None)
    client.force_login(town.auditor)
    assert "东园名册" in text(client.get("/desk/orgtree/accesslog/"))
    client.force_login(other)
    assert "东园名册" not in text(client.get("/desk/orgtree/accesslog/"))
    client.force_login(town.secretary)
    assert client.get("/desk/orgtree/accesslog/").status_code == 403


def test_the_audit_page_lists_writes_of_a_kind_masked(client, town, member):
    client.force_login(town.auditor)
    page = text(client.get("/desk/audit/", {"kind": "volunteers.member"}))
    assert f"编号{member.pk}" in page
    assert "金****" in page
    assert "139****2222" in page
    assert member.name not in page
    assert PHONE not in page
    client.force_login(town.secretary)
    assert client.get("/desk/audit/").status_code == 403


def test_the_audit_page_finds_by_actor_and_refuses_unknown_ones(client, town):
    other = Client()
    other.post("/login/", {"account": "admin", "password": PASSWORD})
    data = {"name": "新社工", "account": "xinshegong", "phone": "", "home": town.east.pk}
    other.post("/desk/orgtree/user/add/", data)
    client.force_login(town.auditor)
    page = text(client.get("/desk/audit/", {"kind": "orgtree.user", "actor": "admin"}))
    assert "xinshegong" in page
    assert "dongyuan" not in page
    assert "没有这个账号" in text(client.get("/desk/audit/", {"kind": "orgtree.user", "actor": "nobody"}))


@pytest.mark.parametrize(
    "query", [{"kind": "x"}, {"since": "abc"}, {"until": "9999-99-99"}, {"p": "abc"}, {"actor": "\x00"}]
)
def test_odd_questions_to_the_audit_page_break_nothing(client, town, query):
    client.force_login(town.auditor)
    assert client.get("/desk/audit/", query).status_code == 200


def test_history_tells_field_by_field_with_names_of_rows(town):
    unit = Institution.objects.create(name="甲单位", kind="public", area=town.east)
    unit.kind, unit.area = "school", town.west
    unit.save()
    last, first = history_of(unit, page=1).object_list
    assert first.action == "新增"
    assert {(change.label, change.old, change.new) for change in last.changes} == {
        ("单位性质", "事业单位", "学校"),
        ("所在区域", "东园社区", "西园社区"),
    }


def test_what_looks_the_same_masked_is_told_to_be_another(town):
    user = create_user(name="张三丰", account="zhangsanfeng", home=town.east, by=None)
    user.name = "张四丰"
    user.save()
    [masked], [open_] = [history_of(user, page=1, names_persons=told).object_list[0].changes for told in (False, True)]
    assert (masked.old, masked.new) == ("张**", "张**（已改，遮住后相同）")
    assert (open_.old, open_.new) == ("张三丰", "张四丰")


def test_history_costs_the_same_for_many_writes(town, django_assert_max_num_queries):
    unit = Institution.objects.create(name="甲单位", kind="public", area=town.east)
    for name in "乙丙丁戊己庚辛":
        unit.name = name
        unit.save()
    with django_assert_max_num_queries(6):
        assert len(history_of(unit, page=1).object_list) == 8


def test_everyone_on_the_desk_reads_who_may_do_what(client, town):
    client.force_login(town.building_head)
    page = text(client.get("/desk/grants/"))
    assert "社区书记" in page
    assert "审核报到与编入网格" in page
    assert "我的岗位" in page


def test_the_first_administrator_is_made_on_the_command_line(client, town, monkeypatch):
    monkeypatch.setattr(create_admin, "getpass", lambda prompt: "First-admin-2026")
    call_command("create_admin", "shouren", area=town.city.code)
    assert client.post("/login/", {"account": "shouren", "password": "First-admin-2026"}).headers["Location"] == "/"
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    ("account", "area", "password"),
    [
        ("shouren", "999", "First-admin-2026"),
        ("9x", "370700000000", "First-admin-2026"),
        ("shouren", "370700000000", "short"),
    ],
)
def test_a_wrong_first_administrator_leaves_nothing(town, monkeypatch, account, area, password):
    monkeypatch.setattr(create_admin, "getpass", lambda prompt: password)
    with pytest.raises(CommandError):
        call_command("create_admin", account, area=area)
    assert not User.objects.filter(account=account).exists()


def test_the_audit_page_reads_every_audited_kind(client, town, member, django_assert_max_num_queries):
    client.force_login(town.auditor)
    client.get("/desk/audit/")
    for kind in audited_models():
        with django_assert_max_num_queries(24):
            reply = client.get("/desk/audit/", {"kind": kind})
        assert reply.status_code == 200, kind
        assert CANARY + "党员" not in text(reply), kind
        assert PHONE not in text(reply), kind
    assert len(audited_models()) > 5
