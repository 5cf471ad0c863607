"""A round of assessment: who holds it, by which scheme, for which year; its subjects, frozen when it opens."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from assessments.rounds.choices import RoundState
from assessments.schemes.models import FIRST_YEAR, LAST_YEAR, Scheme
from orgtree.choices import Permission as P
from orgtree.database.audit import audited
from orgtree.models import Area, ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY
from orgtree.scope.rules.grants import post_kinds_with

LEFT_OUT = "left_out"
STANDS, WITHDRAWN = "stands", "withdrawn"


def staff(words: str) -> models.ForeignKey:
    """Somebody of the staff who took a step."""
    return models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=words
    )


def moment(words: str) -> models.DateTimeField:
    """When a step was taken."""
    return models.DateTimeField(words, null=True, blank=True)


class RoundQuerySet(ScopedQuerySet):
    def running(self):
        """Those that are prepared or open: what still takes reports, scores and votes."""
        return self.filter(state__in=[RoundState.CREATED, RoundState.OPEN])


@audited()
class Round(models.Model):
    """One round: created, opened (everything is frozen), closed, decided, published, archived."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    number = models.CharField("编号", max_length=20, unique=True)
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="rounds", verbose_name="方案")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="rounds", verbose_name="组织考评的区域")
    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    title = models.CharField("名称", max_length=60)
    before = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="nexts", verbose_name="沿用自"
    )
    state = models.CharField("状态", max_length=10, choices=RoundState.choices, default=RoundState.CREATED)
    fill = models.ForeignKey(
        "orgtree.FigureFill", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="指标期（已关账）"
    )
    reports_due = models.DateField("述职报告截止", null=True, blank=True)
    meeting_at = moment("述职会议时间")
    meeting_place = models.CharField("述职会议地点", max_length=60, blank=True)
    created_by = staff("创建人")
    created_at = moment("创建时间")
    opened_by = staff("启动人")
    opened_at = moment("启动时间")
    closed_by = staff("截止人")
    closed_at = moment("截止时间")
    decided_by = staff("评定人")
    decided_at = moment("评定时间")
    published_by = staff("公布人")
    published_at = moment("公布时间")
    archived_by = staff("归档人")
    archived_at = moment("归档时间")
    reason = models.CharField("取消原因", max_length=200, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评议轮次"
        ordering = ["-year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "scheme", "year"],
                condition=~Q(state=RoundState.CANCELLED),
                name="round_once_a_year",
                violation_error_message="这一方案本年度已有轮次",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[RoundState.CREATED, RoundState.CANCELLED]) | Q(opened_at__isnull=False),
                name="round_opened_at_a_moment",
                violation_error_message="启动须有时间",
            ),
        ]
        indexes = [models.Index(fields=["area", "state"], name="round_of_area")]

    def __str__(self) -> str:
        return self.title


class HostedQuerySet(ScopedQuerySet):
    """Rows about a subject: read by the host and by the subject, managed by the host alone, reported on by the subject itself.

    A street that holds its own rounds manages none of the rows in which it is assessed, and reports for no community of its own.
    """

    subject = "subject__"

    def allowed(self, user, permission: str):
        rows = super().allowed(user, permission)
        if permission == P.ASSESS_VIEW or not (user and user.is_authenticated):
            return rows
        if permission == P.ASSESS_REPORT:
            return rows.filter(self._seated(user))
        return rows.filter(**{f"{self.subject}round__area__in": Area.objects.allowed(user, permission)})

    def judges(self, permission: str) -> bool:
        return permission != P.ASSESS_VIEW

    def _seated(self, user) -> Q:
        """The condition that the person has a post at the subject itself, and not above it."""
        posts = [post for post in user.live_posts if post.kind in post_kinds_with(P.ASSESS_REPORT)]
        areas = [post.area_id for post in posts if post.area_id]
        units = [post.institution_id for post in posts if post.institution_id]
        return Q(**{f"{self.subject}area__in": areas}) | Q(**{f"{self.subject}institution__in": units})


class SubjectQuerySet(HostedQuerySet):
    subject = ""

    def taking_part(self):
        """Those that are assessed, in the order of the meeting."""
        return self.filter(is_left_out=False).order_by("position", "pk")


