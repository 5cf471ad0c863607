"""Rows that a confirmer's role reaches: the points table names the role, posts give it at an area."""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Q

from volunteers.points.choices import ConfirmerRole
from volunteers.points.rules.roles import ROLE_PERMISSIONS


def of_first(role: str) -> Q:
    """Rows of which this role says the first of two words."""
    return Q(confirmer_role=role)


def of_last(role: str) -> Q:
    """Rows that this role confirms, alone or last; where the rules of the day named none, the community does."""
    alone = [role, ""] if role == ConfirmerRole.COMMUNITY else [role]
    return Q(second_role=role) | Q(second_role="", confirmer_role__in=alone)


def in_role(rows, user, of: Callable[[str], Q]):
    """Those of the rows whose role this person has at their area."""
    held = {role: right for role, right in ROLE_PERMISSIONS.items() if user.holds(right)}
    theirs = [of(role) & Q(pk__in=rows.allowed(user, right).values("pk")) for role, right in held.items()]
    return rows.filter(reduce(or_, theirs)) if theirs else rows.none()
