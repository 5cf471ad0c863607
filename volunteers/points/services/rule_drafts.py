"""The life of a rule set: copied to a draft, edited, published from a date on, and never altered again."""

from collections.abc import Callable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from orgtree.acts import Act, Acts, Doing, declare_acts, note_first
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from volunteers.points.choices import PointCategory, PointUnit, RuleSetState
from volunteers.points.models.points import RuleCap, RuleItem, RuleSet
from volunteers.points.rules.items import DEDUCTIONS, check_item_shape

DRAFT_FIELDS = frozenset(
    {"name", "active_from", "active_to", "total_cap", "pass_mark", "good_mark", "excellent_mark"}
    | {
        "hours_per_day",
        "self_days",
        "desk_days",
        "paper_days",
        "auto_confirm_roll",
        "redeem_service",
        "redeem_governance",
    }
    | {"duties_per_member", "duty_month_days", "duty_remind_days"}
    | {"deed_days", "reply_days", "card_months"}
    | {"notice_days", "objection_days", "decision_days"}
)


@transaction.atomic
def copy_rule_set(*, rule_set_id: int, name: str, area: Area, active_from: date, by) -> RuleSet:
    """An unpublished copy for `area`, items and caps included. Raises RuleBroken where `by` keeps no rules."""
    if not by.holds_at(P.RULES_EDIT, area):
        raise not_found(field="area")
    old = RuleSet.objects.prefetch_related("items", "caps").get(pk=rule_set_id)
    draft = RuleSet.objects.get(pk=rule_set_id)
    draft.pk, draft._state.adding = None, True
    draft.name, draft.area, draft.active_from, draft.active_to, draft.published_at = name, area, active_from, None, None
    taken = RuleSet.objects.filter(area=area, active_from=active_from).aggregate(latest=Max("version"))
    draft.version = (taken["latest"] or 0) + 1
    check_valid(draft)
    draft.save()
    _copy_table(old, draft)
    note_first(rule_sets, "copy", draft, by=by)
    return draft


def _copy_table(old: RuleSet, draft: RuleSet) -> None:
    copies = {}
    for item in old.items.all():
        source, item.pk, item.rule_set = item.pk, None, draft
        copies[source] = item
    RuleItem.objects.bulk_create(copies.values())
    caps = list(old.caps.all())
    for cap in caps:
        cap.pk, cap.rule_set, cap.item = None, draft, copies.get(cap.item_id)
    RuleCap.objects.bulk_create(caps)


def draft_for(rule_set_id: int, by) -> RuleSet:
    """The unpublished set, locked. Raises RuleBroken when it is published or not `by`'s to keep."""
    rule_set = RuleSet.objects.select_for_update(of=("self",)).select_related("area").filter(pk=rule_set_id).first()
    if rule_set is None or rule_set.area is None or not by.holds_at(P.RULES_EDIT, rule_set.area):
        raise not_found()
    if rule_set.published_at:
        raise RuleBroken("published", "已发布的规则不能修改，请复制为新版本", conflict=True)
    return rule_set


@transaction.atomic
def update_rule_set(*, rule_set_id: int, by, **fields) -> RuleSet:
    """The draft with new `fields` (DRAFT_FIELDS)."""
    draft = draft_for(rule_set_id, by)
    for name in DRAFT_FIELDS & fields.keys():
        setattr(draft, name, fields[name])
    if not draft.pass_mark <= draft.good_mark <= draft.excellent_mark:
        raise RuleBroken("marks", "达标分、良好分、优秀候选分应依次升高", field="good_mark")
    check_valid(draft)
    draft.save()
    return draft


@transaction.atomic
def save_line(*, line: RuleItem | RuleCap, by) -> RuleItem | RuleCap:
    """A new or changed item or cap of a draft. Raises RuleBroken at the wrong field."""
    draft_for(line.rule_set_id, by)
    if line.pk and type(line).objects.filter(pk=line.pk).exclude(rule_set=line.rule_set_id).exists():
        raise RuleBroken("moved", "不能移到另一套规则", field="rule_set")
    if isinstance(line, RuleCap) and line.item and line.item.rule_set_id != line.rule_set_id:
        raise RuleBroken("item", "项目不属于这套规则", field="item")
    check_valid(line, at="item" if isinstance(line, RuleCap) else None)
    line.save()
    return line


# --- The acts -----------------------------------------------------------------------------------------------------------


