"""Service certificates (服务记录单): asked for, issued with a number, checked by anybody who has seen the sheet."""

from django.db import models
from django.db.models import F, Q

from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.database.states import in_state
from orgtree.days.rules.words import say_day
from orgtree.papers.models import Paper, PaperQuerySet
from orgtree.scope.models.rows import EVERY_ROW
from volunteers.recognition.choices.certificate import CertificateState


class CertificateQuerySet(PaperQuerySet):
    def handed_out(self):
        return self.exclude(number=None).select_related("member", "community__parent")

    def waiting(self):
        """Asked for, and not yet decided."""
        return self.filter(state=CertificateState.REQUESTED)

    def in_force(self):
        return self.filter(state=CertificateState.ISSUED)

    def mine(self, user):
        return self.filter(member__user=user.pk)


@audited()
class Certificate(Paper):
    """One sheet. What it says is kept as it was printed; the person's name is read from the member, never copied."""

    spaced = True
    scope_area = "community"
    names_persons = EVERY_ROW

    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="certificates", verbose_name="党员")
    community = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="开具社区")
    since = models.DateField("起始日期")
    until = models.DateField("截止日期")
    purpose = models.CharField("用途", max_length=60, blank=True)
    state = models.CharField(
        "状态", max_length=10, choices=CertificateState.choices, default=CertificateState.REQUESTED
    )
    requested_at = models.DateTimeField("申请时间")
    requested_by = by_account("申请人")
    number = models.CharField("编号", max_length=24, unique=True, null=True, blank=True)
    code = models.CharField("校验码", max_length=10, blank=True)
    lines = models.JSONField("明细", default=list, blank=True)
    times = models.PositiveIntegerField("次数", default=0)
    # The number that was sealed, where the file became part of another afterwards.
    issued_for = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    hours = models.DecimalField("时长（小时）", max_digits=8, decimal_places=1, default=0)
    decided_by = by_account_later("经办人")
    decided_at = models.DateTimeField("办理时间", null=True, blank=True)
    revoked_at = models.DateTimeField("作废时间", null=True, blank=True)
    reason = models.CharField("未开具或作废原因", max_length=200, blank=True)
    records = models.ManyToManyField(
        "volunteers.ServiceRecord", related_name="certificates", blank=True, verbose_name="所依据的服务记录"
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "服务记录单"
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state=CertificateState.REQUESTED),
                name="certificate_one_waiting_per_member",
                violation_error_message="已有一份申请在等待开具",
            ),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="certificate_runs_forward"),
            in_state(
                [CertificateState.ISSUED, CertificateState.REVOKED],
                "certificate_issued_with_number_and_author",
                "开具须有编号、经办人和时间",
                has="number decided_by decided_at",
                says="code",
            ),
            in_state(
                [CertificateState.DECLINED, CertificateState.REVOKED],
                "certificate_refused_with_reason",
                "不予开具或作废须写明原因",
                says="reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number or "服务记录单申请"

    def sealed(self) -> list:
        lines = [[line["name"], line["times"], line["hours"]] for line in self.lines]
        return [self.number, self.issued_for or self.member_id, self.since.isoformat(), self.until.isoformat(), lines]

    @property
    def area(self):
        return self.community

    @property
    def stretch(self) -> str:
        """2026年1月1日至2026年11月22日."""
        return f"{say_day(self.since)}至{say_day(self.until)}"

    @property
    def lines_in_words(self) -> str:
        """一般志愿服务2次4小时；专业服务1次1.5小时."""
        return "；".join(f"{line['name']}{line['times']}次{line['hours']}小时" for line in self.lines)
