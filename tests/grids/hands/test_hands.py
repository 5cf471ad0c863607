"""What a member reported or helped to mediate: points once when the case is closed, taken back when it is not ours."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from grids.cases.services.keeping import close_answered
from grids.hands.choices import HandState
from grids.hands.services.acts import hand_acts
from grids.models import Case, CaseHand, OutsideMatter
from orgtree.acts import make, perform_one
from orgtree.errors import RuleBroken
from tests.grids.cases import world
from volunteers.home.services.own_data import own_data
from volunteers.models import PointEntry


def reported(town, member, **words) -> CaseHand:
    said = world.WORDS | {"area": town.east_grid, "category": world.category(), "client_key": uuid4()} | words
    return make(hand_acts, "report", by=member.user, **said).row


def mediated(town, member, **said) -> CaseHand:
    case = world.case(town, code="0401", title="邻里噪声")
    return make(hand_acts, "mediate", by=town.secretary, case=case, member=member).row


def ended(town, hand: CaseHand, **said) -> CaseHand:
    world.closed(town, world.department(town), hand.case)
    hand.refresh_from_db()
    return hand


def items(member) -> list[tuple[str, int]]:
    rows = PointEntry.objects.filter(account__member=member, item_code__in=["G05", "S10"]).order_by("pk")
    return [(row.item_code, row.kind) for row in rows]


def test_a_reported_and_closed_case_earns_once(town, member):
    hand = ended(town, reported(town, member))
    assert hand.state == HandState.CREDITED
    assert items(member) == [("G05", 1)]
    row = world.do("reopen", hand.case, town.street_secretary, reason="灯又坏了")
    world.do("assign", row, town.street_secretary, lead=world.department(town, "住建局").unit)
    assert items(member) == [("G05", 1)]


def test_before_it_is_closed_nothing_is_earned(town, member):
    hand = reported(town, member)
    world.replied(town, world.department(town), hand.case)
    assert items(member) == []


def test_a_mediated_case_earns_where_it_was_solved(town, member):
    assert ended(town, mediated(town, member)).state == HandState.CREDITED
    assert items(member) == [("S10", 1)]


def test_what_was_only_explained_is_no_mediation(town, member):
    hand = mediated(town, member)
    at = world.department(town)
    world.done(town, at, hand.case, result="explained", outcome="双方各执一词，已解释政策")
    world.do("verify", hand.case, town.street_secretary)
    world.do("reply", hand.case, town.street_secretary, answer="已解释政策")
    world.do("close", hand.case, town.street_secretary)
    assert items(member) == []


def test_closed_by_itself_earns_too(town, member):
    hand = reported(town, member)
    world.replied(town, world.department(town), hand.case)
    Case.objects.filter(pk=hand.case_id).update(verified_at="2026-01-05T08:00:00Z", done_at="2026-01-05T07:00:00Z")
    assert close_answered(today=timezone.localdate()) == 1
    assert items(member) == [("G05", 1)]


def test_points_are_taken_back_when_it_is_not_ours(town, member):
    hand = ended(town, reported(town, member))
    world.do("reopen", hand.case, town.street_secretary, reason="核实不属受理")
    police = OutsideMatter.objects.get(code="police")
    world.do("not_ours", hand.case, town.street_secretary, outside=police, reason="属报警事项，已告知")
    hand.refresh_from_db()
    assert hand.state == HandState.VOID
    assert items(member) == [("G05", 1), ("G05", -1)]


def test_withdrawn_before_it_ended_never_earns(town, member):
    hand = reported(town, member)
    world.do("withdraw", hand.case, town.street_secretary, reason="重复登记")
    hand.refresh_from_db()
    assert (hand.state, items(member)) == (HandState.VOID, [])


def test_told_twice_and_merged_it_is_one_matter(town, member):
    first, second = reported(town, member), reported(town, member, title="路灯又不亮", words="同一盏灯不亮")
    world.do("merge", second.case, town.street_secretary, into=first.case)
    ended(town, first)
    second.refresh_from_db()
    assert second.state == HandState.CREDITED
    assert items(member) == [("G05", 1)]


def test_the_same_sending_makes_one(town, member):
    key = uuid4()
    assert reported(town, member, client_key=key).pk == reported(town, member, client_key=key).pk
    assert Case.objects.count() == 1


def test_nobody_mediates_for_themselves_or_twice_or_in_other_matters(town, member):
    hand = mediated(town, member)
    with pytest.raises(RuleBroken, match="已登记"):
        make(hand_acts, "mediate", by=town.clerk, case=hand.case, member=member)
    with pytest.raises(RuleBroken):
        make(hand_acts, "mediate", by=town.secretary, case=world.case(town), member=member)


def test_the_members_page_and_copy_show_it_and_strangers_see_nothing(town, member, client):
    hand = reported(town, member)
    client.force_login(member.user)
    assert hand.case.number in client.get(reverse("member-case", args=[hand.pk])).content.decode()
    assert "上报身边的问题" in client.get("/m/?see=give").content.decode()
    assert [row["编号"] for row in own_data(member)["党员参与"]] == [hand.case.number]
    client.force_login(town.clerk)
    assert client.get(reverse("member-case", args=[hand.pk])).status_code in (302, 404)


def test_entered_by_mistake_it_is_taken_off(town, member):
    hand = perform_one(hand_acts, "void", pk=mediated(town, member).pk, by=town.secretary, reason="登记错了人")
    assert ended(town, hand).state == HandState.VOID
    assert items(member) == []
