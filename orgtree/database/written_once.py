"""Tables that are written once: the one way in which words leave them, a function of the database that writes down what it took.

The application's role may neither alter nor delete their rows (`app_role`); the function runs as their owner. It puts blanks
and marks, never other words, and so cannot make a row say what it did not say.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection, models

ERASED = "已注销"
CLEARED = "已到期清除"


def erase_written(model: type[models.Model], ids: Iterable[int], put: dict[str, Any]) -> int:
    """Put blanks or marks into columns of these rows of a table that is written once. Returns how many rows had something to lose.

    `put`: {name of a field: None, "", [], {}, ERASED, CLEARED or "closed-<id>"}; an empty text stays empty. What was taken, from
    where and in whose name stands in `Erasure`. Raises ProgrammingError for anything else, and for tables of a ledger.
    """
    keys = list(ids)
    if not keys or not put:
        return 0
    columns = {model._meta.get_field(name).column: value for name, value in put.items()}
    with connection.cursor() as cursor:
        cursor.execute(
            # Not a bare SELECT: to those it is not said in whose name they run.
            "WITH erased AS (SELECT erase_written(%s, %s, %s) AS taken) SELECT taken FROM erased",
            [model._meta.db_table, keys, json.dumps(columns, ensure_ascii=False)],
        )
        return cursor.fetchone()[0]
