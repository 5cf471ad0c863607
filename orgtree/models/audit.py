"""The audit trail of writes: every insert, update and delete leaves a row, whoever makes it.

Triggers in the database see bulk statements and raw SQL too; the history tables themselves are append-only.
"""

import pghistory


def audited(*, exclude: tuple[str, ...] = ()):
    """Class decorator that records every write of a model; `exclude` names fields that are not kept."""
    return pghistory.track(
        pghistory.InsertEvent(level=pghistory.Statement),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude),
        append_only=True,
    )
