"""What a unit needs of its community and of other units."""

from django.db import models
from django.db.models import Q

from cocon.needs.choices import AskState
from orgtree.database.audit import audited
from orgtree.database.states import in_state
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY

ANSWERED = [AskState.PUBLISHED, AskState.MET, AskState.DECLINED]


@audited()
class UnitAsk(models.Model):
    """One need of a unit, told to a community. Published it has a need on the community's list, which others take on like any other."""

    scope_area = "area"
    scope_institution = "unit"
    names_persons = STAFF_ONLY

    unit = models.ForeignKey("orgtree.Institution", models.PROTECT, related_name="asks", verbose_name="提出单位")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="unit_asks", verbose_name="向哪个社区提出")
    matter = models.ForeignKey("cocon.Matter", models.PROTECT, related_name="+", verbose_name="事项类别")
    title = models.CharField("需求", max_length=40)
    words = models.CharField("说明", max_length=300)
    quantity = models.PositiveSmallIntegerField("数量", default=1)
    measure = models.CharField("量词", max_length=4, default="项")
    until = models.DateField("希望完成日期")
    state = models.CharField("状态", max_length=10, choices=AskState.choices, default=AskState.ASKED)
    need = models.ForeignKey(
        "cocon.Need", models.PROTECT, null=True, blank=True, related_name="asks", verbose_name="列入的需求"
    )
    outcome = models.CharField("办理情况", max_length=300, blank=True)
    asked_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="提出人")
    asked_at = models.DateTimeField("提出时间")
    answered_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处理人"
    )
    answered_at = models.DateTimeField("处理时间", null=True, blank=True)
    reason = models.CharField("不能办理或撤回的原因", max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位需求"
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=1), name="ask_asks_something", violation_error_message="数量至少为1"
            ),
            in_state(ANSWERED, "ask_answered_with_author", "处理须有处理人和时间", has="answered_by answered_at"),
            in_state(AskState.PUBLISHED, "ask_published_with_its_need", "列入需求的须有需求", has="need"),
            in_state(AskState.MET, "ask_met_with_outcome", "办成的须有办理情况", says="outcome"),
        ]
        indexes = [
            models.Index(fields=["area", "state"], name="ask_of_area"),
            models.Index(fields=["unit", "state"], name="ask_of_unit"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def amount(self) -> str:
        """How much is asked for, in words: 3场."""
        return f"{self.quantity}{self.measure}"
