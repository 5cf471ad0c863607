"""The report of a subject: prefilled, handed in, reviewed, returned and accepted."""

from django.db import models
from django.db.models import F, Q

from assessments.rounds.choices import ReportState
from assessments.rounds.models.rounds import HostedQuerySet, RoundSubject, moment, staff
from orgtree.database.audit import audited
from orgtree.files.models import AttachedFileField
from orgtree.files.rules import EVIDENCE
from orgtree.scope.models.rows import STAFF_ONLY

LONGEST_REPORT = 5_000


class ReportQuerySet(HostedQuerySet):
    def waiting(self):
        """Not yet handed in, or to be handed in again."""
        return self.filter(state__in=[ReportState.DUE, ReportState.RETURNED])


@audited()
class SubjectReport(models.Model):
    """述职报告: at most 5,000 characters, with a file beside it; each revision counts up."""

    scope_area = ("subject__round__area", "subject__area")
    scope_institution = "subject__institution"
    names_persons = STAFF_ONLY

    subject = models.OneToOneField(RoundSubject, models.PROTECT, related_name="report", verbose_name="考评对象")
    state = models.CharField("状态", max_length=10, choices=ReportState.choices, default=ReportState.DUE)
    text = models.TextField("述职报告", max_length=LONGEST_REPORT, blank=True)
    file = AttachedFileField("附件", upload_to="reports/%Y/%m", blank=True, taken=EVIDENCE)
    revision = models.PositiveSmallIntegerField("第几稿", default=0)
    due_on = models.DateField("提交截止", null=True, blank=True)
    handed_in_by = staff("提交人")
    handed_in_at = moment("提交时间")
    reviewed_by = staff("审阅人")
    reviewed_at = moment("审阅时间")
    reason = models.CharField("修改意见", max_length=200, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "述职报告"
        ordering = ["subject_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReportState.DUE) | Q(handed_in_at__isnull=False),
                name="report_handed_in_at_a_moment",
                violation_error_message="提交须有时间",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ReportState.DUE, ReportState.HANDED_IN]) | ~Q(reviewed_by=F("handed_in_by")),
                name="report_reviewed_by_another",
                violation_error_message="报告由提交人以外的人审阅",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}述职报告"
