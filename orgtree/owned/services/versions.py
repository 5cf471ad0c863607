"""Versions of a dated row that an area keeps: what is in force is not changed, the next begins on a day to come."""

from django.db import transaction
from django.utils import timezone

from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken
from orgtree.owned.models import Owned
from orgtree.owned.services.owned import check_keeper

ENDING = ("id", "active_to")


def _said(row: Owned) -> list[str]:
    """What a row in force goes on saying: all but when it ends."""
    return [field.attname for field in row._meta.concrete_fields if field.name not in ENDING]


@transaction.atomic
def save_version(*, row: Owned, by) -> Owned:
    """A row with `key`, `number`, `active_from` and `active_to` of an area that `by` keeps; one in force can only be given an end. Raises RuleBroken."""
    check_keeper(row.area, by)
    stored = type(row).objects.select_for_update(of=("self",)).select_related("area").filter(pk=row.pk).first()
    today = timezone.localdate()
    if stored:
        check_keeper(stored.area, by)
    if stored and stored.active_from < today:
        if any(getattr(row, name) != getattr(stored, name) for name in _said(row)):
            raise RuleBroken("in_force", "已启用的规定不能修改，请新增一条", field="number")
    elif row.active_from and row.active_from < today:
        raise RuleBroken("past", "启用日期不能早于今天", field="active_from")
    if row.active_to and row.active_to < today:
        raise RuleBroken("past", "停用日期不能早于今天", field="active_to")
    check_valid(row, at="active_from")
    row.save()
    return row
