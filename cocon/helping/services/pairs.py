"""Helping pairs: made by the community's desk, changed and ended with a reason out of a list."""

from django.db.models import QuerySet
from django.utils import timezone

from cocon.helping.choices import PairEnd, PairState
from cocon.helping.models import HelpingPair
from cocon.helping.rules import PRIVATE, check_term, checked_words
from cocon.units.services.days import LAST_DAY, end_on_last_day, today_for
from cocon.units.services.pairings import clerks_of, units_for, units_near
from orgtree.acts import Act, Acts, Ask, Doing, Making, Tell, asks_of, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.scope.models.either import rows_of_either


def own_pairs(user) -> QuerySet[HelpingPair]:
    """The pairs of the units whose shared matters the person handles."""
    return HelpingPair.objects.allowed(user, P.COCON_UNIT)


def led_pairs(user) -> QuerySet[HelpingPair]:
    """The pairs of the teams that the person leads."""
    return HelpingPair.objects.filter(team__leader__user=user.pk)


def pairs_to_help(user, ids=None) -> QuerySet[HelpingPair]:
    """Pairs in which the person enters what was given: of their unit, or of a team that they lead."""
    return rows_of_either(HelpingPair.objects.all(), own_pairs(user), led_pairs(user))


def tell_helpers(pair: HelpingPair) -> tuple[int | None, ...]:
    """The accounts that hear of a pair: the unit's clerks, or who leads the team."""
    if pair.unit_id:
        return clerks_of([pair.unit_id])
    return (pair.team.leader.user_id,) if pair.team.leader else ()


def _check_pair(pair: HelpingPair, doing: Doing) -> None:
    """One helper that the community may turn to, and a term that has begun. Raises RuleBroken at the wrong field."""
    if bool(pair.unit) == bool(pair.team):
        raise RuleBroken("unit", "帮扶单位和服务队要选一个，也只选一个", field="unit")
    if pair.unit and not units_near([pair.area]).filter(pk=pair.unit.pk).exists():
        raise not_found("单位", field="unit")
    check_term(pair.since, pair.until, timezone.localdate())


def _check_edited(pair: HelpingPair, doing: Doing) -> None:
    """A last day before today is an end, which has a reason."""
    today = timezone.localdate()
    if "until" in doing.said and pair.until and pair.until < today:
        raise RuleBroken("until", "最后一天不能早于今天；要结束的请办理结束", field="until")


def _tell(words: str):
    return lambda pair, doing: [Tell(tell_helpers(pair), f"{pair.area.name}的帮扶对子{pair.code}{words}", why=True)]


def _words(text: str) -> str:
    return checked_words(text, field="plan")


TOLD = asks_of(HelpingPair, "need helped plan until", plan={"check": _words, "help": f"可以不填。{PRIVATE}"})
ASKED = (
    *asks_of(
        HelpingPair,
        "area unit team since",
        at=P.COCON_MANAGE,
        unit={"rows": lambda user, ids=None: units_for(user)},
        since={"is_optional": True, "help": "留空为今天"},
    ),
    *TOLD,
    *asks_of(HelpingPair, "client_key"),
)
IN_FORCE = frozenset({PairState.IN_FORCE})
# Source: docs/rules.md, "Helping pairs".
pair_acts = declare_acts(
    Acts(
        HelpingPair,
        called="帮扶对子",
        loads=("area", "unit", "team__leader"),
        derived=tuple(PairState.choices),
        acts=(
            Making(
                "pair",
                "登记帮扶对子",
                "登记",
                None,
                permission=P.COCON_MANAGE,
                asks=ASKED,
                stamps=("entered_by", "entered_at"),
                first=today_for("since"),
                run=_check_pair,
                tells=_tell("已登记，请按约走访"),
                leads=PairState.IN_FORCE.label,
                done="已登记，编号{row.code}。姓名和住址只记在社区自己的台账上，与编号对应。",
                hint="平台只给编号：不写帮扶对象的姓名、电话和住址，不登记未成年人。",
                description="单位或服务队与一户家庭、一位成年居民结成对子，平台给编号；不含姓名、电话、住址。同一提交标识再次提交返回200和原记录。",
            ),
            Act(
                "edit",
                "修改",
                "修改",
                IN_FORCE,
                None,
                permission=P.COCON_MANAGE,
                asks=TOLD,
                partial=True,
                run=_check_edited,
                leads="（不变）",
                done="已修改。",
                hint="需求有变化或期限延长时修改。",
                summary="修改帮扶对子",
                description="需求、打算和期限；省略的内容不变。",
            ),
            Act(
                "end",
                "结束帮扶",
                "结束",
                IN_FORCE,
                None,
                permission=P.COCON_MANAGE,
                asks=(
                    LAST_DAY,
                    Ask("reason", "结束原因", column="end_reason", choices=PairEnd.choices),
                ),
                run=end_on_last_day,
                tells=_tell("已结束"),
                leads=PairState.ENDED.label,
                done="已结束，记录保留。",
                hint="从可选的原因中选一个；选“登记有误”的不计入任何统计。",
                icon="link_off",
                summary="结束帮扶对子",
                description="写明最后一天（不填为今天），原因从可选值中选；登记有误的不计入统计。",
            ),
        ),
    )
)
