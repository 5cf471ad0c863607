"""A voter marks ten subjects in twelve taps on a phone, corrects, finds the fingerprint again; at the terminal nothing stays."""

import pytest
from playwright.sync_api import expect

from assessments.ballots.models import RollEntry
from assessments.ballots.services.counting import tally_of
from assessments.ballots.services.roll import put_on_roll, roll_acts
from orgtree.acts import perform_one
from tests.assessments.ballots.polls import act, enrol, prepared
from tests.browser import faults, sign_in

SUBJECTS = "\n".join(f"第{number}社区" for number in range(1, 11))
CLASS = "街道领导班子，100，3，1/3"


@pytest.fixture
def poll(committed_town):
    """An open poll of ten subjects, on whose roll the secretary of 东园社区 stands with eight others."""
    poll = prepared(committed_town, subjects=SUBJECTS, classes=CLASS)
    voter = committed_town.secretary
    put_on_roll(poll=poll, name=voter.name, about="", user=voter, voter_class=poll.classes.get(), subject=None)
    enrol(poll, 5)
    return act(poll, "open", committed_town.street_secretary)


def test_a_voter_marks_ten_subjects_in_twelve_taps(committed_town, poll, phone):
    sign_in(phone, "dongyuan")
    phone.goto(f"/votes/{poll.pk}/")
    assert faults(phone) == []
    taps = [lambda: phone.get_by_role("button", name="领取选票").tap()]
    taps += [
        lambda one=one: phone.locator("fieldset").nth(one).get_by_text("好", exact=True).tap() for one in range(10)
    ]
    taps.append(lambda: phone.get_by_role("button", name="提交选票").tap())
    for tap in taps[:-1]:
        tap()
    assert len(taps) <= 12
    expect(phone.get_by_text("全部已选。")).to_be_visible()
    phone.reload()  # the draft stays on this device
    expect(phone.get_by_text("全部已选。")).to_be_visible()
    assert faults(phone) == []
    phone.context.clear_cookies()  # the session of half an hour is over: a page that stood open for two hours still votes (A18)
    taps[-1]()
    expect(phone.get_by_text("选票已收到，谢谢。")).to_be_visible()
    mark = phone.locator("[data-prints] li").inner_text()
    assert len(mark) == 32
    phone.get_by_role("button", name="更正选票").tap()
    phone.locator("fieldset").nth(0).get_by_text("差", exact=True).tap()
    taps[-1]()
    expect(phone.get_by_text("选票已收到，谢谢。")).to_be_visible()
    assert phone.locator("[data-prints] li").inner_text() == mark
    _count(committed_town, poll)
    phone.goto(f"/votes/public/{poll.number}/")
    expect(phone.locator(".ballot-prints li")).to_have_count(1)
    assert faults(phone) == []
    told = tally_of(poll)
    assert {row.void for row in told.values()} == {"few"}  # one ballot is told to nobody


def _count(town, poll) -> None:
    act(poll, "close", town.street_secretary, note="")
    act(poll, "count", town.street_secretary)


def test_at_the_terminal_nothing_stays(committed_town, poll, desktop):
    entry = RollEntry.objects.filter(poll=poll).order_by("pk").last()
    code = perform_one(roll_acts, "terminal", pk=entry.pk, by=committed_town.street_secretary).told_code
    desktop.goto(f"/votes/terminal/{poll.number}/")
    assert faults(desktop) == []
    desktop.get_by_label("投票码").fill("00000000" if code != "00000000" else "11111111")
    desktop.get_by_role("button", name="开始投票").click()
    expect(desktop.get_by_text("投票码不正确或已过期")).to_be_visible()
    desktop.get_by_label("投票码").fill(code)
    desktop.get_by_role("button", name="开始投票").click()
    desktop.get_by_role("button", name="领取选票").click()
    desktop.locator("fieldset").nth(0).get_by_text("较好", exact=True).click()
    expect(desktop.get_by_text("还有9项没有选")).to_be_visible()
    desktop.get_by_role("button", name="提交选票").click()
    expect(desktop.get_by_text("选票已收到，谢谢。")).to_be_visible()
    assert faults(desktop) == []
    assert desktop.evaluate("Object.keys(localStorage).length") == 0
    assert desktop.context.cookies() == []
