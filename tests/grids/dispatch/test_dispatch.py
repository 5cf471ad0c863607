"""Who gets a case: dated rules of areas, suggestions with reasons, what earned it goes by itself, a return that mends the rule."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from grids.cases.choices import CaseState
from grids.dispatch.services.acts import rule_acts, rules_to_mend
from grids.dispatch.services.holding import may_give_itself, record_of, rule_for, tell_automatic
from grids.dispatch.services.suggesting import suggest_classes, suggest_units
from grids.dispatch.services.trying import try_rule
from grids.models import Case, DispatchNumber, DispatchRule, Leg, RuleUse
from orgtree.acts import make, perform_one
from orgtree.choices import InstitutionKind
from orgtree.errors import RuleBroken
from orgtree.units.services.institutions import create_institution
from tests.grids.cases import world
from tests.grids.cases.world import category
from tests.grids.dispatch.makers import day, rule


@pytest.fixture
def lamps(town):
    """城管局, to which the street sends what is wrong with street lamps."""
    at = world.department(town)
    rule(town, at.unit)
    return at


@pytest.fixture
def others(town):
    return world.department(town, "住建局")


def past(town, unit, number: int, *, returns: int = 0, code: str = "0202", days: int = 30) -> None:
    """So many cases that the unit brought to their end, straight into the table."""
    then = timezone.now() - timedelta(days=days)
    start = Case.objects.count()
    rows = [
        Case(
            number=f"2025{start + turn:07d}",
            category=category(code),
            area=town.east_grid,
            place="健康路",
            title="路灯不亮",
            words="两盏不亮",
            state=CaseState.CLOSED,
            level="L2",
            lead=unit,
            returns=returns,
            hops=1 + returns,
            opened_by=town.clerk,
            opened_at=then,
            accepted_at=then,
            done_by=town.clerk,
            done_at=then,
            result="solved",
            answer="已修好",
            verified_by=town.secretary,
            verified_at=then,
            closed_at=then,
        )
        for turn in range(number)
    ]
    Case.objects.bulk_create(rows)
    legs = [
        Leg(
            case=row,
            institution=unit,
            holder=unit,
            state="done",
            hop=1,
            was_right=True,
            given_by=town.clerk,
            given_at=then,
            ended_at=then,
        )
        for row in rows
    ]
    Leg.objects.bulk_create(legs)


def standard(last: int) -> None:
    DispatchNumber.objects.filter(key="last").update(number=last)


# --- Which rule holds -----------------------------------------------------------------------------------------------------


def test_the_next_version_ends_the_one_before_and_taken_back_leaves_it_as_it_was(town, lamps, others):
    first = DispatchRule.objects.get()
    later = rule(town, others.unit, active_from=day(10))
    first.refresh_from_db()
    assert first.active_to == day(10)
    between = rule(town, others.unit, active_from=day(5))
    first.refresh_from_db()
    assert (first.active_to, between.active_to, later.active_to) == (day(5), day(10), None)
    perform_one(rule_acts, "take_back", pk=between.pk, by=town.street_secretary)
    first.refresh_from_db()
    assert first.active_to == day(10)
    assert rule_for("0202", town.east, day(9)).unit == lamps.unit
    assert rule_for("0202", town.east, day(10)).unit == others.unit


def test_a_nearer_area_comes_before_one_above_it(town, lamps, others):
    rule(town, others.unit, area=town.east)
    assert rule_for("0202", town.east_grid).unit == others.unit
    assert rule_for("0202", town.west).unit == lamps.unit
    assert rule_for("0201", town.east_grid) is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"active_from": day(-1)}, "active_from"), ({"words": "电话13812345678"}, "words"), ({"words": " "}, "words")],
)
def test_what_a_rule_may_not_say_is_told_at_its_field(town, changes, field):
    with pytest.raises(RuleBroken) as broken:
        rule(town, **changes)
    assert broken.value.field == field


def test_a_unit_of_elsewhere_is_refused(town):
    unit = world.department(town).unit
    unit.area = town.west
    unit.save()
    with pytest.raises(RuleBroken) as broken:
        rule(town, unit, area=town.east)
    assert broken.value.field == "unit"


def test_a_community_keeps_no_rules(town):
    with pytest.raises(RuleBroken):
        rule(town, by=town.secretary)


# --- What is suggested ----------------------------------------------------------------------------------------------------


def test_units_are_suggested_with_their_reasons(town, lamps, others):
    past(town, others.unit, 4)
    case = world.case(town)
    found = suggest_units(case)
    assert [one.unit for one in found] == [lamps.unit, others.unit]
    assert "派单规则" in found[0].why
    assert "办结4件" in found[1].why


def test_a_unit_that_gave_the_case_back_is_not_suggested_again(town, lamps, others):
    past(town, others.unit, 2)
    case = world.signed(town, lamps)
    world.do_leg("give_back", world.lead_of(case), lamps.clerk, return_kind="not_duty", reason="不属城管职责")
    case.refresh_from_db()
    assert [one.unit for one in suggest_units(case)] == [others.unit]


def test_a_unit_with_nobody_to_sign_is_not_suggested(town):
    rule(town, create_institution(name="无人局", kind=InstitutionKind.AUTHORITY, area=town.district, by=None))
    assert suggest_units(world.case(town)) == []


def test_a_class_that_the_words_speak_for_is_suggested(town):
    case = world.case(town, code="0801", title="路灯不亮", words="路口两盏路灯不亮，已有三晚")
    found = suggest_classes(case)
    assert found[0].category.code == "0202"
    assert "路灯不亮" in found[0].why
    assert suggest_classes(world.case(town)) == []  # filed under what it says


def test_looking_for_suggestions_costs_the_same_for_many_cases(town, lamps, django_assert_max_num_queries):
    past(town, lamps.unit, 40)
    case = world.case(town)
    with django_assert_max_num_queries(16):
        suggest_units(case)
        suggest_classes(case)


# --- The choice and its reason --------------------------------------------------------------------------------------------


def test_another_unit_than_the_rule_says_takes_a_reason(town, lamps, others):
    case = world.accepted(town)
    with pytest.raises(RuleBroken) as broken:
        world.do("assign", case, town.street_secretary, lead=others.unit)
    assert (broken.value.field, broken.value.code) == ("why", "why_missing")
    world.do("assign", case, town.street_secretary, lead=others.unit, why="路灯属住建移交路段")
    use = RuleUse.objects.get()
    assert (use.is_followed, use.words, use.rule.unit) == (False, "路灯属住建移交路段", lamps.unit)


def test_the_unit_of_the_rule_takes_none_and_without_a_rule_nothing_is_noted(town, lamps, others):
    world.assigned(town, lamps)
    assert RuleUse.objects.get().is_followed
    world.do("assign", world.accepted(town, world.case(town, code="0201")), town.street_secretary, lead=others.unit)
    assert RuleUse.objects.count() == 1


# --- By itself ------------------------------------------------------------------------------------------------------------


def automatic(town, unit) -> DispatchRule:
    standard(20)
    return rule(town, unit, is_automatic=True)


def test_a_class_that_earned_it_goes_by_itself_and_stops_by_itself(town):
    at = world.department(town)
    made = automatic(town, at.unit)
    past(town, at.unit, 19)
    past(town, at.unit, 1, returns=1, days=40)
    assert record_of(made, 20).told == "19/20"
    case = world.accepted(town)
    assert (case.state, case.lead, case.hops) == (CaseState.ASSIGNED, at.unit, 1)
    assert RuleUse.objects.get().is_automatic
    past(town, at.unit, 2, returns=1, days=1)  # two that came back: 18 of the last 20
    assert not may_give_itself(made)
    assert "未达标" in tell_automatic(made)
    assert world.accepted(town, world.case(town, title="路灯又不亮")).state == CaseState.ACCEPTED


def test_too_few_cases_earn_nothing(town):
    at = world.department(town)
    automatic(town, at.unit)
    past(town, at.unit, 19)
    assert world.accepted(town).state == CaseState.ACCEPTED


def test_a_rule_that_is_not_switched_on_gives_nothing_by_itself(town):
    at = world.department(town)
    standard(20)
    rule(town, at.unit)
    past(town, at.unit, 30)
    assert world.accepted(town).state == CaseState.ACCEPTED


def test_cases_of_an_area_with_a_rule_of_its_own_say_nothing_of_the_rule_above(town, lamps, others):
    past(town, others.unit, 5)
    assert record_of(DispatchRule.objects.get(), 20).told == "0/5"
    rule(town, others.unit, area=town.east)
    assert record_of(DispatchRule.objects.get(area=town.street), 20).told == "0/0"


# --- Tried on last year ---------------------------------------------------------------------------------------------------


def test_a_dry_run_says_what_last_year_would_have_got_and_writes_nothing(town, others):
    at = world.department(town)
    past(town, at.unit, 3)
    past(town, others.unit, 2, returns=1)
    past(town, at.unit, 4, days=400)  # longer ago
    made = rule(town, at.unit, active_from=day(30))
    before = list(Case.objects.order_by("pk").values_list("lead", "state"))
    tried = try_rule(made, town.street_secretary)
    assert (tried.cases, tried.given, tried.same, tried.other, tried.right, tried.returned) == (5, 5, 3, 2, 3, 2)
    assert list(Case.objects.order_by("pk").values_list("lead", "state")) == before
    assert try_rule(made, town.west_secretary).cases == 0  # their own cases alone


def test_pages_and_addresses_show_suggestions_and_the_dry_run(town, client, lamps):
    case = world.accepted(town)
    client.force_login(town.street_secretary)
    shown = client.get(reverse("admin:grids_case_change", args=[case.pk])).content.decode()
    assert "派单建议" in shown
    assert "城管局" in shown
    form = client.get(reverse("admin:grids_case_act", args=[case.pk, "assign"])).content.decode()
    assert f'value="{lamps.unit.pk}" selected' in form
    made = DispatchRule.objects.get()
    assert "试算" in client.get(f"/dispatch-rules/{made.pk}/dry-run/").content.decode()
    assert "自动交办" in client.get(reverse("admin:grids_dispatchrule_change", args=[made.pk])).content.decode()


# --- A return mends the rule ----------------------------------------------------------------------------------------------


def given_back(town, at):
    case = world.signed(town, at)
    world.do_leg("give_back", world.lead_of(case), at.clerk, return_kind="not_duty", reason="不属城管职责")
    case.refresh_from_db()
    return case


def test_a_return_asks_whoever_keeps_the_rule_to_mend_or_to_keep_it(town, client, lamps):
    waiting = DispatchRule.objects.all()
    assert not rules_to_mend(waiting).exists()
    case = given_back(town, lamps)
    assert rules_to_mend(waiting).exists()
    client.force_login(town.street_secretary)
    shown = client.get(reverse("admin:grids_case_change", args=[case.pk])).content.decode()
    assert "被退回，改规则" in shown
    client.force_login(town.secretary)  # who keeps no rules
    assert "被退回，改规则" not in client.get(reverse("admin:grids_case_change", args=[case.pk])).content.decode()
    perform_one(rule_acts, "keep", pk=waiting.get().pk, by=town.street_secretary, reason="单位误退，已说明")
    assert not rules_to_mend(waiting).exists()
    given_back(town, lamps)
    assert rules_to_mend(waiting).exists()  # one more since


def test_the_next_version_takes_the_rule_off_the_list(town, lamps, others):
    given_back(town, lamps)
    make(
        rule_acts,
        "enter",
        by=town.street_secretary,
        area=town.street,
        category=category("0202"),
        unit=others.unit,
        active_from=day(1),
        is_automatic=False,
        words="按退回意见调整",
    )
    assert DispatchRule.objects.get(unit=lamps.unit).active_to == day(1)


# --- Figures --------------------------------------------------------------------------------------------------------------


def test_what_a_leg_came_to_is_known_when_it_ends(town, lamps, others):
    case = given_back(town, lamps)
    assert list(case.legs.values_list("hop", "was_right")) == [(1, False)]
    world.do("assign", case, town.street_secretary, lead=others.unit)
    leg = case.legs.get(hop=2)
    assert leg.was_right is None
    world.do_leg("sign", leg, others.clerk)
    world.do_leg("finish", leg, others.clerk, result="solved", outcome="已修好路灯")
    leg.refresh_from_db()
    assert leg.was_right is True
