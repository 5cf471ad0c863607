"""What was given in a pair: entered by the unit on its own page or by the community's desk, made void where it is wrong."""

from django.db.models import QuerySet
from django.utils import timezone

from cocon.helping.choices import HelpState, PairState
from cocon.helping.models import HelpGiven
from cocon.helping.rules import MOST_DAYS, MOST_YUAN, PRIVATE, check_day, check_given, checked_words
from cocon.helping.services.pairs import pairs_to_help
from cocon.helping.services.voiding import void_of
from orgtree.acts import Acts, Ask, Doing, Making, asks_of, declare_acts
from orgtree.choices import Permission as P
from orgtree.scope.models.either import rows_of_either
from orgtree.text.rules.money import fen_of


def own_helps(user) -> QuerySet[HelpGiven]:
    """What was given by the units whose shared matters the person handles, and by the teams that they lead."""
    led = HelpGiven.objects.filter(pair__team__leader__user=user.pk)
    return rows_of_either(HelpGiven.objects.all(), HelpGiven.objects.allowed(user, P.COCON_UNIT), led)


def is_in_force(pair) -> bool:
    """Whether something may still be entered of the pair."""
    return pair.state == PairState.IN_FORCE


def _complete(doing: Doing, ids) -> None:
    """Today where no day is said; yuan are kept as whole fen; a nought is nothing."""
    said = doing.said
    said["day"] = said["day"] or timezone.localdate()
    said["yuan"] = fen_of(said["yuan"]) if said["yuan"] else None
    said["days"] = said["days"] or None


def _check(given: HelpGiven, doing: Doing) -> None:
    check_day(given.day, given.pair.since, given.pair.until, timezone.localdate())
    check_given(given.kind, given.fen, given.days)


def _words(text: str) -> str:
    return checked_words(text, field="words")


def _asks(at: str, **changes: dict) -> tuple[Ask, ...]:
    return (
        *asks_of(
            HelpGiven,
            "pair kind words day",
            at=at,
            words={"check": _words, "help": f"一两句话即可。{PRIVATE}", "shortest": 2},
            day={"is_optional": True, "help": "留空为今天"},
            **changes,
        ),
        Ask(
            "yuan",
            "金额或折价（元）",
            column="fen",
            most=MOST_YUAN,
            decimals=2,
            is_optional=True,
            help="资金和物资才填，物资填折价",
        ),
        *asks_of(HelpGiven, "days", days={"most": MOST_DAYS, "help": "出工才填"}),
    )


WORDS = {
    "on": "pair",
    "stamps": ("by", "at"),
    "first": _complete,
    "run": _check,
    "fits": is_in_force,
    "done": "已记下，社区和单位都能看到。",
    "hint": "走访、资金、物资、出工各记一条。",
    "icon": "volunteer_activism",
}
# Source: docs/rules.md, "Helping pairs".
help_acts = declare_acts(
    Acts(
        HelpGiven,
        called="帮扶记录",
        loads=("pair__area", "pair__unit", "pair__team"),
        acts=(
            Making(
                "log",
                "登记帮扶",
                "登记",
                HelpState.KEPT,
                permission=P.COCON_MANAGE,
                asks=_asks(P.COCON_MANAGE),
                summary="登记帮扶记录",
                description="社区登记走访、资金、物资、出工；金额为元，保存为整数分。同样内容再次提交返回200和原记录。",
                **WORDS,
            ),
            Making(
                "give",
                "记一次帮扶",
                "登记",
                HelpState.KEPT,
                own=True,
                doer="单位经办人、服务队队长",
                reach=own_helps,
                asks=_asks(P.COCON_UNIT, pair={"rows": pairs_to_help}),
                **WORDS,
            ),
            void_of("帮扶记录"),
        ),
    )
)
