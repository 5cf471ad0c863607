"""What is assessed and how: a scheme of one kind, level and year in versions, with all its tables; what no scheme may score."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from assessments.schemes.choices import (
    CapKind,
    ComponentSource,
    ExtraKind,
    Grade,
    Level,
    RoundKind,
    SchemeState,
)
from orgtree.database.audit import audited
from orgtree.models import Area, ScopedQuerySet
from orgtree.owned.models import Dated, Owned, dated_constraints
from orgtree.scope.models.either import rows_of_either
from orgtree.scope.models.rows import STAFF_ONLY
from orgtree.text.rules.numbers import plain

FIRST_YEAR, LAST_YEAR = 2020, 2100
OPEN_STATES = [SchemeState.DRAFT, SchemeState.PUBLISHED]


def _weight(words: str) -> models.DecimalField:
    return models.DecimalField(
        words, max_digits=5, decimal_places=2, validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)]
    )


class SchemeQuerySet(ScopedQuerySet):
    def allowed(self, user, permission: str):
        """Published schemes are read by all who read assessments; drafts, and every right to change one, stay with the areas that keep them."""
        if not (user and user.is_authenticated and user.holds(permission)):
            return self.none()
        kept = Q(area__in=Area.objects.allowed(user, permission))
        if permission not in READING:
            return self.filter(kept)
        return rows_of_either(self, self.filter(kept), self.filter(state=SchemeState.PUBLISHED))

    def published(self):
        return self.filter(state=SchemeState.PUBLISHED)


READING = frozenset({"assess_view", "assess_report"})


@audited()
class Scheme(Owned):
    """One version of how something is assessed, for a year and those after it until a later version; without an area it holds for all.

    A published one never changes: the next is a copy. Points are of a hundred, rounded once, half up, to two decimals; the
    grade is read off the number as it is printed.
    """

    scope_area = "area"
    names_persons = STAFF_ONLY

    kind = models.CharField("评议类型", max_length=12, choices=RoundKind.choices)
    level = models.CharField("考评对象", max_length=12, choices=Level.choices)
    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    version = models.PositiveSmallIntegerField("版本", default=1)
    title = models.CharField("名称", max_length=60)
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies", verbose_name="沿用自"
    )
    state = models.CharField("状态", max_length=10, choices=SchemeState.choices, default=SchemeState.DRAFT)
    note = models.CharField("说明", max_length=500, blank=True)
    asks_report = models.BooleanField("提交述职报告", default=True)
    gives_grade = models.BooleanField("评定等次", default=True, help_text="否：只作佐证材料，不排名、不评等次")
    panel_least = models.PositiveSmallIntegerField("考评组最少人数", default=3, validators=[MinValueValidator(3)])
    extra_most = models.DecimalField(
        "加减分上限",
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(20)],
    )
    streets_share = models.DecimalField(
        "占部门年度考核（%）",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    drafted_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="拟稿人"
    )
    drafted_at = models.DateTimeField("拟稿时间", null=True, blank=True)
    published_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发布人"
    )
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    reason = models.CharField("作废原因", max_length=200, blank=True)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评议方案"
        ordering = ["kind", "level", "-year", "-version", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "level", "year", "version"],
                nulls_distinct=False,
                name="scheme_version_once",
                violation_error_message="这一版本已有方案",
            ),
            models.CheckConstraint(
                condition=Q(panel_least__gte=3),
                name="scheme_panel_of_three",
                violation_error_message="考评组不少于3人",
            ),
            models.CheckConstraint(
                condition=Q(kind=RoundKind.DEPARTMENTS, streets_share__isnull=False)
                | (~Q(kind=RoundKind.DEPARTMENTS) & Q(streets_share__isnull=True)),
                name="scheme_of_departments_has_a_share",
                violation_error_message="街道评部门的方案写明占部门年度考核的比例，其他方案不写",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("drafted_by")),
                name="scheme_published_by_another",
                violation_error_message="方案由拟稿人以外的人发布",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}年第{self.version}版"


class SchemePart(models.Model):
    """A row of one of the scheme's tables; its owner is the scheme's."""

    position = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        abstract = True


def _once(fields: list[str], name: str, said: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=fields, name=name, violation_error_message=said)


class Component(SchemePart):
    """A part of the result: its weight of a hundred, and where its points (of a hundred) come from."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="components", verbose_name="方案")
    code = models.CharField("代码", max_length=6)
    name = models.CharField("项目", max_length=40)
    weight = _weight("权重")
    source = models.CharField("来源", max_length=10, choices=ComponentSource.choices)

    class Meta:
        verbose_name = verbose_name_plural = "方案构成"
        ordering = ["scheme_id", "position", "id"]
        constraints = [_once(["scheme", "code"], "component_code_once", "代码重复")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def weight_told(self) -> str:
        """33.33, 20."""
        return plain(self.weight)


class Item(SchemePart):
    """A line of a component's score sheet: its points of the component's hundred.

    Of a figure (`key`): none of the points at `worst`, all of them at `full`, between them in proportion.
    """

    component = models.ForeignKey(Component, models.CASCADE, related_name="items", verbose_name="项目")
    name = models.CharField("评分项", max_length=60)
    points = _weight("分值")
    key = models.CharField("指标", max_length=60, blank=True)
    worst = models.DecimalField("得零分的值", max_digits=12, decimal_places=2, null=True, blank=True)
    full = models.DecimalField("得满分的值", max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "评分表"
        ordering = ["component_id", "position", "id"]
        constraints = [
            _once(["component", "name"], "item_name_once", "评分项重复"),
            models.CheckConstraint(
                condition=Q(key="") | (Q(worst__isnull=False, full__isnull=False) & ~Q(worst=F("full"))),
                name="item_of_figure_has_a_span",
                violation_error_message="指标须写明得零分和得满分的值，两者不能相同",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def points_told(self) -> str:
        """25, 12.5."""
        return plain(self.points)

    @property
    def told(self) -> str:
        """The line with its points, of a figure with its span: 办结率（25分，60得零分，100得满分）."""
        span = f"，{plain(self.worst)}得零分，{plain(self.full)}得满分" if self.key else ""
        return f"{self.name}（{self.points_told}分{span}）"


class VoterClass(SchemePart):
    """Who votes: the weight of the class in its component, how few ballots void it, and the turnout that is asked for as a fraction."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="classes", verbose_name="方案")
    code = models.CharField("代码", max_length=6)
    label = models.CharField("投票人类别", max_length=20)
    weight = _weight("权重")
    min_ballots = models.PositiveSmallIntegerField("最少有效票", validators=[MinValueValidator(1)])
    turnout_part = models.PositiveSmallIntegerField("投票率分子", default=2)
    turnout_whole = models.PositiveSmallIntegerField("投票率分母", default=3, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = verbose_name_plural = "投票人类别"
        ordering = ["scheme_id", "position", "id"]
        constraints = [
            _once(["scheme", "code"], "voter_class_code_once", "代码重复"),
            models.CheckConstraint(
                condition=Q(turnout_whole__gte=1, turnout_part__lte=F("turnout_whole"), min_ballots__gte=1),
                name="voter_class_asks_for_a_share",
                violation_error_message="投票率应在0到1之间，最少有效票至少为1",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def turnout(self) -> str:
        """The share that is asked for: 2/3."""
        return f"{self.turnout_part}/{self.turnout_whole}"

    @property
    def weight_told(self) -> str:
        return plain(self.weight)


class BallotOption(SchemePart):
    """What may be ticked on a ballot, and what it is worth of a hundred."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="options", verbose_name="方案")
    grade = models.CharField("选项", max_length=12, choices=Grade.choices)
    value = models.DecimalField("分值", max_digits=5, decimal_places=2, validators=[MaxValueValidator(100)])

    class Meta:
        verbose_name = verbose_name_plural = "测评选项"
        ordering = ["scheme_id", "position", "id"]
        constraints = [_once(["scheme", "grade"], "ballot_option_once", "选项重复")]

    def __str__(self) -> str:
        return self.get_grade_display()

    @property
    def value_told(self) -> str:
        return plain(self.value)


class Band(SchemePart):
    """A grade by points: from `floor`, which counts, up to `below`, which does not; None: to the top."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="bands", verbose_name="方案")
    grade = models.CharField("等次", max_length=12, choices=Grade.choices)
    floor = models.DecimalField("不低于", max_digits=5, decimal_places=2, validators=[MinValueValidator(0)])
    below = models.DecimalField("低于", max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "等次分档"
        ordering = ["scheme_id", "position", "id"]
        constraints = [_once(["scheme", "grade"], "band_grade_once", "等次重复")]

    def __str__(self) -> str:
        return self.get_grade_display()


class Cap(SchemePart):
    """What holds the grade down to `ceiling` at most: `threshold` in points or percent, of `code` (a component or a class)."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="caps", verbose_name="方案")
    kind = models.CharField("情形", max_length=12, choices=CapKind.choices)
    code = models.CharField("项目或类别", max_length=6, blank=True)
    threshold_part = models.DecimalField("界限分子", max_digits=7, decimal_places=2, default=0)
    threshold_whole = models.PositiveSmallIntegerField("界限分母", default=1, validators=[MinValueValidator(1)])
    ceiling = models.CharField("最高等次", max_length=12, choices=Grade.choices)

    class Meta:
        verbose_name = verbose_name_plural = "等次限制"
        ordering = ["scheme_id", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(threshold_whole__gte=1), name="cap_has_a_whole", violation_error_message="界限的分母至少为1"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_ceiling_display()}"

    @property
    def told(self) -> str:
        """What holds it down: 某项得分低于 D 70."""
        limit = plain(self.threshold_part) if self.threshold_part else ""
        limit = f"{limit}/{self.threshold_whole}" if self.threshold_whole > 1 else limit
        return " ".join(filter(None, (self.get_kind_display(), self.code, limit)))


class Quota(SchemePart):
    """How many of a group may have a grade at most, in percent: rounded down, but one where the group has three."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="quotas", verbose_name="方案")
    grade = models.CharField("等次", max_length=12, choices=Grade.choices)
    percent = models.PositiveSmallIntegerField("比例（%）", validators=[MinValueValidator(1), MaxValueValidator(100)])

    class Meta:
        verbose_name = verbose_name_plural = "等次比例"
        ordering = ["scheme_id", "position", "id"]
        constraints = [_once(["scheme", "grade"], "quota_grade_once", "等次重复")]

    def __str__(self) -> str:
        return f"{self.get_grade_display()} {self.percent}%"


class Extra(SchemePart):
    """What adds to the result or takes off, with a document, so many times at most; a veto has no points.

    With a `key` the times are counted from the unit's year when the round opens, each opened to its row.
    """

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="extras", verbose_name="方案")
    code = models.CharField("代码", max_length=6)
    name = models.CharField("事项", max_length=60)
    kind = models.CharField("类型", max_length=6, choices=ExtraKind.choices)
    points = models.DecimalField(
        "每次分值", max_digits=5, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    times = models.PositiveSmallIntegerField("最多次数", default=1)
    key = models.CharField("自动取数", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "加减分与否决"
        ordering = ["scheme_id", "position", "id"]
        constraints = [_once(["scheme", "code"], "extra_code_once", "代码重复")]

    def __str__(self) -> str:
        return self.name

    @property
    def told(self) -> str:
        """The matter with what it gives or takes, how often at most, and whether it is counted."""
        points = f"，每次{plain(self.points)}分，最多{self.times}次" if self.points else ""
        return f"{self.name}：{self.get_kind_display()}{points}{'，启动时自动取数' if self.key else ''}"


@audited()
class RedLine(Dated):
    """What no scheme may score: words that name it, and the clause that forbids it; in force from a day on."""

    key = models.CharField("代码", max_length=10)
    name = models.CharField("不得考核的事项", max_length=30)
    words = models.CharField("识别用词", max_length=200, help_text="用顿号隔开；“…”代表中间的几个字，如“会议…次数”")
    clause = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "考核红线"
        ordering = ["key", "-active_from", "-id"]
        constraints = [*dated_constraints("red_line")]

    def __str__(self) -> str:
        return self.name


class Refusal(models.Model):
    """An item that was refused because a red line forbids scoring it: kept for the audit."""

    scope_area = "scheme__area"
    names_persons = STAFF_ONLY

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="refusals", verbose_name="方案")
    line = models.CharField("被拒的内容", max_length=100)
    red_line = models.ForeignKey(RedLine, models.PROTECT, related_name="+", verbose_name="考核红线")
    refused_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提交人"
    )
    refused_at = models.DateTimeField("时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "红线拒绝记录"
        ordering = ["-refused_at", "-id"]

    def __str__(self) -> str:
        return self.line
