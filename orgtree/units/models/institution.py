"""Units (单位) of every kind, departments included."""

from django.core.exceptions import ValidationError
from django.db import models
from stdnum.cn import uscc

from orgtree.choices import InstitutionKind, Standing
from orgtree.database.audit import audited
from orgtree.database.trees import placed_triggers, refuse_ring
from orgtree.scope.models.rows import ScopedQuerySet
from orgtree.scope.rules.units import MOST_LEVELS


def validate_uscc(value: str) -> None:
    """Raise ValidationError unless `value` is a 统一社会信用代码 with a right check digit (GB 32100-2015)."""
    if not uscc.is_valid(value):
        raise ValidationError("统一社会信用代码不正确，应为18位且校验位相符")


class InstitutionQuerySet(ScopedQuerySet):
    def matching(self, text: str):
        """Institutions whose name contains `text` or whose credit code begins with it."""
        return self.filter(models.Q(name__icontains=text.strip()) | models.Q(uscc__istartswith=text.strip()))

    def too_deep(self):
        """Units with more units above them than a line may have, those in a ring included: the highest do not reach them."""
        return self.filter(**{"__".join(["superior"] * MOST_LEVELS) + "__isnull": False})


def _in_ring(rows: str) -> str:
    return refuse_ring(rows, table="orgtree_institution", parent="superior_id", constraint="institution_in_no_ring")


@audited()
class Institution(models.Model):
    """A unit, seated in an area; `superior` is the body it answers to."""

    scope_area = "area"
    scope_institution = ""

    name = models.CharField("单位名称", max_length=100)
    kind = models.CharField("单位性质", max_length=20, choices=InstitutionKind.choices)
    uscc = models.CharField(
        "统一社会信用代码", max_length=18, null=True, blank=True, unique=True, validators=[validate_uscc]
    )
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates", verbose_name="上级单位"
    )
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="institutions", verbose_name="所在区域")
    closed_on = models.DateField("注销日期", null=True, blank=True)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ["name", "id"]
        triggers = placed_triggers("institution_ring", _in_ring, watched=("superior_id",))
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                name="institution_name_unique_in_area",
                violation_error_message="该区域已有同名单位",
            ),
            models.CheckConstraint(
                condition=~models.Q(superior=models.F("id")),
                name="institution_not_its_own_superior",
                violation_error_message="上级单位不能是自己",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """For its acts; the day of its end is never a later one."""
        return Standing.ENDED if self.closed_on else Standing.OPEN
