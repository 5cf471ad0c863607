"""Paper beside tokens: one way stops the other, a batch is entered by two, what does not add up is explained, nobody votes for another."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from assessments.ballots.choices import BatchState
from assessments.ballots.models import PaperBatch, PaperCount, PollFigure, PollSheet, PollTally, RollEntry
from assessments.ballots.services.counting import tally_of
from assessments.ballots.services.papers import enter_batch
from assessments.ballots.services.roll import roll_acts
from orgtree.acts import perform_one
from orgtree.errors import RuleBroken
from orgtree.models import User
from tests.assessments.ballots.makers import office
from tests.assessments.ballots.polls import Voter, act, counted, enrol, opened, prepared, voted
from tests.assessments.results.test_papers import words_of

pytestmark = pytest.mark.django_db
ONE_CLASS = "街道领导班子，100，3，1/3"


def on_roll(key: str, entry: RollEntry, town) -> RollEntry:
    return perform_one(roll_acts, key, pk=entry.pk, by=town.street_secretary)


def marks(sheet: PollSheet, **numbers: int) -> dict:
    """The same marks for every subject; "none" are those who left it out."""
    one = {"a": 0, "b": 0, "c": 0, "d": 0, "": numbers.pop("none", 0)} | numbers
    return {str(subject.pk): one for subject in sheet.poll.subjects.all()}


def enter(sheet: PollSheet, by, number="A1", ballots=3, spoiled=0, **numbers: int) -> PaperBatch:
    said = {"number": number, "ballots": ballots, "spoiled": spoiled, "counts": marks(sheet, **numbers)}
    return enter_batch(poll=sheet.poll, sheet=sheet, by=by, **said)


def test_forty_tokens_seventeen_on_paper_and_one_in_both_lists(town):
    """A07: paper on the roll stops the token and the other way round; people are 57 less the one who cannot do both."""
    poll = prepared(town, subjects="东园社区", classes=ONE_CLASS)
    enrol(poll, 56)
    poll = act(poll, "open", town.street_secretary)
    entries = list(RollEntry.objects.filter(poll=poll).order_by("pk"))
    for entry in entries[:40]:
        Voter(entry).take().cast("a")
    with pytest.raises(RuleBroken, match="已领取电子票"):
        on_roll("hand_paper", entries[39], town)
    for entry in entries[40:]:
        on_roll("hand_paper", entry, town)
    with pytest.raises(RuleBroken, match="已领取纸质票"):
        Voter(entries[40]).take()
    sheet = PollSheet.objects.get(poll=poll)
    for by in (town.street_secretary, office(town)):
        enter(sheet, by, ballots=16, spoiled=1, a=10, b=4, none=1)
    poll = counted(town, poll)
    figure = PollFigure.objects.get()
    assert (figure.by_token, figure.by_paper, figure.used, figure.returned, figure.spoiled) == (40, 16, 40, 16, 1)
    row = PollTally.objects.get()
    assert row.counts == {"a": 50, "b": 4, "c": 0, "d": 0}
    assert (row.valid, row.abstained, row.spoiled) == (54, 1, 1)


def test_the_same_batch_number_is_the_same_batch(town):
    """A09: a clerk who sends it three times has entered it once, and finds what they entered; two people must agree."""
    poll = opened(town, numbers=(5, 5))
    sheet = poll.sheets.get(voter_class__label="街道领导班子")
    for _ in range(3):
        batch = enter(sheet, town.street_secretary, a=3)
    assert (PaperBatch.objects.count(), PaperCount.objects.count()) == (1, 1)
    assert batch.state == BatchState.ONCE
    batch = enter(sheet, office(town), a=2, b=1)
    assert batch.state == BatchState.UNEQUAL
    with pytest.raises(RuleBroken, match="两次录入不一致"):
        act(poll, "close", town.street_secretary, note="核对中")
    with pytest.raises(RuleBroken, match="已由两人录入"):
        enter(sheet, office(town, "third"), a=3)
    assert enter(sheet, office(town), a=3).state == BatchState.EQUAL
    act(poll, "close", town.street_secretary, note="三人当场投票，名册漏记")


def test_what_came_back_and_what_was_ticked_must_be_explained(town):
    """A10: paper handed out and counted differ: closing asks for a note, which is kept with the result."""
    poll = opened(town, numbers=(5, 5))
    for entry in RollEntry.objects.filter(poll=poll, rights__voter_class__label="街道领导班子")[:3]:
        on_roll("hand_paper", entry, town)
    sheet = poll.sheets.get(voter_class__label="街道领导班子")
    for by in (town.street_secretary, office(town)):
        enter(sheet, by, ballots=2, a=2)
    with pytest.raises(RuleBroken, match="发出纸质票3张，收回2张") as asked:
        act(poll, "close", town.street_secretary, note="")
    assert asked.value.field == "note"
    poll = act(poll, "close", town.street_secretary, note="一人带走未交")
    poll = act(poll, "count", town.street_secretary)
    assert "一人带走未交" in poll.bundle
    assert "一人带走未交" in words_of(sheet_page(poll, town.street_secretary, "docx"))


def sheet_page(poll, user, form: str) -> bytes:
    client = Client()
    client.force_login(user)
    reply = client.get(reverse("ballot-result-sheet", args=[poll.pk, form]))
    return reply.content if reply.status_code == 200 else b""


def test_the_sheet_tells_people_and_ballots_apart(town):
    """发出、收回、有效、弃权、废票: of a class that does not count only why; nobody elsewhere and nothing before the tally."""
    poll = prepared(town, subjects="东园社区", classes="街道领导班子，60，3，1/3\n居民代表，40，3，1/3")
    enrol(poll, 8)
    enrol(poll, 2, "居民代表")
    poll = act(poll, "open", town.street_secretary)
    voted(poll, "aaab-")
    voted(poll, "dd", label="居民代表")
    entries = RollEntry.objects.filter(poll=poll, way="none").order_by("pk")
    for entry in entries[:2]:
        on_roll("hand_paper", entry, town)
    sheet = poll.sheets.get(voter_class__label="街道领导班子")
    for by in (town.street_secretary, office(town)):
        enter(sheet, by, ballots=2, spoiled=1, b=1)
    assert sheet_page(poll, town.street_secretary, "docx") == b""
    poll = counted(town, poll)
    words = words_of(sheet_page(poll, town.street_secretary, "docx"))
    assert "应投8人，领票7人（电子票5人、纸质票2人）" in words
    assert "发出7张（电子票5张、纸质票2张），收回7张（电子票5张、纸质票2张），废票1张" in words
    assert "街道领导班子 7 5 1 1 好3、较好2、一般0、差0 5" in words
    assert "居民代表 — — — — 不计入：有效票少于最少票数 —" in words
    assert "差2" not in words
    assert "发出与收回的纸质票相符" in words
    assert sheet_page(poll, town.street_secretary, "pdf").startswith(b"%PDF")
    assert sheet_page(poll, town.street_secretary, "xls") == b""
    assert sheet_page(poll, town.west_secretary, "docx") == b""


def test_a_class_that_does_not_count_is_told_nowhere(town):
    """A11: a class of two voters: neither its sums nor anything that they could be worked out from is kept."""
    poll = opened(town, numbers=(6, 2))
    voted(poll, "aaaabb")
    voted(poll, "dd", label="居民代表")
    poll = counted(town, poll)
    hidden = PollTally.objects.filter(voter_class__label="居民代表")
    assert {(row.void, row.valid, row.abstained, row.spoiled, str(row.counts)) for row in hidden} == {
        ("few", None, None, None, "{}")
    }
    assert {told.counts.get("d") for told in tally_of(poll).values()} == {0, None}
    client = Client()
    client.force_login(town.street_secretary)
    for address in (
        reverse("admin:assessments_polltally_changelist"),
        reverse("admin:assessments_poll_change", args=[poll.pk]),
    ):
        shown = client.get(address).content.decode()
        assert "差2" not in shown
    assert '"d": 2' not in poll.bundle


def test_numbers_are_frozen_with_the_result(town):
    """A13: who leaves afterwards changes nothing of what was counted."""
    poll = opened(town, numbers=(5, 5))
    voted(poll, "aaaaa")
    poll = counted(town, poll)
    before = [
        list(PollFigure.objects.order_by("pk").values()),
        list(PollTally.objects.order_by("pk").values()),
        poll.people,
    ]
    for entry in RollEntry.objects.filter(poll=poll):
        user, entry.user = entry.user_id, None
        entry.save()
        User.objects.filter(pk=user).update(is_active=False)
    poll.refresh_from_db()
    assert before == [
        list(PollFigure.objects.order_by("pk").values()),
        list(PollTally.objects.order_by("pk").values()),
        poll.people,
    ]


def test_nobody_votes_for_somebody_absent(town):
    """A15: there is no proxy: a token is taken by the person's own account or number, and no act names another."""
    poll = opened(town)
    absent = RollEntry.objects.filter(poll=poll).first()
    client = Client()
    client.force_login(town.secretary)
    assert client.get(reverse("ballot-sheet", args=[poll.pk])).status_code == 404
    assert (
        client.post(reverse("ballot-tokens", args=[poll.pk]), "{}", content_type="application/json").status_code == 404
    )
    assert absent.way == "none"
    assert not [act for act in roll_acts if "proxy" in act.key or "代" in act.label]


