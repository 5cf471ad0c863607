"""A need from its publication to 销号, and what stands in the way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cocon.models import Acceptance, Claim, Need
from cocon.needs.choices import ClaimState, NeedState
from cocon.needs.declared.unit_home import needs_for
from cocon.needs.lists import state_of
from cocon.needs.services.claims import claim_acts
from cocon.needs.services.milestones import count_progress, milestones_of, report_milestone
from cocon.needs.services.needs import need_acts
from cocon.needs.services.proposals import needs_to_match
from cocon.needs.services.taking_on import claim_need
from orgtree.acts import perform_one
from orgtree.choices import TaskState
from orgtree.models import Notice
from tests.cocon.agreements.test_agreements import document_text
from tests.cocon.needs.world import (
    accepted,
    claimed,
    need,
    paired_unit,
    running,
    submitted,
    unit_with_clerk,
)
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def test_from_publication_to_the_end(town):
    around = paired_unit(town)
    shown = need(town)
    assert Notice.objects.filter(user=around.clerk, title__startswith="新需求：").count() == 1
    claim = running(town, around, shown)
    [task] = milestones_of(claim)
    assert (task.seat, task.area, task.giver_area) == (around.unit, town.east, town.east)
    with refused("milestones"):
        perform_one(claim_acts, "submit", pk=claim.pk, by=around.clerk, outcome="办完了")
    report_milestone(claim=claim, task_id=task.pk, result="办完", by=around.clerk)
    assert count_progress([claim]) == {claim.pk: (1, 1)}
    perform_one(claim_acts, "submit", pk=claim.pk, by=around.clerk, outcome="办完了")
    perform_one(claim_acts, "accept", pk=claim.pk, by=town.clerk, rating=5, words="")
    shown.refresh_from_db()
    assert shown.state == NeedState.PUBLISHED, "one side is not enough"
    claim = perform_one(claim_acts, "accept_for_unit", pk=claim.pk, by=around.clerk, rating=4, words="")
    shown.refresh_from_db()
    task.refresh_from_db()
    assert (claim.state, shown.state, task.state) == (ClaimState.ACCEPTED, NeedState.CLOSED, TaskState.CONFIRMED)
    assert set(Acceptance.objects.values_list("side", "rating")) == {("unit", 4), ("community", 5)}


def test_pressed_five_times_it_is_published_once(town):
    """C20, of a need: the desk presses while it loads; the same again later, after something was done to it, is another."""
    around, pressed = paired_unit(town), [need(town) for _ in range(5)]
    assert {shown.pk for shown in pressed} == {Need.objects.get().pk}
    assert Notice.objects.filter(user=around.clerk, title__startswith="新需求：").count() == 1
    perform_one(need_acts, "withdraw", pk=pressed[0].pk, by=town.secretary, reason="写错了")
    assert need(town).pk != pressed[0].pk


def test_what_is_taken_on_is_printed_for_both_sides(town):
    around = paired_unit(town)
    claim = running(town, around)
    addresses = (f"/u/claims/{claim.pk}/claim.docx", f"/desk/cocon/claim/{claim.pk}/claim.docx")
    for user, address in zip((around.clerk, town.clerk), addresses, strict=True):
        text = document_text(signed_in(user).get(address))
        for words in (
            "第一小学认领东园社区发布的共建需求“周末课业辅导”3场",
            "按约定完成",
            "认领单位（第一小学）",
            "社区（东园社区）",
        ):
            assert words in text, words
        assert around.clerk.name not in text
    other = unit_with_clerk(town, "erxiao", "第二小学").clerk
    for user, address in zip((other, town.north_secretary), addresses, strict=True):
        assert signed_in(user).get(address).status_code == 404


def test_a_second_tap_finds_the_first(town):
    around = paired_unit(town)
    shown = need(town)
    assert claimed(town, around, shown, 1) == claimed(town, around, shown, 3)
    assert Claim.objects.get().quantity == 1


def test_never_more_than_is_needed(town):
    first, second = paired_unit(town), paired_unit(town, "erxiao", "第二小学")
    shown = need(town)
    claimed(town, first, shown, 2)
    with refused("too_much", "quantity"):
        claimed(town, second, shown, 2)
    claimed(town, second, shown, 1)
    third = paired_unit(town, "sanxiao", "第三小学")
    with refused("full", "quantity"):
        claimed(town, third, shown, 1)
    perform_one(claim_acts, "withdraw", pk=Claim.objects.get(unit=second.unit).pk, by=second.clerk, reason="人手不够")
    claimed(town, third, shown, 1)


def test_both_read_the_ratings_and_nobody_else(town):
    """On the pages of both sides; in no answer of the API, on no page of another unit."""
    around, other = paired_unit(town), paired_unit(town, "erxiao", "第二小学")
    shown = need(town, quantity=4)
    claim = accepted(town, around, shown, 3)
    unit, desk = signed_in(around.clerk), signed_in(town.secretary)
    for page in (unit.get(f"/u/claims/{claim.pk}/"), desk.get(f"/desk/cocon/claim/{claim.pk}/change/")):
        told = page.content.decode()
        assert "准时认真" in told
        assert "组织有序" in told
    strangers = signed_in(other.clerk)
    assert strangers.get(f"/u/claims/{claim.pk}/").status_code == 404
    pages = [strangers.get(f"/u/needs/{shown.pk}/"), strangers.get("/u/"), desk.get(f"/api/v1/claims/{claim.pk}/")]
    for page in pages:
        assert page.status_code == 200
        assert "准时认真" not in page.content.decode()
    assert "rating" not in pages[-1].json()


def test_whoever_acted_for_the_unit_does_not_accept_for_the_community(town):
    """C10: nobody accepts what they claimed or submitted themselves."""
    around = paired_unit(town)
    claim = submitted(town, around)
    Claim.objects.filter(pk=claim.pk).update(submitted_by=town.clerk)
    with refused("own_claim"):
        perform_one(claim_acts, "accept", pk=claim.pk, by=town.clerk, rating=5, words="")
    perform_one(claim_acts, "accept", pk=claim.pk, by=town.secretary, rating=5, words="")  # control


def test_a_need_of_which_something_is_left_is_closed_by_hand(town):
    around, other = paired_unit(town), paired_unit(town, "erxiao", "第二小学")
    shown = need(town)
    with refused("nothing_accepted"):
        perform_one(need_acts, "close", pk=shown.pk, by=town.secretary)
    accepted(town, around, shown, 2)
    claim = claimed(town, other, shown, 1)
    with refused("claims_open"):
        perform_one(need_acts, "close", pk=shown.pk, by=town.secretary)
    with refused("claims_open"):
        perform_one(need_acts, "withdraw", pk=shown.pk, by=town.secretary, reason="不需要了")
    perform_one(claim_acts, "decline", pk=claim.pk, by=town.secretary, reason="已有安排")
    assert perform_one(need_acts, "close", pk=shown.pk, by=town.secretary).state == NeedState.CLOSED


def test_sent_back_is_submitted_again_and_what_was_accepted_is_void(town):
    around = paired_unit(town)
    claim = submitted(town, around)
    perform_one(claim_acts, "accept_for_unit", pk=claim.pk, by=around.clerk, rating=4, words="")
    claim = perform_one(claim_acts, "send_back", pk=claim.pk, by=town.secretary, reason="请补充到场人数")
    assert (claim.state, claim.acceptances.count()) == (ClaimState.RUNNING, 0)
    perform_one(claim_acts, "submit", pk=claim.pk, by=around.clerk, outcome="到场五十人次")


def test_what_is_over_is_waited_for_no_more(town):
    around = paired_unit(town)
    claim = running(town, around)
    perform_one(claim_acts, "withdraw", pk=claim.pk, by=around.clerk, reason="场地停用")
    assert not milestones_of(claim).exists()


def test_what_is_past_its_day_is_offered_to_nobody(town):
    around, shown = paired_unit(town), need(town)
    assert [one.pk for one in needs_for(around.unit)] == [shown.pk]
    shown.until = timezone.localdate() - timedelta(days=1)
    shown.save()
    assert not needs_for(around.unit)
    assert not needs_to_match(town.secretary)
    with refused("not_found", "need"):
        claimed(town, around, shown)
    assert state_of(shown) == "已过期"


def test_a_unit_finds_first_what_is_under_way(town):
    around, later, sooner = (
        paired_unit(town),
        timezone.localdate() + timedelta(days=50),
        timezone.localdate() + timedelta(days=9),
    )
    over, *open_ones = (
        claimed(town, around, need(town, title=f"第{number}项", until=day))
        for number, day in enumerate((sooner, sooner, later))
    )
    perform_one(claim_acts, "withdraw", pk=over.pk, by=around.clerk, reason="人手不够")
    page = signed_in(around.clerk).get("/u/claims/").context["page"]
    assert [claim.pk for claim in page] == [*(claim.pk for claim in open_ones), over.pk]


def test_who_may_see_a_need(town):
    """By pairing, or as far as the community reaches; never a draft, nor for another unit's clerk."""
    paired, street = paired_unit(town), unit_with_clerk(town, "erxiao", "第二小学")
    far = unit_with_clerk(town, "beixiao", "北关小学", town.other_street)
    needs = {reach: need(town, title=reach, reach=reach) for reach in ("paired", "street", "district")}
    need(town, title="草稿", publish=False, reach="district")
    seen = [set(Need.objects.open_to(one.unit).values_list("title", flat=True)) for one in (paired, street, far)]
    assert seen == [{"paired", "street", "district"}, {"street", "district"}, {"district"}]
    with refused("not_found", "need"):
        claim_need(need_id=needs["street"].pk, unit=far.unit, by=far.clerk)
    with refused("not_found", "unit"):
        claim_need(need_id=needs["district"].pk, unit=paired.unit, by=far.clerk)
    claim_need(need_id=needs["district"].pk, unit=far.unit, by=far.clerk)  # control
