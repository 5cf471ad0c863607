"""Forms that offices ask for, what each of their blanks is filled from, what areas report, and what is said against a demand."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from orgtree.choices import (
    AreaKind,
    BurdenKey,
    CellSpan,
    FormShape,
    FormState,
    PeriodKind,
    ProtestKind,
    ProtestState,
    ReturnState,
)
from orgtree.choices import Permission as P
from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.database.states import in_state
from orgtree.days.rules.periods import Period
from orgtree.figures.models import REPORTED, TO_CHECK
from orgtree.oneform.rules import OPTIONAL
from orgtree.owned.models import Dated, dated_constraints
from orgtree.scope.models.either import rows_of_either
from orgtree.scope.models.rows import STAFF_ONLY, ScopedQuerySet, touch_condition

LEVELS = [(AreaKind.STREET.value, "街道、镇乡"), (AreaKind.COMMUNITY.value, "社区、村")]
KINDS = {
    AreaKind.STREET: (AreaKind.STREET, AreaKind.TOWN),
    AreaKind.COMMUNITY: (AreaKind.COMMUNITY, AreaKind.VILLAGE),
}
PERIODS = [(kind.value, f"每{kind.label}") for kind in PeriodKind]
DONE = REPORTED


class AskedFormQuerySet(ScopedQuerySet):
    def allowed(self, user, permission: str):
        """A form is read also by whom it is asked of, below its area."""
        if permission != P.BOARD_VIEW:
            return super().allowed(user, permission)
        return self.filter(touch_condition(user, permission, lookup="area"))

    def live(self):
        return self.filter(state=FormState.LIVE)


@audited(exclude=("layout",))
class AskedForm(models.Model):
    """One table that an office asks for: why, on what ground, of whom, until when; `layout` are its lines as they were sent.

    It is asked of the areas of `level` below `area`. `rows_of` is the figure whose rows it lists, where a line is a record.
    """

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="适用区域")
    title = models.CharField("报表名称", max_length=60)
    office = models.CharField("要表部门", max_length=40)
    purpose = models.CharField("用途", max_length=200)
    ground = models.CharField("依据", max_length=200, help_text="文件名称与文号")
    level = models.CharField("填报层级", max_length=10, choices=LEVELS, default=AreaKind.COMMUNITY)
    period_kind = models.CharField("多久一报", max_length=1, choices=PERIODS, default=PeriodKind.MONTH)
    due_days = models.PositiveSmallIntegerField(
        "期后几天内报",
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="每期结束后第几天为止",
    )
    starts_on = models.DateField("从哪天起")
    ends_on = models.DateField("到哪天止", help_text="过了这一天不能再要")
    shape = models.CharField("表格样式", max_length=10, choices=FormShape.choices)
    rows_of = models.CharField("列出的记录", max_length=60, blank=True)
    layout = models.JSONField("表样")
    state = models.CharField("状态", max_length=10, choices=FormState.choices, default=FormState.PROPOSED)
    registered_by = by_account("登记人")
    registered_at = models.DateTimeField("登记时间")
    approved_by = by_account_later("审批人")
    approved_at = models.DateTimeField("审批时间", null=True, blank=True)

    objects = AskedFormQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报表"
        ordering = ["-registered_at", "-id"]
        constraints = [
            in_state(
                [FormState.LIVE, FormState.STOPPED, FormState.EXPIRED],
                "form_approved_with_author",
                "批准须有审批人和时间",
                has="approved_by approved_at",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("registered_by")),
                name="form_approved_by_another",
                violation_error_message="报表不能由登记人自己审批",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="form_ends_after_start",
                violation_error_message="截止日期应晚于开始日期",
            ),
            models.UniqueConstraint(
                fields=["area", "title"],
                condition=Q(state__in=[FormState.PROPOSED, FormState.LIVE]),
                name="form_title_once",
                violation_error_message="这里已有同名的报表在用或待审批",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of areas that it is asked of."""
        return KINDS[AreaKind(self.level)]


