"""Claims: a unit takes on a part of a need, the community confirms, the unit reports, both sides accept, the need comes to 销号."""

from collections.abc import Callable, Sequence

from django.db.models import QuerySet
from django.urls import reverse

from cocon.needs.choices import ClaimState, NeedState, Side
from cocon.needs.models import Acceptance, Claim, Need
from cocon.needs.rules import MOST, RATINGS, check_claim, checked_words, is_done
from cocon.needs.services.meetings import clear_after, clear_pool, has_topic, raise_claim
from cocon.needs.services.milestones import (
    FIRST,
    call_off,
    confirm_reported,
    count_progress,
    give_milestone,
)
from cocon.needs.services.needs import NEED_ROOM, need_acts
from cocon.units.services.pairings import clerks_of, units_of
from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, Tell, ask_reason, declare_acts, follow
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Institution
from orgtree.scope.models.either import rows_of_either

BOTH_READ = "事由，2到200字，双方可见"
OTHER_HAND = "本人为单位{}的，须由社区另一位工作人员验收"


def desk_page_of(claim: Claim) -> str:
    return reverse("admin:cocon_claim_change", args=[claim.pk])


def page_of(claim: Claim) -> str:
    """The unit's page of it."""
    return reverse("unit-claim", args=[claim.pk])


def community_of(claim: Claim) -> list[int]:
    """Who has the need in hand on the community's side."""
    return sorted({pk for pk in (claim.need.published_by_id, claim.confirmed_by_id) if pk})


# --- Taking on ------------------------------------------------------------------------------------------------------------


def needs_open_to(user, ids=None) -> QuerySet[Need]:
    """Needs that the units of the person may take on, or have taken on."""
    ways = [way for unit in units_of(user) for way in Need.objects.open_to_each_way(unit)]
    return rows_of_either(Need.objects.all(), *ways, Need.objects.filter(pk__in=own_claims(user).values("need")))


def units_of_clerk(user, ids=None) -> QuerySet[Institution]:
    """Units in being whose shared matters the person handles."""
    return Institution.objects.allowed(user, P.COCON_UNIT).filter(closed_on__isnull=True)


def _hold_need(doing: Doing, ids: Sequence[int]) -> None:
    """What is left of the need is counted by one at a time."""
    doing.said["need"], doing.said["room"] = NEED_ROOM.hold(doing.said["need"].pk)


def _live_claim(doing: Doing) -> Claim | None:
    return Claim.objects.live().filter(need=doing.said["need"], unit=doing.said["unit"]).first()


def _take_on(claim: Claim, doing: Doing) -> None:
    """Never more than is left, and only what the unit may see."""
    need, room = claim.need, doing.said["room"]
    if need.state != NeedState.PUBLISHED:
        raise RuleBroken("wrong_state", f"这项需求{need.get_state_display()}，不能认领", conflict=True)
    if not Need.objects.open_to(claim.unit).filter(pk=need.pk).exists():
        raise not_found("需求")
    check_claim(room, claim.quantity, need.measure)
    claim.moved_at = doing.at


def _taken_on(claims: Sequence[Claim], doing: Doing) -> None:
    clear_pool(*(claim.need_id for claim in claims))


def _checked_plan(text: str) -> str:
    return checked_words(text, field="words", label="打算怎么做", longest=300, required=False)


# --- What follows ---------------------------------------------------------------------------------------------------------


def _lock_needs(doing: Doing, ids: Sequence[int]) -> None:
    """The need is locked before its claim, as everywhere: accepting the last claim closes it."""
    needs = Need.objects.filter(pk__in=Claim.objects.filter(pk__in=ids).values("need"))
    list(needs.order_by("pk").select_for_update(of=("self",), no_key=True))


def _move(claim: Claim, doing: Doing) -> None:
    claim.moved_at = doing.at


