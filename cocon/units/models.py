"""What shared matters are about, and which unit is paired with which community."""

from django.db import models
from django.utils import timezone

from cocon.units.choices import ContactRole, PairingState, UnitSystem
from orgtree.database.audit import audited
from orgtree.database.spans import days_between, ends_after_it_begins, in_force_on, is_over, never_at_once
from orgtree.models import ScopedQuerySet
from orgtree.owned.models import EntryQuerySet, Owned
from orgtree.scope.models.either import rows_of_either
from orgtree.scope.models.rows import EVERY_ROW, STAFF_ONLY, is_about_persons
from orgtree.scope.rules.grants import PERSONAL
from orgtree.text.crypto import EncryptedTextField
from orgtree.text.rules.phones import masked_phone


class Matter(Owned):
    """A kind of shared matter (事项类别): one dictionary for what is needed, what is offered and what a unit is good at, so that they match."""

    code = models.CharField("代码", max_length=10, unique=True)
    name = models.CharField("事项类别", max_length=20)
    hint = models.CharField("举例", max_length=100, blank=True)
    position = models.PositiveSmallIntegerField("排序", default=0)
    is_active = models.BooleanField("启用", default=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "共建事项类别"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class DatedQuerySet(ScopedQuerySet):
    """Of rows that hold from a day (`since`) to a day (`until`)."""

    def in_force_on(self, day):
        """Begun by `day` and not over before it: the last day counts."""
        return self.filter(in_force_on(day))


@audited()
class Pairing(models.Model):
    """A unit and a community that help each other (结对), from a day to a day. Both sides see it; several to several."""

    scope_area = "community"
    scope_institution = "unit"
    names_persons = STAFF_ONLY

    unit = models.ForeignKey("orgtree.Institution", models.PROTECT, related_name="pairings", verbose_name="单位")
    community = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="pairings", verbose_name="结对社区")
    since = models.DateField("结对日期")
    until = models.DateField("结束日期", null=True, blank=True)
    made_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    made_at = models.DateTimeField("登记时间")
    end_reason = models.CharField("结束原因", max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "结对"
        ordering = ["-since", "-id"]
        constraints = [
            never_at_once(
                "pairing_no_overlap", "该单位这段时间已与这个社区结对", ["unit_id", "community_id"], days_between()
            ),
            ends_after_it_begins("pairing_ends_after_it_began", "结束日期不能早于结对日期"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} — {self.community}"

    @property
    def state(self) -> str:
        """For its acts, and for people: the last day counts."""
        return PairingState.ENDED if is_over(self) else PairingState.IN_FORCE


class OfUnitQuerySet(ScopedQuerySet):
    """What belongs to a unit is seen where the unit is, and by the communities that are paired with it.

    Rows about somebody come by a pairing only with a permission that is itself a right to read persons.
    """

    def allowed(self, user, permission: str):
        if is_about_persons(self.model) and permission not in PERSONAL:
            return super().allowed(user, permission)
        own = ScopedQuerySet(self.model, using=self._db).by_each_way(user, permission)
        pairings = Pairing.objects.in_force_on(timezone.localdate()).by_each_way(user, permission)
        paired = [self.model.objects.filter(unit__in=rows.values("unit")) for rows in pairings]
        return rows_of_either(self, *own, *paired)


@audited()
class UnitProfile(models.Model):
    """What a unit brings to shared matters: its line of work, what it is good at, what it can give."""

    scope_area = "unit__area"
    scope_institution = "unit"
    names_persons = STAFF_ONLY

    unit = models.OneToOneField("orgtree.Institution", models.PROTECT, related_name="profile", verbose_name="单位")
    system = models.CharField("所属系统", max_length=12, choices=UnitSystem.choices)
    matters = models.ManyToManyField(Matter, blank=True, related_name="profiles", verbose_name="擅长的事项")
    offers = models.CharField("能提供的支持", max_length=300, blank=True)
    kept_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="填写人")
    kept_at = models.DateTimeField("填写时间")

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "共建单位"
        ordering = ["unit__name", "id"]

    def __str__(self) -> str:
        return str(self.unit)


@audited()
class UnitYear(models.Model):
    """What a unit adds in words to a year of shared matters, for the sheet to its superior: the rest is known."""

    scope_area = "unit__area"
    scope_institution = "unit"
    names_persons = STAFF_ONLY

    unit = models.ForeignKey("orgtree.Institution", models.PROTECT, related_name="years", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    done = models.CharField("主要做法和成效", max_length=1500, blank=True)
    problems = models.CharField("存在的问题", max_length=800, blank=True)
    plans = models.CharField("下一步打算", max_length=800, blank=True)
    kept_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="填写人")
    kept_at = models.DateTimeField("填写时间")

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位年度共建情况"
        ordering = ["-year", "unit__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"], name="unit_year_once", violation_error_message="这一年度已经填写"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}{self.year}年度"


@audited(exclude=("phone",))
class UnitContact(models.Model):
    """Whom to call at a unit. The phone is sealed; all of it goes so long after the unit's last pairing ended."""

    scope_area = "unit__area"
    scope_institution = "unit"
    names_persons = EVERY_ROW
    personal_fields = ("name", "phone")

    unit = models.ForeignKey("orgtree.Institution", models.PROTECT, related_name="contacts", verbose_name="单位")
    role = models.CharField("身份", max_length=10, choices=ContactRole.choices, default=ContactRole.LIAISON)
    name = models.CharField("姓名", max_length=40)
    phone = EncryptedTextField("联系电话", blank=True, default="")
    kept_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    kept_at = models.DateTimeField("登记时间")

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位联系人"
        ordering = ["unit__name", "role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "role", "name"],
                name="unit_contact_once",
                violation_error_message="这位联系人已经登记",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}{self.get_role_display()}"

    @property
    def state(self) -> str:
        """For its acts: there as long as the row is."""
        return "kept"

    @property
    def masked_phone(self) -> str:
        return masked_phone(self.phone) if self.phone else ""
