"""The tree of party organisations, beside the tree of areas and seated in it."""

from django.db import models
from django.db.models import F, Q
from mptt.managers import TreeManager
from mptt.models import MPTTModel, TreeForeignKey
from mptt.querysets import TreeQuerySet

from orgtree.choices import PartyOrgKind, Standing
from orgtree.database.audit import audited
from orgtree.database.trees import placed_triggers, refuse_misplaced, refuse_ring
from orgtree.scope.models.rows import ScopedQuerySet
from orgtree.units.rules import LEGAL_PARENTS, may_stand_under, notice_reaches


class PartyOrgQuerySet(ScopedQuerySet, TreeQuerySet):
    def in_being_on(self, day):
        """Organisations founded by `day` and not yet dissolved."""
        return self.filter(
            Q(founded_on__isnull=True) | Q(founded_on__lte=day), Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day)
        )

    def term_over(self, day):
        """Organisations in being whose term has ended by `day`."""
        return self.in_being_on(day).filter(term_ends_on__lte=day)

    def term_near(self, day):
        """Organisations in being whose term ends after `day`, within the months of notice."""
        return self.in_being_on(day).filter(term_ends_on__gt=day, term_ends_on__lte=notice_reaches(day))


def _misplaced(rows: str) -> str:
    return refuse_misplaced(
        rows,
        table="orgtree_partyorg",
        alias="org",
        legal=LEGAL_PARENTS,
        words="a party organisation may not stand there",
        constraint="party_org_stands_under_its_kind",
    )


def _in_ring(rows: str) -> str:
    """A committee may stand under a committee, so kinds alone leave room for a ring."""
    return refuse_ring(rows, table="orgtree_partyorg", parent="parent_id", constraint="party_org_in_no_ring")


@audited(exclude=("lft", "rght", "tree_id", "level"))
class PartyOrg(MPTTModel):
    """One party organisation. Written only by `units.services.party`, under the tree lock."""

    scope_area = "area"
    scope_institution = "institution"

    parent = TreeForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级党组织"
    )
    kind = models.CharField("类型", max_length=20, choices=PartyOrgKind.choices)
    name = models.CharField("名称", max_length=100)
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="party_orgs", verbose_name="所在区域")
    institution = models.ForeignKey(
        "orgtree.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="party_orgs",
        verbose_name="所属单位",
        help_text="单位党组织填写；社区、网格的党组织留空",
    )
    founded_on = models.DateField("成立日期", null=True, blank=True)
    term_ends_on = models.DateField("届满日期", null=True, blank=True)
    dissolved_on = models.DateField("撤销日期", null=True, blank=True)

    may_stand_under = staticmethod(may_stand_under)
    objects = TreeManager.from_queryset(PartyOrgQuerySet)()

    class MPTTMeta:
        order_insertion_by = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "党组织"
        indexes = [models.Index(fields=["tree_id", "lft"], name="party_org_interval")]
        triggers = [
            *placed_triggers("party_org_placed", _misplaced, watched=("parent_id", "kind")),
            *placed_triggers("party_org_ring", _in_ring, watched=("parent_id",)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=Q(dissolved_on__isnull=True),
                nulls_distinct=False,
                name="party_org_name_unique_among_siblings",
                violation_error_message="同一上级下已有同名党组织",
            ),
            models.CheckConstraint(
                condition=Q(term_ends_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(term_ends_on__gt=F("founded_on")),
                name="party_org_term_ends_after_founding",
                violation_error_message="届满日期应晚于成立日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """For its acts; the day of its end is never a later one."""
        return Standing.ENDED if self.dissolved_on else Standing.OPEN
