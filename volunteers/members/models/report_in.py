"""Report-ins (报到): a member belongs to one community at a time."""

from django.db import models
from django.db.models import FilteredRelation, Q

from orgtree.database.audit import audited
from orgtree.database.stamps import by_account_later
from orgtree.database.states import in_state, only_in_state
from orgtree.models import ActStep
from orgtree.scope.models.rows import EVERY_ROW
from volunteers.members.choices.report_in import CloseReason, ReportInOrigin, ReportInState, SuspendReason
from volunteers.members.models.own import OfMemberQuerySet
from volunteers.members.models.placing import placing_triggers
from volunteers.members.rules import report_in as rules

ENDED = [ReportInState.WITHDRAWN, ReportInState.TRANSFERRED, ReportInState.CLOSED]
# A list in the order of the choices: a constraint is written into migrations as it stands.
BELONGING = [state for state in ReportInState if state in rules.BELONGING]
ACTIVE = [state for state in ReportInState if state in rules.ACTIVE]


class ReportInQuerySet(OfMemberQuerySet):
    def live(self):
        """Not ended: waiting, returned, accepted or in a grid."""
        return self.filter(ended_at__isnull=True)

    def belonging(self):
        """Accepted by the community, and not ended."""
        return self.filter(state__in=BELONGING)

    def waiting(self):
        """Submitted and not yet decided."""
        return self.filter(state=ReportInState.SUBMITTED)

    def active(self):
        """On the roll and not paused: those of whom something is expected."""
        return self.filter(state__in=ACTIVE)

    def to_place(self):
        """On the roll, not paused, and never yet in a grid."""
        return self.active().filter(gridded_at__isnull=True)

    def belonging_at(self, moment):
        """Accepted by `moment` and not ended then: the roll as it stood."""
        return self.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=moment), accepted_at__lte=moment)

    def standing_at(self, moment):
        """Each with `stood`, its placing at the moment (a value or an expression): whose `area` is where the report-in was then, wherever it is now."""
        since = Q(placings__since__isnull=True) | Q(placings__since__lte=moment)
        until = Q(placings__until__isnull=True) | Q(placings__until__gt=moment)
        return self.annotate(stood=FilteredRelation("placings", condition=since & until))


@audited()
class ReportIn(models.Model):
    """One report-in. `area` is the community, or the grid or building in which the member was placed."""

    scope_area = "area"
    names_persons = EVERY_ROW
    personal_fields = ("residence",)

    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="report_ins", verbose_name="党员")
    community = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="报到社区")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="report_ins", verbose_name="编入")
    state = models.CharField("状态", max_length=12, choices=ReportInState.choices, default=ReportInState.SUBMITTED)
    origin = models.CharField("来源", max_length=10, choices=ReportInOrigin.choices)
    residence = models.CharField("居住小区/楼栋", max_length=60, blank=True, help_text="不填门牌号")
    submitted_at = models.DateTimeField("提交时间")
    accepted_at = models.DateTimeField("接收时间", null=True, blank=True)
    gridded_at = models.DateTimeField("入格时间", null=True, blank=True)
    posted_at = models.DateTimeField("认岗时间", null=True, blank=True)
    serving_at = models.DateTimeField("开始服务时间", null=True, blank=True)
    suspended_at = models.DateTimeField("暂停时间", null=True, blank=True)
    suspended_until = models.DateField("恢复日期", null=True, blank=True)
    suspend_reason = models.CharField("暂停原因", max_length=12, choices=SuspendReason.choices, blank=True)
    state_before = models.CharField("暂停前状态", max_length=12, choices=ReportInState.choices, blank=True)
    suspended_by = by_account_later("暂停办理人")
    decided_by = by_account_later("审核人")
    return_reason = models.CharField("退回原因", max_length=200, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    close_reason = models.CharField("注销原因", max_length=12, choices=CloseReason.choices, blank=True)

    objects = ReportInQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报到"
        ordering = ["-submitted_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(ended_at__isnull=True),
                name="report_in_one_live_per_member",
                violation_error_message="该党员已在一个社区报到，转出后才能重新报到",
            ),
            only_in_state(ENDED, "report_in_ended_with_state", "结束时间与状态不符", has="ended_at"),
            in_state(BELONGING, "report_in_accepted_with_author", "接收须有审核人和时间", has="accepted_at decided_by"),
            in_state(ReportInState.RETURNED, "report_in_returned_with_reason", "退回须写明原因", says="return_reason"),
            models.CheckConstraint(
                condition=Q(
                    state=ReportInState.SUSPENDED,
                    state_before__in=ACTIVE,
                    suspended_at__isnull=False,
                    suspended_by__isnull=False,
                )
                | ~Q(state=ReportInState.SUSPENDED)
                & Q(state_before="", suspend_reason="")
                & Q(suspended_at__isnull=True, suspended_until__isnull=True, suspended_by__isnull=True),
                name="report_in_pause_whole",
                violation_error_message="暂停的时间、办理人与暂停前状态须齐全",
            ),
            in_state(
                [ReportInState.POSTED, ReportInState.SERVING],
                "report_in_posted_with_time",
                "认岗须有时间",
                has="posted_at",
            ),
            in_state(ReportInState.SERVING, "report_in_serving_with_time", "开始服务须有时间", has="serving_at"),
        ]
        indexes = [models.Index(fields=["state", "submitted_at"], name="report_in_waiting")]
        triggers = placing_triggers()

    def __str__(self) -> str:
        return f"{self.member} → {self.community}"

    @property
    def steps(self):
        """Its course as the log has it, the first step first."""
        return ActStep.objects.of(self._meta.label_lower, self.pk)
