"""What may be merged or split, how a grid is called where its name is taken, and until when it is taken back.

Source: docs/rules.md, "The tree and party organisations" (docs/decisions/0075-borders.md).
"""

from collections.abc import Collection
from datetime import date

from orgtree.errors import RuleBroken

LONGEST_NAME = 60
CODE_DIGITS = 12
ENDINGS = ("社区居委会", "社区", "村委会", "村")


def check_merge(count: int) -> None:
    """Raise RuleBroken unless some other community is merged with the one of the page."""
    if count < 1:
        raise RuleBroken("parts", "请选择要合并的社区", field="parts")


def check_split(count: int, total: int) -> None:
    """Raise RuleBroken unless some of the grids leave and some stay."""
    if count < 1:
        raise RuleBroken("parts", "请选择划给新社区的网格", field="parts")
    if count >= total:
        raise RuleBroken("parts", "原社区至少留下一个网格；全部划走时请用合并", field="parts")


def check_new(name: str, code: str, *, needed: bool) -> None:
    """Raise RuleBroken unless a new community has a name and a code, or neither where none is `needed`."""
    if needed and not name:
        raise RuleBroken("name", "请填写新社区名称", field="name")
    if name and not code:
        raise RuleBroken("code", "请填写新社区的12位区划代码", field="code")
    if code and not name:
        raise RuleBroken("name", "请填写新社区名称", field="name")
    if code and not (len(code) == CODE_DIGITS and code.isascii() and code.isdigit()):
        raise RuleBroken("code", "新社区代码应为12位数字", field="code")


def check_day(on: date, today: date) -> None:
    if on < today:
        raise RuleBroken("on", "生效日期不能早于今天：以前的统计和报表保持原样", field="on")


def check_same_day(done_on: date, today: date) -> None:
    if done_on != today:
        raise RuleBroken("too_late", "只能在生效当天撤销；以后请另办一次区划调整", conflict=True)


def free_name(name: str, taken: Collection[str], community: str) -> str:
    """The name of a grid in its new community: its own, or where that is taken with the name of the community that it came from."""
    if name not in taken:
        return name
    ending = next((one for one in ENDINGS if community.endswith(one) and community != one), "")
    longer = f"{community.removesuffix(ending)}{name}"[:LONGEST_NAME]
    if longer in taken:
        raise RuleBroken("grid_name", f"目标社区已有网格“{name}”和“{longer}”，请先给其中一个改名", conflict=True)
    return longer
