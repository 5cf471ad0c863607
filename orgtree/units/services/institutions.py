"""Units: entered, changed and closed; never deleted."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from orgtree.acts import acts_of, note_first
from orgtree.choices import Permission as P
from orgtree.database.locks import INSTITUTIONS, hold
from orgtree.database.validation import check_valid
from orgtree.declare import registry
from orgtree.errors import RuleBroken, not_found
from orgtree.scope.rules.units import MOST_LEVELS
from orgtree.scope.services import within_reach
from orgtree.units.models.institution import Institution
from orgtree.units.services.seats import seat_area

EDITABLE = frozenset({"name", "kind", "uscc", "superior", "area"})


@transaction.atomic
def create_institution(*, name: str, kind: str, area, uscc: str | None = None, superior=None, by) -> Institution:
    """The new unit. Raises RuleBroken at the wrong field."""
    area = seat_area(area, P.INSTITUTION_EDIT, by)
    hold(INSTITUTIONS)
    institution = Institution(name=name.strip(), kind=kind, area=area, uscc=_normal(uscc), superior=superior)
    _check_superior(institution)
    check_valid(institution)
    institution.save()
    note_first(acts_of(Institution), "enter", institution, by=by)
    return institution


@transaction.atomic
def update_institution(*, institution_id: int, by, **changes) -> Institution:
    """The unit with `changes` (of EDITABLE) written. Raises RuleBroken at the wrong field."""
    if unknown := changes.keys() - EDITABLE:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    hold(INSTITUTIONS)
    institution = _locked(institution_id, by)
    superior_before = institution.superior_id
    for field, value in changes.items():
        setattr(institution, field, value)
    institution.name, institution.uscc = institution.name.strip(), _normal(institution.uscc)
    if "area" in changes:
        institution.area = seat_area(institution.area, P.INSTITUTION_EDIT, by)
    if institution.superior_id != superior_before:
        _check_superior(institution)
    check_valid(institution)
    institution.save()
    return institution


def keep_comers_out(doing, ids) -> None:
    """Wait for whoever is being seated at the units right now: then they are counted."""
    list(Institution.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))


def close_unit(institution: Institution, on: date | None) -> None:
    """Close the locked unit from the day `on` (default today). Refused while it has open units or organisations below it."""
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise RuleBroken("institution_closed_later", "注销日期不能晚于今天", field="closed_on")
    if institution.subordinates.filter(closed_on=None).exists():
        raise RuleBroken("institution_occupied", "还有未注销的下级单位，请先调整", conflict=True)
    if institution.party_orgs.in_being_on(timezone.localdate()).exists():
        raise RuleBroken("institution_occupied", "单位的党组织尚未撤销，请先调整", conflict=True)
    if institution.posts.live().exists():
        raise RuleBroken("institution_occupied", "单位还有在任岗位，请先办理离任", conflict=True)
    _check_occupants(institution)
    institution.closed_on = on


def _check_occupants(institution: Institution) -> None:
    """What higher apps have at the unit is ended first."""
    for occupant in registry.unit_occupants.values():
        if count := occupant.rows(institution.pk).count():
            message = f"还有{count}{occupant.unit}{occupant.label}，请先办理结束"
            raise RuleBroken("institution_occupied", message, conflict=True)


def _locked(institution_id: int, by) -> Institution:
    found = within_reach(Institution, P.INSTITUTION_EDIT, by)
    institution = Institution.objects.select_for_update().filter(pk__in=found.filter(pk=institution_id)).first()
    if institution is None:
        raise not_found("单位")
    return institution


def _check_superior(institution: Institution) -> None:
    """A superior is open, and no unit answers to itself over any number of steps; the lines are no longer than MOST_LEVELS.

    One lock for all: two edits at once could close a ring, or make one long line of two.
    """
    if institution.superior is None:
        return
    above = _superiors(institution)
    if institution.pk in above:
        raise RuleBroken("institution_ring", "上级单位不能是自己或自己的下级", field="superior")
    if Institution.objects.filter(pk=institution.superior_id, closed_on__isnull=False).exists():
        raise RuleBroken("institution_closed", "上级单位已注销，请另选", field="superior", conflict=True)
    if len(above) + _levels_below(institution) >= MOST_LEVELS:
        raise RuleBroken(
            "institution_too_deep", f"上下级单位最多{MOST_LEVELS}级，请选择更高一级的单位", field="superior"
        )


def _superiors(institution: Institution) -> list[int]:
    """The ids of the units above, nearest first; the walk stops where it would go round, or longer than is allowed."""
    found, next_id = [], institution.superior_id
    while next_id is not None and next_id not in found and len(found) <= MOST_LEVELS:
        found.append(next_id)
        next_id = Institution.objects.values_list("superior", flat=True).get(pk=next_id)
    return found


def _levels_below(institution: Institution) -> int:
    """How many levels of units stand below; no more are counted than are allowed."""
    level, levels = [institution.pk] if institution.pk else [], 0
    while level and levels <= MOST_LEVELS:
        level = list(Institution.objects.filter(superior__in=level).values_list("pk", flat=True))
        levels += bool(level)
    return levels


def _normal(uscc: str | None) -> str | None:
    """Upper case without blanks; None for none, so that many units may have none."""
    return "".join((uscc or "").split()).upper() or None
