"""Where a report-in stood from when till when: what figures of past months are counted by (docs/decisions/0107-placings.md)."""

import pgtrigger
from django.db import models
from django.db.models import Q

from orgtree.scope.models.rows import EVERY_ROW, ScopedQuerySet

TABLE = "volunteers_placing"
FOLLOW_MOVES = f"""
    IF EXISTS (SELECT FROM old_rows JOIN new_rows USING (id) WHERE old_rows.area_id <> new_rows.area_id) THEN
        UPDATE {TABLE} stay SET area_id = new_rows.area_id FROM new_rows
            WHERE stay.report_in_id = new_rows.id AND stay.until IS NULL AND stay.noted_at >= now()
            AND stay.area_id <> new_rows.area_id;
        UPDATE {TABLE} stay SET until = now() FROM new_rows
            WHERE stay.report_in_id = new_rows.id AND stay.until IS NULL AND stay.area_id <> new_rows.area_id;
        INSERT INTO {TABLE} (report_in_id, area_id, since, noted_at)
            SELECT new_rows.id, new_rows.area_id, now(), now() FROM new_rows
            WHERE NOT EXISTS (SELECT FROM {TABLE} stay WHERE stay.report_in_id = new_rows.id AND stay.until IS NULL);
    END IF;
    RETURN NULL;"""


class Placing(models.Model):
    """A report-in stood at `area` from `since` (empty: from its beginning) until `until` (empty: to this day). Derived: written by triggers alone.

    What one transaction does is one placing: whoever comes in by a sheet with a grid was there from the beginning.
    """

    scope_area = "report_in__area"
    names_persons = EVERY_ROW

    report_in = models.ForeignKey(
        "volunteers.ReportIn", models.CASCADE, related_name="placings", db_index=False, verbose_name="报到"
    )
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="编入")
    since = models.DateTimeField("自", null=True)
    until = models.DateTimeField("至", null=True)
    noted_at = models.DateTimeField("记入时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "编入经过"
        constraints = [
            models.UniqueConstraint(fields=["report_in", "until"], nulls_distinct=False, name="placing_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gt=models.F("since")),
                name="placing_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_in_id} → {self.area_id}"


def placing_triggers() -> list[pgtrigger.Trigger]:
    """What notes, after each statement over report-ins, where they stand from now on, whoever writes."""
    return [
        pgtrigger.Trigger(
            name="placed",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            referencing=pgtrigger.Referencing(new="new_rows"),
            func=f"INSERT INTO {TABLE} (report_in_id, area_id, noted_at) SELECT id, area_id, now() FROM new_rows; RETURN NULL;",
        ),
        pgtrigger.Trigger(
            name="placed_anew",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Update,
            referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),
            func=FOLLOW_MOVES,
        ),
    ]
