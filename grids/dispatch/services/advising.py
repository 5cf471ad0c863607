"""What the page of a case says of who should have it, and where a rule that was wrong is mended."""

from django.urls import reverse
from django.utils.html import format_html_join

from grids.cases.choices import CaseState, LegState
from grids.cases.models import Case
from grids.dispatch.models import DispatchRule
from grids.dispatch.services.suggesting import suggest_classes, suggest_units
from orgtree.choices import Permission as P

TO_GIVE = [CaseState.REPORTED, CaseState.ACCEPTED, CaseState.RETURNED]


def advise(case: Case) -> str:
    """The units and classes suggested, each with its reasons, while the case is still to be given out; "" otherwise."""
    if case.state not in TO_GIVE:
        return ""
    units = [("交", one.unit.name, one.why) for one in suggest_units(case)]
    classes = [("改为", one.category.name, one.why) for one in suggest_classes(case)]
    return format_html_join("", "<div>{}<b>{}</b>：{}</div>", [*units, *classes])


def guess_unit(case: Case) -> int | None:
    """The unit (id) with which the form of giving begins: the first that is suggested."""
    found = suggest_units(case)
    return found[0].unit.pk if found else None


def mending_link(request, case: Case) -> list[tuple[str, str, str]]:
    """To whoever keeps the rule by which a unit got the case that it gave back: the page where it is mended."""
    back = case.legs.filter(state=LegState.RETURNED, use__is_followed=True).values("use__rule")
    rules = DispatchRule.objects.allowed(request.user, P.CASE_APPROVE).filter(pk__in=back).select_related("unit")
    return [
        (f"派单规则交{rule.unit}被退回，改规则", reverse("admin:grids_dispatchrule_change", args=[rule.pk]), "rule")
        for rule in rules
    ]
