"""The rectification list, item by item, and talks with the head of an organisation, recorded against the organisation."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from assessments.rectify.choices import ProposalState, RectifySource, RectifyState, TalkKind, TalkState, TalkTrigger
from assessments.rectify.rules import quarter_began
from orgtree.assigned.models import Seated, seats_held_by
from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.database.audit import audited
from orgtree.database.states import in_state
from orgtree.models import Area, ScopedQuerySet
from orgtree.scope.models.either import rows_of_either
from orgtree.scope.models.rows import STAFF_ONLY, scope_condition

TO_DO = [RectifyState.OPEN, RectifyState.DOING, RectifyState.RETURNED]
LEFT = [*TO_DO, RectifyState.APPLIED]
TOLD = [RectifyState.DOING, RectifyState.RETURNED]
DONE = [RectifyState.APPLIED, RectifyState.VERIFIED]


def _person(words: str) -> models.ForeignKey:
    return models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=words
    )


def _moment(words: str) -> models.DateTimeField:
    return models.DateTimeField(words, null=True, blank=True)


class AnsweredQuerySet(ScopedQuerySet):
    """Rows that one office enters and another answers for.

    Entering and judging (RECTIFY_MANAGE) reach what was entered from one's seat or below, so that nobody judges what is asked of
    their own seat; answering (ASSESS_REPORT) is for the very post that is asked, not for one above it.
    """

    def allowed(self, user, permission):
        if permission == P.ASSESS_REPORT:
            return self.owned_by(user) if user and user.is_authenticated and user.holds(permission) else self.none()
        if permission == P.RECTIFY_MANAGE:
            return self.filter(scope_condition(Area, user, permission, prefix="giver_area"))
        return super().allowed(user, permission)

    def judges(self, permission: str) -> bool:
        return permission in (P.ASSESS_REPORT, P.RECTIFY_MANAGE)

    def owned_by(self, user):
        """Those that a live post of `user` answers for."""
        of_unit, of_area = seats_held_by(self, user)
        return of_unit | of_area

    def seen_by(self, user):
        """Those that a post of `user` shows, and those that it answers for."""
        by_post = ScopedQuerySet(self.model, using=self._db).by_each_way(user, P.ASSESS_VIEW)
        return rows_of_either(self, *by_post, *seats_held_by(self, user))

    def of_seat(self, area, institution=None):
        """Those of the unit, or of the area's own organisation."""
        if institution is not None:
            return self.filter(institution=institution)
        return self.filter(area=area, institution__isnull=True)


class Answered(Seated, models.Model):
    """A row asked of one organisation: its unit, or else its area; `owner_kind` is the post that answers, whoever holds it."""

    scope_area = ("area", "giver_area")
    scope_institution = "institution"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="所在区域")
    institution = models.ForeignKey(
        "orgtree.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="单位",
        help_text="部门、单位的整改填写；街道、社区的留空",
    )
    owner_kind = models.CharField("责任岗位", max_length=20, choices=PostKind.choices)
    giver_area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="督办方")
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")

    objects = AnsweredQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def organisation(self) -> str:
        """Whose it is, by name."""
        return self.seat.name


class RectifyQuerySet(AnsweredQuerySet):
    def late_on(self, day):
        """Their day is over, and nothing was reported."""
        return self.filter(state__in=TO_DO, due_on__lt=day)

    def silent_on(self, day):
        """In hand, and nothing was told of them in the quarter of `day`."""
        since = quarter_began(day)
        silent = Q(progress_at__isnull=True) | Q(progress_at__date__lt=since)
        return self.filter(silent, state__in=TOLD, claimed_at__date__lt=since)

    def left_before(self, year):
        """Of years before `year`, and not yet verified."""
        return self.filter(state__in=LEFT, year__lt=year)

    def counted(self):
        """All but those called off."""
        return self.exclude(state=RectifyState.CANCELLED)


