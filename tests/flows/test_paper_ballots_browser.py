"""Sixty paper ballots are entered by two clerks who do not see each other's; a secretary answers the list of what is to be mended, on the phone."""

from playwright.sync_api import expect

from assessments.ballots.choices import BatchState
from assessments.ballots.models import PaperBatch, RollEntry
from assessments.ballots.services.roll import roll_acts
from assessments.rectify.choices import RectifyState
from orgtree.acts import perform_one
from tests.assessments.ballots.makers import office
from tests.assessments.ballots.polls import act, enrol, prepared
from tests.assessments.rectify import world
from tests.browser import faults, sign_in

PAPERS = 60


def on_paper(town):
    """A poll of three subjects whose sixty voters of one class took paper."""
    poll = prepared(town, subjects="东园社区\n西园社区\n南园社区", classes="街道领导班子，100，3，1/3")
    enrol(poll, PAPERS)
    poll = act(poll, "open", town.street_secretary)
    for entry in RollEntry.objects.filter(poll=poll):
        perform_one(roll_acts, "hand_paper", pk=entry.pk, by=town.street_secretary)
    return poll


def enter(desktop, poll, good: int) -> int:
    """Fill in the batch of sixty, one of them spoilt, and send it: how many fields that took."""
    desktop.goto(f"/votes/{poll.pk}/batch/")
    assert faults(desktop) == []
    of_batch = {"number": "第1袋", "ballots": f"{PAPERS}", "spoiled": "1"}
    for name, value in of_batch.items():
        desktop.locator(f"[name={name}]").fill(value)
    said = {}
    for name in ("东园社区", "西园社区", "南园社区"):
        said |= {f"{name} 好": f"{good}", f"{name} 较好": f"{PAPERS - 1 - good}"}
    for label, value in said.items():
        desktop.get_by_label(label, exact=True).fill(value)
    desktop.get_by_role("button", name="录入这一批").click()
    return len(of_batch) + len(said)


def test_sixty_paper_ballots_are_entered_twice(committed_town, desktop):
    poll, second = on_paper(committed_town), office(committed_town)
    sign_in(desktop, committed_town.street_secretary.account)
    assert enter(desktop, poll, 40) <= 3 + 2 * 3
    assert PaperBatch.objects.get().state == BatchState.ONCE
    sign_in(desktop, second.account)
    enter(desktop, poll, 41)
    expect(desktop.get_by_text("两次录入不一致")).to_be_visible()
    assert faults(desktop) == []
    enter(desktop, poll, 40)
    expect(desktop.get_by_text("两次录入不一致")).to_have_count(0)
    batch = PaperBatch.objects.get()
    assert batch.state == BatchState.EQUAL
    assert {(entry.ballots, entry.spoiled) for entry in batch.entries.all()} == {(PAPERS, 1)}
    assert act(poll, "close", committed_town.street_secretary, note="").state == "closed"


def test_a_secretary_answers_the_list_of_what_is_to_be_mended(committed_town, phone):
    item = world.listed(committed_town)
    sign_in(phone, committed_town.secretary.account)
    phone.goto("/a/rectify/")
    assert faults(phone) == []
    phone.get_by_text(item.problem).tap()
    expect(phone.get_by_role("link", name="任务与证据材料")).to_be_visible()
    assert faults(phone) == []
    phone.get_by_text("认领", exact=True).first.tap()
    phone.get_by_label("整改措施").fill("每月第一周召开，留存记录")
    phone.get_by_role("button", name="认领").tap()
    expect(phone.get_by_text("已认领")).to_be_visible()
    assert faults(phone) == []
    item.refresh_from_db()
    assert (item.state, item.measure) == (RectifyState.DOING, "每月第一周召开，留存记录")
