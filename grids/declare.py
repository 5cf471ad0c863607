"""What subjects of this app share on the pages of others: the tabs of the desk."""

from enum import StrEnum


class Tabs(StrEnum):
    """The tabs of 网格 in the desk's menu, each with its lists below it (`tab_group`); the tens of `tab_position` are theirs."""

    CASES = "事项"  # 10
    WHISTLES = "吹哨"  # 30
    LEDGER = "民情台账"  # 60
    STAFF = "网格力量"  # 70
    INDEX = "平安指数"  # 80
