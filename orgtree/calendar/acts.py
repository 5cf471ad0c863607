"""What is done to dated rules and corrected days: the second person where something about persons would be kept shorter, and the way back."""

from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, NotBy, Tell, ask_reason, declare_acts
from orgtree.calendar.models.deadlines import DeadlineRule
from orgtree.calendar.models.workdays import WorkdayOverride
from orgtree.calendar.services.deadlines import WAIT, check_end
from orgtree.choices import Permission as P
from orgtree.choices import RuleState, Standing

PROPOSED = frozenset({RuleState.PROPOSED})


def begin_after_the_wait(rule: DeadlineRule, doing) -> None:
    """The wait runs from the second person's word: a rule that would begin sooner begins then."""
    rule.active_from = max(rule.active_from, timezone.localdate(doing.at) + WAIT)


def tell_proposer(rule: DeadlineRule, doing) -> list[Tell]:
    what = f"{rule.keeper_label}“{rule}”"
    if rule.state == RuleState.PUBLISHED:
        return [
            Tell((rule.entered_by_id,), "缩短保存期限已由第二人确认", f"{what}自{rule.active_from:%Y-%m-%d}起适用。")
        ]
    return [Tell((rule.entered_by_id,), "缩短保存期限未采用", f"{what}没有采用，原因见该条规定。")]


workday_acts = declare_acts(
    Acts(
        WorkdayOverride,
        loads=("area",),
        called="工作日调整",
        derived=((Standing.OPEN, "已登记"),),
        acts=(
            Act(
                "remove",
                "移除",
                "移除",
                frozenset({Standing.OPEN}),
                None,
                permission=P.RULES_EDIT,
                removes=True,
                leads="（已移除）",
                done="已移除{row.day}的调整，这一天恢复按上级的规定或内置日历计算。",
                hint="移除后，这一天按上级的规定或内置的国家节假日日历计算；已经算出的期限不受影响。",
            ),
        ),
    )
)

deadline_rules = declare_acts(
    Acts(
        DeadlineRule,
        loads=("area",),
        called="规定",
        acts=(
            Act(
                "confirm",
                "确认缩短",
                "确认缩短",
                PROPOSED,
                RuleState.PUBLISHED,
                permission=P.RULES_EDIT,
                stamps=("decided_by", "decided_at"),
                not_by=(NotBy("entered_by_id", "own_proposal", "缩短保存期限须由提出人以外的另一人确认"),),
                run=begin_after_the_wait,
                tells=tell_proposer,
                hint=f"确认后最早{WAIT.days}天起适用；从那天起，超过新期限的内容自动清除，不能找回。",
                icon="check",
                summary="确认缩短保存期限",
                description=f"须由提出人以外、能维护该区域规则的另一人确认；最早自确认之日起{WAIT.days}天适用。",
            ),
            Act(
                "decline",
                "不采用",
                "不采用",
                PROPOSED,
                RuleState.DECLINED,
                permission=P.RULES_EDIT,
                asks=(ask_reason("不采用", told="事由，2到200字，提出人可见"),),
                stamps=("decided_by", "decided_at"),
                tells=tell_proposer,
                hint="原来的期限继续适用。",
                icon="close",
                summary="不采用缩短保存期限的提议",
                description="原来的期限继续适用；须写明原因。",
            ),
            Act(
                "end",
                "恢复沿用上级",
                "恢复沿用上级",
                frozenset({RuleState.PUBLISHED}),
                None,
                permission=P.RULES_EDIT,
                asks=(
                    Ask(
                        "active_to", "停用日期", column="active_to", is_day=True, help="当日起恢复沿用上级，不早于今天"
                    ),
                ),
                run=lambda rule, doing: check_end(rule),
                fits=lambda rule: rule.area_id is not None,
                hint="从停用日期起，这一事项按上级的规定办理；已经算出的期限不受影响。",
                icon="undo",
                summary="恢复沿用上级的规定",
                description="本级另定的规定到停用日期为止，当日起沿用上级；会缩短保存期限的不能这样办理。",
            ),
        ),
    )
)
