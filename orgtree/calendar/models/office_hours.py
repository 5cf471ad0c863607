"""The hours of a day in which the offices of an area work: what clocks of hours count."""

from django.db import models

from orgtree.database.audit import audited
from orgtree.database.spans import ends_after_it_begins
from orgtree.owned.models import Dated


@audited()
class OfficeHours(Dated):
    """Hours of one keeper, in force from `active_from` until the keeper's next row, or until the day `active_to`."""

    key = "hours"  # one matter: what OwnedBook asks for

    hours = models.CharField("办公时间", max_length=60, help_text="如 8:30-12:00、14:30-18:00，按先后排列")

    class Meta:
        verbose_name = verbose_name_plural = "办公时间"
        ordering = ["-active_from", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "active_from"],
                nulls_distinct=False,
                name="office_hours_once_a_day",
                violation_error_message="该日期已有规定，请修改原来那条",
            ),
            ends_after_it_begins(
                "office_hours_end_after_they_begin", "停用日期不能早于启用日期", begins="active_from", ends="active_to"
            ),
        ]

    def __str__(self) -> str:
        return self.hours
