"""The numbers of the formula, what each case added to a month, and the index of an area in a month."""

from django.core.validators import MinValueValidator
from django.db import models

from grids.index.choices import FormulaKey, Grade, Hidden, Origin, Part
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.owned.models import Dated, dated_constraints
from orgtree.scope.models.rows import STAFF_ONLY


@audited()
class FormulaNumber(Dated):
    """A number of the formula of one keeper, in force from `active_from` until the keeper's next of its key, or until `active_to`."""

    key = models.CharField("事项", max_length=20, choices=FormulaKey.choices)
    number = models.DecimalField("数值", max_digits=7, decimal_places=2, validators=[MinValueValidator(0)])

    class Meta:
        verbose_name = verbose_name_plural = "平安指数公式"
        ordering = ["key", "-active_from", "-id"]
        constraints = [
            *dated_constraints("formula_number"),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} {self.number.normalize():f}"


class IndexPoint(models.Model):
    """What one case adds to the count of a month, and why: counted anew with the month."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    month = models.DateField("月份")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="网格或社区")
    case = models.ForeignKey("grids.Case", models.PROTECT, related_name="+", verbose_name="事项")
    part = models.CharField("分项", max_length=10, choices=Part.choices)
    origin = models.CharField("来源与结果", max_length=10, choices=Origin.choices)
    weight = models.DecimalField("计数", max_digits=5, decimal_places=3)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "指数计数事项"
        ordering = ["-month", "part", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "month"], name="index_point_once_a_month")]
        indexes = [models.Index(fields=["month", "area"], name="index_points_of_month")]

    def __str__(self) -> str:
        return f"{self.case}"


class GridIndex(models.Model):
    """The index of an area in a month, with all that it was made of. What is not shown is not kept: then there is only the reason.

    A settled month stays as it is. What it would say by what has become known since stands beside it in `corrected`
    (grids/index/services/correcting.py); empty where nothing has.
    """

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="indexes", verbose_name="区域")
    month = models.DateField("月份")
    version = models.DateField("公式版本", help_text="所用数值中最晚启用的一天")
    numbers = models.JSONField("公式数值", default=dict)
    households = models.PositiveIntegerField("户数")
    cases = models.PositiveIntegerField("计数事项", null=True, blank=True)
    accidents = models.PositiveSmallIntegerField("突发事件", null=True, blank=True)
    index = models.DecimalField("平安指数", max_digits=4, decimal_places=1, null=True, blank=True)
    grade = models.CharField("等级", max_length=10, choices=Grade.choices, blank=True)
    handling = models.DecimalField("处置效能", max_digits=4, decimal_places=1, null=True, blank=True)
    parts = models.JSONField("分项", default=dict)
    hidden = models.CharField("不显示的原因", max_length=12, choices=Hidden.choices, blank=True)
    corrected = models.JSONField("更正后", null=True, editable=False)
    computed_at = models.DateTimeField("计算时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "平安指数"
        ordering = ["-month", "area__tree_id", "area__lft"]
        constraints = [models.UniqueConstraint(fields=["area", "month"], name="grid_index_once_a_month")]

    def __str__(self) -> str:
        return f"{self.area}{self.month.year}年{self.month.month}月"
