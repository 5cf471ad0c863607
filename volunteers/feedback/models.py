"""Feedback sheets (双向反馈): what a community tells a member's unit, seen by the member first, frozen once signed."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from orgtree.database.audit import audited
from orgtree.database.stamps import by_account_later
from orgtree.database.states import in_state
from orgtree.models import Run
from orgtree.papers.models import DigestCodePaper, PaperQuerySet
from orgtree.papers.rules import code_from
from orgtree.scope.models.rows import EVERY_ROW
from volunteers.feedback import rules
from volunteers.feedback.choices import FeedbackGrade, FeedbackKind, FeedbackState

SIGNED = [FeedbackState.SIGNED, FeedbackState.SENT, FeedbackState.ACKNOWLEDGED]
DELIVERED = [FeedbackState.SENT, FeedbackState.ACKNOWLEDGED]
# An account that is closed takes its name along: an emptied sheet is the one change that stays possible.
FROZEN = (
    "OLD.digest <> '' AND (NEW.digest IS DISTINCT FROM OLD.digest OR "
    "(NEW.frozen IS DISTINCT FROM OLD.frozen AND NEW.frozen <> '{}'::jsonb))"
)


class FeedbackSheetQuerySet(PaperQuerySet):
    def handed_out(self):
        return self.exclude(digest="").exclude(frozen={})

    def numbered(self, number):
        digits = number.strip().upper().removeprefix("FK")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
            return self.none()
        return self.filter(pk=int(digits))

    def mine(self, user):
        """The sheets that a member may see: those shown to them, and what became of them."""
        return self.filter(
            member__user=user.pk, state__in=[state for state in FeedbackState if state in rules.VISIBLE_TO_MEMBER]
        )

    def delivered(self):
        """Sheets that have left for the unit."""
        return self.filter(state__in=DELIVERED)

    def to_show(self):
        return self.filter(state=FeedbackState.DRAFTED)

    def to_reply(self):
        return self.filter(state=FeedbackState.SHOWN)

    def to_sign(self, today):
        """Replied to, or shown and past the day to reply by."""
        return self.filter(Q(state=FeedbackState.REPLIED) | Q(state=FeedbackState.SHOWN, reply_by__lt=today))

    def to_acknowledge(self):
        return self.filter(state=FeedbackState.SENT)


@audited(exclude=("facts", "frozen"))
class FeedbackSheet(DigestCodePaper):
    """One member, one community, one stretch of time.

    `facts` is what the confirmed records say, drawn when the sheet is made; `frozen` is the whole sheet as signed, and
    `digest` its SHA-256. `unit` is empty where the unit is not registered: such a sheet goes on paper.
    """

    scope_area = "community"
    scope_institution = "unit"
    names_persons = EVERY_ROW
    personal_fields = ("community_text", "reply_text", "unit_text", "unit_name")

    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="feedback", verbose_name="党员")
    unit = models.ForeignKey(
        "orgtree.Institution", models.PROTECT, null=True, blank=True, related_name="feedback", verbose_name="单位"
    )
    unit_name = models.CharField("工作单位", max_length=100)
    community = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="feedback", verbose_name="社区")
    period_kind = models.CharField("周期", max_length=1, choices=FeedbackKind.choices)
    period_start = models.DateField("起始日期")
    state = models.CharField("状态", max_length=12, choices=FeedbackState.choices, default=FeedbackState.DRAFTED)
    facts = models.JSONField("服务情况", default=dict)
    grade = models.CharField("评价等次", max_length=5, choices=FeedbackGrade.choices, blank=True)
    community_text = models.CharField("社区评语", max_length=rules.LONGEST_TEXT, blank=True)
    drawn_at = models.DateTimeField("生成时间")
    shown_at = models.DateTimeField("送阅时间", null=True, blank=True)
    reply_by = models.DateField("答复期限", null=True, blank=True)
    agreed = models.BooleanField("本人无异议", null=True, blank=True)
    reply_text = models.CharField("本人意见", max_length=rules.LONGEST_TEXT, blank=True)
    replied_at = models.DateTimeField("答复时间", null=True, blank=True)
    signed_by = by_account_later("签发人")
    signed_at = models.DateTimeField("签发时间", null=True, blank=True)
    frozen = models.JSONField("签发内容", default=dict)
    digest = models.CharField("校验码", max_length=64, blank=True)
    consent = models.ForeignKey(
        "volunteers.Consent", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="依据的同意"
    )
    on_paper = models.BooleanField("纸质送达", default=False)
    sent_at = models.DateTimeField("送达时间", null=True, blank=True)
    acknowledged_by = by_account_later("签收人")
    acknowledged_at = models.DateTimeField("签收时间", null=True, blank=True)
    unit_text = models.CharField("单位回复", max_length=rules.LONGEST_TEXT, blank=True)

    objects = FeedbackSheetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "反馈表"
        ordering = ["-period_start", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "community", "period_kind", "period_start"], name="feedback_once_per_period"
            ),
            in_state(
                SIGNED,
                "feedback_signed_with_author",
                "签发须有签发人、时间、本人同意和校验码",
                has="signed_by signed_at consent",
                says="digest",
            ),
            in_state(DELIVERED, "feedback_sent_with_time", "送达须有时间", has="sent_at"),
            models.CheckConstraint(
                condition=Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False)
                ^ ~Q(state=FeedbackState.ACKNOWLEDGED),
                name="feedback_acknowledged_with_author",
                violation_error_message="签收须有签收人和时间",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "state"], name="feedback_community_state"),
            models.Index(fields=["unit", "state"], name="feedback_unit_state"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="frozen_once_signed", operation=pgtrigger.Update, condition=pgtrigger.Condition(FROZEN)
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.stretch.label}"

    @property
    def stretch(self) -> rules.Stretch:
        return rules.Stretch(self.period_kind, self.period_start)

    @property
    def number(self) -> str:
        """The number on the printed form: FK and eight digits."""
        return f"FK{self.pk:08d}"

    @property
    def code(self) -> str:
        """What is typed beside the number to check a printed sheet; empty before signing."""
        return code_from(self.digest) if self.digest else ""

    def sealed(self) -> dict:
        return self.frozen

    @property
    def shown(self) -> dict:
        """What the sheet says: as frozen, or before signing as it stands; what is left of an emptied one names nobody."""
        if self.digest and not self.frozen:
            return self.content() | {"name": ""}
        return self.frozen or self.content()

    def content(self) -> dict:
        """Everything that the unit is told, as plain values; frozen by signing."""
        return {
            "number": self.number,
            "name": self.member.name,
            "unit": self.unit.name if self.unit else self.unit_name,
            "community": self.community.name,
            "period": self.stretch.label,
            "facts": self.facts,
            "grade": self.get_grade_display() if self.grade else "",
            "community_text": self.community_text,
            "reply": self.reply_in_words,
            "reply_text": self.reply_text,
        }

    @property
    def reply_in_words(self) -> str:
        if self.agreed is None:
            return "期满未答复" if self.digest or self._is_past() else "尚未答复"
        return "无异议" if self.agreed else "有不同意见"

    def _is_past(self) -> bool:
        return self.reply_by is not None and self.reply_by < timezone.localdate()


class ReceivedSheetQuerySet(FeedbackSheetQuerySet):
    def allowed(self, user, permission: str):
        """Those that were delivered: what is not is not there for the unit, whatever its posts say."""
        return super().allowed(user, permission).delivered()


class ReceivedSheet(FeedbackSheet):
    """A sheet as the unit's clerk sees it: only what was delivered, on a desk page of its own."""

    objects = ReceivedSheetQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "收到的反馈表"
        ordering = ["-sent_at", "-id"]


class FeedbackRun(Run):
    """The order to make the sheets of a community and period."""

    run_kind = "volunteers.feedback"

    period_kind = models.CharField("周期", max_length=1, choices=FeedbackKind.choices)
    period_start = models.DateField("起始日期")

    class Meta:
        verbose_name = verbose_name_plural = "反馈表生成"

    def __str__(self) -> str:
        return f"{self.area} {self.stretch.label}"

    @property
    def stretch(self) -> rules.Stretch:
        return rules.Stretch(self.period_kind, self.period_start)
