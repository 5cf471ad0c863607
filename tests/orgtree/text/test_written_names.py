"""One person under every writing of the name; two persons stay two."""

import pytest

from orgtree.text.rules.written.names import name_key, same_name, shown_name

ALIKE = [
    ("张三", "张 三"),
    ("张三", "张　三"),
    ("张三", "张  三"),
    ("张三", "张\u200b三"),
    ("张三", "\ufeff张三\u202c"),
    ("张三", "张\xa0三 "),
    ("阿依·古丽", "阿依•古丽"),
    ("阿依·古丽", "阿依・古丽"),
    ("阿依·古丽", "阿依.古丽"),
    ("阿依·古丽", "阿依．古丽"),
    ("阿依·古丽", "阿依‧古丽"),
    ("阿依·古丽", "阿依∙古丽"),
    ("阿依·古丽", "阿依●古丽"),
    ("阿依·古丽", "阿依 · 古丽"),
    ("阿依·古丽", "阿依・古丽"),
    ("张三A", "张三Ａ"),
    ("John Smith", "john  smith"),
]
APART = [("张三", "张三丰"), ("阿依·古丽", "阿依古丽"), ("John Smith", "JohnSmith"), ("张三", "张山"), ("", "张")]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_writings_of_one_name(one, other):
    assert same_name(one, other)
    assert name_key(one) == name_key(other) == name_key(name_key(other))


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_names(one, other):
    assert not same_name(one, other)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (" 张　三 ", "张三"),
        ("阿依•古丽", "阿依•古丽"),
        ("示例甲\u200b", "示例甲"),
        ("John  Smith", "John Smith"),
        ("Ａ栋", "Ａ栋"),
    ],
)
def test_a_name_is_shown_as_typed_without_layout(typed, shown):
    assert shown_name(typed) == shown
