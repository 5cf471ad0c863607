"""What is told twice is found by class, place, time and words, as a table (G13)."""

from datetime import UTC, datetime, timedelta

import pytest

from grids.dispatch.rules import Matter, alikeness, likeness_of

NOW = datetime(2026, 9, 30, 8, 0, tzinfo=UTC)
LAMP = Matter("0202", "健康路与和平街路口", "路灯不亮路口两盏路灯连续三晚不亮", NOW)


def told(code="0202", place="健康路和平街路口", words="路口的路灯晚上不亮", hours=2) -> Matter:
    return Matter(code, place, words, NOW + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("new", "reasons"),
    [
        (told(), ("同一类事项", "地点相同", "情况相似", "相隔2小时内")),
        (told(hours=30), ("同一类事项", "地点相同", "情况相似", "相隔1天")),
        (told(hours=24 * 9), ("同一类事项", "地点相同", "情况相似")),
        (told(words="黑"), ("同一类事项", "地点相同", "相隔2小时内")),
        (told(place="和平街路口"), ("同一类事项", "地点相同", "情况相似", "相隔2小时内")),
        (told(code="0201"), ("同一大类", "地点相同", "情况相似", "相隔2小时内")),
        (told(place="东园小区南门"), None),  # the same fault, another place
        (told(code="0302", words="楼道里有电动车充电"), None),  # another matter at the same place
        (told(code="0201", words="井盖坏了", hours=24 * 9), None),
    ],
)
def test_what_was_told_before_is_found_with_its_reasons(new, reasons):
    found = likeness_of(new, LAMP)
    assert (found and found.reasons) == reasons


@pytest.mark.parametrize(
    ("text", "other", "least", "most"),
    [
        ("健康路", "健康路", 1, 1),
        ("健康路 12号", "健康路１２号", 1, 1),  # blanks and widths say nothing
        ("和平街路口", "健康路与和平街路口", 0.9, 1),
        ("健康路", "和平街", 0, 0),
        ("", "健康路", 0, 0),
    ],
)
def test_texts_are_alike_by_what_stands_in_both(text, other, least, most):
    assert least <= alikeness(text, other) <= most
