import pytest

from orgtree.errors import RuleBroken
from volunteers.members.rules.residence import checked_residence, names_a_door


@pytest.mark.parametrize(
    "text",
    [
        "阳光花园3号楼",
        "长安路12号院5栋",
        "1栋",
        "建设小区 2号楼2单元",
        "二十一世纪小区",
        "303小区",
        "中泰新城三期2-3号楼",
        "3楼栋长家属院",
        "景华路1008号院",
    ],
)
def test_a_building_is_no_door(text):
    assert not names_a_door(text)


@pytest.mark.parametrize(
    "text",
    [
        "阳光花园3号楼302室",
        "3号楼２０１室",
        "2单元501",
        "3-2-501",
        "1栋 #302",
        "5栋12户",
        "7号楼3楼302",
        "6号楼 402房",
        "9栋302号房",
    ],
)
def test_a_door_is_found(text):
    assert names_a_door(text)


def test_what_is_kept_of_a_residence():
    assert checked_residence(" 阳光花园3号楼 ") == "阳光花园3号楼"
    for text in ["", "  ", "长" * 61, "阳光花园3号楼302室"]:
        with pytest.raises(RuleBroken) as refusal:
            checked_residence(text)
        assert refusal.value.field == "residence"
