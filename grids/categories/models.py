"""What a case may be about, in dated versions; and what is not dealt with here, with the channel that is right."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from grids.categories.choices import CaseLevel, DutyKind, LimitUnit
from orgtree.database.audit import audited
from orgtree.owned.models import Dated, EntryQuerySet, Owned, OwnedQuerySet, dated_constraints

GROUPS = {
    "01": "市容环境",
    "02": "公共设施",
    "03": "安全隐患",
    "04": "矛盾纠纷",
    "05": "民生服务",
    "06": "街面秩序",
    "07": "突发事件",
    "08": "社情民意",
}


def _number(words: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(words, validators=[MinValueValidator(1)])


class CategoryQuerySet(OwnedQuerySet):
    def in_force_at(self, area, day):
        """Of each code the version that holds in `area` on the day, of the nearest area above that has one: what `OwnedBook` finds, asked of the database."""
        begun = (self.holding_at(area) if area else self.filter(area=None)).filter(active_from__lte=day)
        newest = begun.order_by("code", "area", "-active_from").distinct("code", "area")
        held = self.filter(Q(active_to__isnull=True) | Q(active_to__gt=day), pk__in=newest.values("pk"))
        return held.order_by("code", F("area__level").desc(nulls_last=True)).distinct("code")


@audited()
class Category(Dated):
    """One version of a category of one keeper, in force from `active_from` until the keeper's next of its code, or until `active_to`.

    A case keeps the version under which it was opened: its limits do not move with the rules.
    """

    code = models.CharField("编码", max_length=4, help_text="四位数字，前两位是大类")
    name = models.CharField("事项", max_length=20)
    hint = models.CharField("办理提示", max_length=100, blank=True)
    level = models.CharField("首办层级", max_length=2, choices=CaseLevel.choices)
    accept_number = _number("受理时限")
    accept_unit = models.CharField("受理时限单位", max_length=10, choices=LimitUnit.choices)
    handle_number = _number("办理时限")
    handle_unit = models.CharField("办理时限单位", max_length=10, choices=LimitUnit.choices)
    lead = models.ForeignKey(
        "orgtree.Institution", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="牵头单位"
    )
    lead_words = models.CharField("牵头（说明）", max_length=40)
    duty = models.CharField("履职清单", max_length=10, choices=DutyKind.choices, default=DutyKind.BASIC)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "事项分类"
        ordering = ["code", "-active_from", "-id"]
        constraints = [
            *dated_constraints("category", matter="code", said="这一编码"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^0[1-8][0-9]{2}$"),
                name="category_code_of_a_group",
                violation_error_message="编码是四位数字，前两位从01到08",
            ),
            models.CheckConstraint(
                condition=Q(accept_number__gte=1, handle_number__gte=1),
                name="category_limits_something",
                violation_error_message="时限至少为1",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """By what its versions are told apart from others'."""
        return self.code

    @property
    def group(self) -> str:
        """The first two digits: 01."""
        return self.code[:2]

    @property
    def group_label(self) -> str:
        return GROUPS.get(self.group, "")

    @property
    def accept_limit(self) -> str:
        """How soon it is to be accepted, in words: 2工作小时."""
        return f"{self.accept_number}{self.get_accept_unit_display()}"

    @property
    def handle_limit(self) -> str:
        """How soon it is to be done, in words: 5个工作日."""
        return f"{self.handle_number}{self.get_handle_unit_display()}"

    @property
    def lead_label(self) -> str:
        """Who leads: the unit where one is named, else the words."""
        return self.lead.name if self.lead else self.lead_words


class OutsideMatter(Owned):
    """A matter that is not dealt with here, and the channel that is right: 110, a court, 信访."""

    code = models.CharField("代码", max_length=10, unique=True)
    name = models.CharField("不受理的事项", max_length=20)
    channel = models.CharField("请走的渠道", max_length=60)
    position = models.PositiveSmallIntegerField("排序", default=0)
    is_active = models.BooleanField("启用", default=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "不受理事项"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name
