"""The audit trail of writes: every insert, update and delete leaves a row, whoever makes it.

Triggers in the database see bulk statements and raw SQL too; the history tables themselves are append-only.
"""

from datetime import datetime

import pghistory
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from orgtree.database.trigger_names import index_triggers

index_triggers()


def audited(*, exclude: tuple[str, ...] = (), meta: dict | None = None):
    """Class decorator that records every write of a model; `exclude` names fields that are not kept.

    `meta` goes into the Meta of the history's model: indexes, for a history that is asked more than the usual.
    """
    return pghistory.track(
        pghistory.InsertEvent(level=pghistory.Statement),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude),
        append_only=True,
        meta=meta,
    )


def as_it_stood(rows: QuerySet, moment: datetime, *names: str) -> QuerySet:
    """The rows of an audited model, each with `then_<name>`: what the column held at the moment.

    A row that was recorded only later reads as it was recorded first, since what comes in by import has no earlier trail; one of
    which the trail has nothing (left) reads as it is.
    """
    events = rows.model.pgh_event_model.objects.order_by()
    of_row = events.filter(pgh_obj_id=OuterRef("pk"))
    last = of_row.filter(pgh_created_at__lte=moment).order_by("-pgh_created_at", "-pgh_id")
    first = of_row.order_by("pgh_created_at", "pgh_id")
    rows = rows.annotate(stood=Coalesce(Subquery(last.values("pk")[:1]), Subquery(first.values("pk")[:1])))
    then = events.filter(pk=OuterRef("stood"))
    held = {}
    for name in names:
        field = rows.model._meta.get_field(name)
        kind = field.target_field if field.is_relation else field
        value = Subquery(then.values(name)[:1])
        held[f"then_{name}"] = Case(When(stood=None, then=F(name)), default=value, output_field=kind)
    return rows.annotate(**held)