def test_a_batch_is_entered_on_its_page(town):
    """The page begins with what one entered, shows where two differ and never what the other entered."""
    poll = opened(town, numbers=(5, 5))
    sheet = poll.sheets.get(voter_class__label="街道领导班子")
    enter(sheet, office(town), a=1, b=2)
    client = Client()
    client.force_login(town.street_secretary)
    address = reverse("ballot-batch", args=[poll.pk])
    fields = {"sheet": sheet.pk, "number": "A1", "ballots": 3, "spoiled": 0}
    for subject in poll.subjects.all():
        fields |= {f"s{subject.pk}_{code}": 0 for code in ("a", "b", "c", "d", "none")} | {f"s{subject.pk}_a": 3}
    wrong = client.post(address, fields | {"ballots": 4})
    assert wrong.status_code == 422
    assert "应为收回4张" in wrong.content.decode()
    shown = client.post(address, fields, follow=True).content.decode()
    assert "两次录入不一致" in shown
    assert "东园社区" in shown
    marked = re.findall(r'<input type="number" name="s\d+_(\w+)" value="(\d+)"', shown)
    assert set(marked) == {("a", "3"), *((code, "0") for code in ("b", "c", "d", "none"))}  # the other entered a 2
    client.force_login(town.secretary)
    assert client.get(address).status_code == 404


def test_a_poll_leads_to_its_batches_and_sums(town):
    """Lists in which nothing is done stand in no menu: the poll's page leads to its own rows of them."""
    poll = opened(town, numbers=(5, 5))
    voted(poll, "aaaab")
    enter(poll.sheets.get(voter_class__label="居民代表"), office(town), a=3)
    client = Client()
    client.force_login(town.street_secretary)
    page = reverse("admin:assessments_poll_change", args=[poll.pk])
    batches = f"{reverse('admin:assessments_paperbatch_changelist')}?poll__id__exact={poll.pk}"
    assert batches in client.get(page).content.decode()
    assert "待第二人录入" in client.get(batches).content.decode()
    enter(poll.sheets.get(voter_class__label="居民代表"), town.street_secretary, a=3)
    act(poll, "close", town.street_secretary, note="当场投票")
    act(poll, "count", town.street_secretary)
    tallies = f"{reverse('admin:assessments_polltally_changelist')}?poll__id__exact={poll.pk}"
    assert tallies in client.get(page).content.decode()
    assert "好4" in client.get(tallies).content.decode()
