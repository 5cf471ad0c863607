"""Redeeming points: reserved by the member, handed out or cancelled at the counter. Hours are never touched.

Locks are taken in one order: the member, the accounts of points, the reward. So the last points and the last
piece go to one phone only, and no points are taken back between the look and the spending.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery, Sum
from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, Doing, NotBy, declare_acts, leave_as_it_was, note_first
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.errors import RuleBroken, not_found
from orgtree.places import Capacity
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn
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
    sums = dict(SpendEntry.objects.filter(member=member).values_list("kind").annotate(Sum("points")).order_by())
    return Balance(earned, sums.get(SpendKind.SPEND, 0) - sums.get(SpendKind.REFUND, 0))


def rewards_for(member: Member):
    """The rewards that the member may choose from today: of windows open where they belong, with what is left."""
    today = timezone.localdate()
    rewards = Reward.objects.filter(is_active=True, window__opens_on__lte=today, window__closes_on__gte=today)
    above = member.area.get_ancestors(include_self=True)
    return rewards.filter(window__area__in=above).with_left().select_related("window__area")


@transaction.atomic
def redeem(
    *, member_id: int, reward_id: int, quantity: int, client_key: UUID | None = None, by
) -> tuple[Redemption, bool]:
    """(the reservation, whether it is new). The member redeems; otherwise the counter does, for one without a phone.

    Raises RuleBroken (`overdraft`, `out_of_stock`, `limit`, `window`, `stopped`, `elsewhere`, `key_reused`).
    """
    member = Member.objects.select_for_update(of=("self",), no_key=True).select_related("area").get(pk=member_id)
    reward = Reward.objects.select_related("window__area").filter(pk=reward_id).first()
    if reward is None or not (member.user_id == by.pk or by.holds_at(P.REWARD_MANAGE, reward.window.area)):
        raise not_found(field="reward")
    if client_key and (known := member.redemptions.filter(client_key=client_key).first()):
        if (known.reward_id, known.quantity) != (reward_id, quantity):
            raise RuleBroken("key_reused", "这一提交标识已用于另一次兑换，请刷新页面后重试", conflict=True)
        return known, False
    _check(member, reward, quantity)
    return _reserve(member, reward, quantity, client_key, by), True


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


def _reserve(member: Member, reward: Reward, quantity: int, client_key: UUID | None, by) -> Redemption:
    now = timezone.now()
    redemption = Redemption(
        member=member,
        reward=reward,
        quantity=quantity,
        points=reward.cost * quantity,
        client_key=client_key,
        reserved_at=now,
        entered_by=by,
    )
    with constraints_as_rules():
        redemption.save()
    _enter(redemption, SpendKind.SPEND, by)
    note_first(redemptions, "redeem" if member.user_id == by.pk else "enter", redemption, by=by)
    return redemption


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


RESERVED = frozenset({RedemptionState.RESERVED})
DECIDED = ("decided_by", "decided_at")
# Source: docs/rules.md, "Redeemable points".
redemptions = declare_acts(
    Acts(
        Redemption,
        member="member",
        loads=("member", "reward__window__area"),
        acts=(
            Act("redeem", "兑换", "兑换", frozenset(), RedemptionState.RESERVED, own=True, by_form=True),
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
                summary="批量发放",
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
                summary="取消兑换",
                description="领取前由本人或社区取消，积分退回。同一人重复提交返回原记录，他人已取消的返回409。",
            ),
        ),
    )
)
