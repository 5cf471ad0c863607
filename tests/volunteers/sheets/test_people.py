"""Who is meant by a line of a roster, and by what telephone, however it is typed."""

import pytest

from tests.orgtree.workbooks import workbook
from tests.volunteers.people import accepted
from tests.volunteers.sheets.making import PHONE, person, roster, write
from volunteers.models import Member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("other", ["李　四", "李 四", "李\u200b四", "\ufeff李四"])
def test_one_name_with_a_blank_is_one_person(send, other):
    write(send(roster(person("李四", PHONE(1)), person("赵五"))))
    again = send(roster(person(other, PHONE(1)), person("赵  五")))
    assert write(again) == {"报到党员": {"新增": 0, "更新": 0, "不变": 2}}
    assert sorted(Member.objects.values_list("name", flat=True)) == ["李四", "赵五"]


def test_within_one_sheet_two_writings_are_one_person(send):
    job = send(roster(person("李四"), person("李　四")))
    assert "同名、同单位" in job.errors[0]["message"]
    assert write(job)["报到党员"]["新增"] == 1 == Member.objects.count()


def test_the_control_two_names_stay_two(send):
    write(send(roster(person("李四"), person("李四光"), person("阿依·古丽"), person("阿依古丽"))))
    assert Member.objects.count() == 4


def test_namesakes_in_two_buildings_are_two_and_again_unchanged(send):
    two = roster(person("王同名"), person("王同名", home="东苑小区9号楼"))
    assert write(send(two))["报到党员"]["新增"] == 2
    assert write(send(two))["报到党员"]["不变"] == 2
    third = send(roster(person("王同名", home="东苑小区7号楼")))
    assert all(member.number in third.errors[0]["message"] for member in Member.objects.all())


@pytest.mark.parametrize(
    ("phone", "message"),
    [
        ("1.99E+10", "科学计数"),
        ("19900010094\n0379-60000000", "两个号码"),
        ("1990001009", "少1位"),
        ("199000100999", "多1位"),
        ("0379-60000000", "固定电话"),
        ("#N/A", "公式错误"),
        ("199****0009", "打了星号"),
    ],
)
def test_a_wrong_phone_says_what_is_wrong(send, phone, message):
    job = send(roster(person("辛一", phone)))
    assert [error["column"] for error in job.errors] == ["手机"]
    assert message in job.errors[0]["message"]


@pytest.mark.parametrize(
    "phone",
    [
        "199 0001 0093",
        "8619900010093",
        "'19900010093",
        "19900010093（微信同号）",
        "１９９０００１００９３",
        "199.0001.0093",
    ]
    + ["\u202d19900010093\u202c", "\xa019900010093", "+86 199-0001-0093", "手机：19900010093"],
)
def test_a_phone_is_read_however_it_is_typed(send, phone):
    write(send(roster(person("辛一", phone))))
    assert Member.objects.get().phone == "19900010093"


def test_our_own_masked_phone_beside_the_number_leaves_the_phone(send, town):
    member = accepted(town.east, town.clerk, name="赵试", phone="19912345678")
    header = ["编号", "姓名", "手机"]
    job = send(workbook([header, [member.number, "赵试", "199****5678"]]))
    assert write(job)["报到党员"]["不变"] == 1
