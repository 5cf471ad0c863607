"""A case: what is the matter somewhere, once, however many told of it."""

from django.db import models
from django.db.models import Q

from grids.cases.choices import CaseResult, CaseState
from grids.categories.choices import CaseLevel
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY

ENDED = [CaseState.CLOSED, CaseState.NOT_OURS, CaseState.MERGED, CaseState.WITHDRAWN]
WORKED_ON = [CaseState.ACCEPTED, CaseState.ASSIGNED, CaseState.HANDLING, CaseState.RETURNED, CaseState.SPLIT]
ANSWERED = [CaseState.VERIFIED, CaseState.RATED, CaseState.CLOSED]
# Nothing is to be done but to wait for the asker's word; the desk's list has these last.
WAITS_FOR_NOBODY = Q(state__in=[*ENDED, CaseState.VERIFIED])
USER, TIME = "orgtree.User", {"null": True, "blank": True}


def _person(words: str) -> models.ForeignKey:
    return models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=words)


def _other_case(words: str, name: str) -> models.ForeignKey:
    return models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name=name, verbose_name=words)


class CaseQuerySet(ScopedQuerySet):
    def open(self):
        """Not ended in any way."""
        return self.exclude(state__in=ENDED)

    def without_due(self):
        """Being worked on with no due moment, though no clock of theirs stands with a reason: there should be none (G03)."""
        stands = Q(clocks__stopped_at__isnull=True, clocks__paused_at__isnull=False)
        worked_on = [CaseState.REPORTED, *(state for state in WORKED_ON if state != CaseState.SPLIT)]
        standing = self.model.objects.filter(stands).values("pk")
        return self.filter(due_at__isnull=True, state__in=worked_on).exclude(pk__in=standing)

    def valid(self):
        """Those that count in rates: neither another's matter, nor merged, nor entered by mistake, nor taken out by a second level."""
        out = [CaseState.NOT_OURS, CaseState.MERGED, CaseState.WITHDRAWN]
        return self.exclude(state__in=out).filter(excluded_at__isnull=True)


@audited()
class Case(models.Model):
    """One matter. It names nobody: who told of it stands in its reports, sealed.

    `level` is who has it in hand, `lead` the unit that leads (empty: the level itself). `due_at` is that of the clock that runs now.
    """

    scope_area = "area"
    scope_institution = "legs__holder"
    names_persons = STAFF_ONLY

    number = models.CharField("编号", max_length=16, unique=True, editable=False)
    client_key = models.UUIDField("提交标识", null=True, blank=True, unique=True)
    category = models.ForeignKey("grids.Category", models.PROTECT, related_name="cases", verbose_name="事项分类")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="cases", verbose_name="网格或社区")
    place = models.CharField("地点", max_length=60)
    title = models.CharField("事项", max_length=40)
    words = models.CharField("情况", max_length=500)
    state = models.CharField("状态", max_length=10, choices=CaseState.choices, default=CaseState.REPORTED)
    level = models.CharField("办理层级", max_length=2, choices=CaseLevel.choices)
    lead = models.ForeignKey(
        "orgtree.Institution", models.PROTECT, null=True, blank=True, related_name="led_cases", verbose_name="主办单位"
    )
    round = models.PositiveSmallIntegerField("办理轮次", default=1)
    returns = models.PositiveSmallIntegerField("退回次数", default=0)
    hops = models.PositiveSmallIntegerField("派转次数", default=0)
    opened_by = _person("登记人")
    opened_at = models.DateTimeField("接收时间")
    accepted_by = _person("受理人")
    accepted_at = models.DateTimeField("受理时间", **TIME)
    assigned_by = _person("交办人")
    assigned_at = models.DateTimeField("交办时间", **TIME)
    handled_by = _person("自办人")
    due_at = models.DateTimeField("到期时间", **TIME, editable=False)
    done_by = _person("办结人")
    done_at = models.DateTimeField("办结时间", **TIME)
    result = models.CharField("办理结果", max_length=10, choices=CaseResult.choices, blank=True)
    answer = models.CharField("答复内容", max_length=500, blank=True)
    verified_by = _person("核查人")
    verified_at = models.DateTimeField("核查时间", **TIME)
    closed_by = _person("结案人")
    closed_at = models.DateTimeField("结案时间", **TIME)
    reopened_at = models.DateTimeField("重新办理时间", **TIME)
    excluded_at = models.DateTimeField("不计入考核时间", **TIME)
    outside = models.ForeignKey(
        "grids.OutsideMatter", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="不受理的事项"
    )
    merged_into = _other_case("并入", "merged")
    parent = _other_case("由此分办", "children")
    follows = _other_case("此前事项", "followers")
    reason = models.CharField("退回、不受理或撤销原因", max_length=200, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "网格事项"
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CaseState.MERGED, merged_into__isnull=False)
                | (~Q(state=CaseState.MERGED) & Q(merged_into__isnull=True)),
                name="case_merged_into_one",
                violation_error_message="并案须指明并入的事项",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")) & ~Q(parent=models.F("id")),
                name="case_not_its_own",
                violation_error_message="不能并入或分自本事项",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CaseState.DONE, *ANSWERED])
                | Q(done_at__isnull=False) & ~Q(result="") & ~Q(answer=""),
                name="case_done_with_answer",
                violation_error_message="办结须有结果、答复和时间",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ANSWERED) | Q(verified_at__isnull=False) & ~Q(verified_by=models.F("done_by")),
                name="case_verified_by_another",
                violation_error_message="办结人不能核查本人办结的事项",
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.CLOSED) | Q(closed_at__isnull=False),
                name="case_closed_at_a_time",
                violation_error_message="结案须有时间",
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.NOT_OURS) | Q(outside__isnull=False),
                name="case_not_ours_names_channel",
                violation_error_message="不受理须指明渠道",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "state"], name="case_of_area"),
            models.Index(fields=["state", "due_at"], name="case_by_due"),
            models.Index(fields=["area", "opened_at"], name="case_alike"),
            models.Index(
                models.Case(models.When(~WAITS_FOR_NOBODY, then=models.Value(0)), default=1),
                "due_at",
                models.F("opened_at").desc(),
                models.F("id").desc(),
                name="case_on_desk",  # the order of the desk's list: of a district's year not all are sorted for a page
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）"

    @property
    def level_label(self) -> str:
        return self.get_level_display()
