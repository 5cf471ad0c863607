"""From the number to a suggested grade: bands, ceilings, the grade with most votes."""

from decimal import Decimal as D
from fractions import Fraction

import pytest

from assessments.results.rules.grading import (
    CapRow,
    Ceiling,
    Evidence,
    find_ceilings,
    most_votes,
    suggest_grade,
    worse_of,
)
from assessments.schemes.rules.tables import BandValue

GOOD, FAIR, PLAIN, POOR = "good", "fair", "plain", "poor"
BANDS = (
    BandValue(GOOD, "好", D(90), None),
    BandValue(FAIR, "较好", D(80), D(90)),
    BandValue(PLAIN, "一般", D(70), D(80)),
    BandValue(POOR, "差", D(0), D(70)),
)
CAPS = (
    CapRow(Ceiling.COMPONENT, FAIR, "群众满意度低于70", Fraction(70), code="D"),
    CapRow(Ceiling.CLASS_SHARE, FAIR, "居民类一般和差达三分之一", Fraction(1, 3), "residents", (PLAIN, POOR)),
    CapRow(Ceiling.BALLOT_SHARE, PLAIN, "总票数中差达三分之一", Fraction(1, 3), options=(POOR,)),
    CapRow(Ceiling.RECTIFIED, FAIR, "上年整改销号率低于80%", Fraction(4, 5)),
    CapRow(Ceiling.VETO, PLAIN, "一票否决事项经认定"),
)


def evidence(*, d="95", residents=None, ballots=None, rectified=(0, 0), vetoes=()):
    return Evidence(
        components={"D": None if d is None else Fraction(d)},
        classes={"residents": residents or {GOOD: 20}},
        ballots=ballots or {GOOD: 40},
        rectified=rectified,
        vetoes=vetoes,
    )


@pytest.mark.parametrize(
    ("total", "grade"),
    [("100.00", GOOD), ("90.00", GOOD), ("89.99", FAIR), ("80.00", FAIR), ("79.99", PLAIN)]
    + [("70.00", PLAIN), ("69.99", POOR), ("0.00", POOR), ("104.00", GOOD)],
)
def test_bands_are_half_open(total, grade):
    assert suggest_grade(D(total), BANDS).grade == grade


def test_a_number_below_all_bands_is_an_error():
    with pytest.raises(ValueError, match="lies in no band"):
        suggest_grade(D("59"), BANDS[:2])


@pytest.mark.parametrize(
    ("facts", "grade", "held"),
    [
        ({}, GOOD, 0),
        ({"d": "70"}, GOOD, 0),
        ({"d": "69.99"}, FAIR, 1),
        ({"d": None}, GOOD, 0),  # a void component says nothing
        ({"residents": {GOOD: 13, PLAIN: 6}}, GOOD, 0),  # 6 of 19
        ({"residents": {GOOD: 14, PLAIN: 4, POOR: 3}}, FAIR, 1),  # 7 of 21, just a third
        ({"ballots": {GOOD: 41, POOR: 20}}, GOOD, 0),
        ({"ballots": {GOOD: 40, POOR: 20}}, PLAIN, 1),
        ({"rectified": (4, 5)}, GOOD, 0),
        ({"rectified": (3, 4)}, FAIR, 1),
        ({"rectified": (0, 0)}, GOOD, 0),  # no list, nothing to hold against anybody
        ({"vetoes": ("区安委会〔2026〕3号",)}, PLAIN, 1),
        ({"d": "60", "rectified": (1, 2), "vetoes": ("文",)}, PLAIN, 3),
    ],
)
def test_each_ceiling(facts, grade, held):
    found = find_ceilings(CAPS, evidence(**facts))
    suggestion = suggest_grade(D("93.10"), BANDS, found)
    assert (suggestion.by_number, suggestion.grade, len(suggestion.held)) == (GOOD, grade, held)


def test_a_ceiling_lifts_nobody():
    found = find_ceilings(CAPS, evidence(d="60"))
    assert suggest_grade(D("72"), BANDS, found).grade == PLAIN


def test_why_is_told_in_words():
    found = find_ceilings(CAPS, evidence(rectified=(3, 4), vetoes=("甲文", "乙文")))
    assert [one.why for one in found] == ["上年整改销号率低于80%（4项中销号3项）", "一票否决事项经认定（甲文、乙文）"]


def test_a_void_class_triggers_no_ceiling():
    """Its shares would be a way to work it out; the class is not in the evidence at all."""
    nobody = Evidence({"D": Fraction(95)}, {}, {GOOD: 40})
    assert find_ceilings(CAPS, nobody) == ()


def test_worse_of():
    assert worse_of(GOOD, PLAIN, [GOOD, FAIR, PLAIN, POOR]) == PLAIN
    assert worse_of(POOR, PLAIN, [GOOD, FAIR, PLAIN, POOR]) == POOR


def test_a20_nobody_is_put_last_for_being_last():
    totals = ["85.10", "86.20", "90.00", "88.88"]
    assert [suggest_grade(D(total), BANDS).grade for total in totals] == [FAIR, FAIR, GOOD, FAIR]


@pytest.mark.parametrize(
    ("counts", "present", "leading"),
    [
        ({"好": 12, "较好": 6, "一般": 1, "差": 1}, 20, ("好",)),
        ({"好": 12, "较好": 6, "一般": 1, "差": 0}, 19, ()),  # 19 of 30 is no two thirds: not held
        ({"好": 9, "较好": 9, "一般": 1, "差": 1}, 20, ("好", "较好")),  # both stand, the committee decides
        ({"好": 0, "较好": 0}, 20, ()),
    ],
)
def test_a19_most_votes_of_two_thirds(counts, present, leading):
    assert most_votes(counts, present, 30) == leading
