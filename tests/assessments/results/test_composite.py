"""The composite, worked by hand: the default scheme of domain 3.3, one rounding, void classes, what documents add."""

from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.results.rules.composite import (
    LEAST,
    Adjustment,
    ClassCount,
    Part,
    as_shown,
    compose,
    mean_of,
    score_ballot,
    spread_weights,
)
from assessments.results.rules.grading import suggest_grade
from assessments.schemes.rules.tables import BandValue

POINTS = {"好": D(100), "较好": D(85), "一般": D(70), "差": D(50)}
BANDS = (
    BandValue("a", "好", D(90), None),
    BandValue("b", "较好", D(80), D(90)),
    BandValue("c", "一般", D(70), D(80)),
    BandValue("d", "差", D(0), D(70)),
)


def part(code, weight, raw, note=""):
    return Part(code, code, D(weight), None if raw is None else Fraction(raw), note)


def default(a, b, c, d):
    """The four components of the default scheme: 40, 20, 25, 15."""
    return [part("A", "40", a), part("B", "20", b), part("C", "25", c), part("D", "15", d)]


@pytest.mark.parametrize(
    ("values", "exact", "total", "grade"),
    [
        # A06: 36.40 + 17.60 + 22.50 + 13.4955 = 89.9955
        (("91.00", "88.00", "90.00", "89.97"), "89.9955", "90.00", "a"),
        # 36.40 + 17.60 + 22.50 + 13.494 = 89.994
        (("91.00", "88.00", "90.00", "89.96"), "89.994", "89.99", "b"),
        # 32.00 + 16.00 + 20.00 + 11.996… : 79.996 is published as 80.00 (A22)
        (("80.00", "80.00", "79.984", "80.00"), "79.996", "80.00", "b"),
        (("100.00", "99.98", "100.00", "100.00"), "99.996", "100.00", "a"),
        (("100", "100", "100", "100"), "100", "100.00", "a"),
        (("0", "0", "0", "0"), "0", "0.00", "d"),
        # 34.00 + 18.40 + 21.25 + 12.00
        (("85", "92", "85", "80"), "85.65", "85.65", "b"),
    ],
)
def test_a06_one_rounding_and_the_grade_is_of_the_number_published(values, exact, total, grade):
    composite = compose(default(*values))
    assert composite.exact == Fraction(exact)
    assert composite.total == D(total)
    assert suggest_grade(composite.total, BANDS).grade == grade


def test_control_rounding_twice_would_say_another_grade():
    """Each product cut to two places before the sum: 36.40 + 17.60 + 22.50 + 13.49 = 89.99 and 较好."""
    addends = compose(default("91.00", "88.00", "90.00", "89.97")).addends
    cut = sum(D(int(addend.product * 100)) / 100 for addend in addends)
    assert suggest_grade(cut, BANDS).grade == "b"


def test_every_addend_has_its_trace():
    composite = compose(default("91", "88", "90", "89.97"))
    told = [(one.code, one.weight, as_shown(one.raw), as_shown(one.product)) for one in composite.addends]
    assert told == [
        ("A", D(40), D("91.0000"), D("36.4000")),
        ("B", D(20), D("88.0000"), D("17.6000")),
        ("C", D(25), D("90.0000"), D("22.5000")),
        ("D", D(15), D("89.9700"), D("13.4955")),
    ]
    assert sum(one.product for one in composite.addends) == composite.exact


def test_a_void_component_gives_its_weight_to_the_others_and_the_log_tells():
    """Without D: 40, 20, 25 weigh 40/85, 20/85, 25/85 of a hundred: (40·90 + 20·80 + 25·100) ÷ 85 = 90.588…"""
    composite = compose(default("90", "80", "100", None))
    assert [one.counted for one in composite.addends] == [Fraction(4000, 85), Fraction(2000, 85), Fraction(2500, 85), 0]
    assert composite.exact == Fraction(7700, 85)
    assert composite.total == D("90.59")
    assert composite.log == ("“D”不计，权重15按比例分给其余各项",)


def test_nothing_to_compose():
    composite = compose(default(None, None, None, None))
    assert (composite.exact, composite.total) == (None, None)
    assert composite.log == ("没有一项可以计分，不合成总分",)


@pytest.mark.parametrize(
    ("adjustments", "total", "log"),
    [
        ([("2", "区委表彰〔2026〕8号")], "87.65", ["加2分（区委表彰〔2026〕8号）"]),
        ([("-3", "区纪委通报〔2026〕2号")], "82.65", ["减3分（区纪委通报〔2026〕2号）"]),
        ([("4", "甲"), ("3", "乙")], "90.65", ["加4分（甲）", "加3分（乙）", "加减分合计7，按上限±5计"]),
        ([("-9", "丙")], "80.65", ["减9分（丙）", "加减分合计-9，按上限±5计"]),
        ([("5", " ")], "85.65", ["加5分没有文件依据，不计"]),
    ],
)
def test_what_documents_add_or_take(adjustments, total, log):
    given_ = [Adjustment(D(points), document) for points, document in adjustments]
    composite = compose(default("85", "92", "85", "80"), given_)
    assert composite.total == D(total)
    assert list(composite.log) == log


