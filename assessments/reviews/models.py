"""民主评议党员: a branch's review of one year, and the members on its roll, sealed."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from assessments.reviews.choices import ReviewedState, ReviewGrade, ReviewState
from orgtree.database.audit import audited
from orgtree.database.states import in_state
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import EVERY_ROW, STAFF_ONLY
from orgtree.text.crypto import EncryptedTextField
from orgtree.text.rules.phones import masked_name

FROM_COUNTED = [ReviewState.COUNTED, ReviewState.DECIDED, ReviewState.CLOSED]
FROM_GRADED = [ReviewedState.GRADED, ReviewedState.TOLD]


@audited(exclude=("first_votes",))
class Review(models.Model):
    """The review of one branch in one year. Ballots are of paper: how many, entered twice by two people, and no more of them."""

    scope_area = "branch__area"
    names_persons = STAFF_ONLY

    branch = models.ForeignKey(
        "orgtree.PartyOrg", models.PROTECT, related_name="reviews", verbose_name="党支部", help_text="开展评议的党支部"
    )
    year = models.PositiveSmallIntegerField("年度")
    held_on = models.DateField("评议会议日期", help_text="组织生活会或党员大会的日期")
    state = models.CharField("状态", max_length=10, choices=ReviewState.choices, default=ReviewState.PREPARING)
    members = models.PositiveSmallIntegerField("参评党员（人）", null=True, blank=True)
    issued = models.PositiveSmallIntegerField("发出（张）", null=True, blank=True)
    returned = models.PositiveSmallIntegerField("收回（张）", null=True, blank=True)
    valid = models.PositiveSmallIntegerField("有效（张）", null=True, blank=True)
    first_votes = models.JSONField("第一次录入", default=dict, blank=True)
    first_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="第一录入人"
    )
    first_at = models.DateTimeField("第一次录入时间", null=True, blank=True)
    second_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="第二录入人"
    )
    second_at = models.DateTimeField("第二次录入时间", null=True, blank=True)
    made_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="办理人")
    made_at = models.DateTimeField("开始时间")
    decided_on = models.DateField("评定会议日期", null=True, blank=True, help_text="支委会或党员大会的日期")
    decided_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记评定人"
    )
    decided_at = models.DateTimeField("登记评定时间", null=True, blank=True)
    closed_at = models.DateTimeField("归档时间", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "民主评议党员"
        ordering = ["-year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "year"],
                condition=~Q(state=ReviewState.VOID),
                name="review_once_a_year",
                violation_error_message="该支部本年度已开展评议",
            ),
            in_state(FROM_COUNTED, "review_counted_by_two", has="first_by second_by members issued returned valid"),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | ~Q(second_by=models.F("first_by")), name="review_by_two_people"
            ),
            models.CheckConstraint(
                condition=Q(valid__isnull=True)
                | Q(valid__lte=models.F("returned"), returned__lte=models.F("issued"), issued__lte=models.F("members")),
                name="review_papers_add_up",
            ),
            in_state(
                [ReviewState.DECIDED, ReviewState.CLOSED], "review_decided_by_somebody", has="decided_by decided_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年 {self.branch}"


@audited(exclude=("name", "remark"))
class Reviewed(models.Model):
    """A member on the roll: what was voted, and apart from that what the organisation decided. The name and the remark are sealed.

    `member` is who it is on the platform, where the branch has said so: for their own copy of the data, and so that their service stands beside.
    """

    scope_area = "review__branch__area"
    names_persons = EVERY_ROW
    personal_fields = ("name", "remark")

    review = models.ForeignKey(Review, models.PROTECT, related_name="roll", verbose_name="民主评议")
    serial = models.PositiveSmallIntegerField("序号", validators=[MinValueValidator(1)])
    name = EncryptedTextField("姓名", blank=True, default="")
    member = models.ForeignKey(
        "volunteers.Member", models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name="平台党员"
    )
    excellent = models.PositiveSmallIntegerField("优秀（票）", null=True, blank=True)
    qualified = models.PositiveSmallIntegerField("合格（票）", null=True, blank=True)
    basic = models.PositiveSmallIntegerField("基本合格（票）", null=True, blank=True)
    failed = models.PositiveSmallIntegerField("不合格（票）", null=True, blank=True)
    grade = models.CharField("组织评定", max_length=10, choices=ReviewGrade.choices, blank=True)
    remark = EncryptedTextField("评定意见", blank=True, default="")
    state = models.CharField("状态", max_length=10, choices=ReviewedState.choices, default=ReviewedState.LISTED)
    told_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="告知人"
    )
    told_at = models.DateTimeField("告知时间", null=True, blank=True)
    forgotten_on = models.DateField("姓名删除日期", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评议名册"
        ordering = ["review", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["review", "serial"], name="reviewed_serial_once"),
            models.UniqueConstraint(
                fields=["review", "member"],
                name="reviewed_member_once",
                violation_error_message="这名党员已在名册上",
            ),
            in_state(FROM_GRADED, "reviewed_graded", has="excellent qualified basic failed", says="grade"),
            in_state(ReviewedState.TOLD, "reviewed_told_by_somebody", has="told_by told_at"),
        ]

    def __str__(self) -> str:
        return f"{self.review} {self.serial}号"

    @property
    def masked_name(self) -> str:
        return masked_name(self.name) if self.name else ""

    @property
    def votes_told(self) -> str:
        """The votes by grade; nothing before they are entered."""
        if self.excellent is None:
            return ""
        return f"优秀{self.excellent}、合格{self.qualified}、基本合格{self.basic}、不合格{self.failed}"
