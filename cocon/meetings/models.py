"""Topics, meetings of a body, their agenda, who came, and outcomes that nobody alters."""

from django.db import models
from django.db.models import F, Q

from cocon.meetings.choices import ItemState, MeetingState, OutcomeKind, Presence, Rhythm, TopicSource, TopicState
from cocon.meetings.rules import USUAL_MINUTES
from orgtree.chain.models import append_only
from orgtree.choices import Standing
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY

AHEAD = [MeetingState.DRAFT, MeetingState.CALLED]


class TopicQuerySet(ScopedQuerySet):
    def in_pool(self):
        return self.filter(state=TopicState.POOL)

    def about(self, kind: str, ids):
        """Those that stem from these rows of another noun."""
        return self.filter(origin_kind=kind, origin_id__in=ids)

    def under_way(self):
        """Neither resolved nor dropped."""
        return self.exclude(state__in=[TopicState.RESOLVED, TopicState.DROPPED])

    def resolved_in(self, window):
        """Marked as resolved in the period, by the time of the fill: each topic once, whatever meetings it went through."""
        return self.filter(
            state=TopicState.RESOLVED,
            resolved_at__gte=window.beginning,
            resolved_at__lt=window.ending,
            resolved_at__lte=window.as_of,
        )


@audited()
class Topic(models.Model):
    """Something that a body is to deal with. It may stem from a row of another noun: the declared kind and the id."""

    derived_fields = ("origin_kind", "origin_id")  # keys of the code: the page shows what they lead to
    scope_area = "area"
    scope_institution = "institution"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="topics", verbose_name="所在区域")
    title = models.CharField("议题", max_length=60)
    words = models.CharField("说明", max_length=500, blank=True)
    source = models.CharField("来源", max_length=10, choices=TopicSource.choices, default=TopicSource.COMMUNITY)
    institution = models.ForeignKey(
        "orgtree.Institution", models.PROTECT, null=True, blank=True, related_name="topics", verbose_name="提出单位"
    )
    origin_kind = models.CharField("来源种类", max_length=40, blank=True)
    origin_id = models.BigIntegerField("来源编号", null=True, blank=True)
    proposed_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="提出人")
    proposed_at = models.DateTimeField("提出时间")
    state = models.CharField("状态", max_length=10, choices=TopicState.choices, default=TopicState.POOL)
    reason = models.CharField("不上会或重提原因", max_length=200, blank=True)
    outcome = models.CharField("解决情况", max_length=300, blank=True)
    resolved_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办结人"
    )
    resolved_at = models.DateTimeField("解决时间", null=True, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "议题"
        ordering = ["proposed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                ^ Q(resolved_at__isnull=False, resolved_by__isnull=False, state=TopicState.RESOLVED),
                name="topic_resolved_with_author",
                violation_error_message="解决须有办结人和时间",
            ),
            models.UniqueConstraint(
                fields=["origin_kind", "origin_id"],
                condition=Q(origin_id__isnull=False) & ~Q(state__in=[TopicState.RESOLVED, TopicState.DROPPED]),
                name="topic_of_origin_once",
                violation_error_message="这件事已经在议题库里",
            ),
        ]
        indexes = [models.Index(fields=["area", "state"], name="topic_of_area")]

    def __str__(self) -> str:
        return self.title


