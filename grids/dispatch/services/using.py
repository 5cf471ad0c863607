"""What follows when a case is accepted or given out: a rule that earned it gives by itself, another choice says why, each is written down."""

from grids.cases.models import Case, Leg
from grids.cases.services.dispatching import units_for
from grids.cases.services.telling import clerks_of
from grids.dispatch.models import RuleUse
from grids.dispatch.services.holding import may_give_itself, rule_for
from grids.dispatch.services.suggesting import rule_of
from orgtree.acts import Doing, acts_of, follow
from orgtree.errors import RuleBroken

BY_ITSELF = "按派单规则自动交办"


def note_choice(*, case: Case, leg: Leg, why: str, doing: Doing) -> None:
    """Whether the desk followed the rule. Raises RuleBroken at `why` for another unit without a reason."""
    rule = rule_of(case)
    is_followed = rule is not None and rule.unit_id == leg.institution_id
    if rule and not (is_followed or why):
        raise RuleBroken("why_missing", f"按派单规则应交{rule.unit}，交给别的单位请写明理由", field="why")
    if rule or why:
        RuleUse.objects.create(leg=leg, rule=rule, is_followed=is_followed, words="" if is_followed else why)


def give_by_rule(*, case: Case, by) -> None:
    """Give the case that was just accepted to the unit of its rule, where the class has earned that as of now."""
    rule = rule_for(case.category.code, case.area)
    if by is None or rule is None or not may_give_itself(rule):
        return
    if not (units_for(None, [case.pk]).filter(pk=rule.unit_id).exists() and clerks_of([rule.unit_id])):
        return
    case.lead = rule.unit
    if follow(acts_of(Case), "assign_by_rule", [case], by=by, reason=BY_ITSELF):
        leg = case.legs.get(hop=case.hops)
        RuleUse.objects.create(leg=leg, rule=rule, is_followed=True, is_automatic=True)
