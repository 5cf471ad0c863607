"""Tasks (任务): what one office asks of another, by when, and how far it is. One noun for all apps, so one list of what is late."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from orgtree.assigned.rules import EVIDENCE
from orgtree.choices import DeadlineUnit, Permission, PostKind, TaskState
from orgtree.database.audit import audited
from orgtree.database.states import in_state
from orgtree.files.models import AttachedFileField, Attachment, AttachmentQuerySet, once
from orgtree.people.models.people import Post
from orgtree.remarks.models import Remark
from orgtree.scope.models.either import rows_of_either
from orgtree.scope.models.rows import STAFF_ONLY, ScopedQuerySet, scope_condition
from orgtree.tree.models import Area

TO_DO = [TaskState.GIVEN, TaskState.ACCEPTED]
OPEN = [*TO_DO, TaskState.REPORTED]


class TaskQuerySet(ScopedQuerySet):
    def allowed(self, user, permission):
        """What one gives is reached through the seat from which it was given; all else also where it is to be done."""
        if permission != Permission.TASK_GIVE:
            return super().allowed(user, permission)
        return self.filter(scope_condition(Area, user, permission, prefix="giver_area"))

    def seen_each_way(self, user) -> list:
        """Those that `user` may look at, by their posts or as whoever is asked to do them; for `rows_of_either`."""
        by_post = ScopedQuerySet(self.model, using=self._db).by_each_way(user, Permission.TASK_VIEW)
        return [*by_post, *self.owned_each_way(user), *self.assisted_each_way(user)]

    def owned_by(self, user):
        """Those that a live post of `user` is asked to do: the very post, not one above it."""
        of_unit, of_area = self.owned_each_way(user)
        return of_unit | of_area

    def owned_each_way(self, user) -> tuple:
        """Those of `owned_by` that a post at a unit is asked to do, and those of a post at an area."""
        return seats_held_by(self, user)

    def assisted_each_way(self, user) -> tuple:
        """Those at which a post of `user` helps, likewise."""
        helped = seats_held_by(TaskAssist.objects.order_by(), user)
        return tuple(self.filter(pk__in=assists.values("task")) for assists in helped)

    def assisted_by(self, user):
        return rows_of_either(self, *self.assisted_each_way(user))

    def done_by(self, user):
        """Those that a live post of `user` does, as owner or as helper."""
        return rows_of_either(self, *self.owned_each_way(user), *self.assisted_each_way(user))

    def stemming_from(self, kind: str, ids):
        """Those that stem from rows of a declared kind."""
        return self.filter(origin_kind=kind, origin_id__in=ids)

    def to_do(self):
        return self.filter(state__in=TO_DO)

    def late(self, now):
        """Not reported done, and past the due moment."""
        return self.to_do().filter(due_at__lt=now)


def seats_held_by(rows, user) -> tuple:
    """Of rows that name a post: those of a post at a unit that `user` holds now, and those of one at an area."""
    posts = Post.objects.live().filter(holder=user.pk, kind=OuterRef("owner_kind"))
    of_unit = rows.filter(Exists(posts.filter(institution=OuterRef("institution"))))
    return of_unit, rows.filter(Exists(posts.filter(area=OuterRef("area"))), institution__isnull=True)


class Seated:
    """A row that names a post: `owner_kind` at the unit, or else at the area, whoever holds it."""

    @property
    def seat(self):
        """Where the post is seated: the unit, or the area."""
        return self.institution or self.area

    @property
    def owner_label(self) -> str:
        return f"{self.seat.name}　{self.get_owner_kind_display()}"


@audited()
class Task(Seated, models.Model):
    """One task. Its owner is a post, whoever holds it, and leads; others may help (`TaskAssist`). `area` is where it counts.

    `due_at` is stored; where it follows from a limit, in working days or hours of the office, the limit is kept, so that a
    day corrected in the calendar moves it. `first_due_at` is the moment before the one extension, which is to a day. Progress
    is counted by a declared counter, or told by the owner, out of `goal`. It may stem from a row of another noun: the
    declared kind and the id.
    """

    derived_fields = ("counter", "origin_kind", "origin_id")  # keys of the code: the page shows what they lead to
    scope_area = ("area", "giver_area")
    scope_institution = "institution"
    names_persons = STAFF_ONLY

    title = models.CharField("任务", max_length=60)
    asked = models.CharField("要求", max_length=500)
    owner_kind = models.CharField("承办岗位", max_length=20, choices=PostKind.choices)
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="承办区域")
    institution = models.ForeignKey(
        "orgtree.Institution", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办单位"
    )
    giver_area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="交办方")
    given_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="交办人")
    given_at = models.DateTimeField("交办时间", auto_now_add=True)
    due_at = models.DateTimeField("完成期限")
    limit_number = models.PositiveSmallIntegerField("时限", null=True, blank=True)
    limit_unit = models.CharField("时限单位", max_length=10, choices=DeadlineUnit.choices, blank=True)
    first_due_at = models.DateTimeField("原期限", null=True, blank=True)
    goal = models.PositiveIntegerField("目标数量", null=True, blank=True)
    told = models.PositiveIntegerField("已完成数量", default=0)
    counter = models.CharField("计数方式", max_length=60, blank=True)
    origin_kind = models.CharField("来源", max_length=60, blank=True)
    origin_id = models.BigIntegerField("来源编号", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=TaskState.choices, default=TaskState.GIVEN)
    accepted_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="接收人"
    )
    accepted_at = models.DateTimeField("接收时间", null=True, blank=True)
    result = models.CharField("完成情况", max_length=500, blank=True)
    reported_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报告人"
    )
    reported_at = models.DateTimeField("报告时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )
    decided_at = models.DateTimeField("确认时间", null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任务"
        ordering = ["due_at", "id"]
        constraints = [
            in_state(
                [TaskState.REPORTED, TaskState.CONFIRMED],
                "task_reported_with_result",
                "报告完成须有完成情况、报告人和时间",
                has="reported_by reported_at",
                says="result",
            ),
            in_state(
                TaskState.CONFIRMED,
                "task_confirmed_with_author",
                "确认完成须有确认人和时间",
                has="decided_by decided_at",
            ),
            models.CheckConstraint(
                condition=~Q(state=TaskState.CONFIRMED) | ~Q(decided_by=F("reported_by")),
                name="task_confirmed_by_another",
                violation_error_message="完成情况不能由报告人自己确认",
            ),
            models.CheckConstraint(
                condition=Q(origin_kind="", origin_id__isnull=True) | (~Q(origin_kind="") & Q(origin_id__isnull=False)),
                name="task_origin_whole",
                violation_error_message="来源须有种类和编号",
            ),
            models.CheckConstraint(
                condition=Q(limit_unit="", limit_number__isnull=True) | (~Q(limit_unit="") & Q(limit_number__gte=1)),
                name="task_limit_whole",
                violation_error_message="时限须有数字和单位",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "state"], name="task_area_state"),
            models.Index(fields=["origin_kind", "origin_id"], condition=~Q(origin_kind=""), name="task_by_origin"),
            models.Index(fields=["due_at"], condition=Q(state__in=TO_DO), name="task_to_do_by_due"),
        ]

    def __str__(self) -> str:
        return self.title


@audited()
class TaskAssist(Seated, models.Model):
    """A post that helps with a task: it sees it, adds evidence and remarks, and is told; its owner accepts and reports."""

    scope_area = ("task__area", "task__giver_area")
    scope_institution = "task__institution"
    names_persons = STAFF_ONLY

    task = models.ForeignKey(Task, models.CASCADE, related_name="assists", verbose_name="任务")
    owner_kind = models.CharField("协办岗位", max_length=20, choices=PostKind.choices)
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="协办区域")
    institution = models.ForeignKey(
        "orgtree.Institution", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="协办单位"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "协办"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "area", "owner_kind"],
                condition=Q(institution__isnull=True),
                name="task_assist_area_once",
                violation_error_message="这个岗位已在协办",
            ),
            models.UniqueConstraint(
                fields=["task", "institution", "owner_kind"],
                condition=Q(institution__isnull=False),
                name="task_assist_unit_once",
                violation_error_message="这个岗位已在协办",
            ),
        ]

    def __str__(self) -> str:
        return self.owner_label


@audited()
class TaskFile(Attachment):
    """A file that shows what was done for a task; seen with it."""

    owner = "task"
    taken = EVIDENCE
    scope_area = ("task__area", "task__giver_area")
    scope_institution = "task__institution"
    names_persons = STAFF_ONLY

    task = models.ForeignKey(Task, models.PROTECT, related_name="files", verbose_name="任务")
    file = AttachedFileField("附件", upload_to="tasks/%Y/%m", taken=EVIDENCE)

    objects = AttachmentQuerySet.as_manager()

    class Meta(Attachment.Meta):
        verbose_name = verbose_name_plural = "任务附件"
        constraints = [once("task", "task_file_once", "这个附件已在这项任务里")]

    def __str__(self) -> str:
        return self.caption or "附件"

    @property
    def is_picture(self) -> bool:
        return self.file.name.endswith(".jpg")


class TaskRemark(Remark):
    """What giver and owner say to each other about a task."""

    owner = "task"
    scope_area = ("task__area", "task__giver_area")
    scope_institution = "task__institution"
    names_persons = STAFF_ONLY

    task = models.ForeignKey(Task, models.PROTECT, related_name="remarks", verbose_name="任务")

    objects = ScopedQuerySet.as_manager()

    class Meta(Remark.Meta):
        verbose_name = verbose_name_plural = "任务留言"
        indexes = [models.Index(fields=["task", "at"], name="task_remark_of_task")]
