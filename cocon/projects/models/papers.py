"""Papers of a project: which there are to be after each step, and which are there, as a file or kept on paper."""

from django.db import models

from cocon.projects.choices import PaperState, PaperStep
from cocon.projects.models.projects import ENDED, Project
from orgtree.database.audit import audited
from orgtree.files.models import AttachedFileField
from orgtree.files.rules import EVIDENCE
from orgtree.models import ScopedQuerySet
from orgtree.owned.models import EntryQuerySet, Owned
from orgtree.scope.models.rows import STAFF_ONLY


class PaperKind(Owned):
    """A paper that projects have after a step; what an area adds is asked for there and below."""

    code = models.CharField("代码", max_length=10, unique=True)
    name = models.CharField("材料", max_length=30)
    step = models.CharField("手续", max_length=12, choices=PaperStep.choices)
    position = models.PositiveSmallIntegerField("排序", default=0)
    is_active = models.BooleanField("启用", default=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "项目手续材料"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


@audited()
class ProjectPaper(models.Model):
    """One paper of a project that is there: a file, or words that say where it is kept."""

    scope_area = "project__area"
    scope_institution = "project__unit"
    names_persons = STAFF_ONLY

    project = models.ForeignKey(Project, models.PROTECT, related_name="papers", verbose_name="项目")
    kind = models.ForeignKey(PaperKind, models.PROTECT, related_name="+", verbose_name="材料")
    words = models.CharField("说明或存放处", max_length=60, blank=True, help_text="纸质材料写明存放在哪里")
    file = AttachedFileField("文件", upload_to="projects/%Y/%m", blank=True, taken=EVIDENCE)
    digest = models.CharField("内容摘要", max_length=64, blank=True, editable=False)
    filed_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    filed_at = models.DateTimeField("登记时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "项目材料"
        ordering = ["kind__position", "filed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind", "digest"],
                name="project_paper_once",
                violation_error_message="这份材料已登记",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.words}".strip()

    @property
    def state(self) -> str:
        """For its acts: what is closed keeps its papers."""
        return PaperState.KEPT if self.project.state in ENDED else PaperState.OPEN
