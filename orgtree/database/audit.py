"""The audit trail of writes: every insert, update and delete leaves a row, whoever makes it.

Triggers in the database see bulk statements and raw SQL too; the history tables themselves are append-only.
"""

import pghistory

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
