"""What a unit needs: told to a community, which puts it on the list of needs, meets it itself or says why not.

Source: docs/rules.md, "Needs and claims"; docs/decisions/0081-what-units-need.md.
"""

from datetime import date
from functools import partial

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from cocon.needs.choices import AskState, NeedDeadline, NeedSource
from cocon.needs.models import Need, UnitAsk
from cocon.needs.rules import MOST, check_days, checked_words
from cocon.needs.services.meetings import clear_after
from cocon.needs.services.needs import WRITTEN, create_need
from cocon.units.models import Matter, Pairing
from cocon.units.services.pairings import clerks_of, units_of
from orgtree.acts import Act, Acts, Ask, Doing, Making, Tell, ask_reason, asks_of, declare_acts, follow
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area, Post
from orgtree.notices.words import called
from orgtree.scope.rules.grants import post_kinds_with

ASKED, PUBLISHED = frozenset({AskState.ASKED}), frozenset({AskState.PUBLISHED})
WORDS = "matter title words quantity measure until"
BOTH_READ = "事由，2到200字，单位可见"
STAMPS = ("answered_by", "answered_at")


def own_asks(user) -> QuerySet[UnitAsk]:
    """What the units need whose shared matters the person handles."""
    return UnitAsk.objects.allowed(user, P.COCON_UNIT)


def communities_of_unit(unit) -> Q:
    """The condition on areas that the unit may ask: those it is paired with, and the one where it sits."""
    paired = Pairing.objects.in_force_on(timezone.localdate()).filter(unit=unit)
    seat = unit.area.get_ancestors(include_self=True) if unit.area_id else Area.objects.none()
    return Q(pk__in=paired.values("community")) | Q(pk__in=seat.values("pk"))


def communities_to_ask(user, ids=None) -> QuerySet[Area]:
    """Communities that one of the person's units may ask."""
    ways = Q(pk__in=[])
    for unit in units_of(user):
        ways |= communities_of_unit(unit)
    return Area.objects.communities().current().filter(ways)


def dress_asks(asks: list[UnitAsk]) -> None:
    """Set by when each is answered (`due`): None where no rule says so. Two queries."""
    book = DeadlineBook()
    for ask in asks:
        ask.due = book.due(NeedDeadline.ANSWER, timezone.localdate(ask.asked_at), ask.area)


def due_of(ask: UnitAsk) -> date | None:
    """By when the community answers; None once it has, and where no rule says so."""
    if ask.state != AskState.ASKED:
        return None
    if "due" not in ask.__dict__:
        dress_asks([ask])
    return ask.due


def _begin(ask: UnitAsk, doing: Doing) -> None:
    """Raises RuleBroken at the wrong field."""
    if not Area.objects.communities().filter(communities_of_unit(ask.unit), pk=ask.area_id).exists():
        raise not_found("社区", field="area")
    check_days(None, ask.until, None, timezone.localdate())
    if not Matter.objects.offered_at(ask.area).filter(pk=ask.matter_id).exists():
        raise RuleBroken("matter", "请选择当地可用的事项类别", field="matter")


def _publish(ask: UnitAsk, doing: Doing) -> None:
    """A need of the community in the unit's words, open to whom the community says. Raises RuleBroken at the wrong field."""
    said = {name: getattr(ask, name) for name in WORDS.split()}
    ask.need = create_need(area=ask.area, by=doing.by, source=NeedSource.UNIT, reach=doing.said["reach"], **said)


def settle_ask(need: Need, doing: Doing) -> None:
    """What became of the need became of what the unit asked for."""
    asks = UnitAsk.objects.filter(need=need).select_related("area", "unit").select_for_update(of=("self",), no_key=True)
    follow(ask_acts, "settle" if need.state == "closed" else "fall", list(asks), reason=need.reason, by=doing.by)


def _settle(ask: UnitAsk, doing: Doing) -> None:
    ask.outcome = f"“{ask.need}”已由单位认领、双方验收"


def _fall(ask: UnitAsk, doing: Doing) -> None:
    ask.reason = doing.reason or "社区撤回了这项需求"


# --- Telling --------------------------------------------------------------------------------------------------------------


def page_of(ask: UnitAsk) -> str:
    """The unit's page of it."""
    return reverse("unit-ask", args=[ask.pk])


