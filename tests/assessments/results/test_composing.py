"""Outcomes of a closed round: composed from the panel, held down, shared out, made anew until somebody decides."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Addend, Outcome
from assessments.results.choices import OutcomeState
from assessments.results.services.composing import compose_round, order_composing
from assessments.rounds.services.extras import extra_acts
from orgtree.acts import make
from orgtree.choices import RunState
from orgtree.errors import RuleBroken
from orgtree.models import ActStep, Run
from orgtree.runs.engine import do_run
from tests.assessments.rectify import world as rectify
from tests.assessments.results import world
from tests.assessments.rounds import world as rounds
from tests.assessments.schemes.world import office

pytestmark = pytest.mark.django_db


def told(row) -> list[tuple]:
    return [(str(one.total), one.by_number, one.suggested, one.rank) for one in Outcome.objects.of_round(row)]


def test_each_subject_has_its_total_its_trace_and_a_suggestion(town):
    row = world.composed(town, ["95", "88.5"])
    first, second = Outcome.objects.of_round(row)
    assert (first.exact, first.total, first.suggested) == ("95", Decimal("95.00"), "fair")  # of two, none has a place
    assert "名额0个" in first.why
    assert (second.total, second.by_number, second.suggested) == (Decimal("88.50"), "fair", "fair")
    addend = Addend.objects.get(outcome=first)
    assert (addend.raw, addend.counted, addend.product, addend.note) == (95, 100, 95, "考评组3张评分表的平均")
    assert [step.act for step in ActStep.objects.of("assessments.outcome", first.pk)] == ["compose"]


def test_a19_places_are_shared_and_a_tie_at_the_edge_stays_for_the_committee(town):
    """Of seven, 30 % are two places: 96 has one, three tied at 93 share the last, 91 is beyond them."""
    row = world.composed(town, ["96", "93", "93", "93", "91", "85", "60"])
    assert told(row) == [
        ("96.00", "good", "good", 1),
        ("93.00", "good", "good", 2),
        ("93.00", "good", "good", 2),
        ("93.00", "good", "good", 2),
        ("91.00", "good", "fair", 5),
        ("85.00", "fair", "fair", 6),
        ("60.00", "poor", "poor", 7),
    ]
    assert [one.is_tied for one in Outcome.objects.of_round(row)] == [False, True, True, True, False, False, False]


def test_a25_a_small_group_is_not_ranked(town):
    row = world.composed(town, ["95", "90", "85", "80"])
    assert {one.rank for one in Outcome.objects.of_round(row)} == {0}


def test_documents_add_and_a_veto_holds_down(town):
    row = world.closed(town, ["88.5", "95", "70", "70"])
    one, other = row.subjects.taking_part()[:2]
    for subject, code, times in ((one, "E1", 2), (other, "V1", 1)):
        extra = row.scheme.extras.get(code=code)
        make(extra_acts, "mark", subject=subject, extra=extra, times=times, document="潍发〔2026〕3号", by=office(town))
    first, second = compose_round(round=row, by=office(town))[:2]
    assert (first.total, first.suggested) == (Decimal("92.50"), "good")
    assert first.log == "加4分（表彰2次，潍发〔2026〕3号）"
    assert (second.total, second.by_number, second.suggested, second.ceiling) == (Decimal(95), "good", "plain", "plain")
    assert "潍发〔2026〕3号" in second.why


def test_last_years_list_is_shown_and_caps_the_grade(town):
    """Three of four verified in time: 好 by the number, 较好 at best."""
    for number in range(4):
        item = rectify.listed(town, area=town.street, year=rounds.YEAR - 1, problem=f"问题{number}")
        if number < 3:
            by = town.street_secretary
            item = rectify.do("apply", rectify.do("claim", item, by, measure="整改"), by, outcome="到位")
            item = rectify.do("verify", item, rectify.office(town), finding="属实")
            type(item).objects.filter(pk=item.pk).update(verified_at="2026-05-01T10:00:00+08:00")
    row = world.composed(town, ["95", "70", "70"])
    outcome = world.outcome_of(row, town.street)
    assert (outcome.last_verified, outcome.last_number, outcome.list_told) == (3, 4, "共4项，销号3项")
    assert (outcome.by_number, outcome.suggested, outcome.ceiling) == ("good", "fair", "fair")
    assert "4项中销号3项" in outcome.why


def test_composed_again_it_is_the_same_and_the_old_rows_are_gone(town):
    row = world.composed(town, ["95", "88.5"])
    before = told(row)
    compose_round(round=row, by=office(town))
    assert told(row) == before
    assert Outcome.objects.count() == 2


def test_composite_equals_a_recount_of_its_addends(town):
    row = world.composed(town, ["91.37", "88.51", "77.77"])
    for outcome in Outcome.objects.of_round(row):
        addends = outcome.addends.all()
        assert Fraction(outcome.exact) == sum(Fraction(one.product) for one in addends)
        assert outcome.total == sum(one.product for one in addends)


@pytest.mark.parametrize("state", ["open", "decided"])
def test_only_a_closed_round_is_composed(town, state):
    row = rounds.run_to(town, "open") if state == "open" else rounds.run_to(town, "open", "close", "decide")
    with pytest.raises(RuleBroken) as broken:
        compose_round(round=row, by=office(town))
    assert broken.value.code == "wrong_state"


def test_nothing_is_composed_anew_once_somebody_decided(town):
    row = world.composed(town, ["85", "80"])
    world.do("decide", Outcome.objects.first(), office(town), decided="fair", reason="")
    with pytest.raises(RuleBroken) as broken:
        compose_round(round=row, by=office(town))
    assert broken.value.code == "decided"
    assert Outcome.objects.filter(state=OutcomeState.DECIDED).count() == 1


def test_it_is_done_in_the_background_once(town):
    row = world.closed(town, ["85", "80"])
    run = order_composing(round=row, by=office(town))
    assert order_composing(round=row, by=office(town)) == run
    do_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.counts) == (RunState.DONE, {"subjects": 2})
    assert Outcome.objects.count() == 2
    assert Run.objects.count() == 1


def test_queries_do_not_grow_with_the_subjects(town):
    counts = []
    for points in (["80"] * 2, ["80"] * 9):
        row = world.closed(town, points)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            compose_round(round=row, by=office(town))
        counts.append(len(queries))
        row.scheme.__class__.objects.filter(pk=row.scheme_id).update(year=2024, version=len(counts))
        row.__class__.objects.filter(pk=row.pk).update(state="cancelled")
    assert counts[1] <= counts[0] + 1
