"""What comes with a telling by these doors: a photo, the order as another system sent it; and what windows dealt with, as numbers."""

from django.db import models
from django.db.models import Q

from grids.cases.choices import CaseSource
from grids.doors.choices import CountState, OrderState, WindowKind
from orgtree.database.audit import audited
from orgtree.files.models import AttachedFileField
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY
from orgtree.text.crypto import EncryptedTextField


class ReportPhoto(models.Model):
    """A picture of the matter, drawn anew so that place, time and device are gone; whoever sent it stands nowhere."""

    scope_area = "report__case__area"
    scope_institution = "report__case__legs__holder"
    names_persons = STAFF_ONLY

    report = models.OneToOneField("grids.Report", models.CASCADE, related_name="picture", verbose_name="诉求")
    photo = AttachedFileField("照片", upload_to="cases/%Y/%m")
    added_at = models.DateTimeField("上传时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "事项照片"
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return f"照片　{self.report}"


class OrderQuerySet(ScopedQuerySet):
    def waiting(self):
        """Those of which no case could be made by itself."""
        return self.filter(state=OrderState.WAITING)


@audited(exclude=("body",))
class DoorOrder(models.Model):
    """An order of another system, once for its number and year: kept before anything else is done with it, so that nothing
    is lost, and tried again whenever somebody wants. Its words may name people: they are sealed, and go once a case is made.
    """

    scope_area = "area"
    names_persons = ("body",)

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="区域")
    source = models.CharField("来源", max_length=10, choices=CaseSource.choices, default=CaseSource.HOTLINE)
    outside_number = models.CharField("来件编号", max_length=40)
    year = models.PositiveSmallIntegerField("年份")
    body = EncryptedTextField("来件内容", blank=True, default="")
    digest = models.CharField("内容摘要", max_length=64, editable=False)
    state = models.CharField("状态", max_length=10, choices=OrderState.choices, default=OrderState.WAITING)
    fault = models.CharField("未登记原因", max_length=200, blank=True)
    case = models.ForeignKey(
        "grids.Case", models.PROTECT, null=True, blank=True, related_name="orders", verbose_name="事项"
    )
    received_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="接收账号")
    received_at = models.DateTimeField("接收时间")
    times = models.PositiveSmallIntegerField("收到次数", default=1)
    changes = models.PositiveSmallIntegerField("内容更新次数", default=0)
    changed_at = models.DateTimeField("内容更新时间", null=True, blank=True)
    reason = models.CharField("作废原因", max_length=200, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "来件"
        ordering = ["-received_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "outside_number", "year"],
                name="order_once_a_year",
                violation_error_message="这一来件编号本年度已收到",
            ),
            models.CheckConstraint(
                condition=Q(state=OrderState.FILED, case__isnull=False)
                | (~Q(state=OrderState.FILED) & Q(case__isnull=True)),
                name="order_filed_as_a_case",
                violation_error_message="已转事项的来件须有事项",
            ),
        ]
        indexes = [models.Index(fields=["state", "received_at"], name="order_waiting")]

    def __str__(self) -> str:
        return f"{self.get_source_display()}{self.outside_number}"


class WindowQuerySet(ScopedQuerySet):
    def counted(self):
        """Those that were not taken back."""
        return self.filter(state=CountState.COUNTED)


@audited()
class WindowCount(models.Model):
    """How many matters of a kind a window (一站式服务) dealt with on a day: a number, never a person."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="服务窗口所在区域")
    day = models.DateField("日期")
    kind = models.CharField("事项种类", max_length=10, choices=WindowKind.choices)
    number = models.PositiveIntegerField("办理次数")
    state = models.CharField("状态", max_length=10, choices=CountState.choices, default=CountState.COUNTED)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    reason = models.CharField("作废原因", max_length=200, blank=True)

    objects = WindowQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "窗口办件"
        ordering = ["-day", "area_id", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "day", "kind"],
                condition=Q(state=CountState.COUNTED),
                name="window_count_once_a_day",
                violation_error_message="这一天这一种已登记",
            ),
            models.CheckConstraint(
                condition=Q(number__gt=0), name="window_count_counts", violation_error_message="请填写办理次数"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.day} {self.get_kind_display()}"
