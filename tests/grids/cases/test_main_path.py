"""A resident's matter from the first word to the last: told, accepted, given to a department, done, verified, answered, rated, closed."""

import pytest

from grids.cases.choices import CaseState, LegState
from grids.cases.services.opening import Told
from grids.cases.services.reports import phone_of_report, rate_report, report_acts
from grids.cases.services.sending import sending_acts
from grids.models import CaseClock, Report
from orgtree.acts import course_of, make, perform_one
from orgtree.models import AccessLog
from tests.grids.cases import world
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db
ASKED = Told(source="resident", asker="张女士", phone="13812345678", channel="phone")


@pytest.fixture
def at(town):
    return world.department(town)


def test_the_whole_path(town, at):
    row = world.case(town, told=ASKED)
    report = row.reports.get()
    row = world.do("accept", row, town.grid_worker)
    perform_one(report_acts, "contact", pk=report.pk, by=town.grid_worker)
    row = world.do("assign", row, town.secretary, lead=at.unit, asked="请更换灯泡")
    leg = world.lead_of(row)
    assert (row.state, row.lead, leg.holder, leg.state) == (CaseState.ASSIGNED, at.unit, at.unit, LegState.GIVEN)
    assert leg.due_at
    world.do_leg("sign", leg, at.clerk)
    assert phone_of_report(report_id=report.pk, by=at.clerk) == "13812345678"
    assert AccessLog.objects.filter(actor=at.clerk, subject__contains=row.number).count() == 1
    world.do_leg("finish", leg, at.clerk, result="solved", outcome="已更换两盏路灯")
    row.refresh_from_db()
    assert (row.state, row.done_by, row.answer) == (CaseState.DONE, at.clerk, "已更换两盏路灯")
    row = world.do("verify", row, town.clerk)
    with refused("unanswered"):
        world.do("close", row, town.clerk)
    row = world.do("reply", row, town.clerk, answer="路灯已修好")
    rate_report(report_id=report.pk, is_solved=True, stars=5)
    row.refresh_from_db()
    assert row.state == CaseState.RATED
    row = world.do("close", row, town.clerk)
    assert (row.state, row.due_at) == (CaseState.CLOSED, None)
    report.refresh_from_db()
    assert (report.reply, report.is_solved, report.stars, report.was_contacted) == ("路灯已修好", True, 5, True)
    assert not CaseClock.objects.filter(stopped_at__isnull=True).exists()
    assert [step.act for step in course_of(world.case_acts, row)] == [
        "登记事项", "受理", "交办", "单位签收", "单位办结", "核查通过", "答复诉求人", "诉求人评价", "结案"
    ]  # fmt: skip


def test_not_ours_is_never_a_department_s_word(town, at):
    """G17: what a unit gives back is given out again, never refused to the asker."""
    row = world.signed(town, at)
    world.do_leg("give_back", world.lead_of(row), at.clerk, return_kind="not_duty", reason="职能不符")
    row.refresh_from_db()
    assert (row.state, row.returns, row.lead) == (CaseState.RETURNED, 1, None)
    with refused("not_found"):
        phone_of_report(report_id=row.reports.get().pk, by=at.clerk)


def test_after_two_returns_the_street_decides(town, at):
    """G07"""
    row = world.case(town)
    for number in range(2):
        row = world.do("accept", row, town.grid_worker) if not number else row
        row = world.do("assign", row, town.secretary, lead=at.unit)
        world.do_leg("give_back", world.lead_of(row), at.clerk, return_kind="other", reason=f"第{number + 1}次退回")
        row.refresh_from_db()
    with refused("street_decides"):
        world.do("assign", row, town.secretary, lead=at.unit)
    row = world.do("assign", row, town.street_secretary, lead=at.unit)
    assert (row.returns, row.hops) == (2, 3)
    with refused("binding"):
        world.do_leg("give_back", world.lead_of(row), at.clerk, return_kind="other", reason="第三次退回")


def test_the_closer_never_verifies(town):
    """G26"""
    row = world.do("take", world.accepted(town), town.secretary)
    row = world.do("finish", row, town.secretary, result="solved", answer="已清理完毕")
    with refused("own_case"):
        world.do("verify", row, town.secretary)
    assert world.do("verify", row, town.clerk).state == CaseState.VERIFIED


def test_what_those_above_took_back_is_not_done_below(town):
    row = world.accepted(town, world.case(town, code="0405"))
    with refused("withdrawn_duty") as broken:
        world.do("take", row, town.secretary)
    del broken


