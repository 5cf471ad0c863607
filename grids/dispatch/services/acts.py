"""What may be done to a rule of dispatch: written for a day to come, ended, taken back before it holds, kept although cases came back."""

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from grids.cases.choices import LegState
from grids.cases.rules import checked_words
from grids.categories.services import categories_for
from grids.dispatch.choices import RuleState
from grids.dispatch.models import DispatchRule
from orgtree.acts import Act, Acts, Ask, Doing, Making, ask_reason, asks_of, declare_acts
from orgtree.choices import Permission as P
from orgtree.database.locks import hold_for
from orgtree.errors import RuleBroken
from orgtree.models import Area, Institution

State = RuleState
PLANNED, HELD = frozenset({State.PLANNED}), frozenset({State.HELD})


def units_to_name(user, ids=None) -> QuerySet[Institution]:
    """Units to which the person's cases may go: those of their areas, and of every area above them."""
    kept = Area.objects.allowed(user, P.CASE_APPROVE) if user else Area.objects.all()
    above = Area.objects.none()
    for post in user.live_posts if user else ():
        above = above | (post.area.get_ancestors() if post.area else Area.objects.none())
    within = Q(area__in=kept.values("pk")) | Q(area__in=above.values("pk"))
    return Institution.objects.filter(within, closed_on__isnull=True).order_by("name")


def returned_under(rule_path: str = "") -> Q:
    """The condition that a unit gave back a case that it got by the rule, and nobody has looked at the rule since."""
    leg = f"{rule_path}uses__leg__"
    since = Q(**{f"{rule_path}reviewed_at__isnull": True}) | Q(**{f"{leg}ended_at__gt": F(f"{rule_path}reviewed_at")})
    return Q(**{f"{rule_path}uses__is_followed": True, f"{leg}state": LegState.RETURNED}) & since


def rules_to_mend(rows: QuerySet[DispatchRule]) -> QuerySet[DispatchRule]:
    """Those in force by which cases came back since anybody last looked at them."""
    held = rows.held_on(timezone.localdate())
    return held.filter(pk__in=DispatchRule.objects.filter(returned_under()).values("pk"))


def _lock_class(doing: Doing, ids: Sequence[int]) -> None:
    """Two versions of one class in one area are written one after the other."""
    if area := doing.said.get("area"):
        hold_for(f"grids.dispatch:{area.pk}:{doing.said['category'].code}")
        return
    for area_id, code in DispatchRule.objects.filter(pk__in=ids).values_list("area", "code"):
        hold_for(f"grids.dispatch:{area_id}:{code}")


def _others(rule: DispatchRule) -> QuerySet[DispatchRule]:
    return DispatchRule.objects.filter(area=rule.area_id, code=rule.code).exclude(pk=rule.pk)


def _begin(rule: DispatchRule, doing: Doing) -> None:
    """From today on or later; the version before ends with it, and it ends with the next."""
    rule.code = rule.category.code
    today = timezone.localdate()
    if rule.active_from < today:
        raise RuleBroken("past", "启用日期不能早于今天", field="active_from")
    above = rule.area.get_ancestors(include_self=True).values("pk")
    if not Institution.objects.filter(pk=rule.unit_id, area__in=above).exists():
        raise RuleBroken("unit", "请选择本区域或上级区域的单位", field="unit")
    others = _others(rule)
    if others.filter(active_from=rule.active_from).exists():
        raise RuleBroken("once_a_day", "这一分类在该日期已有规则", field="active_from", conflict=True)
    following = others.filter(active_from__gt=rule.active_from).order_by("active_from").first()
    rule.active_to = following.active_from if following else None
    runs_on = Q(active_to__isnull=True) | Q(active_to__gt=rule.active_from)
    for before in others.filter(runs_on, active_from__lt=rule.active_from):
        before.active_to, before.ended_by = rule.active_from, doing.by
        before.save(update_fields=["active_to", "ended_by"])


