"""Days on which the offices' calendar differs from the one that is built in."""

from django.db import models

from orgtree.choices import Standing
from orgtree.database.audit import audited
from orgtree.owned.models import Owned


@audited()
class WorkdayOverride(Owned):
    """One day that is a working day of an area, or is none, whatever the built-in calendar says; the nearest area's row holds."""

    day = models.DateField("日期")
    is_workday = models.BooleanField("当日上班", default=False)
    note = models.CharField("依据", max_length=60, help_text="如：国务院办公厅2027年节假日安排")

    class Meta:
        verbose_name = verbose_name_plural = "工作日调整"
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "day"],
                nulls_distinct=False,
                name="workday_once_an_area",
                violation_error_message="这一天已经登记过，请修改原来那条",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {'上班' if self.is_workday else '放假'}"

    @property
    def state(self) -> str:
        """For its one act, after which it is no more."""
        return Standing.OPEN
