"""The roll: a person once with all classes, as a sheet too; who is on two classes has one sheet; what is on it follows them in their copy."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from assessments.ballots.models import Poll, PollFigure, PollSheet, RollEntry
from assessments.ballots.services.keeping import forget_rolls
from assessments.ballots.services.persons import find_voters, get_voter
from assessments.ballots.services.roll import put_on_roll, roll_acts
from orgtree.acts import make
from orgtree.declare import registry
from orgtree.errors import RuleBroken
from orgtree.models import AccessLog
from orgtree.sheets.declaring import Entry, Request, importers
from tests.assessments.ballots.polls import Voter, act, counted, enrol, opened, prepared, voted

pytestmark = pytest.mark.django_db


def request_of(town, *lines: dict) -> Request:
    usual = {"about": "", "account": "", "subject": ""}
    entries = [Entry(number, usual | line) for number, line in enumerate(lines, 2)]
    return Request(entries, town.street, {}, town.street_secretary, lock=True)


def test_a_sheet_puts_on_the_roll_what_is_new_and_names_what_will_not_do(town):
    poll, importer = prepared(town), importers["ballot-roll"]
    line = {"poll": poll.number, "name": "周代表", "voter_class": "居民代表"}
    staff = {"poll": poll.number, "name": "东园文书", "account": town.clerk.account, "voter_class": "街道领导班子"}
    request = request_of(town, line, staff, line | {"subject": "东园社区"})
    for actions in (["新增"] * 3, ["不变"] * 3):
        plan = importer.plan(request)
        assert ([effect.action for effect in plan.effects], plan.errors) == (actions, [])
        importer.write(plan, request, lambda done: None)
    assert RollEntry.objects.count() == 2
    assert RollEntry.objects.get(name="周代表").rights.count() == 2
    assert RollEntry.objects.get(user=town.clerk).rights.count() == 1
    wrong = (
        line | {"poll": "TP0000-1"}, line | {"voter_class": "居民"}, line | {"subject": "北苑社区"},
        line | {"account": "nobody"}, line | {"name": "重"}, line | {"name": "重"},
    )  # fmt: skip
    plan = importer.plan(request_of(town, *wrong))
    assert [error.column for error in plan.errors] == ["投票编号", "类别", "评议对象", "账号或手机号", "姓名"]
    enrol(poll, 5)
    act(poll, "open", town.street_secretary)
    assert "不能再改" in importer.plan(request_of(town, line | {"name": "后来者"})).errors[0].message
    assert [effect.action for effect in importer.plan(request_of(town, line)).effects] == ["不变"]  # its own list


def read_by_eye(page: str) -> str:
    """The words of a page, without attributes and scripts."""
    return strip_tags(re.sub(r"(?s)<(script|style)\b.*?</\1>", "", page))


def test_a_person_of_two_classes_has_one_sheet_with_the_right_class(town):
    """Features 112: the head who is a delegate too votes once on each subject, in the class that the scheme names first."""
    poll = prepared(town)
    leaders, residents = poll.classes.all()
    east = poll.subjects.get(name="东园社区")
    enrol(poll, 5)
    enrol(poll, 5, "居民代表")
    head = put_on_roll(poll=poll, name=town.clerk.name, about="", user=town.clerk, voter_class=residents, subject=None)
    put_on_roll(poll=poll, name=town.clerk.name, about="", user=town.clerk, voter_class=leaders, subject=None)
    delegate = put_on_roll(poll=poll, name="代表", about="", user=None, voter_class=leaders, subject=east)
    put_on_roll(poll=poll, name="代表", about="", user=None, voter_class=residents, subject=None)
    poll = act(poll, "open", town.street_secretary)
    assert [str(token.sheet) for token in head.tokens.all()] == ["街道领导班子"]
    assert [str(token.sheet) for token in delegate.tokens.all()] == ["居民代表"]
    assert poll.people == 12
    client = Client()
    client.force_login(town.clerk)
    shown = client.get(reverse("ballot-sheet", args=[poll.pk])).content.decode()
    for word in ("街道领导班子", "居民代表", "权重"):
        assert word not in shown
    # No weight and no class beside a name; keys and tokens in attributes and scripts may hold any digits.
    assert "60" not in read_by_eye(shown)


def test_peers_have_a_token_for_each_but_themselves(town):
    poll = prepared(
        town, subjects=f"东园社区，{town.secretary.account}\n西园社区", classes="书记互评，100，3，1/3，逐个发票"
    )
    peers = poll.classes.get()
    entry = put_on_roll(poll=poll, name="东园书记", about="", user=town.secretary, voter_class=peers, subject=None)
    enrol(poll, 5, "书记互评")
    act(poll, "open", town.street_secretary)
    assert [str(token.sheet) for token in entry.tokens.all()] == ["书记互评：西园社区"]
    assert PollSheet.objects.count() == 2
    Voter(entry).take().cast("a")


def test_who_would_rate_themselves_is_named(town):
    poll = prepared(town, subjects=f"东园社区，{town.secretary.account}\n西园社区")
    leaders = poll.classes.first()
    put_on_roll(poll=poll, name="东园书记", about="", user=town.secretary, voter_class=leaders, subject=None)
    with pytest.raises(RuleBroken, match="东园书记：评议对象本人"):
        act(poll, "open", town.street_secretary)


def test_said_twice_adds_the_class(town):
    poll = prepared(town)
    leaders, residents = poll.classes.all()
    said = {"poll": poll, "name": "周代表", "about": "", "account": "", "subject": None}
    rows = [
        make(roll_acts, "enter", by=town.street_secretary, voter_class=one, **said).row for one in (leaders, residents)
    ]
    assert rows[0] == rows[1]
    assert rows[0].rights.count() == 2
    with pytest.raises(RuleBroken, match="没有这个账号"):
        make(
            roll_acts,
            "enter",
            by=town.street_secretary,
            voter_class=leaders,
            **said | {"name": "吴", "account": "nobody"},
        )


def seen(client: Client, address: str) -> str:
    """The page without what is another each time."""
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", client.get(address).content.decode())


def test_no_list_tells_who_has_a_token(town):
    """A02: paper is known to the desk that handed it out; who has voted electronically stands on no page and in no sheet."""
    poll = opened(town, numbers=(5, 5))
    client = Client()
    client.force_login(town.street_secretary)
    address = reverse("admin:assessments_rollentry_changelist")
    before = seen(client, address)
    entry = RollEntry.objects.filter(poll=poll).first()
    page = reverse("admin:assessments_rollentry_change", args=[entry.pk])
    voted(poll, "aaa")
    assert seen(client, address) == before
    assert "电子票" not in seen(client, page).replace("不能再领电子票", "")


def test_who_stood_on_the_roll_goes_with_its_term_and_numbers_stay(town):
    """A year after the tally the names go, of the trail too; of a poll that is not counted, or of last month, they stay."""
    poll = opened(town, numbers=(5, 5))
    voted(poll, "aaaaa")
    poll = counted(town, poll)
    other = prepared(town, title="另一次")
    enrol(other, 2)
    today = timezone.localdate()
    assert forget_rolls(today=today) == 0
    Poll.objects.filter(pk=poll.pk).update(counted_at=timezone.now() - timedelta(days=370))
    assert forget_rolls(today=today) == 10
    assert forget_rolls(today=today) == 0
    assert set(RollEntry.objects.values_list("poll", flat=True)) == {other.pk}
    events = RollEntry.pgh_event_model.objects.filter(poll=poll.pk)
    assert set(events.values_list("name", "user")) == {("", None)}
    assert PollFigure.objects.filter(voter_class__poll=poll, entitled=5).count() == 2
    poll.refresh_from_db()
    assert poll.people == 10


def test_the_copy_of_ones_data_tells_on_which_rolls_one_stands(town, member):
    poll = prepared(town)
    put_on_roll(
        poll=poll, name=member.name, about="代表", user=member.user, voter_class=poll.classes.first(), subject=None
    )
    section = registry.own_data["assessments.rollentry"].section(member)
    assert section.rows == [(poll.title, member.name, "代表", "街道领导班子")]


def test_whoever_opens_a_line_of_the_roll_stands_in_the_record_of_looks(town):
    """The line names the person whose row it was; the auditor finds them by the whole name, within their areas."""
    poll = opened(town, numbers=(5, 5))
    entry = RollEntry.objects.filter(poll=poll).first()
    client = Client()
    client.force_login(town.street_secretary)
    client.get(reverse("admin:assessments_rollentry_change", args=[entry.pk]))
    assert f"ballot-voter:{entry.pk}" in AccessLog.objects.latest("pk").persons
    auditor = town.auditor
    found = [person.keys for person in find_voters(auditor, entry.name, 20)]
    assert (f"ballot-voter:{entry.pk}",) in found
    assert find_voters(auditor, "没有此人", 20) == []
    assert get_voter(auditor, entry.pk)
    assert get_voter(town.west_secretary, entry.pk) is None
