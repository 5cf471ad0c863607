"""Check-ins with the community: one live row per member, kind and stretch."""

from django.db import models
from django.db.models import Q

from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.database.states import in_state
from orgtree.scope.models.rows import EVERY_ROW
from volunteers.check_ins.choices import CheckInKind, CheckInOrigin, CheckInState
from volunteers.check_ins.rules import ITEMS, slug_in_words, source_of
from volunteers.members.models.own import OfMemberQuerySet
from volunteers.points.models.points import PointEntry

DECIDED = [CheckInState.ACCEPTED, CheckInState.RETURNED]


class CheckInQuerySet(OfMemberQuerySet):
    def waiting(self):
        """Submitted and not yet decided."""
        return self.filter(state=CheckInState.SUBMITTED)

    def live(self):
        """Not withdrawn: it takes up its half-year or year."""
        return self.exclude(state=CheckInState.WITHDRAWN)

    def accepted_in(self, window):
        """Accepted by the time of the fill, for a day of the period."""
        return self.filter(
            state=CheckInState.ACCEPTED,
            decided_at__lte=window.as_of,
            happened_on__gte=window.period.start,
            happened_on__lt=window.period.end,
        )


@audited()
class CheckIn(models.Model):
    """`happened_on` is the day on which the member came or wrote; `slug` is its half-year (2026H2) or year (2026).

    `revision` grows each time that an accepted one is taken back: the ledger knows every version by a source of its own.
    """

    scope_area = "area"
    names_persons = EVERY_ROW
    personal_fields = ("text",)

    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="check_ins", verbose_name="党员")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="归属区域")
    kind = models.CharField("种类", max_length=10, choices=CheckInKind.choices)
    slug = models.CharField("所属期间", max_length=6)
    happened_on = models.DateField("报到日期")
    text = models.CharField("内容", max_length=2000, blank=True)
    origin = models.CharField("来源", max_length=6, choices=CheckInOrigin.choices)
    state = models.CharField("状态", max_length=10, choices=CheckInState.choices, default=CheckInState.SUBMITTED)
    revision = models.PositiveSmallIntegerField("版次", default=1)
    entered_by = by_account("录入人")
    entered_at = models.DateTimeField("录入时间")
    decided_by = by_account_later("办理人")
    decided_at = models.DateTimeField("办理时间", null=True, blank=True)
    reason = models.CharField("退回原因", max_length=200, blank=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "回社区报到"
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "slug"],
                condition=~Q(state=CheckInState.WITHDRAWN),
                name="check_in_one_live_per_stretch",
                violation_error_message="这一期已经提交过",
            ),
            models.CheckConstraint(
                condition=~Q(kind=CheckInKind.SUMMARY) | ~Q(text=""),
                name="check_in_summary_in_words",
                violation_error_message="年度小结须写明内容",
            ),
            in_state(DECIDED, "check_in_decided_with_author", "办理须有办理人和时间", has="decided_by decided_at"),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) | ~Q(decided_by=models.F("entered_by")),
                name="check_in_decided_by_another",
                violation_error_message="录入人不能办理自己录入的一条",
            ),
            in_state(CheckInState.RETURNED, "check_in_returned_with_reason", "退回须写明原因", says="reason"),
        ]
        indexes = [models.Index(fields=["state", "area"], name="check_in_state_area")]

    def __str__(self) -> str:
        """2026年下半年回社区报到, 2026年度小结或意见建议书."""
        said = "半年" if self.kind == CheckInKind.HALF_YEAR else "年"  # by the stretch already
        return self.slug_shown + self.get_kind_display().removeprefix(said)

    @property
    def slug_shown(self) -> str:
        return slug_in_words(self.slug)

    @property
    def item_code(self) -> str:
        return ITEMS[self.kind]

    @property
    def source(self) -> str:
        """How the ledger knows this version of it."""
        return source_of(self.kind, self.member_id, self.slug, self.revision)

    def point_entry(self) -> PointEntry | None:
        """What it earned, with its credit; None while it is not credited."""
        return PointEntry.objects.select_related("credit").standing_for(self.source).first()