def _give_milestone(claim: Claim, doing: Doing) -> None:
    """The first at confirmation, more of them while it runs."""
    _move(claim, doing)
    give_milestone(claim, title=doing.said["milestone"], due_on=doing.said["due_on"], by=doing.by)


def _end(claim: Claim, doing: Doing) -> None:
    _move(claim, doing)
    call_off(claim, doing.reason or f"认领{doing.act.verb}", by=doing.by)


def _submit(claim: Claim, doing: Doing) -> None:
    done, number = count_progress([claim])[claim.pk]
    if done < number:
        raise RuleBroken("milestones", f"还有{number - done}个节点没有报告，报告后再提交验收", conflict=True)
    _move(claim, doing)
    claim.reason = ""


def _send_back(claim: Claim, doing: Doing) -> None:
    """What the unit said of it is over with what it had submitted."""
    _move(claim, doing)
    claim.acceptances.all().delete()
    claim.submitted_by = claim.submitted_at = None


def _accept(side: str) -> Callable[[Claim, Doing], None]:
    def run(claim: Claim, doing: Doing) -> None:
        if claim.acceptances.filter(side=side).exists():
            raise RuleBroken("accepted", "本方已验收，等对方验收", conflict=True)
        said = {"rating": doing.said["rating"], "words": doing.said["words"]}
        Acceptance.objects.create(claim=claim, side=side, by=doing.by, at=doing.at, **said)
        _move(claim, doing)
        if side == Side.COMMUNITY:
            confirm_reported(claim, by=doing.by)
        if claim.acceptances.count() == len(Side):
            claim.state, claim.accepted_at = ClaimState.ACCEPTED, doing.at
            _settle(claim, doing)

    return run


def _to_meeting(claim: Claim, doing: Doing) -> None:
    raise_claim(claim, by=doing.by)


def _settle(claim: Claim, doing: Doing) -> None:
    """The need comes to 销号 where all of it is taken on and accepted; it is locked already."""
    need = Need.objects.select_related("area", "matter").get(pk=claim.need_id)
    others = need.claims.exclude(pk=claim.pk).values_list("state", flat=True)
    if is_done(NEED_ROOM.room(need.pk), [*others, ClaimState.ACCEPTED]):
        follow(need_acts, "settle", [need], by=doing.by)


# --- Telling --------------------------------------------------------------------------------------------------------------


def _to_unit(words: str) -> Callable[[Claim, Doing], list[Tell]]:
    def tell(claim: Claim, doing: Doing) -> list[Tell]:
        return [Tell(clerks_of([claim.unit_id]), f"{words}：{claim.need}", doing.reason, page_of(claim))]

    return tell


def _to_community(words: str) -> Callable[[Claim, Doing], list[Tell]]:
    def tell(claim: Claim, doing: Doing) -> list[Tell]:
        title = f"{claim.unit}{words}：{claim.need}"
        return [Tell(tuple(community_of(claim)), title, doing.reason, desk_page_of(claim))]

    return tell


def _to_both(words: str) -> Callable[[Claim, Doing], list[Tell]]:
    return lambda claim, doing: [
        *_to_unit(f"认领{words}")(claim, doing),
        *_to_community(f"的认领{words}")(claim, doing),
    ]


# --- The acts -------------------------------------------------------------------------------------------------------------


def own_claims(user):
    """The claims of the units whose shared matters the person handles."""
    return Claim.objects.allowed(user, P.COCON_UNIT)


def _judging() -> tuple[Ask, ...]:
    words = Ask(
        "words", "评语", is_optional=True, check=_checked_words, told="评语，双方可见", help="双方可见，不写姓名"
    )
    return (Ask("rating", "评价", choices=RATINGS, told="1到5分，双方可见，不对外公布"), words)


def _checked_words(text: str) -> str:
    return checked_words(text, field="words", label="评语", longest=200, required=False)


def _checked_outcome(text: str) -> str:
    return checked_words(text, field="outcome", label="完成情况", longest=500)


