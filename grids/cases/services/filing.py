"""The two ways in which anything is told here: a new case, or another telling of one that is there. Every door ends here."""

from django.db import transaction
from django.utils import timezone

from grids.cases.models import Case, Report
from grids.cases.services.course import case_acts
from grids.cases.services.opening import TELLING, Told, find_report, make_report
from grids.categories.models import Category
from orgtree.acts import make
from orgtree.errors import RuleBroken
from orgtree.models import Area


def open_case(
    *, category: Category, area: Area, place: str, title: str, words: str, told: Told, by, client_key=None
) -> Case:
    """The new case with its first report, or the one that the same sending made before; `by` None: somebody without an account.

    Raises RuleBroken at the wrong field; `outside_known` where the number of the other system stands for another telling.
    """
    fields = {
        "category": category,
        "area": area,
        "place": place,
        "title": title,
        "words": words,
        "client_key": client_key,
    }
    said = {name: getattr(told, name) for name in TELLING}
    return make(case_acts, "enter", by=by, told_at=told.told_at, **fields, **said).row


@transaction.atomic
def add_report(*, case_id: int, told: Told, by) -> Report:
    """Another telling of a case that is there, or the same one of before. Raises RuleBroken."""
    case = Case.objects.select_related("area").select_for_update(of=("self",), no_key=True).get(pk=case_id)
    known = find_report(told.source, told.outside_number, told.told_at or timezone.now())
    if known and known.case_id == case.pk:
        return known
    if known:
        raise RuleBroken(
            "outside_known", f"这一来件编号已登记为事项{known.case.number}", field="outside_number", conflict=True
        )
    return make_report(case, told, timezone.now(), by)
