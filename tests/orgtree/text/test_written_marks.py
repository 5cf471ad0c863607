"""Marks for "as above" and "nothing", faults of spreadsheet programs, and what only looks like them."""

import pytest

from orgtree.text.rules.written.marks import fault_in, is_ditto, is_none, narrow


@pytest.mark.parametrize("text", ["同上", " 同 上", "（同上）", "〃", '"', "″", "”", "同前"])
def test_ditto(text):
    assert is_ditto(text)


@pytest.mark.parametrize("text", ["", "同上级", "上", "无", "张三"])
def test_no_ditto(text):
    assert not is_ditto(text)


@pytest.mark.parametrize(
    "text", ["无", "無", " 无 ", "没有", "暂无", "/", "／", "—", "——", "-", "－", "--", "N/A", "n/a"]
)
def test_nothing(text):
    assert is_none(text)


@pytest.mark.parametrize("text", ["", "0", "无锡", "吴", "一", "无职党员", "1/2", "#N/A"])
def test_something(text):
    assert not is_none(text)


@pytest.mark.parametrize("text", ["#N/A", "#REF!", " #value! ", "#DIV/0!", "#NAME?"])
def test_faults(text):
    assert fault_in(text) == text.strip().upper()


@pytest.mark.parametrize("text", ["", "#3楼", "N/A", "#"])
def test_no_faults(text):
    assert fault_in(text) is None


def test_invisible_marks_are_never_meant():
    assert narrow("\u202d１９９\u200b1\xa0") == "1991"
