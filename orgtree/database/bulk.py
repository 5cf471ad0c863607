"""Many rows in one statement: COPY in, and ids reserved beforehand so that rows can name each other."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.db import connection, models

NULL = r"\N"


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """`count` unused primary keys of `model`, ascending."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def copy_in(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Insert `rows` (values in the order of `columns`) by COPY; triggers and constraints see each of them."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerows([NULL if value is None else value for value in row] for row in rows)
    buffer.seek(0)
    with connection.cursor() as cursor:
        table, names = connection.ops.quote_name(model._meta.db_table), ", ".join(columns)
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN WITH (FORMAT csv, NULL '{NULL}')", buffer)
