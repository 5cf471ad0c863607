"""Edits of the tree of party organisations, under a lock of their own."""

from datetime import date

from django.db import transaction

from orgtree.models import PartyOrg
from orgtree.services.locks import PARTY_TREE, hold
from orgtree.services.validation import check_valid


@transaction.atomic
def create_party_org(
    *,
    parent_id: int | None,
    kind: str,
    name: str,
    area,
    institution=None,
    founded_on: date | None = None,
    term_ends_on: date | None = None,
    by,
) -> PartyOrg:
    """The new organisation. Raises RuleBroken at the wrong field."""
    hold(PARTY_TREE)
    org = PartyOrg(
        parent=PartyOrg.objects.filter(pk=parent_id).first() if parent_id else None,
        kind=kind,
        name=name.strip(),
        area=area,
        institution=institution,
        founded_on=founded_on,
        term_ends_on=term_ends_on,
    )
    check_valid(org)
    org.save()
    return org