@audited()
class RoundSubject(models.Model):
    """Who is assessed: an area's committee or a unit. Name and holder are those of the day on which the round opened.

    `group` is what it is compared with: like with like.
    """

    scope_area = ("round__area", "area")
    scope_institution = "institution"
    names_persons = STAFF_ONLY  # who holds the office, as lists of posts say it
    personal_fields = ("holder",)  # masked wherever the audit trail is shown

    round = models.ForeignKey(Round, models.PROTECT, related_name="subjects", verbose_name="轮次")
    area = models.ForeignKey(
        "orgtree.Area", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="区域"
    )
    institution = models.ForeignKey(
        "orgtree.Institution", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位"
    )
    name = models.CharField("考评对象", max_length=80)
    holder = models.CharField("述职人", max_length=40, blank=True)
    group = models.CharField("同类组", max_length=20)
    position = models.PositiveSmallIntegerField("述职顺序", default=0)
    is_left_out = models.BooleanField("不参加", default=False)
    reason = models.CharField("不参加的原因", max_length=200, blank=True)
    questions = models.TextField("提问", max_length=1000, blank=True)
    answers = models.TextField("答复", max_length=1000, blank=True)
    comment = models.TextField("领导点评", max_length=1000, blank=True)
    heard_by = staff("会议记录人")
    heard_at = moment("会议记录时间")

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "考评对象"
        ordering = ["round_id", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, institution__isnull=True)
                | Q(area__isnull=True, institution__isnull=False),
                name="subject_is_an_area_or_a_unit",
                violation_error_message="考评对象是一个区域或一个单位",
            ),
            models.UniqueConstraint(
                fields=["round", "area"],
                condition=Q(area__isnull=False),
                name="subject_area_once",
                violation_error_message="这个区域已在本轮",
            ),
            models.UniqueConstraint(
                fields=["round", "institution"],
                condition=Q(institution__isnull=False),
                name="subject_unit_once",
                violation_error_message="这个单位已在本轮",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """How far its round is; apart where it takes no part."""
        return LEFT_OUT if self.is_left_out else self.round.state


class RoundFact(models.Model):
    """What a closed period says of a subject, for one line of the score sheet: never written again.

    `fill` is the closed period that it was read in; of units, whose facts are not of periods, the words say what was counted.
    A later correction of the period stands beside it.
    """

    scope_area = ("subject__round__area", "subject__area")
    scope_institution = "subject__institution"
    names_persons = STAFF_ONLY

    subject = models.ForeignKey(RoundSubject, models.PROTECT, related_name="facts", verbose_name="考评对象")
    component = models.ForeignKey("assessments.Component", models.PROTECT, related_name="+", verbose_name="项目")
    item = models.ForeignKey("assessments.Item", models.PROTECT, related_name="+", verbose_name="评分项")
    fill = models.ForeignKey(
        "orgtree.FigureFill", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="关账期"
    )
    value = models.DecimalField("数值", max_digits=16, decimal_places=2, null=True, blank=True)
    words = models.CharField("事实", max_length=200, blank=True)
    taken_at = models.DateTimeField("取数时间")

    objects = HostedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "考评事实"
        ordering = ["subject_id", "component_id", "item_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "item"], name="fact_once_a_line", violation_error_message="这一项已取数"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.item}"


@audited()
class SubjectExtra(models.Model):
    """An honour, a criticism or a veto of a subject, with the document that says so."""

    scope_area = ("subject__round__area", "subject__area")
    scope_institution = "subject__institution"
    names_persons = STAFF_ONLY

    subject = models.ForeignKey(RoundSubject, models.PROTECT, related_name="extras", verbose_name="考评对象")
    extra = models.ForeignKey("assessments.Extra", models.PROTECT, related_name="+", verbose_name="事项")
    times = models.PositiveSmallIntegerField("次数", default=1, validators=[MinValueValidator(1)])
    document = models.CharField("依据文件", max_length=100, help_text="文件名称和文号；否决须为有权机关的文件")
    is_withdrawn = models.BooleanField("已撤销", default=False)
    entered_by = staff("登记人")
    entered_at = moment("登记时间")
    reason = models.CharField("撤销原因", max_length=200, blank=True)

    objects = HostedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "加减分登记"
        ordering = ["subject_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "extra", "document"],
                condition=Q(is_withdrawn=False),
                name="subject_extra_once_a_document",
                violation_error_message="同一文件的同一事项只记一次",
            )
        ]

    def __str__(self) -> str:
        return f"{self.extra} {self.document}"

    @property
    def state(self) -> str:
        """Whether it still counts."""
        return WITHDRAWN if self.is_withdrawn else STANDS