@pytest.mark.parametrize(
    ("code", "is_signed", "state", "why"),
    [
        ("0405", True, "refused", "由人社办理"),
        ("0202", False, "refused", "请先签收办理"),
        ("0202", True, "taken", ""),
        ("0401", False, "taken", ""),
    ],
)
def test_the_gate_of_the_list_of_duties(town, at, code, is_signed, state, why):
    """A withdrawn item is refused with the lead named, a joint one needs the lead's own leg first."""
    row = (world.signed if is_signed else world.assigned)(town, at, world.case(town, code=code))
    leg = world.lead_of(row)
    sent = make(sending_acts, "send", by=at.clerk, leg=leg, words="请街道办理").row
    assert (sent.state, sent.institution) == (state, at.unit)
    assert why in sent.why
    leg.refresh_from_db()
    row.refresh_from_db()
    went_back = code == "0401"
    assert (leg.state == LegState.WITHDRAWN, row.state == CaseState.ACCEPTED) == (went_back, went_back)


def test_the_lead_waits_for_those_who_assist(town, at):
    other = world.department(town, "住建局")
    row = world.do("assist", world.signed(town, at), town.secretary, unit=other.unit)
    assist = row.legs.get(role="assist")
    with refused("assists_open"):
        world.do_leg("finish", world.lead_of(row), at.clerk, result="solved", outcome="已更换")
    world.do_leg("sign", assist, other.clerk)
    world.do_leg("finish", assist, other.clerk, result="solved", outcome="已断电配合")
    world.do_leg("finish", world.lead_of(row), at.clerk, result="solved", outcome="已更换")
    row.refresh_from_db()
    assert (row.state, row.answer) == (CaseState.DONE, "已更换")


def test_not_solved_begins_a_second_round_and_later_a_new_case(town, at):
    """G24: day 6, day 8."""
    from datetime import timedelta

    import time_machine

    row = world.case(town, told=ASKED)
    world.closed(town, at, row)
    row.refresh_from_db()
    with time_machine.travel(row.closed_at + timedelta(days=6), tick=False):
        rate_report(report_id=row.reports.get().pk, is_solved=False, stars=1)
    row.refresh_from_db()
    assert (row.state, row.round) == (CaseState.ACCEPTED, 2)
    assert CaseClock.objects.filter(case=row, kind="handle").count() == 2
    other = world.case(town, told=ASKED, title="另一盏灯不亮")
    world.closed(town, world.department(town, "供电公司"), other)
    other.refresh_from_db()
    with time_machine.travel(other.closed_at + timedelta(days=8), tick=False):
        rate_report(report_id=other.reports.get().pk, is_solved=False, stars=1)
    other.refresh_from_db()
    assert other.state == CaseState.CLOSED
    new = other.followers.get()
    assert (new.state, new.reports.get().asker) == (CaseState.REPORTED, "张女士")


def test_merged_and_taken_apart(town):
    """G13: three requests, one case, three answers, each in its channel."""
    first = world.case(town, told=ASKED)
    second = world.case(
        town, title="和平街路灯坏了", told=Told(source="hotline", outside_number="12345", channel="source")
    )
    third = world.accepted(town, world.case(town, title="灯不亮", told=Told(source="patrol")))
    world.do("merge", second, town.secretary, into=first)
    world.do("merge", third, town.secretary, into=first)
    assert first.reports.count() == 3
    third.refresh_from_db()
    third = world.do("unmerge", third, town.secretary, reason="不是同一盏灯")
    assert (third.state, third.reports.count(), first.reports.count()) == (CaseState.ACCEPTED, 1, 2)
    assert third.due_at
    row = world.do("take", world.do("accept", first, town.grid_worker), town.secretary)
    row = world.do("finish", row, town.secretary, result="solved", answer="已修好")
    row = world.do("reply", world.do("verify", row, town.clerk), town.clerk, answer="已修好")
    assert {one.reply for one in Report.objects.filter(case=first)} == {"已修好"}
    with refused("answered"):
        world.do("unmerge", second, town.secretary, reason="不是同一件事")


def test_split_and_answered_once(town, at):
    """The parent stays open till all parts have ended; the asker gets one answer."""
    row = world.accepted(town, world.case(town, told=ASKED))
    parts = [
        make(
            world.case_acts,
            "split",
            by=town.secretary,
            parent=row,
            category=world.category("0207"),
            title=title,
            words="请修补",
        ).row
        for title in ("补路面", "换灯杆")
    ]
    row.refresh_from_db()
    assert (row.state, row.children.count()) == (CaseState.SPLIT, 2)
    for part in parts:
        part = world.do("take", part, town.secretary)
        part = world.do("finish", part, town.secretary, result="solved", answer="已修好")
        part = world.do("verify", part, town.clerk)
        part.refresh_from_db()
        assert part.state == CaseState.CLOSED
        row.refresh_from_db()
        assert (row.state == CaseState.HANDLING) == (part.pk == parts[-1].pk)
    row = world.do("finish", row, town.clerk, result="solved", answer="路面和灯杆都已修好")
    row = world.do("reply", world.do("verify", row, town.secretary), town.secretary, answer="路面和灯杆都已修好")
    assert [one.reply for one in Report.objects.filter(case=row)] == ["路面和灯杆都已修好"]
    assert not Report.objects.filter(case__parent=row).exists()
