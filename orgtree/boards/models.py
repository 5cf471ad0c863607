"""Sentences that an office adds to its reports, views of boards that somebody kept, how often boards are opened and what nobody opens."""

from datetime import date

from django.db import models
from django.db.models import Q

from orgtree.boards.choices import BoardState
from orgtree.boards.rules import LONGEST, LONGEST_ADDRESS
from orgtree.choices import AreaKind, PeriodKind, ViewPage, ViewSpan
from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.database.states import in_state
from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.scope.models.either import rows_of_either
from orgtree.scope.models.rows import STAFF_ONLY, ScopedQuerySet


class ReportSentenceQuerySet(ScopedQuerySet):
    def shown_for(self, area):
        """Those in use for the reports of `area`: its own, and those of the areas above it."""
        above = area.get_ancestors(include_self=True)
        return self.filter(is_active=True, area__in=above).order_by("area__level", "position", "id")


@audited()
class ReportSentence(models.Model):
    """One sentence, with keys of figures in braces; it stands in the reports of `area` and of everything below."""

    scope_area = "area"

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="report_sentences", verbose_name="适用区域")
    label = models.CharField("名称", max_length=30)
    text = models.CharField("句子", max_length=LONGEST, help_text="指标代码写在花括号里，如 {volunteers.reported}名")
    position = models.PositiveSmallIntegerField("排序", default=0)
    is_active = models.BooleanField("启用", default=True)

    objects = ReportSentenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报表句式"
        ordering = ["area", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "label"],
                name="report_sentence_label",
                violation_error_message="该区域已有同名的句子",
            )
        ]

    def __str__(self) -> str:
        return self.label


class KeptViewQuerySet(ScopedQuerySet):
    def allowed(self, user, permission: str):
        """One's own, and those that are shared with the posts of an area where one holds the permission."""
        shared = super().allowed(user, permission).filter(is_shared=True)
        return rows_of_either(self, shared, self.filter(kept_by=user.pk)) if user.holds(permission) else self.none()


@audited()
class KeptView(models.Model):
    """A page of boards of one area under a name: what its address says behind the period (`asked`), and of which period it is opened."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="区域")
    title = models.CharField("名称", max_length=30)
    page = models.CharField("页面", max_length=10, choices=ViewPage.choices)
    asked = models.CharField("所看内容", max_length=LONGEST_ADDRESS, blank=True)
    span = models.CharField("统计期", max_length=10, choices=ViewSpan.choices)
    period_kind = models.CharField("周期", max_length=1, choices=PeriodKind.choices)
    period_start = models.DateField("起始日期", null=True, blank=True)
    is_shared = models.BooleanField("与区域岗位共享", default=False)
    is_told = models.BooleanField("每月初把主要数字通知我", default=False)
    kept_by = by_account("保存人")
    kept_at = models.DateTimeField("保存时间")

    objects = KeptViewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "看板视图"
        ordering = ["-kept_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kept_by", "title"], name="kept_view_title_once", violation_error_message="您已有同名的视图"
            ),
            models.CheckConstraint(
                condition=Q(span=ViewSpan.FIXED, period_start__isnull=False)
                | ~Q(span=ViewSpan.FIXED) & Q(period_start__isnull=True),
                name="kept_view_fixed_with_day",
                violation_error_message="固定的统计期须有起始日期",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def time_told(self) -> str:
        """本月, 上季, or the fixed period."""
        if self.span == ViewSpan.FIXED:
            return Period(self.period_kind, self.period_start).label
        return f"{'本' if self.span == ViewSpan.NOW else '上'}{PeriodKind(self.period_kind).label}"

    def period_on(self, today: date) -> Period:
        """The period that it opens on this day."""
        if self.span == ViewSpan.FIXED:
            return Period(self.period_kind, self.period_start)
        running = Period.holding(self.period_kind, today)
        return running if self.span == ViewSpan.NOW else running.previous

    def says_the_same(self, other: "KeptView") -> bool:
        """Whether nothing but its key and moment tells it from the other."""
        names = (
            "area_id",
            "title",
            "page",
            "asked",
            "span",
            "period_kind",
            "period_start",
            "is_shared",
            "is_told",
            "kept_by_id",
        )
        return all(getattr(self, name) == getattr(other, name) for name in names)


class BoardReading(models.Model):
    """How often a board was opened at areas of one level in a month: by nobody, at no place and no hour (docs/decisions/0113)."""

    board = models.CharField("看板", max_length=20)
    level = models.CharField("层级", max_length=20, choices=AreaKind.choices)
    month = models.DateField("月份")
    times = models.PositiveIntegerField("打开次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "看板打开次数"
        constraints = [models.UniqueConstraint(fields=["board", "level", "month"], name="board_reading_once")]

    def __str__(self) -> str:
        return f"{self.board} {self.get_level_display()} {self.times}"


@audited()
class BoardQuestion(models.Model):
    """A subject that nobody opened for long at the areas of one level below `area`: whether it is kept or hidden there."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="区域")
    board = models.CharField("看板", max_length=20)
    level = models.CharField("层级", max_length=20, choices=AreaKind.choices)
    state = models.CharField("状态", max_length=10, choices=BoardState.choices, default=BoardState.ASKED)
    asked_on = models.DateField("提出日期")
    decided_by = by_account_later("决定人")
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "少有人看的看板"
        ordering = ["-asked_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "board", "level"], name="board_question_once"),
            in_state(
                [BoardState.KEPT, BoardState.HIDDEN],
                "board_question_decided",
                "决定须有决定人和时间",
                has="decided_by decided_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board_label}（{self.get_level_display()}）"

    @property
    def board_label(self) -> str:
        """What the tab is called; its key where nobody declares it any more."""
        subject = registry.subjects.get(self.board)
        return subject.label if subject else self.board
