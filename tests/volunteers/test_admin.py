"""The desk of a community: what waits, decided many at once; nothing of a neighbour's."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orgtree.declare import registry
from orgtree.files.shown import file_url
from orgtree.models import AccessLog
from tests.volunteers.people import accepted, at, enrolled, logged, new_phone, registered
from tests.volunteers.service.test_photos import picture
from volunteers.choices import FreeTime, ReportInState, ServiceState
from volunteers.members.services.consents import texts_in_force
from volunteers.members.services.members import update_member
from volunteers.models import ConsentText, Member, PointEntry, ReportIn, RuleItem, RuleSet, ServiceRecord, Skill
from volunteers.points.services.rule_drafts import copy_rule_set

pytestmark = pytest.mark.django_db

LIST = "/desk/volunteers/{}/"


@pytest.fixture
def desk(client):
    """The test client, signed in: `desk(user)`."""

    def sign_in(user) -> Client:
        client.force_login(user)
        return client

    return sign_in


def text(reply) -> str:
    return reply.content.decode()


def act(client, model, action, ids, **data):
    """Choose rows, choose the act, send; follows to the page with the messages."""
    body = {"action": action, ACTION_CHECKBOX_NAME: ids, **data}
    return client.post(LIST.format(model), body, follow=True)


# --- Service records --------------------------------------------------------------------------------------------------


def test_many_services_are_confirmed_at_once(desk, town, member):
    other = accepted(town.east, town.secretary)
    ids = [logged(member, 8, 10).pk, logged(other, 8, 10).pk]
    page = act(desk(town.clerk), "servicerecord", "confirm", ids)
    assert "已确认2条" in text(page)
    assert ServiceRecord.objects.confirmed().count() == 2
    assert PointEntry.objects.filter(item_code="S01").count() == 2


def test_refusals_are_told_with_their_reason(desk, town, member):
    mine, entered = logged(member, 8, 10), logged(member, 10, 12, origin="proxy", by=town.clerk)
    page = text(act(desk(town.clerk), "servicerecord", "confirm", [mine.pk, entered.pk]))
    assert "已确认1条，1条未办理" in page
    assert "须由另一位工作人员确认" in page


def test_rejecting_asks_for_a_reason_first(desk, town, member):
    record, client = logged(member), desk(town.clerk)
    page = text(act(client, "servicerecord", "reject", [record.pk]))
    assert "退回所选（1条）" in page
    assert ServiceRecord.objects.get().state == ServiceState.SUBMITTED
    page = text(act(client, "servicerecord", "reject", [record.pk], apply=1, reason=""))
    assert "请填写退回原因" in page
    assert "退回所选（1条）" in page
    page = text(act(client, "servicerecord", "reject", [record.pk], apply=1, reason="请写明地点"))
    assert "已退回1条" in page
    assert ServiceRecord.objects.get().reason == "请写明地点"


def test_a_neighbours_records_cannot_be_chosen(desk, town, member):
    record = logged(member)
    act(desk(town.west_secretary), "servicerecord", "confirm", [record.pk])
    assert ServiceRecord.objects.get().state == ServiceState.SUBMITTED


def test_a_grid_worker_confirms_in_the_own_grid(desk, town, member):
    """What the table of points gives to 网格员: see test_confirmers for which items, and whose own service."""
    ReportIn.objects.filter(member=member).update(area=town.east_grid)
    record = logged(member)
    client = desk(town.grid_worker)
    page = text(client.get(LIST.format("servicerecord")))
    assert member.name in page
    act(client, "servicerecord", "confirm", [record.pk])
    assert ServiceRecord.objects.get().state == ServiceState.CONFIRMED


def test_no_more_than_two_hundred_at_once(desk, town, member, monkeypatch):
    monkeypatch.setattr("orgtree.desk.bulk.MOST_AT_ONCE", 1)
    ids = [logged(member, 8, 10).pk, logged(member, 10, 12).pk]
    assert "请分批选择" in text(act(desk(town.clerk), "servicerecord", "confirm", ids))
    assert ServiceRecord.objects.confirmed().count() == 0


def test_waiting_records_come_first(desk, town, member):
    old, new = logged(member, days_ago=9), logged(member, days_ago=1)
    act(desk(town.clerk), "servicerecord", "confirm", [new.pk])
    page = text(desk(town.clerk).get(LIST.format("servicerecord")))
    assert page.index(f"/servicerecord/{old.pk}/") < page.index(f"/servicerecord/{new.pk}/")


def test_one_record_is_voided_with_a_reason(desk, town, member):
    record, client = logged(member), desk(town.clerk)
    address = f"{LIST.format('servicerecord')}{record.pk}/"
    client.post(f"{address}act/confirm/")
    assert "分。一般志愿服务" in text(client.get(f"{address}change/"))
    page = client.post(f"{address}act/void/", {"reason": "经核实未参加"}, follow=True)
    assert "记录已作废" in text(page)
    assert ServiceRecord.objects.get().state == ServiceState.VOID
    assert PointEntry.objects.filter(reverses__source=f"service:{record.pk}").exists()


def test_a_photo_is_shown_to_those_who_see_the_record(desk, town, member, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    record = logged(member, photo=picture())
    address = file_url("service-photo", record.pk)
    reply = desk(town.clerk).get(address)
    assert (reply.status_code, reply["Content-Type"]) == (200, "image/jpeg")
    assert reply.getvalue().startswith(b"\xff\xd8")
    assert desk(town.west_secretary).get(address).status_code == 404
    assert desk(town.clerk).get(file_url("service-photo", logged(member, 13, 14).pk)).status_code == 404


# --- Report-ins -------------------------------------------------------------------------------------------------------


def test_report_ins_are_accepted_and_placed_many_at_once(desk, town):
    ids = [ReportIn.objects.get(member=registered(town.east)).pk for _ in range(3)]
    client = desk(town.secretary)
    assert "已接收3条" in text(act(client, "reportin", "accept", ids, apply=1))
    page = text(act(client, "reportin", "place", ids))
    assert "东园一网格 / 1号楼" in page
    assert "西园" not in page
    page = act(client, "reportin", "place", ids, apply=1, area=town.east_building.pk)
    assert "已编入网格3条" in text(page)
    assert set(Member.objects.values_list("area", flat=True)) == {town.east_building.pk}


def test_a_neighbours_building_cannot_be_chosen(desk, town):
    member = accepted(town.east, town.secretary)
    pk = ReportIn.objects.get(member=member).pk
    act(desk(town.secretary), "reportin", "place", [pk], apply=1, area=town.west_grid.pk)
    assert ReportIn.objects.get().state == ReportInState.ACCEPTED


def test_one_report_in_is_returned_and_another_closed(desk, town):
    waiting, done = registered(town.east), accepted(town.east, town.clerk)
    client = desk(town.secretary)
    address = LIST.format("reportin") + "{}/act/{}/"
    client.post(address.format(ReportIn.objects.get(member=waiting).pk, "return"), {"reason": "住址不在本社区"})
    client.post(address.format(ReportIn.objects.get(member=done).pk, "close"), {"reason": "retired"})
    assert ReportIn.objects.get(member=waiting).state == ReportInState.RETURNED
    assert ReportIn.objects.get(member=done).close_reason == "retired"


# --- Members ----------------------------------------------------------------------------------------------------------


def test_members_are_found_by_name_phone_and_number(desk, town):
    member, other = accepted(town.east, town.clerk, name="王找"), accepted(town.east, town.clerk, name="赵别")
    client = desk(town.secretary)
    for term in ("王找", member.phone, f"+86 {member.phone}", member.number):
        page = text(client.get(LIST.format("member"), {"q": term}))
        assert "王找" in page, term
        assert "赵别" not in page, term
    assert member.phone not in text(client.get(LIST.format("member")))
    assert member.masked_phone in text(client.get(LIST.format("member")))
    assert other.pk


def test_a_phone_is_revealed_for_a_reason_and_noted(desk, town, member):
    client = desk(town.clerk)
    address = f"{LIST.format('member')}{member.pk}/act/reveal/"
    assert member.phone not in text(client.post(address, {"reason": ""}))
    assert not AccessLog.objects.filter(action="reveal").exists()
    assert member.phone in text(client.post(address, {"reason": "通知参加活动"}))
    assert AccessLog.objects.get(action="reveal").reason == "通知参加活动"
    assert AccessLog.objects.first().action == "reveal", "one line for one look"
    assert desk(town.west_secretary).post(address, {"reason": "通知参加活动"}).status_code == 404


@pytest.mark.parametrize("model", ["member", "reportin"])
def test_opening_a_persons_page_is_noted_once_and_auditors_read_it(desk, town, member, model):
    pk = member.pk if model == "member" else ReportIn.objects.get(member=member).pk
    address = f"{LIST.format(model)}{pk}/change/"
    client = desk(town.clerk)
    client.get(LIST.format(model))
    client.post(address, {"name": ""})
    assert client.get(f"{LIST.format(model)}999999/change/").status_code == 404
    before = AccessLog.objects.count()
    client.get(address)
    look = AccessLog.objects.first()
    assert AccessLog.objects.count() == before + 1
    assert (look.action, look.actor, look.area, look.rows) == ("view", town.clerk, town.east, 1)
    assert f"编号{pk}" in look.subject
    assert member.name not in look.subject
    assert desk(town.west_secretary).get(address).status_code == 404
    assert AccessLog.objects.count() == before + 1
    assert look.subject in text(desk(town.auditor).get("/desk/orgtree/accesslog/"))


def test_enrolling_shows_what_is_agreed_to(desk, town):
    page = text(desk(town.clerk).get(f"{LIST.format('member')}add/"))
    for words in texts_in_force():
        assert words.text.splitlines()[0][:20] in page
    assert page.count('<details class="consent-text">') == len(texts_in_force())


def test_enrolling_at_the_counter(desk, town):
    client, address = desk(town.clerk), f"{LIST.format('member')}add/"
    assert "西园社区" not in text(client.get(address))
    form = {"name": "孙登", "unit_name": "区医院", "community": town.east.pk, "residence": "阳光小区3号楼"}
    wrong = text(client.post(address, form | {"phone": "123"}))
    assert "不同意这一项" in wrong
    assert "没有手机的留空" in wrong  # all mistakes at once
    page = client.post(address, form | {"consent_registration": "on"}, follow=True)
    assert "已登记孙登" in text(page)
    assert Member.objects.get().consents.get().on_paper
    assert desk(town.grid_worker).get(address).status_code == 403


def test_the_desk_changes_what_it_keeps(desk, town, member):
    address = f"{LIST.format('member')}{member.pk}/change/"
    form = {"name": "改名", "phone": "", "unit_name": "新单位", "skills": [Skill.objects.first().pk], "free_times": []}
    desk(town.clerk).post(address, form)
    changed = Member.objects.get()
    assert (changed.name, changed.unit_name, changed.phone) == ("改名", "新单位", member.phone)
    assert changed.skills.count() == 1
    desk(town.clerk).post(address, form | {"interests": ["patrol"]})
    assert Member.objects.get().interests == ["patrol"]
    assert "改名" in text(desk(town.clerk).get(LIST.format("member"), {"interest": "patrol"}))
    assert "改名" not in text(desk(town.clerk).get(LIST.format("member"), {"interest": "lecture"}))
    page = desk(town.clerk).post(address, form | {"phone": accepted(town.east, town.clerk).phone})
    assert "该手机号已被使用" in text(page)


def test_a_service_is_entered_for_a_member(desk, town):
    member = enrolled(town.east, town.clerk)
    act(desk(town.secretary), "reportin", "accept", [ReportIn.objects.get().pk], apply=1)
    address = f"{LIST.format('member')}{member.pk}/act/enter-service/"
    form = {
        "kind": 1,
        "served_on": at(9).date(),
        "start": "09:00",
        "end": "11:00",
        "note": "清扫楼道",
        "origin": "paper",
    }
    client = desk(town.grid_worker)
    assert client.post(address, form).status_code == 404  # not placed in the grid: out of reach
    client = desk(town.clerk)
    assert "请选择结束时间" in text(client.post(address, form | {"end": ""}))
    assert "已代录" in text(client.post(address, form, follow=True))
    record = ServiceRecord.objects.get()
    assert (record.origin, record.entered_by, record.hours) == ("paper", town.clerk, 2)
    assert "没有重复登记" in text(client.post(address, form, follow=True))
    assert "时间重叠" in text(client.post(address, form | {"note": "另一件事"}))
    assert ServiceRecord.objects.count() == 1


def test_codes_are_handed_out_for_many(desk, town):
    ids = [enrolled(town.east, town.clerk, phone=new_phone()).pk, enrolled(town.east, town.clerk).pk]
    page = text(act(desk(town.clerk), "member", "codes", ids))
    assert page.count("<code>") == 1
    assert "1人未发放" in page


# --- Rules and dictionaries -------------------------------------------------------------------------------------------


def test_published_rules_are_read_copied_edited_and_published(desk, town):
    client = desk(town.organisation)
    rules = RuleSet.objects.get()
    page = text(client.get(f"{LIST.format('ruleset')}{rules.pk}/change/"))
    assert "全年前20小时每小时2分，20至40小时每小时1分，超过40小时的部分每小时0.5分" in page
    assert "每日最多计8分" in page
    tomorrow = timezone.localdate() + timedelta(days=1)
    form = {"name": "本区规则", "area": town.district.pk, "active_from": tomorrow}
    wrong = client.post(f"{LIST.format('ruleset')}{rules.pk}/act/copy/", form | {"area": town.city.pk})
    assert "请选择您管理范围内的一项" in text(wrong)
    client.post(f"{LIST.format('ruleset')}{rules.pk}/act/copy/", form)
    draft = RuleSet.objects.get(area=town.district)
    assert (draft.items.count(), draft.caps.count()) == (rules.items.count(), rules.caps.count())
    item = draft.items.get(code="S01")
    body = {
        "rule_set": draft.pk,
        "code": "S01",
        "category": "S",
        "label": "一般志愿服务",
        "unit": "hour",
        "points": "3",
    }
    body |= {"tiers": "10=3\n以上=1", "position": 5, "entry": item.entry, "confirmer_role": item.confirmer_role}
    body |= {"second_role": item.second_role, "effect": item.effect, "card": item.card}
    client.post(f"{LIST.format('ruleitem')}{item.pk}/change/", body)
    item.refresh_from_db()
    assert item.tiers == [{"to": 10, "points": 3}, {"to": None, "points": 1}]
    client.post(f"{LIST.format('ruleset')}{draft.pk}/act/publish/")
    draft.refresh_from_db()
    assert draft.published_at
    client.post(f"{LIST.format('ruleitem')}{item.pk}/change/", body | {"points": "9"})
    assert RuleItem.objects.get(pk=item.pk).points == 3


def test_a_line_is_taken_out_of_a_draft_and_never_out_of_what_is_published(desk, town):
    client, published = desk(town.organisation), RuleSet.objects.get()
    draft = copy_rule_set(
        rule_set_id=published.pk,
        name="本区规则",
        area=town.district,
        active_from=timezone.localdate(),
        by=town.organisation,
    )
    address = LIST.format("ruleitem") + "{}/act/remove/"
    kept = RuleItem.objects.get(rule_set=published, code="S01")
    gone = RuleItem.objects.get(rule_set=draft, code="S01")
    assert client.post(address.format(kept.pk)).status_code == 403
    assert "它的上限一并移除" in text(client.get(address.format(gone.pk)))
    page = text(client.post(address.format(gone.pk), follow=True))
    assert "已从草稿中移除" in page
    assert "新增项目" in page  # back on the page of the rule set
    assert not draft.items.filter(code="S01").exists()
    assert not draft.caps.filter(item__code="S01").exists()
    assert published.items.filter(code="S01").exists()
    reply = desk(town.clerk).post(address.format(draft.items.first().pk))
    assert reply.status_code == 403


def test_the_default_table_is_nobodys_to_edit(desk, town):
    item = RuleItem.objects.get(code="S01")
    reply = desk(town.organisation).post(f"{LIST.format('ruleitem')}{item.pk}/change/", {"points": 99})
    assert reply.status_code == 403
    assert "复制为新版本" not in text(desk(town.clerk).get(f"{LIST.format('ruleset')}{item.rule_set_id}/change/"))


def test_dictionaries(desk, town):
    client = desk(town.organisation)
    client.post(f"{LIST.format('skill')}add/", {"name": "剪纸", "position": 20, "is_active": "on"})
    assert Skill.objects.filter(name="剪纸").exists()
    assert "已存在" in text(client.post(f"{LIST.format('skill')}add/", {"name": "剪纸", "position": 20}))
    words = {"purpose": "photo", "text": "新的告知内容", "active_from": timezone.localdate()}
    client.post(f"{LIST.format('consenttext')}add/", words)
    assert ConsentText.objects.get(purpose="photo", version=2).text == "新的告知内容"
    assert "不能早于今天" in text(
        client.post(f"{LIST.format('consenttext')}add/", words | {"active_from": date(2025, 1, 1)})
    )
    assert desk(town.clerk).get(f"{LIST.format('skill')}add/").status_code == 403


# --- Cards and queries ------------------------------------------------------------------------------------------------


def test_cards_count_what_their_lists_show(desk, town, member):
    registered(town.east)
    registered(town.west)
    logged(member)
    for user, expected in ((town.clerk, (1, 1, 1)), (town.west_secretary, (1, 0, 0)), (town.grid_worker, (0, 0, 0))):
        cards = [
            registry.cards[f"volunteers.{key}"]
            for key in ("report_ins_waiting", "report_ins_to_place", "services_waiting")
        ]
        assert tuple(card.count(user) for card in cards) == expected
    for card in cards:
        page = text(desk(town.clerk).get(card.url(town.clerk)))
        assert page.count('class="data-row ') == 1, card.key


@pytest.mark.parametrize("model", ["member", "reportin", "servicerecord", "pointentry"])
def test_a_list_takes_the_same_queries_for_one_row_and_for_many(
    desk, town, member, model, django_assert_max_num_queries
):
    client, address = desk(town.clerk), LIST.format(model)
    logged(member)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(4):
        logged(accepted(town.east, town.secretary))
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_the_history_of_a_member_says_when_they_are_free_in_words(desk, town):
    member = enrolled(town.east, town.clerk)
    update_member(member_id=member.pk, free_times=["weekend_day"], by=town.clerk)
    page = text(desk(town.clerk).get(f"{LIST.format('member')}{member.pk}/history/"))
    assert "weekend" not in page
    assert FreeTime.WEEKEND_DAY.label in page
    act(desk(town.secretary), "reportin", "accept", [ReportIn.objects.get().pk], apply=1)
    ReportIn.objects.update(area=town.east_grid)
    Member.objects.update(area=town.east_grid)
    page = text(desk(town.grid_worker).get(f"{LIST.format('member')}{member.pk}/change/"))  # who may only read
    assert "weekend" not in page
    assert FreeTime.WEEKEND_DAY.label in page
