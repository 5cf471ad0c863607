"""The administrative tree: 省 > 市 > 区县 > 街道/镇 > 社区/村 > 网格 > 楼栋."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from mptt.managers import TreeManager
from mptt.models import MPTTModel, TreeForeignKey
from mptt.querysets import TreeQuerySet

from orgtree.choices import AreaKind, Standing
from orgtree.database.audit import audited
from orgtree.database.trees import placed_triggers, refuse_misplaced
from orgtree.declare.marking import moved_trigger
from orgtree.scope.models.rows import ScopedQuerySet
from orgtree.tree.rules.tree import LEGAL_PARENTS, RESIDENT_COMMITTEE_KINDS, may_stand_under


class AreaQuerySet(ScopedQuerySet, TreeQuerySet):
    def open_on(self, day):
        """Areas that exist on `day`."""
        return self.filter(
            Q(opened_on__isnull=True) | Q(opened_on__lte=day), Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day)
        )

    def current(self):
        """Areas that exist today."""
        return self.open_on(timezone.localdate())

    def communities(self):
        """Communities and villages: the level at which people report in."""
        return self.filter(kind__in=RESIDENT_COMMITTEE_KINDS)

    def matching(self, text: str):
        """Areas whose name contains `text`, or whose pinyin, initials or code begin with it."""
        text = text.strip()
        return self.filter(
            Q(name__icontains=text)
            | Q(initials__startswith=text.lower())
            | Q(pinyin__startswith=text.lower())
            | Q(code__startswith=text)
        )


def _misplaced(rows: str) -> str:
    """Each kind stands under higher ones only, so this also refuses a cycle, and any root but a province.

    But for a dissolved area, which lies below the one of its kind that it became part of: that one was open then, and
    stands under a higher kind, or is dissolved itself, into another.
    """
    return refuse_misplaced(
        rows,
        table="orgtree_area",
        alias="area",
        legal=LEGAL_PARENTS,
        words="an area may not stand there",
        constraint="area_stands_under_its_kind",
        unless="area.dissolved_on IS NOT NULL AND area.replaced_by_id = area.parent_id AND area.kind = above.kind"
        " AND above.parent_id <> area.id",
    )


# Boards of past periods ask what was edited since (`tree.services.lineage`), whatever the length of the history.
EDITED_SINCE = models.Index(fields=["pgh_created_at"], condition=Q(pgh_label="update"), name="area_event_edited_at")


@audited(exclude=("lft", "rght", "tree_id", "level"), meta={"indexes": [EDITED_SINCE]})
class Area(MPTTModel):
    """One node. Household and resident numbers are counts; residents are never listed.

    Written only by `tree.services.tree`: an edit outside its lock breaks intervals, and with them who sees what.
    """

    derived_fields = ("pinyin", "initials")  # follow from the name: not shown in the audit trail
    scope_area = ""

    parent = TreeForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级区域"
    )
    kind = models.CharField("类型", max_length=10, choices=AreaKind.choices)
    code = models.CharField(
        "代码",
        max_length=24,
        unique=True,
        validators=[
            RegexValidator(r"^\d{12}(-[0-9A-Za-z]{1,6}){0,2}$", "代码应为12位区划代码，网格、楼栋在其后加短横线和编号")
        ],
        help_text="统计用区划代码12位；网格、楼栋为社区代码加自编号，如 410305001001-005-012",
    )
    name = models.CharField("名称", max_length=60)
    pinyin = models.CharField("拼音", max_length=240, editable=False)
    initials = models.CharField("拼音首字母", max_length=60, editable=False)
    position = models.PositiveIntegerField("同级排序", default=0)
    households = models.PositiveIntegerField("户数", null=True, blank=True)
    residents = models.PositiveIntegerField("常住人口", null=True, blank=True)
    opened_on = models.DateField("设立日期", null=True, blank=True)
    dissolved_on = models.DateField("撤销日期", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name="并入区域"
    )

    may_stand_under = staticmethod(may_stand_under)
    objects = TreeManager.from_queryset(AreaQuerySet)()

    class MPTTMeta:
        order_insertion_by = ["position", "code"]

    class Meta:
        verbose_name = verbose_name_plural = "区域"
        triggers = [moved_trigger(), *placed_triggers("area_placed", _misplaced, watched=("parent_id", "kind"))]
        indexes = [
            models.Index(fields=["tree_id", "lft"], name="area_interval"),
            models.Index(fields=["kind"], name="area_kind"),
            models.Index(fields=["initials"], name="area_initials", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["pinyin"], name="area_pinyin", opclasses=["varchar_pattern_ops"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=Q(dissolved_on__isnull=True),
                name="area_name_unique_among_siblings",
                violation_error_message="同一上级下已有同名区域",
            ),
            models.CheckConstraint(
                condition=Q(lft__lt=F("rght")),
                name="area_interval_is_positive",
                violation_error_message="区域树区间有误",
            ),
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True)
                | Q(opened_on__isnull=True)
                | Q(dissolved_on__gte=F("opened_on")),
                name="area_dissolved_after_opened",
                violation_error_message="撤销日期不能早于设立日期",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | Q(dissolved_on__isnull=False),
                name="area_replaced_only_when_dissolved",
                violation_error_message="填写并入区域时须填写撤销日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """For its acts; the day of dissolution is never a later one."""
        return Standing.ENDED if self.dissolved_on else Standing.OPEN

    @property
    def is_dissolved(self) -> bool:
        return self.dissolved_on is not None and self.dissolved_on <= timezone.localdate()

    @property
    def place_label(self) -> str:
        """Names from the community downward, e.g. 长安路社区 第一网格 3号楼. Lists select `parent__parent` with it."""
        below = {AreaKind.GRID: 1, AreaKind.BUILDING: 2}.get(self.kind, 0)
        names, area = [self.name], self
        for _ in range(below):
            area = area.parent
            names.insert(0, area.name)
        return " ".join(names)

    def path_label(self) -> str:
        """Names from the district downward, e.g. 涧西区 / 湖北路街道 / 长安路社区. One query."""
        names = (
            self.get_ancestors(include_self=True).filter(level__gte=min(2, self.level)).values_list("name", flat=True)
        )
        return " / ".join(names)
