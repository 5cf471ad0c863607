"""Edits of the tree of party organisations, under a lock of their own: lock, read again by id, write."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from orgtree.acts import acts_of, note_first
from orgtree.choices import Permission as P
from orgtree.database.locks import PARTY_TREE, hold
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.scope.services import within_reach
from orgtree.tree.models import Area
from orgtree.units.models.institution import Institution
from orgtree.units.models.party import PartyOrg
from orgtree.units.rules import may_stand_under
from orgtree.units.services.seats import seat_area

EDITABLE = frozenset({"name", "kind", "area", "institution", "founded_on", "term_ends_on"})


@transaction.atomic
def create_party_org(
    *,
    parent_id: int | None,
    kind: str,
    name: str,
    area: Area,
    institution: Institution | None = None,
    founded_on: date | None = None,
    term_ends_on: date | None = None,
    by,
) -> PartyOrg:
    """The new organisation. Raises RuleBroken at the wrong field."""
    hold(PARTY_TREE)
    parent = _parent(parent_id)
    _check_place(kind, parent)
    org = PartyOrg(
        parent=parent,
        kind=kind,
        name=name.strip(),
        area=seat_area(area, P.PARTY_ORG_EDIT, by),
        institution=institution,
        founded_on=founded_on,
        term_ends_on=term_ends_on,
    )
    check_valid(org)
    org.save()
    note_first(acts_of(PartyOrg), "found", org, by=by)
    return org


@transaction.atomic
def update_party_org(*, org_id: int, by, **changes) -> PartyOrg:
    """The organisation with `changes` (of EDITABLE) written; a new `term_ends_on` is a new term."""
    if unknown := changes.keys() - EDITABLE:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    hold(PARTY_TREE)
    org = _locked(org_id, by)
    for field, value in changes.items():
        setattr(org, field, value)
    org.name = org.name.strip()
    if "area" in changes:
        org.area = seat_area(org.area, P.PARTY_ORG_EDIT, by)
    if "kind" in changes:
        _check_kind(org)
    check_valid(org)
    org.save()
    return org


# What the acts of an organisation do to it (orgtree/units/acts.py): its row is read under the lock, and saved afterwards.


def hold_the_tree(doing, ids) -> None:
    """Before any row is read."""
    hold(PARTY_TREE)


def place_org(org: PartyOrg, superior: PartyOrg | None) -> None:
    """Put the organisation under its new superior (None: one that is not kept here), with everything below it."""
    parent = _parent(superior and superior.pk)
    _check_place(org.kind, parent)
    if parent and parent.is_descendant_of(org, include_self=True):
        raise RuleBroken("party_org_ring", "上级不能是自己或自己的下级", field="parent")
    org.parent = parent
    check_valid(org)


def dissolve_org(org: PartyOrg, on: date | None) -> None:
    """Dissolve the organisation from the day `on` (default today). Refused while organisations below it exist."""
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise RuleBroken("party_org_dissolved_later", "撤销日期不能晚于今天", field="dissolved_on")
    if org.founded_on and on < org.founded_on:
        raise RuleBroken("party_org_dissolved_early", "撤销日期不能早于成立日期", field="dissolved_on")
    if org.children.filter(dissolved_on=None).exists():
        raise RuleBroken("party_org_occupied", "还有未撤销的下级党组织，请先调整", conflict=True)
    org.dissolved_on = on


def _locked(org_id: int, by) -> PartyOrg:
    org = within_reach(PartyOrg, P.PARTY_ORG_EDIT, by).filter(pk=org_id).first()
    if org is None:
        raise not_found("党组织")
    return org


def _parent(parent_id: int | None) -> PartyOrg | None:
    """The superior. It may be beyond the actor's reach: a community branch answers to the street's committee."""
    if parent_id is None:
        return None
    parent = PartyOrg.objects.filter(pk=parent_id).first()
    if parent is None:
        raise RuleBroken("not_found", "上级党组织不存在", field="parent")
    if parent.dissolved_on:
        raise RuleBroken("party_org_dissolved", "上级党组织已撤销", field="parent", conflict=True)
    return parent


def _check_place(kind: str, parent: PartyOrg | None) -> None:
    if not may_stand_under(kind, parent.kind if parent else None):
        raise RuleBroken("party_org_kind", "这一类型的党组织不能隶属于所选上级", field="parent")


def _check_kind(org: PartyOrg) -> None:
    _check_place(org.kind, org.parent)
    if not all(may_stand_under(child.kind, org.kind) for child in org.get_children()):
        raise RuleBroken("party_org_kind", "下级党组织不能隶属于这一类型的党组织", field="kind")
