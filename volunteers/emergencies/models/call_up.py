"""Call-ups (动员名单): one row per member and emergency. After the emergency the rows stay, and the persons go."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from orgtree.database.stamps import by_account_later
from orgtree.models import Run, ScopedQuerySet
from orgtree.scope.models.rows import EVERY_ROW
from volunteers.emergencies.choices import AnswerChannel, CallUpState, EmergencyState
from volunteers.emergencies.models.emergency import Emergency
from volunteers.members.choices.people import FreeTime


class CallUpQuerySet(ScopedQuerySet):
    def mine(self, user):
        """The viewer's own invitations of emergencies that are open."""
        return self.filter(member__user=user.pk, emergency__state=EmergencyState.OPEN)

    def listed(self, user, permission: str):
        """What the viewer may see with names: within their posts, while the emergency is open."""
        return self.allowed(user, permission).filter(emergency__state=EmergencyState.OPEN, member__isnull=False)


class CallUp(models.Model):
    """One invitation. `area` is where the member belonged then, so that counts stay when the name is gone.

    No audit trigger: a copy of 72,000 rows with names would outlive the list. Who took an answer, when and how stands here.
    """

    scope_area = "area"
    names_persons = EVERY_ROW

    emergency = models.ForeignKey(
        Emergency, models.PROTECT, related_name="call_ups", db_index=False, verbose_name="应急动员"
    )
    member = models.ForeignKey(
        "volunteers.Member", models.PROTECT, null=True, related_name="call_ups", verbose_name="党员"
    )
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", db_index=False, verbose_name="所在区域")
    state = models.CharField("回复", max_length=8, choices=CallUpState.choices, default=CallUpState.INVITED)
    invited_at = models.DateTimeField("发出时间")
    answered_at = models.DateTimeField("回复时间", null=True, blank=True)
    served_at = models.DateTimeField("首次到岗时间", null=True, blank=True)
    channel = models.CharField("回复方式", max_length=8, choices=AnswerChannel.choices, blank=True)
    reason = models.CharField("说明", max_length=100, blank=True)
    answered_by = by_account_later("代录人", db_index=False)

    objects = CallUpQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "动员名单"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["emergency", "member"], name="call_up_once"),
            models.CheckConstraint(
                condition=Q(state=CallUpState.INVITED) ^ Q(answered_at__isnull=False),
                name="call_up_answered_with_time",
                violation_error_message="回复须有时间",
            ),
        ]
        indexes = [
            models.Index(fields=["answered_at"], condition=Q(state=CallUpState.ACCEPTED), name="call_up_accepted_at")
        ]

    def __str__(self) -> str:
        return f"{self.emergency} {self.get_state_display()}"


class CallUpRun(Run):
    """One round of invitations: whom it looks for, and how far it has come. The next chunk begins after `last_member`."""

    run_kind = "volunteers.call_up"

    emergency = models.ForeignKey(Emergency, models.CASCADE, related_name="runs", verbose_name="应急动员")
    places = ArrayField(models.BigIntegerField(), verbose_name="区域、网格、楼栋")
    skills = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name="特长")
    free_times = ArrayField(
        models.CharField(max_length=20, choices=FreeTime.choices), default=list, blank=True, verbose_name="可服务时间"
    )
    duties = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name="担任岗位")
    invited = models.PositiveIntegerField("新发出", default=0)
    last_member = models.BigIntegerField("处理到", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "动员批次"

    def __str__(self) -> str:
        return f"{self.emergency} 第{self.pk}批"
