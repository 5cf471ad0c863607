"""Redeeming points: reserved by the member, handed out or cancelled at the counter. Hours are never touched.

Locks are taken in one order: the member, the accounts of points, the reward. So the last points and the last
piece go to one phone only, and no points are taken back between the look and the spending.
"""

from django.db.models import OuterRef, Subquery, Sum
from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, asks_of, declare_acts, follow, leave_as_it_was
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.places import Capacity
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn
from volunteers.members.services.meant import ask_member, lock_meant
from volunteers.points.models.points import MemberYear, PointCredit, RuleItem, RuleSet
from volunteers.points.services.points import lock_years
from volunteers.recognition.choices.rewards import RedemptionState, SpendKind
from volunteers.recognition.models.reward import Redemption, Reward, SpendEntry
from volunteers.recognition.rules.rewards import Balance, Shelf, check_redemption, redeemable
from volunteers.standing.services.deductions import redemption_stopped

SHELF = Capacity(Reward, "stock", taking=lambda pk: Redemption.objects.holding().filter(reward=pk), each="quantity")


def balance_of(member: Member) -> Balance:
    """What the member earned for redeeming and what they spent, over all years. Three queries."""
    category = RuleItem.objects.filter(rule_set=OuterRef("entry__rule_set"), code=OuterRef("entry__item_code"))
    credits = (
        PointCredit.objects.filter(entry__account__member=member)
        .annotate(category=Subquery(category.values("category")[:1]))
        .values_list("category", "entry__rule_set")
        .annotate(sum=Sum("credited"))
        .order_by()
    )
    lines = list(credits)
    sets = RuleSet.objects.in_bulk({rules for _, rules, _ in lines})
    earned = redeemable(lines, {pk: rule_set.redeem_shares for pk, rule_set in sets.items()})
    sums = dict(
        SpendEntry.objects.filter(redemption__member=member).values_list("kind").annotate(Sum("points")).order_by()
    )
    return Balance(earned, sums.get(SpendKind.SPEND, 0) - sums.get(SpendKind.REFUND, 0))


def rewards_for(member: Member):
    """The rewards that the member may choose from today: of windows open where they belong, with what is left."""
    today = timezone.localdate()
    rewards = Reward.objects.filter(is_active=True, window__opens_on__lte=today, window__closes_on__gte=today)
    above = member.area.get_ancestors(include_self=True)
    return rewards.filter(window__area__in=above).with_left().select_related("window__area")


def _redeem(redemption: Redemption, doing: Doing) -> None:
    """By the member; else at the counter of the reward, for one without a phone.

    Raises RuleBroken (`overdraft`, `out_of_stock`, `limit`, `window`, `stopped`, `elsewhere`).
    """
    member, reward = redemption.member, redemption.reward
    if not (member.user_id == doing.by.pk or doing.by.holds_at(P.REWARD_MANAGE, reward.window.area)):
        raise not_found(field="reward")
    _check(member, reward, redemption.quantity)
    redemption.points = reward.cost * redemption.quantity


def _check(member: Member, reward: Reward, quantity: int) -> None:
    _check_person(member, reward)
    lock_years(MemberYear.objects.filter(member=member).values_list("pk", flat=True))
    fresh, room = SHELF.hold(reward.pk)
    kept = member.redemptions.filter(reward=reward).holding()
    window = reward.window
    check_redemption(
        Shelf(fresh.cost, room.left if fresh.is_active else 0, fresh.per_person, window.opens_on, window.closes_on),
        quantity=quantity,
        had=kept.aggregate(sum=Sum("quantity"))["sum"] or 0,
        balance=balance_of(member),
        today=timezone.localdate(),
    )


def _check_person(member: Member, reward: Reward) -> None:
    report_in = ReportIn.objects.belonging().filter(member=member).select_related("community").first()
    area = reward.window.area
    if report_in is None or not report_in.community.is_descendant_of(area, include_self=True):
        raise RuleBroken("elsewhere", "只能兑换本人报到的社区和所属街道提供的物品", conflict=True)
    if redemption_stopped(member.pk, timezone.localdate().year):
        raise RuleBroken("stopped", "本年度已停止兑换，请与社区联系", conflict=True)


def _enter(redemption: Redemption, kind: SpendKind, by) -> None:
    SpendEntry.objects.create(
        member_id=redemption.member_id,
        redemption=redemption,
        kind=kind,
        points=redemption.points,
        recorded_at=timezone.now(),
        recorded_by=by,
    )


# --- The acts -----------------------------------------------------------------------------------------------------------


