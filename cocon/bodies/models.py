"""Kinds of bodies, bodies, and the seats in them: a seat is somebody's for a unit and a term."""

from django.db import models
from django.db.models import F, Q

from cocon.bodies.choices import SeatRole, SeatState
from cocon.bodies.rules import NEAR, Norm
from orgtree.choices import Standing
from orgtree.database.audit import audited
from orgtree.database.spans import ends_after_it_begins, in_being_on
from orgtree.days.rules.months import months_on
from orgtree.models import ScopedQuerySet
from orgtree.owned.models import EntryQuerySet, Owned
from orgtree.scope.models.rows import STAFF_ONLY

TAKING = [SeatState.PROPOSED, SeatState.HELD]


class BodyKind(Owned):
    """A kind of body (大党委, 联席会, 议事会), how many sit in it and for how long; 0: nothing is prescribed."""

    code = models.CharField("代码", max_length=10, unique=True)
    name = models.CharField("组织类型", max_length=20)
    is_coordination = models.BooleanField("议事协调机构", default=True, help_text="计入“议事协调机构”个数")
    seats_least = models.PositiveSmallIntegerField("最少席位", default=0, help_text="0为不限")
    seats_most = models.PositiveSmallIntegerField("最多席位", default=0, help_text="0为不限")
    part_least = models.PositiveSmallIntegerField("兼职委员最少", default=0, help_text="0为不限")
    part_most = models.PositiveSmallIntegerField("兼职委员最多", default=0, help_text="0为不限")
    term_months = models.PositiveSmallIntegerField("任期月数", default=36)
    topic_days = models.PositiveSmallIntegerField("议题提前天数", default=15)
    quorum = models.PositiveSmallIntegerField(
        "到会比例（%）", default=0, help_text="到会不足的不能作出决定；50为半数以上，0为不限"
    )
    takes_lists = models.BooleanField("研究清单事项", default=False, help_text="逾期无人认领、无人验收的自动列入议程")
    position = models.PositiveSmallIntegerField("排序", default=0)
    is_active = models.BooleanField("启用", default=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "共建组织类型"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def norm(self) -> Norm:
        return Norm(self.seats_least, self.seats_most, self.part_least, self.part_most)


class BodyQuerySet(ScopedQuerySet):
    def in_being_on(self, day):
        """Founded by `day` and not ended by then."""
        return self.filter(in_being_on(day, begins="founded_on"))

    def short_of_seats(self, day):
        """Those in being that have fewer members, or part-time ones, than their kind asks for."""
        held = Seat.objects.in_office_on(day).filter(body=models.OuterRef("pk")).order_by().values("body")
        count = models.Count("*")
        of_all = models.Subquery(held.annotate(n=count).values("n"))
        part = models.Subquery(held.filter(role=SeatRole.PART).annotate(n=count).values("n"))
        zero = models.functions.Coalesce
        rows = self.in_being_on(day).annotate(_all=zero(of_all, 0), _part=zero(part, 0))
        return rows.filter(Q(_all__lt=F("kind__seats_least")) | Q(_part__lt=F("kind__part_least")))


@audited()
class Body(models.Model):
    """A body in which community and units sit together. `state` is read off the day of its end."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="bodies", verbose_name="所在区域")
    kind = models.ForeignKey(BodyKind, models.PROTECT, related_name="bodies", verbose_name="组织类型")
    name = models.CharField("名称", max_length=60)
    founded_on = models.DateField("成立日期")
    ended_on = models.DateField("撤销日期", null=True, blank=True)
    end_reason = models.CharField("撤销原因", max_length=200, blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "共建组织"
        ordering = ["area_id", "kind_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                condition=Q(ended_on__isnull=True),
                name="body_name_once",
                violation_error_message="该区域已有同名的共建组织",
            ),
            ends_after_it_begins(
                "body_ends_after_founding", "撤销日期不能早于成立日期", begins="founded_on", ends="ended_on"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        return Standing.ENDED if self.ended_on else Standing.OPEN


class SeatQuerySet(ScopedQuerySet):
    def in_office_on(self, day):
        """Approved, begun by `day`, and not over: the last day counts."""
        return self.filter(state__in=[SeatState.HELD, SeatState.ENDED], since__lte=day, until__gte=day)

    def taking(self, day):
        """Those that fill a place of the body from `day` on: proposed, or approved and not over."""
        return self.filter(state__in=TAKING, until__gte=day)

    def over(self, day):
        """Approved, not ended by anybody, and their term is over."""
        return self.filter(state=SeatState.HELD, until__lt=day)

    def ending(self, day):
        """Their term is over, or ends within the months of notice."""
        return self.filter(state=SeatState.HELD, until__lt=months_on(day, NEAR))


@audited()
class Seat(models.Model):
    """A seat in a body: whose, for which unit, as what, from a day to the last day of the term.

    Affiliation and pay are untouched by it [B1]. The name is of somebody in a public function; it is not read by those
    who read no persons.
    """

    scope_area = "body__area"
    scope_institution = "institution"
    names_persons = ("holder", "title")
    personal_fields = ("holder", "title")  # masked wherever the audit trail is shown

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats", verbose_name="共建组织")
    role = models.CharField("席位", max_length=10, choices=SeatRole.choices)
    institution = models.ForeignKey(
        "orgtree.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name="所在单位",
        help_text="兼职委员必填；社区本身的委员留空",
    )
    holder = models.CharField("姓名", max_length=40)
    title = models.CharField("单位及职务", max_length=60, blank=True)
    since = models.DateField("任职日期")
    until = models.DateField("任期至")
    state = models.CharField("状态", max_length=10, choices=SeatState.choices, default=SeatState.PROPOSED)
    proposed_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="提名人")
    proposed_at = models.DateTimeField("提名时间")
    decided_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审批人"
    )
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    filed_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="备案人"
    )
    filed_at = models.DateTimeField("备案时间", null=True, blank=True)
    reason = models.CharField("未同意或离任原因", max_length=200, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职席位"
        ordering = ["body_id", "since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="seat_ends_after_it_began",
                violation_error_message="任期的最后一天不能早于任职日期",
            ),
            models.CheckConstraint(
                condition=~Q(role=SeatRole.PART) | Q(institution__isnull=False),
                name="seat_part_time_has_a_unit",
                violation_error_message="兼职委员须填写所在单位",
            ),
            models.CheckConstraint(
                condition=Q(state=SeatState.PROPOSED) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="seat_decided_with_author",
                violation_error_message="审批须有审批人和时间",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(state=SeatState.HELD) | ~Q(decided_by=F("proposed_by")),
                name="seat_approved_by_another",
                violation_error_message="席位不能由提名人自己审批",
            ),
        ]
        indexes = [models.Index(fields=["body", "state"], name="seat_of_body")]

    def __str__(self) -> str:
        return f"{self.body} {self.get_role_display()}"