@audited()
class MeetingSeries(models.Model):
    """Meetings of a body planned at once, each a row of its own; what is fixed for all stands here."""

    scope_area = "body__area"
    names_persons = STAFF_ONLY

    body = models.ForeignKey("cocon.Body", models.PROTECT, related_name="meeting_series", verbose_name="共建组织")
    title = models.CharField("会议名称", max_length=40, blank=True, help_text="各次加上日期；不填为组织名称")
    rhythm = models.CharField("多久一次", max_length=10, choices=Rhythm.choices, default=Rhythm.MONTH)
    first_day = models.DateField("第一次")
    last_day = models.DateField("安排到")
    begins = models.CharField("几点开始", max_length=5, default="09:00", help_text="如 09:00")
    minutes = models.PositiveSmallIntegerField("时长（分钟）", default=90)
    place = models.CharField("地点", max_length=60)
    agenda = models.CharField(
        "固定议程", max_length=1000, blank=True, help_text="每行一项，后面可写分钟，如：通报上月情况 10"
    )
    planned_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="安排人")
    planned_at = models.DateTimeField("安排时间")
    ended_at = models.DateTimeField("停止时间", null=True, blank=True)
    end_reason = models.CharField("停止原因", max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "例会安排"
        ordering = ["-first_day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="meeting_series_ends_after_it_begins",
                violation_error_message="最后一天不能早于第一天",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.body.name

    @property
    def state(self) -> str:
        return Standing.ENDED if self.ended_at else Standing.OPEN


class MeetingQuerySet(ScopedQuerySet):
    def ahead(self):
        """Not begun yet: topics may be put on their agenda."""
        return self.filter(state__in=AHEAD)


@audited()
class Meeting(models.Model):
    """One meeting of a body, at a moment and a place."""

    scope_area = "body__area"
    scope_institution = "attendances__institution"
    names_persons = STAFF_ONLY

    body = models.ForeignKey("cocon.Body", models.PROTECT, related_name="meetings", verbose_name="共建组织")
    series = models.ForeignKey(
        MeetingSeries, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name="例会安排"
    )
    title = models.CharField("会议名称", max_length=60)
    starts_at = models.DateTimeField("开始时间")
    minutes = models.PositiveSmallIntegerField("时长（分钟）", default=90)
    place = models.CharField("地点", max_length=60)
    state = models.CharField("状态", max_length=10, choices=MeetingState.choices, default=MeetingState.DRAFT)
    planned_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="筹备人")
    planned_at = models.DateTimeField("登记时间")
    called_at = models.DateTimeField("通知时间", null=True, blank=True)
    opened_at = models.DateTimeField("开会时间", null=True, blank=True)
    closed_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="结束人"
    )
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)
    reason = models.CharField("取消原因", max_length=200, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会议"
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "starts_at"],
                condition=~Q(state=MeetingState.CANCELLED),
                name="meeting_once",
                violation_error_message="该组织在这个时间已有会议",
            ),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CLOSED) | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="meeting_closed_with_author",
                violation_error_message="结束会议须有结束人和时间",
            ),
        ]
        indexes = [models.Index(fields=["body", "state"], name="meeting_of_body")]

    def __str__(self) -> str:
        return self.title


@audited()
class AgendaItem(models.Model):
    """One item of a meeting's agenda, of a topic or of its own; `moved_to` where it went on to another meeting."""

    scope_area = "meeting__body__area"
    names_persons = STAFF_ONLY

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", verbose_name="会议")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="items", verbose_name="议题")
    title = models.CharField("事项", max_length=60)
    minutes = models.PositiveSmallIntegerField("时长（分钟）", default=USUAL_MINUTES)
    presenter = models.CharField("汇报单位或岗位", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("次序", default=0)
    is_fixed = models.BooleanField("固定议程", default=False)
    moved_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="moved_from", verbose_name="转到"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "议程"
        ordering = ["meeting_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "topic"],
                name="agenda_topic_once",
                violation_error_message="这个议题已在这次会议的议程里",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> str:
        if self.moved_to_id:
            return ItemState.MOVED
        if self.meeting.state in AHEAD:
            return ItemState.PLANNED
        return ItemState.RUNNING if self.meeting.state == MeetingState.RUNNING else ItemState.LOCKED


@audited()
class Attendance(models.Model):
    """Somebody who is invited to a meeting by their seat, and whether they came."""

    scope_area = "meeting__body__area"
    scope_institution = "institution"
    names_persons = ("name",)
    personal_fields = ("name",)  # masked wherever the audit trail is shown

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances", verbose_name="会议")
    seat = models.ForeignKey("cocon.Seat", models.PROTECT, related_name="attendances", verbose_name="席位")
    institution = models.ForeignKey(
        "orgtree.Institution", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位"
    )
    name = models.CharField("姓名", max_length=40)
    state = models.CharField("到会", max_length=10, choices=Presence.choices, default=Presence.INVITED)
    reason = models.CharField("请假事由", max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "到会情况"
        ordering = ["meeting_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "seat"], name="attendance_once", violation_error_message="已在邀请名单中"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.get_state_display()}"


class Outcome(models.Model):
    """What a meeting came to about an item: written while it runs, never altered; a correction is a new one beside it."""

    scope_area = "item__meeting__body__area"
    scope_institution = "item__meeting__attendances__institution"
    names_persons = STAFF_ONLY

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="outcomes", verbose_name="议程")
    kind = models.CharField("类型", max_length=12, choices=OutcomeKind.choices)
    words = models.CharField("内容", max_length=500)
    task = models.ForeignKey(
        "orgtree.Task", models.PROTECT, null=True, blank=True, related_name="outcomes", verbose_name="任务"
    )
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="更正"
    )
    by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="记录人")
    at = models.DateTimeField("记录时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "议定事项"
        ordering = ["item_id", "at", "id"]
        triggers = append_only("outcomes of a meeting are never altered")
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")),
                name="outcome_corrects_another",
                violation_error_message="更正的应是另一条",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def state(self) -> str:
        """For its acts: it is what it is."""
        return ItemState.LOCKED
