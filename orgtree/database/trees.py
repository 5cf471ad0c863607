"""What the database refuses of rows that stand below one another, whoever writes: a wrong parent, and a ring."""

from collections.abc import Collection, Mapping

import pgtrigger

NEW_ROWS = "new_rows"
MOVED = "(SELECT NEW.id) moved"


def refuse_misplaced(
    rows: str,
    *,
    table: str,
    alias: str,
    legal: Mapping[str, Collection[str | None]],
    words: str,
    constraint: str,
    unless: str = "",
) -> str:
    """SQL that refuses the statement where one of `rows`, or one right below it, stands where its kind may not.

    `legal`: kind → kinds it may stand under; none, or None among them: it may stand under nothing. `unless`: SQL of what may stand
    there all the same, of the row (`alias`) and the one `above`.
    """
    excused = f" AND NOT coalesce({unless}, false)" if unless else ""
    pairs = ", ".join(
        f"('{kind}', '{above}')"
        for kind, kinds in legal.items()
        for above in sorted(one or "" for one in kinds) or [""]
    )
    return f"""
    IF EXISTS (
        SELECT FROM {table} {alias} LEFT JOIN {table} above ON above.id = {alias}.parent_id
        WHERE ({alias}.id IN (SELECT id FROM {rows}) OR {alias}.parent_id IN (SELECT id FROM {rows}))
          AND ({alias}.kind, coalesce(above.kind, '')) NOT IN (VALUES {pairs}){excused}
    ) THEN
        RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}';
    END IF;
    RETURN NULL;"""


def refuse_ring(rows: str, *, table: str, parent: str, constraint: str) -> str:
    """SQL that refuses the statement where one of `rows` stands, over any number of steps, below itself.

    One lock a table until the end of the transaction: two edits at once, each right alone, could close a ring.
    """
    return f"""
    IF EXISTS (SELECT FROM {table} node WHERE node.id IN (SELECT id FROM {rows}) AND node.{parent} IS NOT NULL) THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('{constraint}', 0));
        IF EXISTS (
            WITH RECURSIVE line(id, above) AS (
                SELECT node.id, node.{parent} FROM {table} node WHERE node.id IN (SELECT id FROM {rows})
                UNION
                SELECT line.id, node.{parent} FROM line JOIN {table} node ON node.id = line.above
            )
            SELECT FROM line WHERE line.above = line.id
        ) THEN
            RAISE EXCEPTION 'a row may not stand below itself' USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}';
        END IF;
    END IF;
    RETURN NULL;"""


def placed_triggers(name: str, refusal, *, watched: tuple[str, ...]) -> list[pgtrigger.Trigger]:
    """The triggers `<name>` for new rows and `<name>_anew` for those of which a `watched` column has changed.

    `refusal`: from the name of a table of ids to the SQL that refuses them.
    """
    changed = pgtrigger.Q()
    for column in watched:
        changed |= pgtrigger.Q(**{f"old__{column}__df": pgtrigger.F(f"new__{column}")})
    return [
        pgtrigger.Trigger(
            name=name,
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            referencing=pgtrigger.Referencing(new=NEW_ROWS),
            func=refusal(NEW_ROWS),
        ),
        pgtrigger.Trigger(
            name=f"{name}_anew",
            when=pgtrigger.After,
            operation=pgtrigger.Update,
            condition=changed,
            func=refusal(MOVED),
        ),
    ]
