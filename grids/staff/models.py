"""Terms of those who answer for an area, what training they had, the public card of a grid, and what is laid down about them."""

from django.core.validators import MinValueValidator
from django.db import models

from grids.staff.choices import CardState, NormKey, StaffRole, TermState, TrainingState
from orgtree.database.audit import audited
from orgtree.database.spans import ends_after_it_begins, in_force_on
from orgtree.days.rules.months import months_on
from orgtree.models import ScopedQuerySet
from orgtree.owned.models import Dated, dated_constraints
from orgtree.scope.models.rows import EVERY_ROW, STAFF_ONLY
from orgtree.text.crypto import EncryptedTextField
from orgtree.text.rules.phones import masked_phone
from orgtree.tree.models import Area

NEAR = 3  # months before its end in which a term is shown as ending


class StaffTermQuerySet(ScopedQuerySet):
    def in_office_on(self, day):
        """Begun by `day`, not over, and not entered wrongly; the last day counts."""
        return self.filter(in_force_on(day)).exclude(state=TermState.VOID)

    def ending(self, day):
        """Held, and their term is over or ends within the months of notice."""
        return self.filter(state=TermState.HELD, until__lt=months_on(day, NEAR))


@audited(exclude=("phone",))
class StaffTerm(models.Model):
    """Somebody who answers for an area as something, from a day to the last day of the term (none: for good).

    With an account the name is the account's. A term with a `post` follows from it: it begins and ends with the post. The phone is that of
    the duty, sealed; `consented_on` is the day on which they agreed that name and phone stand on the grid's card.
    """

    scope_area = "area"
    names_persons = EVERY_ROW
    personal_fields = ("holder", "phone")

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="staff", verbose_name="区域")
    role = models.CharField("身份", max_length=20, choices=StaffRole.choices)
    holder = models.CharField("姓名", max_length=40)
    account = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="staff_terms", verbose_name="账号"
    )
    post = models.OneToOneField(
        "orgtree.Post", models.PROTECT, null=True, blank=True, related_name="staff_term", verbose_name="岗位"
    )
    phone = EncryptedTextField(
        "值班电话", blank=True, default="", help_text="工作联系用；填了并同意公示的，才上网格公示牌"
    )
    beat = models.CharField("负责范围", max_length=60, blank=True, help_text="街巷长填街巷名称，如“健康街”")
    since = models.DateField("任职日期")
    until = models.DateField("任期至", null=True, blank=True, help_text="最后一天；没有固定任期的留空")
    consented_on = models.DateField("同意公示日期", null=True, blank=True, help_text="本人签字同意的日期")
    state = models.CharField("状态", max_length=10, choices=TermState.choices, default=TermState.HELD)
    entered_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    entered_at = models.DateTimeField("登记时间")
    reason = models.CharField("离任或作废原因", max_length=200, blank=True)

    objects = StaffTermQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "网格力量"
        ordering = ["area_id", "role", "id"]
        constraints = [ends_after_it_begins("staff_term_ends_after_it_began", "任期的最后一天不能早于任职日期")]
        indexes = [models.Index(fields=["area", "role"], name="staff_of_area")]

    def __str__(self) -> str:
        return f"{self.area}{self.get_role_display()}"

    @property
    def name(self) -> str:
        """Whose it is, as the account has it where there is one."""
        return self.account.name if self.account_id else self.holder

    @property
    def masked_phone(self) -> str:
        return masked_phone(self.phone)


@audited()
class StaffTraining(models.Model):
    """Hours of training that somebody had on a day."""

    scope_area = "term__area"
    names_persons = EVERY_ROW

    term = models.ForeignKey(StaffTerm, models.PROTECT, related_name="trainings", verbose_name="人员")
    title = models.CharField("培训内容", max_length=60)
    held_on = models.DateField("日期")
    hours = models.DecimalField(
        "学时", max_digits=4, decimal_places=1, validators=[MinValueValidator(0.5)], help_text="最少0.5，最多80"
    )
    state = models.CharField("状态", max_length=10, choices=TrainingState.choices, default=TrainingState.DONE)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    reason = models.CharField("作废原因", max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "网格力量培训"
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return f"{self.held_on} {self.title}"


class GridCardQuerySet(ScopedQuerySet):
    def public(self):
        """What everybody may read: published, of a grid that is there."""
        return self.filter(state=CardState.PUBLIC, area__in=Area.objects.current())


@audited()
class GridCard(models.Model):
    """What everybody may read of a grid: its boundary in words and whom to call. Who works there stands in the terms, by their consent."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.OneToOneField("orgtree.Area", models.PROTECT, related_name="grid_card", verbose_name="网格")
    boundary = models.CharField(
        "四至范围", max_length=300, help_text="用道路、河流、小区说明，如“东至健康街，南至北宫桥”；不写门牌号和姓名"
    )
    phone = models.CharField("网格值守电话", max_length=30, help_text="社区或网格的公用电话")
    supervision_phone = models.CharField("监督电话", max_length=30, help_text="街道或社区的公用电话")
    state = models.CharField("状态", max_length=10, choices=CardState.choices, default=CardState.DRAFT)
    kept_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="填写人")
    kept_at = models.DateTimeField("填写时间")
    published_at = models.DateTimeField("公布时间", null=True, blank=True)

    objects = GridCardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "网格公示牌"
        ordering = ["area_id"]

    def __str__(self) -> str:
        return f"{self.area}公示牌"


@audited()
class StaffNorm(Dated):
    """A number of one keeper, in force from `active_from` until the keeper's next of its key, or until `active_to`."""

    key = models.CharField("事项", max_length=20, choices=NormKey.choices)
    number = models.PositiveIntegerField("数值")

    class Meta:
        verbose_name = verbose_name_plural = "网格力量标准"
        ordering = ["key", "-active_from", "-id"]
        constraints = [
            *dated_constraints("staff_norm"),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} {self.number}"


class GridCover(Area):
    """A grid with who works there, counted when it is read (services/cover.py); nothing of it is stored."""

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "网格覆盖"
        ordering = ["tree_id", "lft"]
