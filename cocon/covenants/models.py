"""What a unit or a team promises a community, and what is recognised of it."""

from django.db import models
from django.db.models import Q

from cocon.covenants.choices import CovenantState, RecognitionKind
from cocon.units.models import DatedQuerySet
from orgtree.database.audit import audited
from orgtree.database.spans import ends_after_it_begins, is_over
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY


class CovenantQuerySet(DatedQuerySet):
    def shown_on(self, day):
        """Those that everybody may read: in force, and whoever gave them agreed."""
        return self.in_force_on(day).filter(is_public=True)


@audited()
class Covenant(models.Model):
    """One covenant. There is no field for its being broken, and none for why it ended."""

    scope_area = "area"
    scope_institution = "unit"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="covenants", verbose_name="社区")
    unit = models.ForeignKey(
        "orgtree.Institution", models.PROTECT, null=True, blank=True, related_name="covenants", verbose_name="承诺单位"
    )
    team = models.ForeignKey(
        "volunteers.ServiceTeam",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="covenants",
        verbose_name="承诺集体（服务队）",
        help_text="单位和集体只选一个",
    )
    title = models.CharField("承诺", max_length=40, help_text="一句话，如“每周三免费量血压”")
    words = models.CharField("具体做法", max_length=200, blank=True)
    since = models.DateField("开始日期")
    until = models.DateField("最后一天", null=True, blank=True, help_text="当天仍算；不填一直有效")
    is_public = models.BooleanField("同意在社区承诺栏公示", default=False)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")

    objects = CovenantQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "共建承诺"
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False) ^ Q(team__isnull=False),
                name="covenant_is_of_one",
                violation_error_message="承诺单位和集体要选一个，也只选一个",
            ),
            ends_after_it_begins("covenant_ends_after_it_began", "最后一天不能早于开始日期"),
        ]
        indexes = [models.Index(fields=["area", "until"], name="covenant_of_area")]

    def __str__(self) -> str:
        return self.title

    @property
    def giver(self) -> str:
        """The unit or the team that gave it, by its name."""
        return str(self.unit or self.team)

    @property
    def state(self) -> str:
        """For its acts, and for people: the last day counts."""
        return CovenantState.ENDED if is_over(self) else CovenantState.IN_FORCE


@audited()
class Recognition(models.Model):
    """Something good that is recognised of a covenant: what and when, chosen from a list of praise. No words, no grade."""

    scope_area = "covenant__area"
    scope_institution = "covenant__unit"
    names_persons = STAFF_ONLY

    covenant = models.ForeignKey(Covenant, models.PROTECT, related_name="recognitions", verbose_name="承诺")
    kind = models.CharField("认可", max_length=10, choices=RecognitionKind.choices)
    day = models.DateField("日期")
    by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "承诺认可"
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["covenant", "kind", "day"],
                name="recognition_once_a_day",
                violation_error_message="这一天已有同样的认可",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RecognitionKind.values),
                name="recognition_is_praise",
                violation_error_message="请从可选的认可中选",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.covenant} {self.get_kind_display()}"

    @property
    def state(self) -> str:
        """For its acts: there as long as the row is."""
        return "given"
