"""Roots over the papers of a night, the papers below them, and the keys by which a second office cosigns."""

import pgtrigger
from django.db import models
from django.db.models import Q

from orgtree.chain.models import append_only
from orgtree.choices import CosignKeyState, RootState
from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.database.states import in_state, only_in_state
from orgtree.proofs.rules import statement
from orgtree.scope.models.rows import STAFF_ONLY, ScopedQuerySet

# What was signed stays as it was; a root is cosigned once.
SIGNED = " OR ".join(
    f"OLD.{name} IS DISTINCT FROM NEW.{name}"
    for name in ("area_id", "number", "place", "size", "digest", "previous", "key", "signature")
)
FROZEN = f"OLD.state = 'cosigned' OR {SIGNED}"


class CosignKeyQuerySet(ScopedQuerySet):
    def live(self):
        return self.filter(state=CosignKeyState.LIVE)


@audited()
class CosignKey(models.Model):
    """The key of the office that cosigns the roots of an area. Only its public half is kept, and the salt of the words it is made of."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="区域")
    office = models.CharField("副署单位", max_length=60, help_text="如：潍城区纪委监委；与开具凭据的单位不是同一家")
    public = models.CharField("公钥", max_length=64, unique=True)
    salt = models.CharField(max_length=32, editable=False)
    state = models.CharField("状态", max_length=10, choices=CosignKeyState.choices, default=CosignKeyState.LIVE)
    taken_by = by_account("登记人")
    taken_at = models.DateTimeField("登记时间")
    ended_at = models.DateTimeField("停用时间", null=True, blank=True)

    objects = CosignKeyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "副署口令"
        ordering = ["-taken_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area"],
                condition=Q(state=CosignKeyState.LIVE),
                name="cosign_key_one_live",
                violation_error_message="本区已有在用的副署口令，请先停用",
            ),
            only_in_state(CosignKeyState.ENDED, "cosign_key_ended_with_time", "停用须有时间", has="ended_at"),
        ]

    def __str__(self) -> str:
        return self.office


class PaperRootQuerySet(ScopedQuerySet):
    def waiting(self):
        return self.filter(state=RootState.WAITING)


@audited()
class PaperRoot(models.Model):
    """The papers of an area that a night brought below one digest, signed here; good for a check once a second office has cosigned."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="区域")
    number = models.CharField("编号", max_length=24, unique=True)
    place = models.CharField("区划代码", max_length=40)
    size = models.PositiveIntegerField("凭据份数")
    digest = models.CharField("摘要", max_length=64)
    previous = models.CharField("前一摘要", max_length=64)
    key = models.CharField("平台公钥", max_length=64)
    signature = models.CharField("平台签名", max_length=128)
    made_at = models.DateTimeField("生成时间")
    state = models.CharField("状态", max_length=10, choices=RootState.choices, default=RootState.WAITING)
    cosign_key = models.ForeignKey(
        CosignKey, models.PROTECT, null=True, blank=True, related_name="roots", verbose_name="副署单位"
    )
    cosignature = models.CharField("副署签名", max_length=128, blank=True)
    cosigned_by = by_account_later("副署人")
    cosigned_at = models.DateTimeField("副署时间", null=True, blank=True)

    objects = PaperRootQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "凭据摘要"
        ordering = ["-number"]
        constraints = [
            in_state(
                RootState.COSIGNED,
                "paper_root_cosigned",
                "副署须有单位、签名、副署人和时间",
                has="cosign_key cosigned_by cosigned_at",
                says="cosignature",
            ),
            models.UniqueConstraint(fields=["area", "previous"], name="paper_root_in_a_row"),
        ]
        triggers = [
            pgtrigger.Protect(name="signed_stays", operation=pgtrigger.Update, condition=pgtrigger.Condition(FROZEN)),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def statement(self) -> str:
        """What is signed of it."""
        return statement(
            number=self.number, place=self.place, size=self.size, digest=self.digest, previous=self.previous
        )


class PaperLeaf(models.Model):
    """One paper below a root: whose digest stands where. What it says is read from the paper, never copied."""

    root = models.ForeignKey(PaperRoot, models.PROTECT, related_name="leaves", verbose_name="凭据摘要")
    position = models.PositiveIntegerField("位置")
    kind = models.CharField("种类", max_length=40)
    paper_id = models.BigIntegerField("凭据")
    salt = models.CharField(max_length=32, editable=False)
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "凭据位置"
        constraints = [
            models.UniqueConstraint(fields=["kind", "paper_id"], name="paper_leaf_once"),
            models.UniqueConstraint(fields=["root", "position"], name="paper_leaf_in_its_place"),
        ]
        triggers = append_only("凭据位置不能清空")

    def __str__(self) -> str:
        return f"{self.root_id}:{self.position}"