def _without_reason(redemptions: list[Redemption], doing: Doing) -> dict[int, RuleBroken]:
    """The person takes back freely; the desk says why."""
    missing = RuleBroken("reason_missing", "请填写取消原因", field="reason")
    others = [one for one in redemptions if one.member.user_id != doing.by.pk]
    return {} if doing.reason else {one.pk: missing for one in others}


def _give_back(redemption: Redemption, doing: Doing) -> None:
    """The points go back by a line of their own."""
    _enter(redemption, SpendKind.REFUND, doing.by)


def _told(redemption: Redemption) -> str:
    own = redemption.member.user_id == redemption.entered_by_id
    whose = f"已兑换“{redemption.reward.name}”" if own else f"已为{redemption.member.name}兑换"
    return f"{whose}，领取码{redemption.code}。"


ASKED = (
    ask_member(P.REWARD_MANAGE, "窗口代为兑换时填写党员编号；本人兑换时省略", found_by=(Redemption, "member")),
    *asks_of(
        Redemption,
        "reward quantity client_key",
        reward={"rows": lambda user, ids=None: Reward.objects.select_related("window__area"), "told": "兑换品编号"},
        quantity={"label": "件数", "least": 1, "most": 99, "usual": 1},
        client_key={"told": "提交标识：同一标识、同样内容再次提交，返回原记录"},
    ),
)
RESERVED = frozenset({RedemptionState.RESERVED})
DECIDED = ("decided_by", "decided_at")
# Source: docs/rules.md, "Redeemable points".
redemptions = declare_acts(
    Acts(
        Redemption,
        member="member",
        loads=("member", "reward__window__area"),
        acts=(
            Making(
                "redeem",
                "兑换",
                "兑换",
                RedemptionState.RESERVED,
                permission=P.REWARD_MANAGE,
                own=True,
                on="reward",
                entered="enter",
                asks=ASKED,
                stamps=("entered_by", "reserved_at"),
                first=lock_meant,
                run=_redeem,
                after=lambda rows, doing: _enter(rows[0], SpendKind.SPEND, doing.by),
                fits=lambda reward: reward.is_active,
                done=_told,
                again="此前已用同一提交标识兑换，返回原记录",
                description="党员本人用积分兑换，或窗口为没有手机的党员代办。积分不足、已兑完、超过限额或不在兑换期返回409。",
            ),
            Act(
                "enter",
                "代为兑换",
                "代为兑换",
                frozenset(),
                RedemptionState.RESERVED,
                permission=P.REWARD_MANAGE,
                by_form=True,
                hint="用于没有手机、到窗口兑换的党员。积分当场扣除，发放后请在“积分兑换”中登记。",
                icon="shopping_bag",
            ),
            Act(
                "hand_out",
                "发放",
                "发放",
                RESERVED,
                RedemptionState.HANDED,
                permission=P.REWARD_MANAGE,
                stamps=DECIDED,
                not_by=(NotBy("member.user_id", "own_record", "不能给本人发放，请由其他工作人员办理"),),
                many=True,
                undo=leave_as_it_was,
                done="已发放。",
                hint="核对领取码后当面交给本人；发放后不能再取消。",
                icon="check_circle",
                entry="发放所选兑换",
                description="核对领取码后当面交给本人。逐条判断：能办的办，不能办的列出原因；不能给本人发放。",
            ),
            Act(
                "cancel",
                "取消兑换",
                "取消",
                RESERVED,
                RedemptionState.CANCELLED,
                permission=P.REWARD_MANAGE,
                own=True,
                asks=(
                    Ask(
                        "reason",
                        "取消原因",
                        shortest=2,
                        column="reason",
                        is_optional=True,
                        told="本人取消可省略；社区办理须写明",
                    ),
                ),
                stamps=DECIDED,
                refuse=_without_reason,
                run=_give_back,
                done="已取消，积分已退回。",
                hint="积分由一条退回流水还给本人，本人会看到原因。",
                icon="undo",
                description="领取前由本人或社区取消，积分退回。同一人重复提交返回原记录，他人已取消的返回409。",
            ),
        ),
    )
)


def give_back_reserved(*, member_id: int, by) -> int:
    """Cancel what a member reserved and has not picked up, whose account they close: it goes to others; how many.

    The platform itself (`by` None) closes accounts years after the last window: what was reserved then is the counter's.
    """
    if by is None:
        return 0
    reserved = Redemption.objects.waiting().filter(member=member_id).select_related("member", "reward__window__area")
    return follow(redemptions, "cancel", reserved.order_by("pk").select_for_update(of=("self",), no_key=True), by=by)