@audited()
class RectifyItem(Answered):
    """One problem on the list of a year, until another than its owner has verified that it is mended (销号)."""

    year = models.PositiveSmallIntegerField("考核年度")
    source = models.CharField("来源", max_length=10, choices=RectifySource.choices)
    problem = models.CharField("问题", max_length=200, help_text="只写事情，不写姓名、电话")
    fed_back_on = models.DateField("反馈日期")
    due_on = models.DateField("整改期限")
    first_due_on = models.DateField("原整改期限", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=RectifyState.choices, default=RectifyState.OPEN)
    measure = models.CharField("整改措施", max_length=300, blank=True)
    claimed_by = _person("认领人")
    claimed_at = _moment("认领时间")
    progress = models.CharField("最近进展", max_length=300, blank=True)
    progress_at = _moment("填报进展时间")
    outcome = models.CharField("整改结果", max_length=500, blank=True)
    applied_by = _person("申请销号人")
    applied_at = _moment("申请销号时间")
    finding = models.CharField("核验情况", max_length=300, blank=True)
    verified_by = _person("核验人")
    verified_at = _moment("销号时间")

    objects = RectifyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "整改事项"
        ordering = ["due_on", "id"]
        constraints = [
            in_state(
                DONE,
                "rectify_applied_with_outcome",
                "申请销号须有整改结果",
                has="applied_by applied_at",
                says="outcome",
            ),
            in_state(
                RectifyState.VERIFIED,
                "rectify_verified_with_author",
                "销号须有核验人和核验情况",
                has="verified_by verified_at",
                says="finding",
            ),
            models.CheckConstraint(
                condition=~Q(state=RectifyState.VERIFIED) | ~Q(verified_by=F("applied_by")),
                name="rectify_verified_by_another",
                violation_error_message="销号须由申请人以外的人核验",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("fed_back_on")),
                name="rectify_due_after_feedback",
                violation_error_message="整改期限不能早于反馈日期",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "year"], name="rectify_of_area"),
            models.Index(fields=["institution", "year"], name="rectify_of_unit"),
        ]

    def __str__(self) -> str:
        return self.problem

    @property
    def is_late(self) -> bool:
        return self.state in TO_DO and self.due_on < timezone.localdate()


class ProposalQuerySet(ScopedQuerySet):
    def waiting(self):
        """Those of which the office has still to say what becomes of them."""
        return self.filter(state=ProposalState.WAITING)


@audited()
class RectifyProposal(models.Model):
    """Words of a published round about one of its subjects, which the office lists or strikes. `key` says which words: they come once.

    It is the host's: who is assessed reads the item, not what was left out of the list.
    """

    scope_area = "subject__round__area"
    names_persons = STAFF_ONLY

    subject = models.ForeignKey(
        "assessments.RoundSubject", models.PROTECT, related_name="proposals", verbose_name="考评对象"
    )
    key = models.CharField("来自", max_length=30)
    source = models.CharField("来源", max_length=10, choices=RectifySource.choices)
    text = models.CharField("原话", max_length=200)
    state = models.CharField("状态", max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING)
    gathered_at = models.DateTimeField("提出时间")
    item = models.OneToOneField(
        RectifyItem, models.PROTECT, null=True, blank=True, related_name="proposal", verbose_name="整改事项"
    )
    decided_by = _person("处理人")
    decided_at = _moment("处理时间")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "整改建议"
        ordering = ["subject__position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "key"], name="proposal_once", violation_error_message="这一条已经提出"
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.LISTED, item__isnull=False)
                | (~Q(state=ProposalState.LISTED) & Q(item__isnull=True)),
                name="proposal_listed_with_its_item",
                violation_error_message="已列入的须有整改事项",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class TalkQuerySet(AnsweredQuerySet):
    def counted(self):
        """All but those that were void."""
        return self.exclude(state=TalkState.VOID)


@audited()
class Talk(Answered):
    """One talk (约谈) and what followed. It stands against the organisation: nobody is named."""

    kind = models.CharField("方式", max_length=10, choices=TalkKind.choices)
    trigger = models.CharField("事由", max_length=10, choices=TalkTrigger.choices)
    trigger_words = models.CharField("事由说明", max_length=200, help_text="依据和情况；不写姓名")
    held_on = models.DateField("约谈日期")
    record = models.CharField("约谈要点", max_length=500, help_text="只写事情，不写姓名、电话")
    demand = models.CharField("落实要求", max_length=300)
    due_on = models.DateField("落实期限")
    state = models.CharField("状态", max_length=10, choices=TalkState.choices, default=TalkState.HELD)
    outcome = models.CharField("落实情况", max_length=500, blank=True)
    reported_by = _person("报告人")
    reported_at = _moment("报告时间")
    closed_by = _person("确认人")
    closed_at = _moment("确认时间")

    objects = TalkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "约谈"
        ordering = ["-held_on", "-id"]
        constraints = [
            in_state(
                [TalkState.REPORTED, TalkState.CLOSED],
                "talk_reported_with_outcome",
                "报告落实须有落实情况",
                has="reported_by reported_at",
                says="outcome",
            ),
            in_state(TalkState.CLOSED, "talk_closed_with_author", "确认落实须有确认人", has="closed_by closed_at"),
            models.CheckConstraint(
                condition=~Q(state=TalkState.CLOSED) | ~Q(closed_by=F("reported_by")),
                name="talk_closed_by_another",
                violation_error_message="落实情况须由报告人以外的人确认",
            ),
        ]
        indexes = [models.Index(fields=["area", "held_on"], name="talk_of_area")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.trigger_words}"

    @property
    def is_late(self) -> bool:
        return self.state == TalkState.HELD and self.due_on < timezone.localdate()
