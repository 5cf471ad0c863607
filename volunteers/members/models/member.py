"""In-service members (在职党员) who report in where they live."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.people.models.people import PhoneOwner, phone_index
from orgtree.scope.models.rows import EVERY_ROW
from orgtree.text.crypto import EncryptedTextField
from orgtree.text.namesakes import Called
from orgtree.text.rules.phones import masked_name
from volunteers.members.choices.people import ActivityCategory, ClosingCause, FreeTime, MemberState
from volunteers.members.models.names import Written


class Skill(models.Model):
    """A speciality from the dictionary; edited in the admin."""

    name = models.CharField("特长", max_length=20, unique=True)
    position = models.PositiveSmallIntegerField("排序", default=0)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "特长"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class MemberQuerySet(ScopedQuerySet):
    def mine(self, user):
        """The member record of the person who is signed in."""
        return self.filter(user=user.pk)

    def with_phone(self, phone: str):
        """Members with this phone number; ValueError when it is no mobile number."""
        return self.filter(phone_hash=phone_index(phone))

    def with_number(self, number: int):
        """Whoever has this number, or had it before two files became one."""
        return self.filter(pk=leads_of([number]).get(number, number))

    def by_number(self, numbers: Iterable[int]) -> dict[int, "Member"]:
        """The members with these numbers, by the number that was asked for: both of a person's numbers find them."""
        numbers = set(numbers)
        leads = leads_of(numbers)
        found = {member.pk: member for member in self.filter(pk__in={leads.get(number, number) for number in numbers})}
        known = {number: leads.get(number, number) for number in numbers}
        return {number: found[pk] for number, pk in known.items() if pk in found}


def leads_of(numbers: Iterable[int]) -> dict[int, int]:
    """Of the numbers those that were merged into another, and into which."""
    merged = Member.objects.filter(pk__in=list(numbers), merged_into__isnull=False)
    return dict(merged.values_list("pk", "merged_into"))


@audited()
class Member(Called, PhoneOwner, models.Model):
    """One person, once, however often they move. No ID number, no birthday, no door number: see README.

    `area` is where they belong now (community, or grid or building once placed), kept by `services.report_in`.
    `user` is empty for people who do not use a phone; staff enter their records for them.
    """

    # Set on an instance that was read with its lock, for as long as its transaction lasts.
    is_held = False

    scope_area = "area"
    names_persons = EVERY_ROW
    personal_fields = ("name", "phone", "unit_name")  # masked wherever the audit trail is shown

    user = models.OneToOneField(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="member", verbose_name="登录账号"
    )
    name = models.CharField("姓名", max_length=40)
    phone = EncryptedTextField("手机", blank=True, default="")
    phone_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    unit_name = models.CharField("工作单位", max_length=100)
    unit = models.ForeignKey(
        "orgtree.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name="单位（已登记）",
    )
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="members", verbose_name="所在区域")
    skills = models.ManyToManyField(Skill, blank=True, related_name="members", verbose_name="特长")
    free_times = ArrayField(
        models.CharField(max_length=20, choices=FreeTime.choices), default=list, blank=True, verbose_name="可服务时间"
    )
    interests = ArrayField(
        models.CharField(max_length=20, choices=ActivityCategory.choices),
        default=list,
        blank=True,
        verbose_name="愿意参加的服务",
    )
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    # The person has gone (services.account_closing); the row stays for the totals and names nobody.
    closed_at = models.DateTimeField("注销时间", null=True, blank=True, editable=False)
    closed_cause = models.CharField(
        "注销缘由", max_length=8, choices=ClosingCause.choices, blank=True, default="", editable=False
    )

    # Where the person is found who had this number too (services.merging).
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged", verbose_name="并入"
    )

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报到党员"
        ordering = ["id"]
        indexes = [models.Index(Written("name"), name="member_name_written")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(user__isnull=True, phone_hash__isnull=True, unit__isnull=True),
                name="member_closed_is_empty",
                violation_error_message="已注销的登记不能再填写个人信息",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) ^ Q(closed_cause=ClosingCause.MERGED),
                name="member_merged_leads_on",
                violation_error_message="合并的登记须指明并入哪个登记",
            ),
        ]

    @property
    def state(self) -> str:
        return MemberState.CLOSED if self.closed_at else MemberState.OPEN

    @property
    def number(self) -> str:
        """The member number printed on lists and accepted by imports: eight digits."""
        return f"{self.pk:08d}"

    @property
    def told_apart(self) -> str:
        """The name with the unit, and the number that no namesake has: how the person is called where one of several is chosen."""
        return f"{self.name}（{'，'.join(filter(None, [self.unit_name, f'编号{self.number}']))}）"

    @property
    def masked_name(self) -> str:
        return masked_name(self.name)

    def live_spell(self):
        """The live report-in with its community and area; None without one. A page that has read it need not ask again."""
        if "_spell" in self.__dict__:
            return self._spell
        return self.report_ins.live().select_related("community", "area").first()

    def hold_spell(self, latest):
        """`latest`, the last report-in, kept for as long as this page is made, if it has not ended."""
        self._spell = None if latest is None or latest.ended_at else latest
        return latest


class Activation(models.Model):
    """A one-time code with which a member from a roster opens an account; only its digest is kept."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="activation")
    code_digest = models.CharField(max_length=64)
    issued_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+")
    expires_at = models.DateTimeField("有效期至")
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "激活码"

    def __str__(self) -> str:
        return self.member.number
