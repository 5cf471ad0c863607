"""Estates (小区) of a community, and the terms in which a property company looks after one."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from cocon.estates.choices import CommitteeState
from cocon.estates.rules import NEAR, committee_state, term_state
from cocon.units.models import DatedQuerySet
from orgtree.choices import Standing
from orgtree.database.audit import audited
from orgtree.database.spans import days_between, ends_after_it_begins, in_being_on, never_at_once
from orgtree.days.rules.months import months_on
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY


class EstateQuerySet(ScopedQuerySet):
    def in_being_on(self, day):
        """There by `day` and not ended by then."""
        return self.filter(in_being_on(day))

    def served_on(self, day):
        """With a property company whose term is in force on the day."""
        return self.filter(Exists(PropertyTerm.objects.in_force_on(day).filter(estate=OuterRef("pk"))))

    def with_committee_on(self, day):
        """With an owners' committee in office on the day; the last day counts."""
        return self.filter(committee_since__lte=day, committee_until__gte=day)


@audited()
class Estate(models.Model):
    """An estate of a community: how large it is, which parts of the tree it is, its owners' committee and party organisation.

    The committee's days are those of an unbroken office: re-elected in time, only its last day moves.
    """

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="estates", verbose_name="所属社区")
    name = models.CharField("小区名称", max_length=40)
    households = models.PositiveIntegerField("户数")
    buildings = models.PositiveIntegerField("楼栋数")
    since = models.DateField("启用日期", help_text="交付或纳入管理的日期")
    places = models.ManyToManyField(
        "orgtree.Area", blank=True, related_name="estates_within", verbose_name="对应网格、楼栋"
    )
    party_org = models.ForeignKey(
        "orgtree.PartyOrg",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="estates",
        verbose_name="小区党组织",
        help_text="先在“党组织”中登记；还没有的不选",
    )
    committee_since = models.DateField("业委会自", null=True, blank=True)
    committee_until = models.DateField("业委会任期至", null=True, blank=True)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    ended_on = models.DateField("撤销日期", null=True, blank=True)
    end_reason = models.CharField("撤销原因", max_length=200, blank=True)

    objects = EstateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "小区"
        ordering = ["area_id", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                condition=Q(ended_on__isnull=True),
                name="estate_name_once",
                violation_error_message="该社区已有同名小区",
            ),
            models.CheckConstraint(
                condition=Q(committee_since__isnull=True, committee_until__isnull=True)
                | Q(committee_until__gte=F("committee_since")),
                name="estate_committee_ends_after_it_began",
                violation_error_message="业委会任期的最后一天不能早于第一天",
            ),
            ends_after_it_begins("estate_ends_after_it_began", "撤销日期不能早于启用日期", ends="ended_on"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        return Standing.ENDED if self.ended_on else Standing.OPEN

    @property
    def committee(self) -> CommitteeState:
        """Of today."""
        return committee_state(self.committee_since, self.committee_until, timezone.localdate())


class TermQuerySet(DatedQuerySet):
    def ending(self, day):
        """In force on the day, and over within the months of notice without another that follows."""
        after = PropertyTerm.objects.filter(estate=OuterRef("estate"), since__gt=OuterRef("since"))
        return self.in_force_on(day).filter(~Exists(after), until__lt=months_on(day, NEAR))


@audited()
class PropertyTerm(models.Model):
    """A property company looks after an estate, from a day to a day: one at a time. The company's clerk sees it as well."""

    scope_area = "estate__area"
    scope_institution = "company"
    names_persons = STAFF_ONLY

    estate = models.ForeignKey(Estate, models.PROTECT, related_name="terms", verbose_name="小区")
    company = models.ForeignKey(
        "orgtree.Institution",
        models.PROTECT,
        related_name="property_terms",
        verbose_name="物业企业",
        help_text="先在“单位”中登记，单位性质为物业企业",
    )
    since = models.DateField("服务开始")
    until = models.DateField("服务截止", null=True, blank=True, help_text="合同的最后一天；没有约定的不填")
    made_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    made_at = models.DateTimeField("登记时间")
    end_reason = models.CharField("结束原因", max_length=200, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "物业服务"
        ordering = ["-since", "-id"]
        constraints = [
            never_at_once("property_term_no_overlap", "这个小区这段时间已有物业企业", ["estate_id"], days_between()),
            ends_after_it_begins("property_term_ends_after_it_began", "服务截止日期不能早于开始日期"),
        ]

    def __str__(self) -> str:
        return f"{self.estate} — {self.company}"

    @property
    def state(self) -> str:
        """Of today, for its acts and for people."""
        return term_state(self.since, self.until, timezone.localdate())
