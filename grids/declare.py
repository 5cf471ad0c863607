"""What subjects of this app share on the pages of others: the tabs of the desk."""

from enum import StrEnum


class Tabs(StrEnum):
    """The tabs of 网格 in the desk's menu, each with its lists below it (`tab_group`); the tens of `tab_position` are theirs."""

    CASES = "事项"  # 10
