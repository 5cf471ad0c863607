"""What may be written of the helped, what an entry of help says, and days."""

from datetime import date

import pytest

from cocon.helping.rules import check_day, check_given, check_term, checked_words, without_persons
from orgtree.errors import RuleBroken
from tests.volunteers.refusals import refused

TODAY = date(2026, 5, 20)
PERSONS = (
    "上门看望张建国，送去米面",
    "看望李秀英奶奶，家里都好",
    "王大爷腿脚不便，帮忙买菜",
    "慰问了赵强一家",
    "给老王家换了灯泡",
    "张某生活困难",
    "姓名登记在台账",
    "陪同刘师傅看病",
    "电话13900010001",
    "身份证410000190001010001",
    "住3号楼2单元501",
    "送到302室",
    "住在中心路12号",
    "二单元的一户",
    "座机0379-63210000",
)
MINORS = ("辅导孩子功课", "给小学生送书包", "家中有12岁", "留守儿童关爱", "高中生学费", "未成年人")
FINE = (
    "上门看了看，送去米面油",
    "高龄老人身体稳定，血压正常",
    "帮助联系社区医院复诊，下月再来",
    "帮忙交了水费、电费",
    "走访小区里的一户家庭，了解就业情况",
    "联系人社局推荐岗位3个",
    "看望高龄独居老人",
    "留下值班室的联系方式，有事随时来",
    "商量好帮扶方案，按月走访",
    "送去慰问金500元",
    "打扫卫生2小时，出工3天",
    "65岁以上居民体检",
    "修好门锁和水龙头",
)


@pytest.mark.parametrize("text", PERSONS)
def test_words_that_tell_who_or_where_are_refused(text):
    for check in (checked_words, without_persons):
        with refused("words_private", "words"):
            check(text, field="words")


@pytest.mark.parametrize("text", MINORS)
def test_words_about_minors_are_refused_where_one_household_is_meant(text):
    with refused("words_minor", "words"):
        checked_words(text, field="words")
    assert without_persons(text, field="words") == text  # what is held for many may say for whom


@pytest.mark.parametrize("text", FINE)
def test_plain_words_pass(text):
    assert checked_words(f" {text} ", field="words") == text


@pytest.mark.parametrize(
    ("kind", "fen", "days", "field"),
    [
        ("visit", None, None, None),
        ("visit", 100, None, "yuan"),
        ("visit", None, 2, "days"),
        ("money", 1, None, None),
        ("money", None, None, "yuan"),
        ("money", 0, None, "yuan"),
        ("goods", 8_850, None, None),
        ("goods", 8_850, 1, "days"),
        ("days", None, 1, None),
        ("days", None, None, "days"),
        ("days", 100, 1, "yuan"),
    ],
)
def test_an_entry_says_what_its_kind_needs(kind, fen, days, field):
    if field is None:
        check_given(kind, fen, days)
        return
    with pytest.raises(RuleBroken) as broken:
        check_given(kind, fen, days)
    assert broken.value.field == field


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        (TODAY, None, None),
        (TODAY, TODAY, None),
        (date(2026, 5, 21), None, "since"),
        (TODAY, date(2026, 5, 19), "until"),
    ],
)
def test_a_term_has_begun_and_ends_after_it_began(since, until, field):
    if field is None:
        check_term(since, until, TODAY)
        return
    with refused(field, field):
        check_term(since, until, TODAY)


@pytest.mark.parametrize(
    ("day", "until", "fits"),
    [
        (date(2026, 5, 1), None, True),
        (TODAY, None, True),
        (date(2026, 4, 30), None, False),
        (date(2026, 5, 21), None, False),
        (date(2026, 5, 10), date(2026, 5, 10), True),
        (date(2026, 5, 11), date(2026, 5, 10), False),
    ],
)
def test_an_entry_lies_in_the_term(day, until, fits):
    if fits:
        check_day(day, date(2026, 5, 1), until, TODAY)
        return
    with refused("day", "day"):
        check_day(day, date(2026, 5, 1), until, TODAY)
