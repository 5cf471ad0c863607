"""Social organisations that an area has brought in, and the sessions that their social workers held."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from cocon.helping.choices import EngagementState, ServiceKind
from cocon.helping.models.voidable import Voidable, void_with_reason
from cocon.units.models import DatedQuerySet
from orgtree.database.audit import audited
from orgtree.database.spans import days_between, ends_after_it_begins, is_over, never_at_once
from orgtree.scope.models.rows import STAFF_ONLY


class EngagementQuerySet(DatedQuerySet):
    def first_on(self, day):
        """Of each organisation the one in force on `day` that began first: as many as there are organisations."""
        others = self.model._default_manager.in_force_on(day).filter(organisation=OuterRef("organisation"))
        before = Q(since__lt=OuterRef("since")) | Q(since=OuterRef("since"), pk__lt=OuterRef("pk"))
        return self.in_force_on(day).exclude(Exists(others.filter(before)))


@audited()
class Engagement(models.Model):
    """A social organisation works for a community or a street, from a day to a day, and for what."""

    scope_area = "area"
    scope_institution = "organisation"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="engagements", verbose_name="引进区域")
    organisation = models.ForeignKey(
        "orgtree.Institution", models.PROTECT, related_name="engagements", verbose_name="社会组织"
    )
    purpose = models.CharField("做什么", max_length=60, help_text="不写个人姓名和电话")
    since = models.DateField("开始日期")
    until = models.DateField("最后一天", null=True, blank=True, help_text="当天仍算；不填一直有效")
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")

    objects = EngagementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "引进社会组织"
        ordering = ["-since", "-id"]
        constraints = [
            never_at_once(
                "engagement_no_overlap",
                "这家社会组织这段时间已引进到这个区域",
                ["organisation_id", "area_id"],
                days_between(),
            ),
            ends_after_it_begins("engagement_ends_after_it_began", "最后一天不能早于开始日期"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} — {self.area}"

    @property
    def state(self) -> str:
        """For its acts, and for people: the last day counts."""
        return EngagementState.ENDED if is_over(self) else EngagementState.IN_FORCE


@audited()
class SocialService(Voidable):
    """One session: what, when, how long, how many came. Who came is not kept."""

    scope_area = "engagement__area"
    scope_institution = "engagement__organisation"
    names_persons = STAFF_ONLY

    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="services", verbose_name="社会组织")
    kind = models.CharField("服务类型", max_length=10, choices=ServiceKind.choices)
    title = models.CharField("内容", max_length=60, help_text="不写个人姓名、电话和住址")
    day = models.DateField("日期")
    hours = models.DecimalField("时长（小时）", max_digits=3, decimal_places=1)
    heads = models.PositiveSmallIntegerField("服务人数")

    class Meta:
        verbose_name = verbose_name_plural = "社工服务"
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=24),
                name="social_service_within_a_day",
                violation_error_message="时长应大于0，不超过24小时",
            ),
            models.CheckConstraint(
                condition=Q(heads__gte=1),
                name="social_service_serves_somebody",
                violation_error_message="服务人数至少为1",
            ),
            void_with_reason("social_service_void_with_reason"),
        ]
        indexes = [models.Index(fields=["engagement", "day"], name="social_service_of_engagement")]

    def __str__(self) -> str:
        return f"{self.title} {self.day}"
