"""Figures of redeeming."""

from orgtree.declare import Measure, Window, registry
from orgtree.declare.marking import Marker
from volunteers.recognition.choices.rewards import RedemptionState
from volunteers.recognition.lists import redemption_list
from volunteers.recognition.models.reward import Redemption, Reward, RewardWindow

COLUMNS = redemption_list.pick("number masked_member reward quantity points decided_at")


MARKS = (
    Marker(Redemption, ("state", "points", "reward"), area="reward__window__area", day="decided_at"),
    Marker(Reward, ("window",), area="window__area", day="redemptions__decided_at"),
    Marker(RewardWindow, ("area",), area="area", day="rewards__redemptions__decided_at"),
)


def handed_in(window: Window):
    """Rewards handed out in the period."""
    rows = Redemption.objects.filter(
        state=RedemptionState.HANDED,
        decided_at__gte=window.beginning,
        decided_at__lt=window.ending,
        decided_at__lte=window.as_of,
    )
    return rows.select_related("member", "reward__window__area").order_by("decided_at", "id")


def handed(key: str, label: str, unit: str, definition: str, **more) -> Measure:
    return Measure(
        key=f"volunteers.{key}",
        label=label,
        unit=unit,
        definition=definition,
        rows=handed_in,
        area="reward__window__area",
        columns=COLUMNS,
        marks=MARKS,
        additive=True,
        group="积分",
        **more,
    )


registry.add_figures(
    [
        handed("redemptions", "积分兑换", "次", "统计期内发放的积分兑换，按提供兑换的社区或街道统计"),
        handed("redeemed", "兑换积分", "分", "上述兑换所用积分之和；服务时长不因兑换减少", value="points", decimals=1),
    ]
)
