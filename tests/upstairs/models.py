from django.db import models

from orgtree.answers.models import Answers, AnswersQuerySet, AnswerWords, PleasedAnswers
from orgtree.calendar.models.timed import Timed, TimedQuerySet
from orgtree.chain.models import LedgerEntry, LedgerHead, LedgerRoot, append_only, one_place
from orgtree.models import ScopedQuerySet
from orgtree.papers.models import Paper, PaperQuerySet
from orgtree.scope.models.rows import EVERY_ROW


class PromiseTopic(models.Model):
    """What promises are about: a dictionary."""

    name = models.CharField("主题", max_length=20, unique=True)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "承诺主题"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Errand(Timed):
    """Something that is due at a moment."""

    objects = TimedQuerySet.as_manager()

    class Meta(Timed.Meta):
        verbose_name = verbose_name_plural = "楼上事务"


class Promise(models.Model):
    """A promise of a member: a state, words, nothing else."""

    class State(models.TextChoices):
        MADE = "made", "已作出"
        KEPT = "kept", "已兑现"
        DROPPED = "dropped", "已放弃"

    scope_area = "member__area"
    names_persons = EVERY_ROW

    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="+", verbose_name="党员")
    text = models.CharField("内容", max_length=40)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.MADE)
    reason = models.CharField("原因", max_length=200, blank=True)
    made_on = models.DateField("作出日期")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "楼上承诺"
        constraints = [models.UniqueConstraint(fields=["member", "text"], name="promise_once")]


class Matter(models.Model):
    """A matter of a place that several units handle and several have asked for: rows that units own together."""

    scope_area = "area"
    scope_institution = ("handlers", "parties__unit")
    names_persons = ("told_by",)

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="区域")
    title = models.CharField("事项", max_length=40)
    told_by = models.ForeignKey(
        "volunteers.Member", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="反映人"
    )
    handlers = models.ManyToManyField(
        "orgtree.Institution", through="MatterHandler", related_name="+", verbose_name="承办单位"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "楼上事项"


class MatterHandler(models.Model):
    """A unit that handles a matter."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgtree.Institution", models.PROTECT, related_name="+")


class MatterParty(models.Model):
    """A unit that asked for a matter."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="parties")
    unit = models.ForeignKey("orgtree.Institution", models.PROTECT, related_name="+")


class MatterAnswers(Answers):
    """What people say about how a matter was handled, on a scale of its own."""

    about = "matter"
    scale = {"great": "很好", "good": "好", "weak": "一般", "bad": "差"}
    pleasing = ("great", "good")
    scope_area = "matter__area"

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="answers", verbose_name="事项")
    great = models.PositiveIntegerField("很好", default=0)
    good = models.PositiveIntegerField("好", default=0)
    weak = models.PositiveIntegerField("一般", default=0)
    bad = models.PositiveIntegerField("差", default=0)

    objects = AnswersQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "楼上评价"


class MatterWords(AnswerWords):
    """A few words about how a matter was handled."""

    scope_area = "answers__matter__area"

    answers = models.ForeignKey(MatterAnswers, models.CASCADE, related_name="remarks", verbose_name="评价")

    objects = ScopedQuerySet.as_manager()

    class Meta(AnswerWords.Meta):
        verbose_name = verbose_name_plural = "楼上留言"


class VenueAnswers(PleasedAnswers):
    """The usual three answers, without words."""

    about = "offer"

    offer = models.OneToOneField("Offer", models.PROTECT, related_name="answers", verbose_name="数量")

    objects = AnswersQuerySet.as_manager()


class Offer(models.Model):
    """Something of which there are so many."""

    size = models.PositiveSmallIntegerField("数量")


class Taking(models.Model):
    """Somebody who takes some of it, or waits for it."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="+")
    pieces = models.PositiveSmallIntegerField("件数", default=1)
    waits = models.BooleanField("等候", default=False)


class SlipQuerySet(PaperQuerySet):
    def handed_out(self):
        return self


class Slip(Paper):
    """Something handed out on paper."""

    number = models.CharField("编号", max_length=24, unique=True)
    code = models.CharField("校验码", max_length=10)
    words = models.CharField("内容", max_length=20)

    objects = SlipQuerySet.as_manager()

    def sealed(self) -> dict:
        return {"number": self.number, "words": self.words}


class Purse(models.Model):
    """An account of money."""


class PurseEntry(LedgerEntry):
    """A sum that came in or went out."""

    account = models.ForeignKey(Purse, models.PROTECT, related_name="entries")
    amount = models.DecimalField("金额", max_digits=12, decimal_places=2)

    class Meta:
        constraints = [one_place("purse_entry_place")]
        triggers = append_only("the purse is append-only")

    def content(self) -> tuple:
        return (self.account_id, f"{self.amount:.2f}")


class PurseRoot(LedgerRoot):
    class Meta(LedgerRoot.Meta):
        triggers = append_only("the purse is append-only")


class PurseHead(LedgerHead):
    root = models.ForeignKey(PurseRoot, models.PROTECT, related_name="heads")
    account = models.ForeignKey(Purse, models.PROTECT, related_name="+")


class Pledge(models.Model):
    """A sum of money in fen that a unit has promised a place, from one day to another."""

    scope_area = "area"

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="区域")
    unit = models.ForeignKey("orgtree.Institution", models.PROTECT, related_name="+", verbose_name="单位")
    fen = models.BigIntegerField("金额（分）")
    starts_on = models.DateField("起始日期")
    ends_on = models.DateField("截止日期", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "楼上认捐"
