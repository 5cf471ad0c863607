"""A poll, what is voted on, the classes of voters, and who keeps the shares of its key."""

from fractions import Fraction

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from assessments.ballots.choices import BallotWay, PollState, ShareBase
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY
from orgtree.text.crypto import EncryptedTextField

TAKING = (PollState.REHEARSAL, PollState.OPEN)
OPENED = (PollState.OPEN, PollState.CLOSED, PollState.COUNTED)


def default_options() -> list:
    """(code, words, points) of a mark. Source: domain.md 3.3."""
    return [["a", "好", 100], ["b", "较好", 85], ["c", "一般", 70], ["d", "差", 50]]


class PollQuerySet(ScopedQuerySet):
    def taking(self):
        """Those that take ballots now, rehearsals among them."""
        return self.filter(state__in=TAKING)

    def to_vote(self, user):
        """Those on whose roll the person stands and that take ballots, or did and are not long over."""
        return self.filter(roll__user=user.pk).exclude(state=PollState.DRAFT).distinct()

    def waiting_for(self, user):
        """Those that take ballots now and of which the person holds none yet. Whether a ballot was cast is known to nobody."""
        running = Q(state=PollState.REHEARSAL) | Q(state=PollState.OPEN, closes_at__gt=timezone.now())
        return self.filter(running, roll__user=user.pk, roll__way=BallotWay.NONE)


@audited(exclude=("secret", "signing_key"))
class Poll(models.Model):
    """One poll. From its opening on roll, subjects, classes and sheet do not change; nothing of a ballot stands here.

    `secret` opens the ballots where no keepers hold its shares, `signing_key` signs the result; both are gone once it is counted.
    """

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="polls", verbose_name="组织区域")
    round = models.ForeignKey(
        "assessments.Round", models.PROTECT, null=True, blank=True, related_name="polls", verbose_name="轮次"
    )
    number = models.CharField("编号", max_length=20, unique=True, editable=False)
    title = models.CharField("投票", max_length=60)
    year = models.PositiveSmallIntegerField("年度")
    options = models.JSONField("选项", default=default_options)
    closes_at = models.DateTimeField("计划截止")
    base = models.CharField(
        "百分比基数",
        max_length=10,
        choices=ShareBase.choices,
        default=ShareBase.VALID,
        help_text="与每个百分比一并写明",
    )
    takes_texts = models.BooleanField("可写意见", default=True)
    has_keepers = models.BooleanField("由五人保管计票", default=False, help_text="截止后须三名保管人到场才能计票")
    state = models.CharField("状态", max_length=10, choices=PollState.choices, default=PollState.DRAFT)
    # Frozen at the opening.
    roll_digest = models.CharField("名册摘要", max_length=64, blank=True)
    people = models.PositiveIntegerField("应投票人数", null=True, blank=True)
    tally_public = models.CharField("计票公钥", max_length=60, blank=True)
    result_public = models.TextField("结果签名公钥", blank=True)
    secret = EncryptedTextField("计票密钥", blank=True, default="")
    signing_key = EncryptedTextField("结果签名私钥", blank=True, default="")
    opened_at = models.DateTimeField("开始时间", null=True, blank=True)
    opened_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="开始人"
    )
    closed_at = models.DateTimeField("截止时间", null=True, blank=True)
    closed_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="截止人"
    )
    note = models.CharField("票数不符的说明", max_length=200, blank=True)
    counted_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="计票人"
    )
    counted_at = models.DateTimeField("计票时间", null=True, blank=True)
    bundle = models.TextField("结果包", blank=True, editable=False)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "投票"
        ordering = ["-year", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[PollState.DRAFT, PollState.REHEARSAL])
                ^ Q(opened_at__isnull=False, people__isnull=False),
                name="poll_opened_with_a_roll",
                violation_error_message="投票开始时须冻结名册",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def option_codes(self) -> list[str]:
        return [code for code, _, _ in self.options]

    @property
    def is_taking(self) -> bool:
        return self.state in TAKING


@audited()
class PollSubject(models.Model):
    """What is voted on, as it was called when the poll was opened; `holder` is the person, who never rates themselves."""

    scope_area = "poll__area"
    names_persons = STAFF_ONLY

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="subjects", verbose_name="投票")
    position = models.PositiveSmallIntegerField("次序")
    name = models.CharField("评议对象", max_length=80)
    of_round = models.ForeignKey(
        "assessments.RoundSubject", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="考评对象"
    )
    area = models.ForeignKey(
        "orgtree.Area", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在区域"
    )
    holder = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="负责人账号"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "投票的评议对象"
        ordering = ["poll", "position"]
        constraints = [models.UniqueConstraint(fields=["poll", "position"], name="poll_subject_in_order")]

    def __str__(self) -> str:
        return self.name


@audited()
class PollClass(models.Model):
    """A class of voters. Its weight is the composite's matter and stands beside no name."""

    scope_area = "poll__area"
    names_persons = STAFF_ONLY

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="classes", verbose_name="投票")
    position = models.PositiveSmallIntegerField("次序")
    code = models.CharField("代码", max_length=20)
    label = models.CharField("类别", max_length=40)
    weight = models.DecimalField("权重（%）", max_digits=5, decimal_places=2, validators=[MinValueValidator(0)])
    min_ballots = models.PositiveSmallIntegerField("最少有效票", default=3, validators=[MinValueValidator(1)])
    turnout = models.CharField(
        "到会比例",
        max_length=7,
        default="2/3",
        validators=[RegexValidator(r"^\d{1,3}/[1-9]\d{0,2}$", "写成分数，如 2/3")],
    )
    apart = models.BooleanField("逐个发票", default=False, help_text="互评的类别：每个评议对象一张票，不给自己发票")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "投票人类别"
        ordering = ["poll", "position"]
        constraints = [models.UniqueConstraint(fields=["poll", "code"], name="poll_class_once")]

    def __str__(self) -> str:
        return self.label

    @property
    def least_turnout(self) -> Fraction:
        return Fraction(self.turnout)


@audited(exclude=("share", "given"))
class Keeper(models.Model):
    """Who keeps one of five shares. `share` waits until it is taken, `given` after the close until three are there; then both are gone."""

    scope_area = "poll__area"
    names_persons = STAFF_ONLY

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="keepers", verbose_name="投票")
    user = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="保管人")
    share = EncryptedTextField("待领取的保管码", blank=True, default="")
    taken_at = models.DateTimeField("领取时间", null=True, blank=True)
    given = EncryptedTextField("已交的保管码", blank=True, default="")
    given_at = models.DateTimeField("交付时间", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "计票保管人"
        ordering = ["poll", "id"]
        constraints = [models.UniqueConstraint(fields=["poll", "user"], name="poll_keeper_once")]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def state(self) -> str:
        return "given" if self.given_at else "taken" if self.taken_at else "waiting"
