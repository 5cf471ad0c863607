"""What the scanner finds in free text, and what it leaves alone. All numbers are invented."""

import pytest

from orgtree.text.rules.scanner import NOT_KEPT, OF_AN_OFFICE, Kind, found_in, refusal_of, without_private

FOUND = [
    ("虚构局 410000190001010001", Kind.IDENTITY),
    ("41000019000101000X", Kind.IDENTITY),
    ("证件41000019000101000x。", Kind.IDENTITY),
    ("4100 0019 0001 0100 01", Kind.IDENTITY),
    ("410000-19000101-0001", Kind.IDENTITY),
    ("４１００００１９０００１０１０００１", Kind.IDENTITY),
    ("410000900101001", Kind.IDENTITY),
    ("11010519491231002X", Kind.IDENTITY),
    ("410000\u200b190001010001", Kind.IDENTITY),
    ("找老王19900010001", Kind.MOBILE),
    ("199 0001 0001", Kind.MOBILE),
    ("199-0001-0001", Kind.MOBILE),
    ("1 9 9 0 0 0 1 0 0 0 1", Kind.MOBILE),
    ("１９９０００１０００１", Kind.MOBILE),
    ("+86 19900010001", Kind.MOBILE),
    ("199.0001.0001", Kind.MOBILE),
    ("0379-60000000", Kind.LANDLINE),
    ("（0379）60000000", Kind.LANDLINE),
    ("010 60000000", Kind.LANDLINE),
    ("卡号6222020000000000000", Kind.CARD),
    ("6222 0200 0000 0007", Kind.CARD),
    ("3单元502", Kind.DOOR),
    ("2号楼1单元301室", Kind.DOOR),
    ("住3楼302", Kind.DOOR),
    ("3-2-501", Kind.DOOR),
]
PASSES = [
    "",
    "清扫3号楼楼道，共12人",
    "2026-03-05至2026-03-08",
    "2026年11月7日8:30-11:30",
    "编号2026-410305001-0007",
    "党员编号00000001、00000002",
    "社区代码410305001001",
    "沈委发〔2026〕12号",
    "共服务1,280户、3,600人",
    "120户居民",
    "在302会议室开会",
    "活动室、阅览室",
    "3号楼2单元楼道",
    "统一社会信用代码91410300MA40000000",
    "积分20261107001号",
    "每周一8:30-12:00、14:30-18:00",
    "第15至17栋，1、2、3单元",
    "12345",
]


@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_found(text, kind):
    assert kind in found_in(text)


@pytest.mark.parametrize("text", PASSES)
def test_left_alone(text):
    assert found_in(text) == []
    assert refusal_of(text) is None


@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_the_refusal_names_the_kind_and_never_the_number(text, kind):
    said = refusal_of(text)
    assert kind in said
    assert not any(letter.isdigit() for letter in said)


@pytest.mark.parametrize("text", ["党群服务中心2楼201室，0379-60000000"])
def test_an_office_may_say_where_it_is(text):
    assert refusal_of(text, allowed=OF_AN_OFFICE) is None
    assert refusal_of(text) is not None
    assert "手机号" in refusal_of("找老王19900010001", allowed=OF_AN_OFFICE)


@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_what_is_found_does_not_stay(text, kind):
    kept = without_private(text)
    assert NOT_KEPT in kept
    assert kind not in found_in(kept)


def test_what_is_no_ones_stays_as_it_was():
    assert without_private("第3网格　共120户，2026-11-30") == "第3网格　共120户，2026-11-30"