def _publish(draft: RuleSet, doing: Doing) -> None:
    """In force from its date on and never altered again. Raises RuleBroken where it is not ready."""
    if draft.active_from < timezone.localdate():
        raise RuleBroken("past", "启用日期不能早于今天，请先修改启用日期", field="active_from")
    if draft.active_to and draft.active_to <= draft.active_from:
        raise RuleBroken("dates", "停用日期应晚于启用日期", field="active_to")
    items = list(draft.items.all())
    if not items:
        raise RuleBroken("empty", "规则中还没有项目")
    deductions = allowed_deductions(draft)
    for item in items:
        _check_tiers(item)
        check_item_shape(item.shape(), deductions=deductions)
    draft.published_at = doing.at


def allowed_deductions(draft: RuleSet) -> frozenset[str]:
    """Codes that may deduct in this set: the closed list, and what a district or a level above it has published.

    A set of a district (or above) may add its own; below, only those that stand in a published set above.
    """
    if draft.area.kind in (AreaKind.PROVINCE, AreaKind.CITY, AreaKind.DISTRICT):
        own = draft.items.filter(category=PointCategory.DEDUCTION).values_list("code", flat=True)
        return DEDUCTIONS | set(own)
    above = RuleItem.objects.filter(
        category=PointCategory.DEDUCTION,
        rule_set__published_at__isnull=False,
        rule_set__area__in=draft.area.get_ancestors(),
    )
    return DEDUCTIONS | set(above.values_list("code", flat=True))


def _check_tiers(item: RuleItem) -> None:
    """Raise RuleBroken unless the tiers rise and the last one has no end (levels: number 1, 2, 3, ...)."""
    ends = [tier["to"] for tier in item.tiers]
    if item.unit == PointUnit.LEVEL:
        fine = ends and ends == list(range(1, len(ends) + 1))
    else:
        fine = not ends or (ends[-1] is None and None not in ends[:-1] and ends[:-1] == sorted(set(ends[:-1])))
    if not fine:
        raise RuleBroken("tiers", f"项目{item.code}的分段不完整：应由小到大，最后一段不设终点", field="tiers")


def _meets(rules: RuleSet) -> str:
    return f"{rules.area or '全平台'}自{rules.active_from:%Y年%-m月%-d日}起适用，共{rules.items.count()}个项目。"


DRAFT = frozenset({RuleSetState.DRAFT})
# Source: docs/rules.md, "Points": a published table is never altered; the next one begins as a copy.
rule_sets = declare_acts(
    Acts(
        RuleSet,
        loads=("area",),
        called="规则",
        derived=tuple(RuleSetState.choices),
        acts=(
            Act(
                "copy",
                "复制为新版本",
                "复制",
                frozenset(),
                None,
                leads=RuleSetState.DRAFT.label,
                permission=P.RULES_EDIT,
                by_form=True,
                hint="得到一份草稿，可以修改，发布后才生效。已记入的积分仍按当时的规则。",
            ),
            Act(
                "publish",
                "发布",
                "发布",
                DRAFT,
                None,
                leads=RuleSetState.PUBLISHED.label,
                permission=P.RULES_EDIT,
                run=_publish,
                done="已发布，自启用日期起适用。",
                hint="发布后不能再修改，从启用日期起适用；此前的积分仍按原来的规则。",
                icon="publish",
                meets=_meets,
            ),
        ),
    )
)


def _declare_line(model: type[RuleItem] | type[RuleCap], called: str) -> Acts:
    """What may be done to a line of a draft."""
    return declare_acts(
        Acts(
            model,
            loads=("rule_set__area",),
            called=called,
            derived=tuple(RuleSetState.choices),
            acts=(
                Act(
                    "remove",
                    "移除",
                    "移除",
                    DRAFT,
                    None,
                    leads="（移除）",
                    permission=P.RULES_EDIT,
                    first=_lock_drafts(model),
                    removes=True,
                    done="已从草稿中移除。",
                    hint="从草稿中移除这一条；移除项目时，它的上限一并移除。已发布的规则不受影响。",
                ),
            ),
        )
    )


def _lock_drafts(model: type[RuleItem] | type[RuleCap]) -> Callable[[Doing, Sequence[int]], None]:
    """The sets of the lines are held first: one that is being published loses no line meanwhile."""

    def lock(doing: Doing, ids: Sequence[int]) -> None:
        sets = model.objects.filter(pk__in=ids).values("rule_set")
        list(RuleSet.objects.filter(pk__in=sets).order_by("pk").select_for_update(of=("self",)))

    return lock


rule_items = _declare_line(RuleItem, "项目")
rule_caps = _declare_line(RuleCap, "上限")
