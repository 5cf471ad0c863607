"""The yearly list of key tasks, visits that supervise them, what the mechanism consists of, and numbers laid down."""

from django.db import models
from django.db.models import Q

from assessments.keytasks.choices import KeyTaskState, NormKey, PartKind, VisitState
from orgtree.choices import Permission, Standing
from orgtree.database.audit import audited
from orgtree.database.spans import ends_after_it_begins, in_being_on
from orgtree.database.states import in_state
from orgtree.models import ScopedQuerySet
from orgtree.owned.models import Dated, dated_constraints
from orgtree.scope.models.rows import STAFF_ONLY, scope_condition
from orgtree.tree.models import Area

OFFICIAL = "写工作，不写个人姓名、电话"


class KeyTaskQuerySet(ScopedQuerySet):
    def standing(self):
        """Those that count: all but what was cancelled."""
        return self.exclude(state=KeyTaskState.CANCELLED)


@audited()
class KeyTask(models.Model):
    """One line of an area's list of a year. Who does it, and how far it is, are tasks that stem from it: nobody types progress."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="key_tasks", verbose_name="区域")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("重点任务", max_length=60, help_text=OFFICIAL)
    asked = models.TextField("工作要求", max_length=500, help_text=OFFICIAL)
    lead = models.CharField("牵头单位", max_length=60, blank=True, help_text="如“区委组织部”")
    due_on = models.DateField("完成时限")
    state = models.CharField("状态", max_length=10, choices=KeyTaskState.choices, default=KeyTaskState.OPEN)
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="carried", verbose_name="结转自"
    )
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    closed_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办结人"
    )
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    reason = models.CharField("取消原因", max_length=200, blank=True)

    objects = KeyTaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "重点任务"
        ordering = ["-year", "area_id", "due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year", "title"],
                condition=~Q(state=KeyTaskState.CANCELLED),
                name="key_task_once_a_year",
                violation_error_message="这一年的清单里已有这项任务",
            ),
            in_state(KeyTaskState.DONE, "key_task_done_with_author", "办结须有办结人和时间", has="closed_by closed_at"),
        ]
        indexes = [models.Index(fields=["area", "year"], name="key_task_of_year")]

    def __str__(self) -> str:
        return self.title


class VisitQuerySet(ScopedQuerySet):
    def allowed(self, user, permission):
        """What one may change is what one's own seat entered; what one may read also what was found at one's own place."""
        if permission != Permission.KEY_TASK_MANAGE:
            return super().allowed(user, permission)
        return self.filter(scope_condition(Area, user, permission, prefix="host"))

    def judges(self, permission: str) -> bool:
        return permission == Permission.KEY_TASK_MANAGE

    def held(self):
        return self.filter(state=VisitState.HELD)


@audited()
class SupervisionVisit(models.Model):
    """Somebody of the `host` was at `place` to see how far the work is. What follows from it are tasks."""

    scope_area = ("place", "host")
    names_persons = STAFF_ONLY

    host = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="督导方")
    place = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="督导对象")
    day = models.DateField("日期")
    team = models.CharField("督导组", max_length=40, help_text="如“区委督导一组”，不写姓名")
    key_task = models.ForeignKey(
        KeyTask, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="重点任务"
    )
    found = models.TextField("发现问题", max_length=500, help_text="没有问题写“无”；不写个人姓名、电话")
    state = models.CharField("状态", max_length=10, choices=VisitState.choices, default=VisitState.HELD)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    reason = models.CharField("登记有误的原因", max_length=200, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "督导"
        ordering = ["-day", "-id"]
        indexes = [models.Index(fields=["place", "day"], name="visit_of_place")]

    def __str__(self) -> str:
        return f"{self.day} {self.place}"


class PartQuerySet(ScopedQuerySet):
    def in_being_on(self, day):
        """Begun by `day` and not ended by then."""
        return self.filter(in_being_on(day))


@audited()
class MechanismPart(models.Model):
    """A part of an area's mechanism from a day on: a task force, a member unit, or the body that holds a kind of meeting.

    `state` is read off the day of its end.
    """

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="mechanism", verbose_name="区域")
    kind = models.CharField("种类", max_length=10, choices=PartKind.choices)
    name = models.CharField("名称", max_length=60, blank=True, help_text="专项工作组的名称")
    unit = models.ForeignKey(
        "orgtree.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="单位",
        help_text="成员单位，或专项工作组的牵头单位",
    )
    body = models.ForeignKey(
        "cocon.Body",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mechanism_parts",
        verbose_name="召开会议的组织",
        help_text="双月座谈会、半年调度会由哪个共建组织召开；它的会议自动计数",
    )
    since = models.DateField("起始日期")
    ended_on = models.DateField("结束日期", null=True, blank=True)
    end_reason = models.CharField("结束原因", max_length=200, blank=True)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作机制"
        ordering = ["area_id", "kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=PartKind.FORCE, body__isnull=True) & ~Q(name="")
                | Q(kind=PartKind.UNIT, unit__isnull=False, body__isnull=True, name="")
                | Q(kind__in=[PartKind.TWO_MONTH, PartKind.HALF_YEAR], body__isnull=False, unit__isnull=True, name=""),
                name="mechanism_part_is_one_thing",
                violation_error_message="专项工作组填名称，成员单位填单位，会议填召开的组织",
            ),
            ends_after_it_begins("mechanism_ends_after_it_began", "结束日期不能早于起始日期", ends="ended_on"),
            *(
                models.UniqueConstraint(
                    fields=["area", "kind", name],
                    condition=Q(ended_on__isnull=True, kind__in=kinds),
                    name=f"mechanism_{name}_once",
                    violation_error_message="已经登记",
                )
                for name, kinds in (
                    ("name", [PartKind.FORCE]),
                    ("unit", [PartKind.UNIT]),
                    ("body", [PartKind.TWO_MONTH, PartKind.HALF_YEAR]),
                )
            ),
        ]

    def __str__(self) -> str:
        return str(self.name or self.unit or self.body)

    @property
    def state(self) -> str:
        return Standing.ENDED if self.ended_on else Standing.OPEN


@audited()
class YearNorm(Dated):
    """A number of one keeper, in force from `active_from` until the keeper's next of its key, or until `active_to`."""

    key = models.CharField("事项", max_length=20, choices=NormKey.choices)
    number = models.PositiveIntegerField("数值")

    class Meta:
        verbose_name = verbose_name_plural = "重点工作标准"
        ordering = ["key", "-active_from", "-id"]
        constraints = [*dated_constraints("year_norm")]

    def __str__(self) -> str:
        return f"{self.get_key_display()} {self.number}"
