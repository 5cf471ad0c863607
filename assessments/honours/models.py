"""What documents of named organs recognise, training that was held, and how many of whom came."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from assessments.honours.choices import Audience, EntryState, HonourKind, HonourState, OrganLevel, TrainingKind
from orgtree.database.audit import audited
from orgtree.database.states import in_state
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY

STANDING = [HonourState.HELD, HonourState.ENDED]


class HonourQuerySet(ScopedQuerySet):
    def in_force_on(self, day):
        """Checked, issued by `day`, and neither ended nor run out by then."""
        rows = self.filter(state__in=STANDING, issued_on__lte=day)
        lasting = Q(until__isnull=True) | Q(until__gte=day)
        return rows.filter(lasting, Q(ended_on__isnull=True) | Q(ended_on__gt=day))


@audited()
class Honour(models.Model):
    """What a document says of an area: a demonstration, a case that was spread, an honour, secretaries who got a post. Nobody is named."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="honours", verbose_name="区域")
    kind = models.CharField("种类", max_length=10, choices=HonourKind.choices)
    name = models.CharField("名称", max_length=60, help_text="如“全市城市基层党建示范点”；不写个人姓名")
    organ = models.CharField("发文机关", max_length=40, help_text="如“市委组织部”")
    organ_level = models.CharField("机关层级", max_length=10, choices=OrganLevel.choices)
    number = models.CharField("文号", max_length=40, help_text="如“威组发〔2026〕12号”")
    issued_on = models.DateField("发文日期")
    until = models.DateField("有效期至", null=True, blank=True, help_text="文件写明的最后一天；没有写的留空")
    people = models.PositiveIntegerField("考录进编人数", null=True, blank=True, help_text="只有考录进编填写，不写姓名")
    state = models.CharField("状态", max_length=10, choices=HonourState.choices, default=HonourState.ENTERED)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    checked_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核对人"
    )
    checked_at = models.DateTimeField("核对时间", null=True, blank=True)
    ended_on = models.DateField("失效日期", null=True, blank=True)
    reason = models.CharField("未通过或失效原因", max_length=200, blank=True)

    objects = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "示范与荣誉"
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "name", "number"],
                condition=~Q(state=HonourState.DECLINED),
                name="honour_once",
                violation_error_message="这份文件的这一项已经登记",
            ),
            models.CheckConstraint(
                condition=~Q(organ="") & ~Q(number=""),
                name="honour_has_a_document",
                violation_error_message="须有发文机关和文号",
            ),
            in_state(STANDING, "honour_checked_with_author", "核对须有核对人和时间", has="checked_by checked_at"),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("entered_by")),
                name="honour_checked_by_another",
                violation_error_message="不能由登记人自己核对",
            ),
            models.CheckConstraint(
                condition=Q(kind=HonourKind.ENROLLED, people__gt=0)
                | (~Q(kind=HonourKind.ENROLLED) & Q(people__isnull=True)),
                name="honour_counts_people_of_enrolments",
                violation_error_message="只有考录进编填写人数",
            ),
        ]
        indexes = [models.Index(fields=["area", "kind"], name="honour_of_area")]

    def __str__(self) -> str:
        return self.name


class CountedQuerySet(ScopedQuerySet):
    def counted(self):
        return self.filter(state=EntryState.COUNTED)


@audited()
class Training(models.Model):
    """A training that was held: what, when, for how many hours. Who came is a count by audience."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="trainings", verbose_name="举办区域")
    kind = models.CharField("方式", max_length=10, choices=TrainingKind.choices)
    title = models.CharField("培训内容", max_length=60, help_text="不写个人姓名")
    held_on = models.DateField("日期", help_text="几天的填最后一天")
    hours = models.DecimalField("学时", max_digits=4, decimal_places=1, validators=[MinValueValidator(0.5)])
    state = models.CharField("状态", max_length=10, choices=EntryState.choices, default=EntryState.COUNTED)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    reason = models.CharField("作废原因", max_length=200, blank=True)

    objects = CountedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "培训"
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["area", "held_on"], name="training_of_area")]

    def __str__(self) -> str:
        return f"{self.held_on} {self.title}"


@audited()
class TrainingRoll(models.Model):
    """How many of an audience came to a training: a head-count from the roll on paper, never a name.

    Of secretaries the roll may be called by the posts that the platform knows: then the hours stand with each (`CalledRecord`).
    """

    scope_area = "training__area"
    names_persons = STAFF_ONLY

    training = models.ForeignKey(Training, models.PROTECT, related_name="rolls", verbose_name="培训")
    audience = models.CharField("对象", max_length=10, choices=Audience.choices)
    people = models.PositiveIntegerField("到场（人次）")
    state = models.CharField("状态", max_length=10, choices=EntryState.choices, default=EntryState.COUNTED)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    reason = models.CharField("作废原因", max_length=200, blank=True)

    objects = CountedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "培训人次"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["training", "audience"],
                condition=Q(state=EntryState.COUNTED),
                name="training_roll_once",
                violation_error_message="这次培训已登记这类对象，有误的先作废",
            ),
            models.CheckConstraint(
                condition=Q(people__gt=0), name="training_roll_counts_people", violation_error_message="请填写人次"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.training} {self.get_audience_display()}"


class CalledRecord(models.Model):
    """The hours of one who came, by the roll on which they were called; shown nowhere: the roll counts, the hours stand with the person."""

    roll = models.ForeignKey(TrainingRoll, models.PROTECT, related_name="called", verbose_name="培训人次")
    record = models.OneToOneField(
        "grids.StaffTraining", models.PROTECT, related_name="called_by", verbose_name="培训学时"
    )

    class Meta:
        verbose_name = verbose_name_plural = "点名学时"

    def __str__(self) -> str:
        return f"{self.roll_id} {self.record_id}"