def _tell_community(ask: UnitAsk, doing: Doing) -> list[Tell]:
    posts = Post.objects.live().filter(area=ask.area_id, kind__in=post_kinds_with(P.COCON_MANAGE))
    desk = reverse("admin:cocon_unitask_change", args=[ask.pk])
    text = f"{ask.matter}，{ask.until:%Y-%m-%d}前"
    return [Tell(tuple(posts.values_list("holder", flat=True).distinct()), f"{ask.unit}提出{called(ask)}", text, desk)]


def _tell_unit(words: str):
    return lambda ask, doing: [
        Tell(clerks_of([ask.unit_id]), f"{words}：{called(ask)}", str(ask.matter), page_of(ask), why=True)
    ]


# --- The acts -------------------------------------------------------------------------------------------------------------

_checked_outcome = partial(checked_words, field="outcome", label="办理情况", longest=300)
ASKING = (
    *asks_of(UnitAsk, "unit", at=P.COCON_UNIT),
    *asks_of(UnitAsk, "area", area={"rows": communities_to_ask, "help": "结对的社区，或本单位所在的社区"}),
    *asks_of(
        UnitAsk,
        WORDS,
        **{name: WRITTEN[name] for name in ("title", "words", "measure")},
        matter={"rows": lambda user, ids=None: Matter.objects.filter(is_active=True)},
        quantity={"least": 1, "most": MOST},
    ),
)
by_community = partial(Act, permission=P.COCON_MANAGE, stamps=STAMPS, after=clear_after)
# Source: docs/rules.md, "Needs and claims".
ask_acts = declare_acts(
    Acts(
        UnitAsk,
        loads=("area", "unit", "matter"),
        called="单位需求",
        acts=(
            Making(
                "ask",
                "提出需求",
                "提出",
                AskState.ASKED,
                own=True,
                doer="单位经办人",
                reach=own_asks,
                asks=ASKING,
                stamps=("asked_by", "asked_at"),
                run=_begin,
                tells=_tell_community,
                done="已提出，社区会办理或列入需求清单。",
                hint="写下本单位需要社区或其他单位帮什么；社区自己办，或列入需求清单请其他单位认领。",
                again="此前已提出，返回原需求",
                summary="单位提出需求",
                description="单位向结对的或所在的社区提出需求。同样内容再次提交返回200和原需求。",
            ),
            by_community(
                "publish",
                "列入需求清单",
                "列入",
                ASKED,
                AskState.PUBLISHED,
                asks=asks_of(Need, "reach", reach={"column": ""}),
                run=_publish,
                tells=_tell_unit("已列入需求清单"),
                done="已列入需求清单，可以认领的单位能看到了。",
                hint="按单位写的内容发布，选定范围内的其他单位可以认领；销号后单位会收到通知。",
                icon="campaign",
                description="按单位写的内容发布为社区需求，其他单位可以认领。",
            ),
            by_community(
                "meet",
                "社区办成",
                "办结",
                ASKED,
                AskState.MET,
                asks=(
                    Ask(
                        "outcome",
                        "办理情况",
                        longest=300,
                        shortest=2,
                        column="outcome",
                        check=_checked_outcome,
                        told="办理情况，2到300字，单位可见；不写姓名、电话和门牌号",
                    ),
                ),
                tells=_tell_unit("已办成"),
                done="已办结，单位会看到办理情况。",
                hint="社区自己能办的，办好后写明怎么办的。",
                icon="task_alt",
                description="社区自己办成的，写明办理情况。",
            ),
            by_community(
                "decline",
                "不能办理",
                "回复不能办理",
                ASKED,
                AskState.DECLINED,
                asks=(ask_reason("不能办理", column="reason", told=BOTH_READ),),
                tells=_tell_unit("不能办理"),
                done="已回复，单位会看到原因。",
                icon="block",
                description="写明原因，单位可见。",
            ),
            Act(
                "withdraw",
                "撤回需求",
                "撤回",
                ASKED,
                AskState.WITHDRAWN,
                own=True,
                reach=own_asks,
                asks=(ask_reason("撤回", column="reason", told="事由，2到200字，社区可见"),),
                after=clear_after,
                done="已撤回。",
                description="社区还没有处理的，单位可以撤回，写明原因。",
            ),
            Act(
                "settle",
                "随需求销号",
                "办成",
                PUBLISHED,
                AskState.MET,
                run=_settle,
                tells=_tell_unit("已办成"),
            ),
            Act(
                "fall",
                "随需求撤回",
                "退回",
                PUBLISHED,
                AskState.DECLINED,
                run=_fall,
                tells=_tell_unit("不能办理"),
            ),
        ),
    )
)
