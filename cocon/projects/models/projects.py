"""Projects from 立项 to 结项, their hearings, and the places that a renewal reached."""

from django.db import models
from django.db.models import F, Q

from cocon.projects.choices import ProjectCategory, ProjectKind, ProjectSource, ProjectState, Verdict
from cocon.projects.models.funds import FundLine
from cocon.projects.rules.completion import DONE
from cocon.projects.rules.hearing import share_told
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY
from orgtree.text.rules.money import fen_of, yuan_of

State = ProjectState
BEFORE_MONEY = (State.DRAFT, State.HEARD, State.PUBLICISED, State.ASKED, State.SECOND)
APPROVED = (
    State.RUNNING,
    State.SUBMITTED,
    State.ACCEPTED,
    State.SETTLED,
)  # their money is spoken for and not settled, or may come back
ENDED = (State.CLOSED, State.REFUSED, State.WITHDRAWN, State.STOPPED)


def _somebody(label: str):
    return models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


def _never_both(one: str, other: str) -> Q:
    return Q(**{f"{one}__isnull": True}) | Q(**{f"{other}__isnull": True}) | ~Q(**{one: F(other)})


@audited()
class Project(models.Model):
    """One project. What was approved for it and paid stands in the entries of its line; how far it is, in its milestones."""

    scope_area = "area"
    scope_institution = "unit"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="projects", verbose_name="所在区域")
    unit = models.ForeignKey(
        "orgtree.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name="承办单位",
        help_text="由单位承办的填写；社区或街道自己办的留空",
    )
    kind = models.CharField("项目种类", max_length=10, choices=ProjectKind.choices)
    category = models.CharField("项目类型", max_length=10, choices=ProjectCategory.choices)
    source = models.CharField("项目来源", max_length=10, choices=ProjectSource.choices)
    title = models.CharField("项目名称", max_length=40)
    words = models.CharField("做什么、为什么", max_length=500, help_text="不写居民姓名、电话和门牌号")
    until = models.DateField("计划完成日期")
    line = models.ForeignKey(
        FundLine, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name="经费预算"
    )
    amount = models.BigIntegerField("申请金额（分）", default=0)
    state = models.CharField("状态", max_length=10, choices=ProjectState.choices, default=ProjectState.DRAFT)
    leader = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="负责人")
    led_before = models.ManyToManyField("orgtree.User", blank=True, related_name="+", verbose_name="此前的负责人")
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, null=True, related_name="+", verbose_name="立项人")
    entered_at = models.DateTimeField("立项时间")
    publicity = models.CharField("公示方式和地点", max_length=100, blank=True)
    publicised_by = _somebody("公示人")
    publicised_at = models.DateTimeField("公示时间", null=True, blank=True)
    heard_in_public = models.CharField("公示结果", max_length=200, blank=True)
    asked_by = _somebody("提请审批人")
    asked_at = models.DateTimeField("提请审批时间", null=True, blank=True)
    approved_by = _somebody("第一审批人")
    approved_at = models.DateTimeField("第一人审批时间", null=True, blank=True)
    second_by = _somebody("第二审批人")
    second_at = models.DateTimeField("批准时间", null=True, blank=True)
    outcome = models.CharField("完成情况", max_length=500, blank=True)
    people = models.PositiveIntegerField("受益人数", null=True, blank=True, help_text="只填人数，不写姓名")
    hours = models.PositiveIntegerField("服务小时数", null=True, blank=True)
    submitted_by = _somebody("提交验收人")
    submitted_at = models.DateTimeField("提交验收时间", null=True, blank=True)
    accepted_words = models.CharField("验收意见", max_length=200, blank=True)
    accepted_by = _somebody("验收人")
    accepted_at = models.DateTimeField("验收时间", null=True, blank=True)
    praise = models.CharField("激励", max_length=200, blank=True)
    ended_by = _somebody("结项或终止人")
    ended_at = models.DateTimeField("结项或终止时间", null=True, blank=True)
    reason = models.CharField("未通过、撤回或终止原因", max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "共建项目"
        ordering = ["-entered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=0, line__isnull=True) | Q(amount__gt=0, line__isnull=False),
                name="project_money_has_a_line",
                violation_error_message="用钱的项目须有金额和经费预算",
            ),
            models.CheckConstraint(
                condition=_never_both("approved_by", "leader")
                & _never_both("approved_by", "entered_by")
                & _never_both("approved_by", "asked_by")
                & _never_both("second_by", "leader")
                & _never_both("second_by", "entered_by")
                & _never_both("second_by", "asked_by")
                & _never_both("second_by", "approved_by"),
                name="project_two_others_approve",
                violation_error_message="须由两位审批人审批，都不是立项人、负责人或提请人",
            ),
            models.CheckConstraint(
                condition=_never_both("accepted_by", "leader")
                & _never_both("accepted_by", "entered_by")
                & _never_both("accepted_by", "submitted_by"),
                name="project_accepted_by_another",
                violation_error_message="项目不能由负责人或提交人自己验收",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DONE) | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="project_done_when_accepted",
                violation_error_message="未经验收不能结算和结项",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=APPROVED) | Q(amount=0) | Q(second_by__isnull=False, second_at__isnull=False),
                name="project_runs_when_approved",
                violation_error_message="用钱的项目须经两人审批后实施",
            ),
        ]
        indexes = [models.Index(fields=["area", "state"], name="project_of_area")]

    def __str__(self) -> str:
        return self.title

    @property
    def yuan(self):
        """What was asked for, in yuan; kept in whole fen."""
        return yuan_of(self.amount)

    @yuan.setter
    def yuan(self, yuan) -> None:
        self.amount = fen_of(yuan or 0)

    def begin(self) -> None:
        """Set the state in which it begins: with money it waits for its hearing, without it runs."""
        self.state = ProjectState.DRAFT if self.has_money else ProjectState.RUNNING

    @property
    def has_money(self) -> bool:
        return self.amount > 0


