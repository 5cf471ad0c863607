"""A report-in on its way: a post, the first service, pauses, and places that change nothing else."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from orgtree.acts import perform, perform_one
from tests.volunteers.people import accepted, logged, registered
from tests.volunteers.refusals import refused
from volunteers.members.services.report_in_acts import report_ins
from volunteers.members.services.report_ins import mark_posted, mark_serving, resume_due, transfer_report_in
from volunteers.members.tasks import resume_due_report_ins
from volunteers.models import ReportIn
from volunteers.service.services.service_records import confirm_services

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


def live(member) -> ReportIn:
    return ReportIn.objects.live().get(member=member)


def state(member) -> str:
    return live(member).state


def pause(member, by, **changes):
    return perform_one(report_ins, "pause", pk=live(member).pk, **{"reason": "away", "by": by} | changes)


def test_a_post_and_then_the_first_confirmed_service(town, member):
    confirm_services(record_ids=[logged(member, days_ago=3).pk], by=town.secretary)
    assert state(member) == "accepted"  # without a post, serving changes nothing
    assert mark_posted(member_ids=[member.pk], by=town.clerk) == 1
    assert mark_posted(member_ids=[member.pk], by=town.clerk) == 0
    assert (state(member), live(member).posted_at is not None) == ("posted", True)
    records = [logged(member, days_ago=days) for days in (2, 1)]
    assert confirm_services(record_ids=[record.pk for record in records], by=town.secretary).done == 2
    assert state(member) == "serving"
    first = live(member).serving_at
    assert mark_serving(member_ids=[member.pk], by=town.clerk) == 0
    assert live(member).serving_at == first
    assert [step.to_state for step in live(member).steps.all()] == ["submitted", "accepted", "posted", "serving"]


def test_those_who_wait_get_no_post(town):
    waiting = registered(town.east)
    assert mark_posted(member_ids=[waiting.pk], by=town.clerk) == 0
    assert state(waiting) == "submitted"


def test_a_grid_for_someone_who_serves(town, member):
    mark_posted(member_ids=[member.pk], by=town.clerk)
    assert list(ReportIn.objects.to_place()) == [live(member)]
    perform(report_ins, "place", ids=[live(member).pk], area=town.east_building, by=town.clerk)
    assert (state(member), live(member).area) == ("posted", town.east_building)
    assert not ReportIn.objects.to_place().exists()


def test_a_pause_and_back(town, member):
    perform(report_ins, "place", ids=[live(member).pk], area=town.east_grid, by=town.clerk)
    paused = pause(member, member.user)
    assert (paused.state, paused.state_before, paused.get_suspend_reason_display()) == (
        "suspended",
        "gridded",
        "外出学习或工作",
    )
    assert ReportIn.objects.belonging().get() == paused
    assert not ReportIn.objects.active().exists()
    with refused("wrong_state"):
        pause(member, town.secretary)
    perform_one(report_ins, "resume", pk=paused.pk, by=town.secretary)
    back = live(member)
    assert (back.state, back.state_before, back.suspend_reason, back.suspended_at) == ("gridded", "", "", None)
    with refused("wrong_state"):
        perform_one(report_ins, "resume", pk=paused.pk, by=member.user)


def test_what_happens_during_a_pause_counts_after_it(town, member):
    pause(member, town.clerk)
    record = logged(member)
    mark_posted(member_ids=[member.pk], by=town.clerk)
    confirm_services(record_ids=[record.pk], by=town.secretary)
    perform(report_ins, "place", ids=[live(member).pk], area=town.east_grid, by=town.clerk)
    assert (state(member), live(member).state_before) == ("suspended", "serving")
    perform_one(report_ins, "resume", pk=live(member).pk, by=member.user)
    assert (state(member), live(member).area) == ("serving", town.east_grid)


def test_a_pause_ends_on_its_day(town, member):
    until = timezone.localdate() + TOMORROW
    open_ended = accepted(town.east, town.secretary)
    pause(member, member.user, until=until)
    pause(open_ended, town.clerk)
    assert resume_due() == 0
    ReportIn.objects.filter(member=member).update(suspended_until=timezone.localdate())
    resume_due_report_ins()
    resume_due_report_ins()
    assert (state(member), state(open_ended)) == ("accepted", "suspended")
    last = live(member).steps.last()
    assert (last.by, last.reason) == (member.user, "暂停期满")


def test_leaving_during_a_pause(town, member):
    pause(member, member.user, until=timezone.localdate() + TOMORROW)
    moved = transfer_report_in(member=member, community=town.west, residence="西苑", by=member.user)
    assert ReportIn.objects.get(state="transferred").suspended_until is None
    assert moved.state == "submitted"
    other = accepted(town.east, town.secretary)
    pause(other, town.clerk)
    assert perform_one(report_ins, "close", pk=live(other).pk, reason="retired", by=town.clerk).state_before == ""


def test_strangers_pause_nobody(town, member):
    for stranger in (town.west_secretary, town.grid_worker, accepted(town.east, town.secretary).user):
        with refused("not_found"):
            pause(member, stranger)
    with refused("suspend_until", "until"):
        pause(member, member.user, until=date(2020, 1, 1))


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "suspended"}, "report_in_pause_whole"),
        ({"state_before": "accepted"}, "report_in_pause_whole"),
        ({"suspended_until": date(2030, 1, 1)}, "report_in_pause_whole"),
        ({"state": "posted"}, "report_in_posted_with_time"),
        ({"state": "serving", "posted_at": timezone.now()}, "report_in_serving_with_time"),
    ],
)
def test_the_database_keeps_states_whole(town, member, values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ReportIn.objects.filter(member=member).update(**values)


class TestPhone:
    def test_pausing_and_going_on(self, own, member):
        page = own.get("/m/report-in/").content.decode()
        assert "暂时参加不了？" in page
        form = own.get("/m/report-in/pause/").content.decode()
        assert "暂停期间不作任何要求" in form
        missing = own.post("/m/report-in/pause/", {"reason": ""}).content.decode()
        assert "请选择暂停原因" in missing
        until = (timezone.localdate() + timedelta(days=91)).isoformat()
        assert own.post("/m/report-in/pause/", {"reason": "busy", "until": until}).url == "/m/report-in/"
        page = own.get("/m/report-in/").content.decode()
        assert "工作任务重" in page
        assert "自动恢复" in page
        assert own.get("/m/report-in/pause/").status_code == 404
        assert "记一次服务" in own.get("/m/").content.decode()
        assert own.get("/m/report-in/resume/").status_code == 302
        assert "已恢复" in own.post("/m/report-in/resume/", follow=True).content.decode()
        assert "已恢复" in own.post("/m/report-in/resume/", follow=True).content.decode()  # once more


class TestDesk:
    def test_pausing_and_going_on(self, client, town, member):
        client.force_login(town.secretary)
        page = f"/desk/volunteers/reportin/{live(member).pk}/"
        reply = client.post(f"{page}act/pause/", {"reason": "away", "until": "2020-01-01"}).content.decode()
        assert "恢复日期应在明天之后" in reply
        client.post(f"{page}act/pause/", {"reason": "away", "until": ""})
        assert state(member) == "suspended"
        assert "外出学习或工作" in client.get(f"{page}change/").content.decode()
        client.post(f"{page}act/resume/")
        assert state(member) == "accepted"
