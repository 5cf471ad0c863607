"""What figures must be, by another way of counting than ours."""

from decimal import Decimal as D

from django.db import connection
from django.urls import reverse

from orgtree.rules.periods import Period
from orgtree.services.figures import figures_for
from tests.deeds import at

OCTOBER = Period.parse("2026-10")
LATER = at(2026, 11, 3)


def link(area, name="board", *more, period="2026-10"):
    return f"{reverse(name, args=[area.pk, *more])}?period={period}"


def text(response) -> str:
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


def value(area, key, period=OCTOBER):
    return figures_for([area.pk], period)[area.pk][key]


def oracle(sql_sum: str, conditions: str) -> dict[int, D]:
    """Totals by walking the parents in the database: knows nothing of intervals or of our folding."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH RECURSIVE above(area, ancestor) AS (
                SELECT id, id FROM orgtree_area
                UNION ALL
                SELECT above.area, parent.parent_id FROM above
                JOIN orgtree_area parent ON parent.id = above.ancestor WHERE parent.parent_id IS NOT NULL
            )
            SELECT ancestor, {sql_sum} FROM above JOIN volunteers_servicerecord r ON r.area_id = above.area
            WHERE {conditions} GROUP BY ancestor
            """
        )
        return dict(cursor.fetchall())