@audited()
class Hearing(models.Model):
    """One hearing or deliberation about a project, with the numbers that it was judged by."""

    scope_area = "project__area"
    scope_institution = "project__unit"
    names_persons = STAFF_ONLY

    project = models.ForeignKey(Project, models.PROTECT, related_name="hearings", verbose_name="项目")
    held_on = models.DateField("召开日期")
    present = models.PositiveSmallIntegerField("到会人数")
    in_favour = models.PositiveSmallIntegerField("赞成人数")
    words = models.CharField("主要意见", max_length=300, blank=True, help_text="不写居民姓名、电话和门牌号")
    least = models.PositiveSmallIntegerField("当时规定的最少人数")
    share = models.DecimalField("当时规定的赞成比例（%）", max_digits=4, decimal_places=1)
    verdict = models.CharField("结果", max_length=10, choices=Verdict.choices)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "议事听证"
        ordering = ["held_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_favour__lte=F("present"), present__gte=1),
                name="hearing_heads_add_up",
                violation_error_message="赞成人数不能多于到会人数",
            )
        ]

    def __str__(self) -> str:
        return f"{self.held_on} 到会{self.present}人，赞成{self.in_favour}人（{self.share_told}）"

    @property
    def state(self) -> str:
        """For its acts: what it came to."""
        return self.verdict

    @property
    def share_told(self) -> str:
        """Of those present, in favour."""
        return share_told(self.present, self.in_favour)


@audited()
class ProjectSite(models.Model):
    """A 小区 that a project reached, with how many buildings of it. The same one of several projects is counted once."""

    scope_area = "project__area"
    scope_institution = "project__unit"
    names_persons = STAFF_ONLY

    project = models.ForeignKey(Project, models.PROTECT, related_name="sites", verbose_name="项目")
    estate = models.ForeignKey(
        "cocon.Estate", models.PROTECT, null=True, blank=True, related_name="project_sites", verbose_name="登记过的小区"
    )
    name = models.CharField("小区", max_length=40, blank=True, help_text="没有登记过的写名称")
    key = models.CharField("小区名称写法", max_length=40, editable=False)
    buildings = models.PositiveSmallIntegerField("楼栋数")
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "整治小区"
        ordering = ["project_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "key"], name="project_site_once", violation_error_message="这个项目已登记该小区"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.buildings}栋"

    @property
    def state(self) -> str:
        """For its acts: as long as the project is not submitted it may be taken off."""
        return self.project.state
