"""Wishes of residents (微心愿), entered by the desk without names, claimed and fulfilled by members."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cocon.units.models import Pairing
from cocon.units.services.pairings import units_of
from cocon.wishes.choices import WishKind, WishState
from orgtree.database.audit import audited
from orgtree.files.models import AttachedFileField
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.either import rows_of_either
from orgtree.scope.models.rows import inside
from orgtree.text.crypto import EncryptedTextField
from orgtree.text.rules.phones import masked_phone

HELD = [WishState.CLAIMED, WishState.FULFILLED, WishState.CLOSED]
ENDED = [WishState.CLOSED, WishState.CANCELLED]
NOBODYS = Q(claimed_by__isnull=True, unit__isnull=True, team__isnull=True)
PERSONS = Q(claimed_by__isnull=False, unit__isnull=True)
UNITS = Q(claimed_by__isnull=True, unit__isnull=False, team__isnull=True)


class WishQuerySet(ScopedQuerySet):
    def open(self):
        """Nobody has claimed it yet."""
        return self.filter(state=WishState.OPEN)

    def to_confirm(self):
        return self.filter(state=WishState.FULFILLED)

    def mine(self, user):
        """Those that the person claimed and still holds, or fulfilled; in the name of a team as well."""
        return self.filter(claimed_by__user=user.pk)

    def held_by(self, user):
        """Those that the person holds, and those that a unit holds whose shared matters the person handles."""
        return self.filter(Q(claimed_by__user=user.pk) | Q(unit__in=units_of(user).values("pk")))

    def near_units(self, user):
        """Wishes that wait in communities paired with one of the person's units, and what these units hold."""
        return rows_of_either(self, *self.near_units_each_way(user))

    def near_units_each_way(self, user) -> list:
        """Those of `near_units`, by each reason to know of them."""
        units = units_of(user).values("pk")
        paired = Pairing.objects.in_force_on(timezone.localdate()).filter(unit__in=units).select_related("community")
        waiting = [self.open().filter(inside(pairing.community, "area")) for pairing in paired]
        return [*waiting, self.filter(unit__in=units)]

    def overdue(self, today):
        """Claimed, and their last day is over."""
        return self.filter(state=WishState.CLAIMED, due_on__lt=today)

    def around(self, member):
        """Wishes that the member may know of: those of their community, of the areas above it, and their own."""
        return rows_of_either(self, *self.around_each_way(member))

    def around_each_way(self, member) -> list:
        """Those of `around`, by each reason to know of them."""
        live = member.live_spell()
        home = live.community if live else member.area
        reasons = [inside(home, "area"), Q(area__in=home.get_ancestors()), Q(claimed_by=member)]
        return [self.filter(reason) for reason in reasons]

    def closed_in(self, window):
        """Confirmed as fulfilled in the period, by the time of the fill."""
        return self.filter(
            closed_at__gte=window.beginning, closed_at__lt=window.ending, closed_at__lte=window.as_of
        ).filter(state=WishState.CLOSED)


@audited(exclude=("phone",))
class Wish(models.Model):
    """One wish. Whose it is stays with the community: `phone` is sealed, shown to the claimer, and purged after closing.

    One person holds it, for themselves or as the leader in the name of `team`; or a unit does.
    """

    scope_area = "area"
    names_persons = ("claimed_by", "phone")

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="wishes", verbose_name="所属区域")
    title = models.CharField("心愿", max_length=40)
    need = models.CharField("需求说明", max_length=300)
    kind = models.CharField("类别", max_length=10, choices=WishKind.choices)
    people_helped = models.PositiveSmallIntegerField("帮助人数", default=1)
    phone = EncryptedTextField("联系电话", blank=True, default="")
    state = models.CharField("状态", max_length=10, choices=WishState.choices, default=WishState.OPEN)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    claimed_by = models.ForeignKey(
        "volunteers.Member", models.PROTECT, null=True, blank=True, related_name="wishes", verbose_name="认领人"
    )
    unit = models.ForeignKey(
        "orgtree.Institution", models.PROTECT, null=True, blank=True, related_name="wishes", verbose_name="认领单位"
    )
    team = models.ForeignKey(
        "volunteers.ServiceTeam",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="wishes",
        verbose_name="认领服务队",
    )
    claimed_at = models.DateTimeField("认领时间", null=True, blank=True)
    due_on = models.DateField("办理期限", null=True, blank=True)
    word = models.CharField("延期说明", max_length=200, blank=True)
    fulfilled_at = models.DateTimeField("报告实现时间", null=True, blank=True)
    outcome = models.CharField("实现情况", max_length=300, blank=True)
    photo = AttachedFileField("照片", upload_to="wishes/%Y/%m", blank=True)
    closed_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核实人"
    )
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)
    reason = models.CharField("退回或取消原因", max_length=200, blank=True)

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "微心愿"
        ordering = ["-entered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=NOBODYS & Q(state__in=[WishState.OPEN, WishState.CANCELLED])
                | (PERSONS | UNITS) & Q(claimed_at__isnull=False, due_on__isnull=False, state__in=HELD),
                name="wish_claimed_by_one",
                violation_error_message="认领人与状态不符",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                ^ Q(closed_at__isnull=False, closed_by__isnull=False, state__in=ENDED),
                name="wish_ended_with_author",
                violation_error_message="核实或取消须有办理人和时间",
            ),
            models.CheckConstraint(
                condition=Q(people_helped__gte=1),
                name="wish_helps_somebody",
                violation_error_message="帮助人数至少为1",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "state"], name="wish_of_area"),
            models.Index(fields=["claimed_by", "state"], name="wish_of_claimer"),
            models.Index(fields=["unit", "state"], name="wish_of_unit"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def group(self) -> str:
        """The unit or the team that holds it; "" where a person does, or nobody."""
        holder = self.unit or self.team
        return holder.name if holder else ""

    @property
    def masked_phone(self) -> str:
        return masked_phone(self.phone) if self.phone else ""

    @property
    def is_overdue(self) -> bool:
        return self.state == WishState.CLAIMED and self.due_on < timezone.localdate()
