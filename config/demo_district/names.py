"""Names that nobody has: placeholders for surnames, stems and branches for given names, a phone block of zeros."""

from itertools import product

from stdnum.cn import uscc

# Words for "example" where a surname would stand, so that no list of ours can be taken for real people.
STAND_INS = [
    "示例",
    "样例",
    "举例",
    "范例",
    "演示",
    "虚拟",
    "虚构",
    "假设",
    "假名",
    "化名",
    "代称",
    "测试",
    "试用",
    "模拟",
    "样本",
    "拟制",
    "例示",
]
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
FIRST_PHONE = 19900000001


def member_names(count: int) -> list[str]:
    """`count` different names such as 示例甲子; ValueError above 2,040."""
    names = [surname + stem + branch for stem, branch, surname in product(STEMS, BRANCHES, STAND_INS)]
    if count > len(names):
        raise ValueError(f"only {len(names)} invented names exist")
    return names[:count]


def demo_phone(number: int) -> str:
    """The phone of member `number` (0, 1, ...): right in form, from a block that is plainly made up."""
    return str(FIRST_PHONE + number)


def demo_uscc(number: int) -> str:
    """A 统一社会信用代码 whose check digit holds (GB 32100-2015) and whose body spells DEMO as far as its letters go."""
    body = f"91410305DEM{number:06d}"
    return body + uscc.calc_check_digit(body)


def chinese_number(number: int) -> str:
    """一, 二, ... 十九 for 1 to 19."""
    digits = "零一二三四五六七八九"
    if number < 10:
        return digits[number]
    return "十" + (digits[number - 10] if number > 10 else "")