def _end(rule: DispatchRule, doing: Doing) -> None:
    rule.active_to = rule.active_to or timezone.localdate()
    if rule.active_to < timezone.localdate():
        raise RuleBroken("past", "停用日期不能早于今天", field="active_to")
    if _others(rule).filter(active_from__gt=rule.active_from, active_from__lt=rule.active_to).exists():
        raise RuleBroken("overlap", "在这一天之前已有下一条规则", field="active_to", conflict=True)
    rule.ended_by = doing.by


def _take_back(rule: DispatchRule, doing: Doing) -> None:
    """As if it had not been written: the version before goes on to where this one would have ended."""
    before = _others(rule).filter(active_to=rule.active_from).first()
    if before:
        before.active_to = rule.active_to
        before.save(update_fields=["active_to"])


def _checked_words(text: str) -> str:
    return checked_words(text, field="words", label="依据", longest=200)


ASKED = asks_of(
    DispatchRule,
    "area category unit active_from is_automatic words",
    at=P.CASE_APPROVE,
    category={"rows": categories_for, "begins_blank": True, "told": "事项分类的编号，须是今天适用的"},
    unit={"rows": units_to_name, "begins_blank": True, "told": "单位的编号"},
    active_from={"help": "今天或以后；此前的规则到这一天为止"},
    is_automatic={"help": "近200件准确率95%以上才自动交办，低于标准自动停下；标准可在“自动交办标准”里看"},
    words={"shortest": 2, "check": _checked_words, "help": "如三定方案、会议纪要；不写姓名和电话"},
)
# Source: docs/rules.md, "Dispatch".
rule_acts = declare_acts(
    Acts(
        DispatchRule,
        called="派单规则",
        loads=("area", "category", "unit"),
        derived=tuple(RuleState.choices),
        acts=(
            Making(
                "enter",
                "定派单规则",
                "定规则",
                None,
                permission=P.CASE_APPROVE,
                asks=ASKED,
                stamps=("entered_by", "entered_at"),
                first=_lock_class,
                run=_begin,
                leads="待启用；今天启用的适用中",
                done="已定，从启用日期起适用；可以先试算去年的事项会交给谁。",
                hint="一类事项在一个区域交给哪个单位；下级区域自己定了的，按下级的。已交办的不变。",
                summary="定派单规则",
                description="一类事项在一个区域及以下，从启用日期起默认交给一个单位；此前的版本到这一天为止。",
            ),
            Act(
                "end",
                "停用",
                "停用",
                HELD,
                None,
                permission=P.CASE_APPROVE,
                first=_lock_class,
                asks=(
                    Ask("active_to", "停用日期", column="active_to", is_day=True, is_optional=True, help="留空为今天"),
                    ask_reason("停用", column="reason", told="事由，2到200字"),
                ),
                run=_end,
                leads=RuleState.ENDED.label,
                done="已停用，从停用日期起按上级区域的规则。",
                icon="event_busy",
                summary="停用派单规则",
                description="从停用日期（不填为今天）起不再适用，按上级区域的规则。",
            ),
            Act(
                "take_back",
                "撤回",
                "撤回",
                PLANNED,
                None,
                permission=P.CASE_APPROVE,
                first=_lock_class,
                run=_take_back,
                removes=True,
                leads="（已撤回）",
                done="已撤回，此前的规则接着适用。",
                hint="还没有启用的规则撤回后不留下，此前的规则接着适用。",
                icon="undo",
            ),
            Act(
                "keep",
                "维持规则",
                "维持",
                HELD,
                None,
                permission=P.CASE_APPROVE,
                asks=(ask_reason("维持", column="reason", told="事由，2到200字"),),
                stamps=("reviewed_by", "reviewed_at"),
                fits=lambda rule: rules_to_mend(DispatchRule.objects.filter(pk=rule.pk)).exists(),
                leads="（不变）",
                done="已维持，此前的退回不再提示。",
                hint="按这条规则交办的事项被退回过。规则没有错的维持，错了的另定一条。",
                icon="verified",
                summary="维持派单规则",
                description="按规则交办的事项被退回后，认为规则没有错的，写明原因维持。",
            ),
        ),
    )
)
