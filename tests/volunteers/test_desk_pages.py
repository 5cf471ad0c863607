"""What staff read on the desk: whose row it is, where they are, what waits for them, what an act will do."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.acts.outcome import Outcome
from tests.volunteers.gatherings import announced, joined, plan
from tests.volunteers.members.test_unit_report_ins import school  # noqa: F401 -- a fixture
from tests.volunteers.people import accepted, logged
from tests.volunteers.standing.test_deeds import entered, noticed
from tests.volunteers.standing.test_no_shows import absent  # noqa: F401 -- a fixture
from tests.volunteers.standing.test_publications import earned
from tests.volunteers.standing.test_years import closed, draft, tried
from volunteers.choices import Band, ReportInState, TeamPlace
from volunteers.models import DeedReport, MemberYear, ReportIn, RewardWindow, TeamMember, UnitReportIn
from volunteers.standing.declared import cards as standing
from volunteers.standing.services.deed_acts import deed_acts
from volunteers.teams.services.teams import ask_to_join, create_team

pytestmark = pytest.mark.django_db

DESK = "/desk/volunteers/"
YEAR = 2025


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(user, address: str) -> str:
    reply = signed_in(user).get(address if address.startswith("/") else f"{DESK}{address}")
    assert reply.status_code == 200, address
    return reply.content.decode()


@pytest.fixture
def member(town):
    return accepted(town.east, town.secretary, name="王问")


# --- Where one is, and whose row it is --------------------------------------------------------------------------------


def test_the_path_is_headed_by_the_place_in_the_menu(town, member):
    report = entered(member, town.clerk)
    read = page(town.secretary, f"deedreport/{report.pk}/change/")
    crumbs = read[read.index('<h1 class="crumbs') : read.index("</h1>")]
    assert "积分" in crumbs
    assert "活动与服务" not in crumbs
    assert f"王问 {report.item().label}" in crumbs
    record = logged(member)
    read = page(town.secretary, f"servicerecord/{record.pk}/change/")
    assert "活动与服务" in read[read.index('<h1 class="crumbs') : read.index("</h1>")]


def test_acts_name_the_person(town, member):
    account = MemberYear.objects.get_or_create(member=member, year=YEAR)[0]
    assert f"登记免评：王问 {YEAR}年度" in page(town.secretary, f"memberyear/{account.pk}/act/exempt/")
    record = logged(member)
    assert f"确认：王问 {record}" in page(town.secretary, f"servicerecord/{record.pk}/act/confirm/")


def test_refusals_of_many_name_the_person(town, member):
    outcome = Outcome()
    outcome.refuse(entered(member, town.clerk), "由您登记")
    assert "王问" in outcome.tell_result("办理")
    named = Outcome()
    named.refuse(member, "由您登记")
    assert named.tell_result("办理").count("王问") == 1


# --- What is shown ----------------------------------------------------------------------------------------------------


def test_empty_fields_and_help_for_filling_in_are_left_out_of_what_is_only_read(town, member):
    report = entered(member, town.clerk)
    read = page(town.secretary, f"deedreport/{report.pk}/change/")
    assert "会议纪要" in read
    for absent_text in ("退回或冲正人", "本人说明", "表彰须填。同一事迹只按最高级别计分"):
        assert absent_text not in read
    assert "表彰须填。同一事迹只按最高级别计分" in page(town.clerk, "deedreport/add/")


def test_a_deadline_is_words_on_the_page(town, member):
    report_in = ReportIn.objects.get(member=member)
    read = page(town.secretary, f"reportin/{report_in.pk}/change/")
    assert "编入网格 " in read
    assert "&#x27;" not in read[read.index("期限") :][:400]


def test_an_empty_list_says_how_rows_come_about_and_a_filtered_one_how_to_see_all(town):
    read = page(town.secretary, "hourchange/")
    assert "还没有时长更正" in read
    assert "更正时长" in read
    assert "清除筛选" not in read
    searched = page(town.secretary, "hourchange/?q=无此人")
    assert "没有符合条件的记录" in searched
    assert "清除筛选" in searched


def test_what_cannot_be_undone_is_told_and_has_a_button_of_its_own(town):
    read = page(town.street_secretary, "yearclosing/add/")
    assert "结账后不能重开" in read
    assert "开始结账" in read
    assert "保存，再加一个" not in read
    assert "发布公示" in page(town.secretary, "publicnotice/add/")
    assert "保存，再加一个" in page(town.clerk, "deedreport/add/")


# --- What waits -------------------------------------------------------------------------------------------------------


def test_a_deduction_waits_for_the_desk_only_once_the_person_has_spoken(town, member):
    report = noticed(town, member)
    assert not DeedReport.objects.to_decide(town.secretary).exists()
    assert "act/confirm/" not in page(town.secretary, f"deedreport/{report.pk}/change/")
    perform_one(deed_acts, "reply", pk=report.pk, text="当日确有服务", by=member.user)
    assert DeedReport.objects.to_decide(town.secretary).get() == report
    assert "act/confirm/" in page(town.secretary, f"deedreport/{report.pk}/change/")


def test_and_when_its_days_are_over(town, member):
    report = noticed(town, member)
    DeedReport.objects.filter(pk=report.pk).update(reply_until=timezone.localdate() - timedelta(days=1))
    assert DeedReport.objects.to_decide(town.secretary).exists()


def test_the_cards_of_points_open_to_the_rows_they_count(town, member):
    entered(member, town.clerk)
    entered(member, town.secretary, "G06")  # her own: another's to confirm
    earned(member, town.clerk, timezone.localdate().replace(year=YEAR, month=11, day=3))
    closed(town)
    for key in ("volunteers.deeds_waiting", "volunteers.bands_waiting"):
        card = standing.registry.cards[key]
        count = card.count(town.secretary)
        assert count == 1
        assert f"共{count}条" in signed_in(town.secretary).get(card.url(town.secretary)).content.decode()


def test_a_grid_worker_sees_the_deeds_of_the_own_grid_and_no_others(town, member):
    theirs = entered(member, town.clerk)
    assert f"/{theirs.pk}/change/" not in page(town.grid_worker, "deedreport/")
    ReportIn.objects.filter(member=member).update(area=town.east_grid, state=ReportInState.GRIDDED)
    type(member).objects.filter(pk=member.pk).update(area=town.east_grid)
    own = entered(type(member).objects.get(pk=member.pk), town.clerk, "G06")
    assert f"/{own.pk}/change/" in page(town.grid_worker, "deedreport/")
    assert f"/{theirs.pk}/change/" not in page(town.grid_worker, "deedreport/")
    assert signed_in(town.grid_worker).get(f"{DESK}memberyear/").status_code == 403
    assert signed_in(town.building_head).get(f"{DESK}deedreport/").status_code == 403


# --- Acts on the page of the row --------------------------------------------------------------------------------------


def test_a_report_in_is_placed_from_its_page(town, member):
    report_in = ReportIn.objects.get(member=member)
    address = f"{DESK}reportin/{report_in.pk}/act/place/"
    assert "东园一网格" in page(town.secretary, f"reportin/{report_in.pk}/act/place/")
    signed_in(town.secretary).post(address, {"area": town.west_grid.pk})
    report_in.refresh_from_db()
    assert report_in.state == ReportInState.ACCEPTED
    signed_in(town.secretary).post(address, {"area": town.east_grid.pk})
    report_in.refresh_from_db()
    assert (report_in.state, report_in.area) == (ReportInState.GRIDDED, town.east_grid)


def test_who_asks_to_join_a_team_is_answered_from_the_page(town, member):
    fields = {"name": "邻里队", "kind": "general", "slogan": "", "contact": "", "leader": None}
    team = create_team(area=town.east, founded_on=timezone.localdate(), by=town.secretary, **fields)
    place = ask_to_join(team_id=team.pk, member=member, by=member.user)
    signed_in(town.secretary).post(f"{DESK}teammember/{place.pk}/act/accept/")
    assert TeamMember.objects.get(pk=place.pk).place == TeamPlace.SERVING
    assert signed_in(town.secretary).get(f"{DESK}teammember/{place.pk}/act/accept/").status_code == 403
    assert "现有1名队员" in page(town.secretary, f"serviceteam/{team.pk}/act/dissolve/")


def test_a_no_show_is_put_forward_from_its_page(town, absent):  # noqa: F811
    read = page(town.clerk, f"noshow/{absent.pk}/change/")
    assert f"activitysession/{absent.session_id}/change/" in read
    signed_in(town.clerk).post(f"{DESK}noshow/{absent.pk}/act/propose/")
    report = DeedReport.objects.get()
    assert report.item_code == "N01"
    assert f"deedreport/{report.pk}/change/" in page(town.clerk, f"noshow/{absent.pk}/change/")
    assert "act/propose/" not in page(town.clerk, f"noshow/{absent.pk}/change/")


def test_calling_off_says_how_many_are_met(town, member):
    session = announced(town.east, town.clerk, plan())
    joined(session, member)
    assert "将取消1场，通知1人" in page(town.clerk, f"activity/{session.activity_id}/act/cancel/")
    assert "将取消1场，通知1人" in page(town.clerk, f"activitysession/{session.pk}/act/cancel/")


# --- What nobody means ------------------------------------------------------------------------------------------------


def refused(user, address: str, data: dict) -> dict:
    reply = signed_in(user).post(f"{DESK}{address}", data)
    assert reply.status_code == 200
    asked = reply.context.get("adminform")
    return (asked.form if asked else reply.context["form"]).errors


WINDOW = {"label": "兑换", "pick_up": "周六上午", "opens_on": "2026-12-10", "closes_on": "2026-12-20"}


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01", "2926-01-01", "9999-12-31"])
def test_days_that_nobody_means_are_asked_about_at_their_field(town, day):
    errors = refused(town.secretary, "rewardwindow/add/", WINDOW | {"area": town.east.pk, "opens_on": day})
    assert "请核对年份" in errors["opens_on"][0]
    assert not RewardWindow.objects.exists()


def test_an_end_before_the_beginning_is_told_at_the_end(town):
    data = WINDOW | {"area": town.east.pk, "closes_on": "2026-12-01"}
    assert refused(town.secretary, "rewardwindow/add/", data) == {"closes_on": ["结束日期不能早于开始日期"]}


def test_a_telephone_of_a_unit_is_a_telephone(town, school):  # noqa: F811
    unit, _ = school
    data = {"unit": unit.pk, "community": town.east.pk, "party_org": "党支部", "head": "张负责", "liaison": "李联络"}
    data |= {"members_count": 3, "services": ""}
    for wrong, told in (("长" * 10_000, "30"), ("0" * 10_000, "30"), ("没有", "请填写电话号码")):
        assert told in refused(town.secretary, "unitreportin/add/", data | {"phone": wrong})["phone"][0]
    assert not UnitReportIn.objects.exists()
    signed_in(town.secretary).post(f"{DESK}unitreportin/add/", data | {"phone": "0536-8210000转12"})
    assert UnitReportIn.objects.get().phone == "0536-8210000转12"


# --- Dry run ----------------------------------------------------------------------------------------------------------


def test_a_mark_that_moves_people_across_a_band_moves_them_in_the_dry_run(town, member):
    earned(member, town.clerk, timezone.localdate().replace(year=YEAR, month=11, day=3), item="H04")
    run = tried(town, draft(town, pass_mark=5))
    assert run.result["moves"] == [[member.pk, "10.00", "10.00", Band.BELOW, Band.PASSED]]
    read = page(town.street_secretary, f"dryrun/{run.pk}/change/")
    assert "1人中，0人积分变化，1人等次变化" in read
    assert "王问" in read
    counts = page(town.organisation, f"dryrun/{run.pk}/change/")
    assert "王问" not in counts
    assert "您不能查看这些人的积分" in counts
