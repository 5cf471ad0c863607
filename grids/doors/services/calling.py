"""What somebody told by telephone or at the counter, entered by the desk."""

from dataclasses import replace

from django.db import transaction

from grids.cases.models import Case
from grids.cases.services.filing import add_report, open_case
from grids.cases.services.opening import Told
from grids.dispatch.services.duplicates import Suggestion, suggest_duplicates
from orgtree.choices import Permission as P
from orgtree.errors import not_found

TOLD = ("source", "outside_number", "asker", "phone", "phone_for", "channel")
CASE = ("category", "area", "place", "title", "words")


def told_before(said: dict, *, by) -> list[Suggestion]:
    """Cases that may be the same, of those that the person may see."""
    if said["once"] and Case.objects.filter(client_key=said["once"]).exists():
        return []
    found = suggest_duplicates(
        category_code=said["category"].code,
        area=said["area"],
        place=said["place"],
        words=f"{said['title']}{said['words']}",
    )
    seen = Case.objects.allowed(by, P.CASE_VIEW).filter(pk__in=[one.case.pk for one in found])
    shown = set(seen.values_list("pk", flat=True))
    return [one for one in found if one.case.pk in shown]


@transaction.atomic
def enter_call(*, said: dict, same: Case | None, by) -> Case:
    """The new case, or the one that it is the same as, with one more who told of it. Raises RuleBroken at the wrong field."""
    told = Told(words=said["words"] if same else "", **{name: said[name] for name in TOLD})
    if same and not told.outside_number:
        told = replace(told, outside_number=f"{said['once'] or ''}")  # what tells this call from another
    if same is None:
        fields = {name: said[name] for name in CASE}
        return open_case(told=told, by=by, client_key=said["once"], **fields)
    if not Case.objects.allowed(by, P.CASE_ENTER).filter(pk=same.pk).exists():
        raise not_found("事项")
    return add_report(case_id=same.pk, told=told, by=by).case
