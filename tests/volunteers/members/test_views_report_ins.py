"""Home and report-in pages of a member."""

import pytest
from django.urls import reverse

from orgtree.acts import perform, perform_one
from orgtree.errors import RuleBroken
from tests.deeds import served
from tests.volunteers.people import accepted, at, logged
from volunteers.choices import ReportInState, ServiceState
from volunteers.members.pages import report_ins as pages
from volunteers.members.services.report_in_acts import report_ins
from volunteers.members.services.report_ins import transfer_report_in
from volunteers.models import Member, ReportIn, ServiceRecord
from volunteers.service.services.service_records import confirm_services, reject_services

HOME, OWN_TAB = reverse("member-home"), f"{reverse('member-home')}?see=mine"
REPORT_IN = reverse("member-report-in")
CHOOSE = reverse("member-report-in-choose")
LEAVE = reverse("member-report-in-leave")


@pytest.fixture
def waiting(member, town) -> ReportIn:
    """The report-in of `member`, moved to 西园社区 and waiting there."""
    return transfer_report_in(member=member, community=town.west, residence="新居2号楼", by=member.user)


def text(client, url=REPORT_IN) -> str:
    return client.get(url).content.decode()


def test_home_shows_where_the_member_stands(own, member, town):
    record = logged(member)
    page = text(own, OWN_TAB)
    assert "社区已接收" in page
    assert "等社区确认" in page
    confirm_services(record_ids=[record.pk], by=town.secretary)
    perform(report_ins, "place", ids=[member.report_ins.get().pk], area=town.east_grid, by=town.secretary)
    response = own.get(OWN_TAB)
    served_this_year = at(9).year == at(9, days_ago=0).year  # not where yesterday was the end of another
    assert response.context["totals"].hours == (2 if served_this_year else None)
    year = member.years.get(year=at(9, days_ago=0).year)
    begun = year.entries.get(item_code="B01").credit.credited
    assert response.context["totals"].points == begun + (4 if served_this_year else 0)
    assert "已编入 东园一网格" in response.content.decode()


def test_home_names_what_came_back(own, member, waiting, town):
    reject_services(record_ids=[logged_before(member, town).pk], reason="时间不对", by=town.secretary)
    perform_one(report_ins, "return", pk=waiting.pk, reason="不是本社区居民", by=town.west_secretary)
    page = text(own, HOME)
    assert "不是本社区居民" in page
    assert "修改1条服务记录" in page
    assert "记一次服务</a></p>" not in page


def logged_before(member, town) -> ServiceRecord:
    """A service in 东园 that waits, as if logged while the member still belonged there."""
    record = served(member, at(9), by=town.clerk, area=town.east)
    ServiceRecord.objects.filter(pk=record.pk).update(state=ServiceState.SUBMITTED, decided_by=None, decided_at=None)
    return record


def test_a_returned_report_in_is_corrected_and_sent_again(own, member, waiting, town):
    perform_one(report_ins, "return", pk=waiting.pk, reason="请写明楼栋", by=town.west_secretary)
    assert "请写明楼栋" in text(own)
    url = f"{CHOOSE}?community={town.west.pk}"
    assert 'value="新居2号楼"' in text(own, url)
    assert own.post(url, {"residence": "新居3号楼"}).url == REPORT_IN
    waiting.refresh_from_db()
    assert (waiting.state, waiting.residence) == (ReportInState.SUBMITTED, "新居3号楼")


def test_a_returned_report_in_may_go_to_another_community(own, member, waiting, town):
    perform_one(report_ins, "return", pk=waiting.pk, reason="不是本社区居民", by=town.west_secretary)
    own.post(f"{CHOOSE}?community={town.north.pk}", {"residence": "北苑1号楼"})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.community) == (ReportInState.SUBMITTED, town.north)


def test_moving_closes_the_old_and_opens_a_new_report_in(own, member, town):
    response = own.post(f"{CHOOSE}?community={town.west.pk}", {"residence": "西园1号楼"}, follow=True)
    assert "已转到西园社区" in response.content.decode()
    old, new = ReportIn.objects.filter(member=member).order_by("id")
    assert (old.state, new.state, new.community) == (ReportInState.TRANSFERRED, ReportInState.SUBMITTED, town.west)


def test_moving_to_where_one_is_says_so(own, member, town):
    response = own.post(f"{CHOOSE}?community={town.east.pk}", {"residence": "东园1号楼"})
    assert "已在该社区报到" in response.content.decode()
    assert ReportIn.objects.count() == 1


def test_waiting_twice_is_refused_with_the_way_out(own, waiting, town):
    response = own.post(f"{CHOOSE}?community={town.north.pk}", {"residence": "北苑1号楼"})
    assert "请先撤回" in response.content.decode()


def test_a_door_number_is_refused(own, member, town):
    response = own.post(f"{CHOOSE}?community={town.west.pk}", {"residence": "西园1号楼502室"})
    assert "请只填到楼栋" in response.context["form"].errors["residence"][0]
    assert ReportIn.objects.count() == 1


def test_withdrawing_and_reporting_in_again(own, waiting, town):
    own.post(LEAVE)
    waiting.refresh_from_db()
    assert waiting.state == ReportInState.WITHDRAWN
    assert "重新报到" in text(own)
    own.post(f"{CHOOSE}?community={town.east.pk}", {"residence": "东园1号楼"})
    assert ReportIn.objects.live().get().community == town.east


def test_leaving_ends_the_report_in_by_own_wish(own, member):
    own.post(LEAVE)
    assert member.report_ins.get().state == ReportInState.CLOSED
    assert own.post(LEAVE).status_code == 404


def test_leaving_takes_a_post(own, member):
    assert own.get(LEAVE).status_code == 302


def test_a_stale_page_gets_the_refusal_as_a_message(own, member, waiting, monkeypatch):
    """The community accepts between the look and the tap: shown as a message, nothing breaks."""

    def refuse(*args, **kwargs):
        raise RuleBroken("wrong_state", "当前状态为“已报到”，不能撤回", conflict=True)

    monkeypatch.setattr(pages, "perform_one", refuse)
    assert "不能撤回" in own.post(LEAVE, follow=True).content.decode()


def test_nobody_sees_anothers_report_in(own, member, town):
    other = accepted(town.west, by=town.west_secretary, name="旁人")
    assert "西园社区" not in text(own)
    own.post(LEAVE)
    assert other.report_ins.get().state == ReportInState.ACCEPTED


def test_a_member_who_never_reported_in_is_led_there(own, member):
    ReportIn.objects.all().delete()
    assert "您还没有向社区报到" in text(own)
    assert "您还没有向社区报到" in text(own, HOME)
    assert Member.objects.count() == 1


def test_withdrawn_state_is_shown_with_its_date(own, waiting, member):
    perform_one(report_ins, "withdraw", pk=waiting.pk, by=member.user)
    assert "已撤回" in text(own, HOME)
