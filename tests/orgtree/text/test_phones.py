"""Mobile numbers as people type them, and why a number is none."""

import pytest

from orgtree.text.rules.phones import UnreadPhone, normal_phone, read_phone


@pytest.mark.parametrize(
    "text",
    ["19900860012", "+8619900860012", "008619900860012", "8619900860012", "199-0086-0012", "199 0086 0012"]
    + ["199.0086.0012", "１９９００８６００１２", "\u202d19900860012", "'19900860012"],
)
def test_one_number(text):
    assert normal_phone(text) == read_phone(text) == "19900860012"


@pytest.mark.parametrize("text", ["19900860012（微信同号）", "手机：19900860012", "19900860012[本人]"])
def test_remarks_beside_a_number_are_read_over_in_cells_only(text):
    assert read_phone(text) == "19900860012"
    with pytest.raises(UnreadPhone):
        normal_phone(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1990086001", "少1位"),
        ("199008600123", "多1位"),
        ("1.99E+10", "科学计数"),
        ("19900860012 19900860013", "两个号码"),
        ("0379-60000000", "固定电话"),
        ("12900860012", "第二位"),
        ("", "全部为数字"),
    ],
)
def test_why_it_is_none_without_the_number(text, why):
    with pytest.raises(UnreadPhone, match=why) as refusal:
        read_phone(text)
    assert not text or text not in str(refusal.value)