def test_never_below_nought():
    assert compose([part("A", "100", "2")], [Adjustment(D(-5), "文")]).total == D("0.00")


# --- Classes of voters ----------------------------------------------------------------------------------------------------


def voters(code, weight, least, **counts):
    return ClassCount(code, code, D(weight), least, counts)


def five_classes(partners):
    """The classes of the default scheme: 35, 15, 15, 25, 10; least 3, 5, 3, 20, 3."""
    return [
        voters("领导班子", "35", 3, 好=6, 较好=2),  # (600 + 170) ÷ 8 = 96.25
        voters("科室站所", "15", 5, 好=5, 较好=5),  # 92.5
        voters("两代表一委员", "15", 3, 好=3, 一般=2),  # 88
        voters("党员居民代表", "25", 20, 好=10, 较好=6, 一般=4),  # (1000 + 510 + 280) ÷ 20 = 89.5
        partners,
    ]


def test_the_ballot_by_hand():
    """0.35·96.25 + 0.15·92.5 + 0.15·88 + 0.25·89.5 + 0.10·94 = 33.6875 + 13.875 + 13.2 + 22.375 + 9.4 = 92.5375."""
    score = score_ballot(five_classes(voters("共建单位", "10", 3, 好=3, 较好=2)), POINTS)
    assert score.raw == Fraction("92.5375")
    assert score.log == ()
    assert score.totals == {"好": 27, "较好": 15, "一般": 6}


def test_a_void_class_is_left_out_and_its_weight_goes_to_the_others():
    """(33.6875 + 13.875 + 13.2 + 22.375) ÷ 0.90 = 92.375; the two ballots stand in no sum (A11)."""
    score = score_ballot(five_classes(voters("共建单位", "10", 3, 差=2)), POINTS)
    assert score.raw == Fraction("83.1375") / Fraction("0.9") == Fraction("92.375")
    assert score.log == ("“共建单位”票数或投票率不足，权重10按比例分给其余各类",)
    assert "差" not in score.totals
    assert [one.code for one, _, _ in score.counted] == ["领导班子", "科室站所", "两代表一委员", "党员居民代表"]


@pytest.mark.parametrize(("number", "is_void"), [(0, True), (3, True), (LEAST - 1, True), (LEAST, False)])
def test_nothing_rests_on_fewer_than_five_ballots_whatever_the_scheme_says(number, is_void):
    assert voters("领导班子", "35", 3, 好=number).is_void is is_void


def test_the_least_of_the_scheme_holds_above_five():
    assert voters("党员居民代表", "25", 20, 好=19).is_void
    assert not voters("党员居民代表", "25", 20, 好=20).is_void


def test_a_ballot_whose_classes_are_all_void_is_a_void_component():
    score = score_ballot([voters("甲", "60", 3, 好=1), voters("乙", "40", 3)], POINTS)
    assert (score.raw, score.counted, score.totals) == (None, (), {})
    composite = compose([part("A", "60", "80"), Part("C", "测评", D(40), score.raw)])
    assert composite.total == D("80.00")


def test_a_void_class_changes_nothing_whatever_it_chose():
    """A12: two sets of secret choices give the same trace, so the trace cannot tell them apart."""
    one = score_ballot(five_classes(voters("共建单位", "10", 3, 差=2)), POINTS)
    other = score_ballot(five_classes(voters("共建单位", "10", 3, 好=1, 一般=1)), POINTS)
    assert (one.raw, one.totals, one.log) == (other.raw, other.totals, other.log)


@pytest.mark.parametrize("counts", [{"好": 1, "弃权": 2}])
def test_an_option_without_points_is_refused(counts):
    with pytest.raises(KeyError):
        mean_of(counts, POINTS)


# --- Whatever the numbers -------------------------------------------------------------------------------------------------

weights = st.lists(
    st.tuples(st.decimals("0.01", 100, places=2, allow_nan=False), st.booleans()), min_size=1, max_size=9
)


@settings(max_examples=60, deadline=None)
@given(weights)
def test_weights_that_are_spread_keep_their_sum_and_their_proportions(rows):
    spread = spread_weights(rows)
    if all(is_void for _, is_void in rows):
        assert not any(spread)
        return
    assert sum(spread) == sum(Fraction(weight) for weight, _ in rows)
    ratios = {share / Fraction(weight) for share, (weight, is_void) in zip(spread, rows, strict=True) if not is_void}
    assert len(ratios) == 1
    assert all(not share for share, (_, is_void) in zip(spread, rows, strict=True) if is_void)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.decimals(0, 100, places=4, allow_nan=False), min_size=4, max_size=4))
def test_the_published_number_is_within_half_a_cent_of_the_exact_one(values):
    composite = compose(default(*values))
    assert abs(Fraction(composite.total) - composite.exact) <= Fraction(1, 200)
    assert 0 <= composite.total <= 100
