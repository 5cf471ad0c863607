"""What units give to shared matters in money and goods: entered by the unit on its own page or by the community's desk, made void where it is wrong."""

from django.db.models import QuerySet
from django.utils import timezone

from cocon.helping.choices import HelpState
from cocon.helping.models import Contribution
from cocon.helping.rules import MOST_YUAN, without_persons
from cocon.helping.services.voiding import void_of
from cocon.units.models import Pairing
from cocon.units.services.pairings import communities_for, units_for, units_near, units_of
from orgtree.acts import Acts, Ask, Doing, Making, asks_of, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.text.rules.money import fen_of


def own_contributions(user) -> QuerySet[Contribution]:
    """Of the units whose shared matters the person handles."""
    return Contribution.objects.allowed(user, P.COCON_UNIT)


def _paired_communities(user, ids=None) -> QuerySet[Area]:
    """Those that a unit of the person was ever paired with: what was given may be told after the pairing has ended."""
    pairs = Pairing.objects.filter(unit__in=units_of(user))
    return Area.objects.filter(pk__in=pairs.values("community")).current()


def _complete(doing: Doing, ids) -> None:
    """Today where no day is said; yuan are kept as whole fen."""
    doing.said["day"] = doing.said["day"] or timezone.localdate()
    doing.said["yuan"] = fen_of(doing.said["yuan"])


def _check(row: Contribution, doing: Doing) -> None:
    if row.day > timezone.localdate():
        raise RuleBroken("day", "日期不能晚于今天", field="day")
    if not row.fen:
        raise RuleBroken("yuan", "请填写金额或物资折价（元）", field="yuan")


def _check_entered(row: Contribution, doing: Doing) -> None:
    if not units_near([row.area]).filter(pk=row.unit_id).exists():
        raise not_found("单位", field="unit")
    _check(row, doing)


def _check_given(row: Contribution, doing: Doing) -> None:
    """To a community that this very unit is or was paired with."""
    if not Pairing.objects.filter(unit=row.unit, community=row.area).exists():
        raise not_found("社区", field="area")
    _check(row, doing)


def _words(text: str) -> str:
    return without_persons(text, field="words")


TOLD = (
    *asks_of(Contribution, "kind"),
    Ask(
        "yuan",
        "金额或折价（元）",
        column="fen",
        most=MOST_YUAN,
        decimals=2,
        help="物资填折价",
    ),
    *asks_of(
        Contribution,
        "words day",
        words={"check": _words, "shortest": 2, "help": "如“楼道照明改造”。不写姓名、电话和住址"},
        day={"is_optional": True, "help": "留空为今天"},
    ),
)
SHARED = {"stamps": ("by", "at"), "first": _complete, "icon": "volunteer_activism"}
# Source: docs/rules.md, "Helping pairs" (投入资金物资).
contribution_acts = declare_acts(
    Acts(
        Contribution,
        called="单位投入",
        loads=("area", "unit"),
        acts=(
            Making(
                "log",
                "登记单位投入",
                "登记",
                HelpState.KEPT,
                permission=P.COCON_MANAGE,
                asks=(
                    *asks_of(
                        Contribution,
                        "area unit",
                        area={"rows": lambda user, ids=None: communities_for(user)},
                        unit={"rows": lambda user, ids=None: units_for(user), "begins_blank": True},
                    ),
                    *TOLD,
                ),
                run=_check_entered,
                done="已登记，单位也能看到。",
                hint="单位为社区共建出的资金和物资；帮扶对子里已登记的、预算里支出的不再登记。",
                summary="登记单位投入",
                description="单位为社区共建出的资金和物资；金额为元，保存为整数分。同样内容再次提交返回200和原记录。",
                **SHARED,
            ),
            Making(
                "give",
                "记一笔投入",
                "登记",
                HelpState.KEPT,
                own=True,
                doer="单位经办人",
                reach=own_contributions,
                asks=(
                    *asks_of(
                        Contribution,
                        "unit area",
                        unit={"rows": lambda user, ids=None: units_of(user)},
                        area={"rows": _paired_communities, "help": "结对的社区"},
                    ),
                    *TOLD,
                ),
                run=_check_given,
                done="已记下，社区也能看到。",
                hint="本单位为社区共建出的资金和物资；帮扶对子里已登记的不再登记。",
                **SHARED,
            ),
            void_of("单位投入"),
        ),
    )
)