def _milestone_asks(*, is_optional: bool) -> tuple[Ask, ...]:
    return (
        Ask("milestone", "节点", longest=60, is_optional=is_optional, help=f"不填为“{FIRST}”" if is_optional else ""),
        Ask(
            "due_on",
            "节点完成日期",
            is_day=True,
            is_optional=is_optional,
            help="不填为需求的完成日期" if is_optional else "",
        ),
    )


CLAIMED, RUNNING, SUBMITTED = (
    frozenset({state}) for state in (ClaimState.CLAIMED, ClaimState.RUNNING, ClaimState.SUBMITTED)
)
# Source: docs/rules.md, "Needs and claims".
claim_acts = declare_acts(
    Acts(
        Claim,
        loads=("need__area", "need__matter", "unit"),
        called="认领",
        acts=(
            Making(
                "claim",
                "认领需求",
                "认领",
                ClaimState.CLAIMED,
                permission=P.COCON_UNIT,
                own=True,
                doer="单位经办人",
                reach=own_claims,
                on="need",
                asks=(
                    Ask("need", "需求", column="need", rows=needs_open_to, told="需求的编号"),
                    Ask("unit", "单位", column="unit", rows=units_of_clerk, told="本单位的编号"),
                    Ask("quantity", "认领数量", column="quantity", least=1, most=MOST, usual=1),
                    Ask(
                        "words",
                        "打算怎么做",
                        column="words",
                        longest=300,
                        is_optional=True,
                        check=_checked_plan,
                        told="打算怎么做；不写姓名、电话",
                        help="可以不填。不写姓名、电话和门牌号",
                    ),
                ),
                stamps=("claimed_by", "claimed_at"),
                first=_hold_need,
                known=_live_claim,
                run=_take_on,
                after=_taken_on,
                tells=_to_community("认领"),
                done="已认领，等社区确认。",
                again="本单位已认领，返回原认领",
                summary="认领需求",
                description="单位认领一项需求。本单位已认领的返回200和原认领，不会认领两次；超过剩余数量返回409。",
            ),
            Act(
                "confirm",
                "确认认领",
                "确认",
                CLAIMED,
                ClaimState.RUNNING,
                permission=P.COCON_MANAGE,
                asks=_milestone_asks(is_optional=True),
                stamps=("confirmed_by", "confirmed_at"),
                run=_give_milestone,
                tells=_to_unit("认领已确认"),
                done="已确认，第一个节点已交给单位。",
                hint="确认后开始实施，单位按节点报告进展。",
                icon="handshake",
                summary="确认认领",
                description="社区确认单位的认领，并定下第一个节点。",
            ),
            Act(
                "decline",
                "不同意",
                "回绝",
                CLAIMED,
                ClaimState.DECLINED,
                permission=P.COCON_MANAGE,
                asks=(ask_reason("不同意", column="reason", told=BOTH_READ),),
                run=_end,
                tells=_to_unit("认领未同意"),
                done="已告诉单位，名额已放回。",
                icon="block",
                summary="不同意认领",
                description="写明原因，单位可见；数量放回需求。",
            ),
            Act(
                "add_milestone",
                "增加节点",
                "增加节点",
                RUNNING,
                None,
                permission=P.COCON_MANAGE,
                asks=_milestone_asks(is_optional=False),
                run=_give_milestone,
                each_counts=True,
                done="节点已交给单位。",
                hint="节点按单位的报告计进度，不用另填。",
                icon="flag",
                summary="增加节点",
                description="给实施中的认领再定一个节点和完成日期。",
            ),
            Act(
                "withdraw",
                "撤回认领",
                "撤回",
                CLAIMED | RUNNING,
                ClaimState.WITHDRAWN,
                own=True,
                reach=own_claims,
                asks=(ask_reason("撤回", column="reason", told=BOTH_READ),),
                run=_end,
                tells=_to_community("撤回认领"),
                done="已撤回，社区会看到原因。",
                summary="撤回认领",
                description="单位撤回认领，写明原因；数量放回需求。",
            ),
            Act(
                "stop",
                "终止认领",
                "终止",
                RUNNING | SUBMITTED,
                ClaimState.WITHDRAWN,
                permission=P.COCON_MANAGE,
                asks=(ask_reason("终止", column="reason", told=BOTH_READ),),
                run=_end,
                after=clear_after,
                tells=_to_unit("认领已终止"),
                done="已终止，名额已放回。",
                hint="用于与单位商定不再办理的认领；单位会看到原因。",
                icon="cancel",
                summary="终止认领",
                description="社区与单位商定后终止，写明原因；数量放回需求。",
            ),
            Act(
                "lapse",
                "逾期失效",
                "失效",
                CLAIMED | RUNNING,
                ClaimState.LAPSED,
                run=_end,
                tells=_to_both("已失效"),
            ),
            Act(
                "submit",
                "提交验收",
                "提交验收",
                RUNNING,
                ClaimState.SUBMITTED,
                own=True,
                reach=own_claims,
                asks=(
                    Ask(
                        "outcome",
                        "完成情况",
                        longest=500,
                        shortest=2,
                        column="outcome",
                        check=_checked_outcome,
                        told="完成情况，2到500字；不写姓名、电话和门牌号",
                    ),
                ),
                stamps=("submitted_by", "submitted_at"),
                run=_submit,
                tells=_to_community("提交验收"),
                done="已提交，等双方验收。",
                summary="提交验收",
                description="单位报告全部节点后提交验收，写明完成情况。",
            ),
            Act(
                "accept",
                "社区验收",
                "验收",
                SUBMITTED,
                None,
                permission=P.COCON_MANAGE,
                not_by=(
                    NotBy("claimed_by_id", "own_claim", OTHER_HAND.format("认领")),
                    NotBy("submitted_by_id", "own_claim", OTHER_HAND.format("提交")),
                ),
                asks=_judging(),
                first=_lock_needs,
                run=_accept(Side.COMMUNITY),
                after=clear_after,
                tells=_to_unit("社区已验收"),
                done="社区已验收，状态：{state}。",
                hint="双方都验收才算完成；全部认领并验收的需求自动销号。",
                icon="task_alt",
                summary="社区验收",
                description="社区验收并评价单位；双方都验收后认领完成，需求全部完成时自动销号。",
            ),
            Act(
                "accept_for_unit",
                "单位验收",
                "验收",
                SUBMITTED,
                None,
                own=True,
                reach=own_claims,
                asks=_judging(),
                first=_lock_needs,
                run=_accept(Side.UNIT),
                after=clear_after,
                tells=_to_community("已验收"),
                done="本单位已验收。",
                summary="单位验收",
                description="单位确认完成并评价社区；双方都验收后认领完成。",
            ),
            Act(
                "to_meeting",
                "提交联席会",
                "提交",
                SUBMITTED,
                None,
                permission=P.COCON_MANAGE,
                run=_to_meeting,
                fits=lambda claim: not has_topic(claim),
                done="已进入议题库，可以列入会议。",
                hint="验收有分歧的，进入议题库，由联席会商量；到期没有验收的会自动进入，沉默不算同意。",
                icon="forum",
                aside=True,
                summary="验收提交联席会",
                description="验收有分歧的进入议题库；已在议题库的不重复提交。到期没有验收的会自动进入，沉默不算同意。",
            ),
            Act(
                "send_back",
                "退回补充",
                "退回",
                SUBMITTED,
                ClaimState.RUNNING,
                permission=P.COCON_MANAGE,
                asks=(ask_reason("退回", column="reason", told=BOTH_READ),),
                run=_send_back,
                after=clear_after,
                tells=_to_unit("验收退回补充"),
                done="已退回，单位会看到原因。",
                icon="undo",
                summary="退回补充",
                description="社区退回，写明原因，单位补充后再提交。",
            ),
        ),
    )
)