@audited()
class FormItem(models.Model):
    """One blank of a form: a column, or one cell in a printed line (`row`); what it is filled from ("" : it is asked) and of which time.

    `told` says that somebody chose the source: it is remembered for the next table with such a heading.
    """

    scope_area = "form__area"
    names_persons = STAFF_ONLY

    form = models.ForeignKey(AskedForm, models.CASCADE, related_name="items", verbose_name="报表")
    row = models.PositiveSmallIntegerField("行", null=True, blank=True)
    column = models.PositiveSmallIntegerField("栏")
    heading = models.CharField("栏目", max_length=200)
    key = models.CharField("栏目简称", max_length=200)
    source = models.CharField("数据来源", max_length=120, blank=True)
    span = models.CharField("时间", max_length=1, choices=CellSpan.choices, default=CellSpan.THIS)
    told = models.BooleanField("人工选定", default=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报表栏目"
        ordering = ["row", "column"]
        constraints = [models.UniqueConstraint(fields=["form", "row", "column"], name="form_item_once")]
        indexes = [models.Index(fields=["key"], name="form_item_by_key")]

    def __str__(self) -> str:
        return self.heading

    @property
    def may_stay_empty(self) -> bool:
        """Whether a report goes without it: remarks."""
        return self.heading.rpartition(" / ")[2] in OPTIONAL


@audited()
class BurdenNorm(Dated):
    """How long something takes a community, of one keeper, in force from `active_from` until the keeper's next of its key."""

    key = models.CharField("事项", max_length=10, choices=BurdenKey.choices)
    number = models.DecimalField("数值", max_digits=5, decimal_places=1, validators=[MinValueValidator(0)])

    class Meta:
        verbose_name = verbose_name_plural = "要表负担标准"
        ordering = ["key", "-active_from", "-id"]
        constraints = [*dated_constraints("burden_norm")]

    def __str__(self) -> str:
        return f"{self.get_key_display()} {self.number.normalize():f}"


class FormReturnQuerySet(ScopedQuerySet):
    def to_check(self):
        """Those that wait for somebody to look and report."""
        return self.filter(state__in=TO_CHECK)

    def late(self, today):
        return self.filter(state__in=[ReturnState.OPEN, ReturnState.WAITING], due_on__lt=today)

    def of(self, period: Period):
        return self.filter(form__period_kind=period.kind, period_start=period.start)


@audited(exclude=("values",))
class FormReturn(models.Model):
    """A form of one area and period. `typed` are the answers to what nobody knows (item id -> text); `values` what was confirmed.

    One of a higher area waits until all below it are confirmed; confirmed, it locks them.
    """

    scope_area = "area"
    names_persons = STAFF_ONLY

    form = models.ForeignKey(AskedForm, models.PROTECT, related_name="returns", verbose_name="报表")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="填报区域")
    period_start = models.DateField("统计期")
    due_on = models.DateField("报送期限")
    state = models.CharField("状态", max_length=10, choices=ReturnState.choices)
    typed = models.JSONField("补填的内容", default=dict, blank=True)
    values = models.JSONField("上报的内容", default=list, blank=True)
    confirmed_by = by_account_later("上报人")
    confirmed_at = models.DateTimeField("上报时间", null=True, blank=True)
    unlocked_until = models.DateField("限时更正到", null=True, blank=True)

    objects = FormReturnQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报表上报"
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["form", "area", "period_start"], name="form_return_once"),
            in_state(DONE, "form_return_with_author", "上报须有上报人和时间", has="confirmed_by confirmed_at"),
            in_state(ReturnState.UNLOCKED, "form_unlocked_with_day", "限时更正须有日期", has="unlocked_until"),
        ]
        indexes = [
            models.Index(fields=["area", "state"], name="form_return_area_state"),
            models.Index(fields=["due_on"], condition=Q(state=ReturnState.OPEN), name="form_return_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.form.title}（{self.period.label}）"

    @property
    def period(self) -> Period:
        return Period(self.form.period_kind, self.period_start)

    @property
    def has_own_blanks(self) -> bool:
        """Whether the area itself types what nobody knows: at the form's level, and of a line an item at every level."""
        if self.form.shape == FormShape.ITEMS:
            return True
        return self.form.shape == FormShape.AREAS and self.area.kind in self.form.kinds


class FormProtestQuerySet(ScopedQuerySet):
    def allowed(self, user, permission: str):
        """What one has told oneself, and what the posts that answer such words may read; who told it is read by nobody."""
        answered = super().allowed(user, P.FORM_APPROVE)
        if permission == P.FORM_APPROVE or not user.holds(permission):
            return answered
        return rows_of_either(self, answered, self.filter(sent_by=user.pk))


@audited()
class FormProtest(models.Model):
    """A word against a demand: asked twice, or never registered. `area` is where it is answered, far above who sent it."""

    scope_area = "area"
    untold_accounts = ("sent_by",)
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="答复区域")
    kind = models.CharField("种类", max_length=20, choices=ProtestKind.choices)
    form = models.ForeignKey(
        AskedForm, models.PROTECT, null=True, blank=True, related_name="protests", verbose_name="哪张报表"
    )
    told = models.CharField(
        "情况", max_length=200, blank=True, help_text="哪个部门要什么表、用什么方式要；不写自己的单位和姓名"
    )
    state = models.CharField("状态", max_length=10, choices=ProtestState.choices, default=ProtestState.OPEN)
    sent_by = by_account("反映人")
    sent_on = models.DateField("反映日期")
    answer = models.CharField("答复", max_length=200, blank=True)
    answered_by = by_account_later("答复人")
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    objects = FormProtestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "要表反映"
        ordering = ["-sent_on", "-id"]
        constraints = [
            in_state(
                ProtestState.ANSWERED,
                "form_protest_answered",
                "答复须有内容、答复人和时间",
                has="answered_by answered_at",
                says="answer",
            ),
            models.CheckConstraint(
                condition=Q(form__isnull=False) | ~Q(told=""),
                name="form_protest_says_what",
                violation_error_message="请选择报表，或写明哪个部门要什么表",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.form or self.told[:20]}"
