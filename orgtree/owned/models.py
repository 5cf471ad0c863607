"""Rows of rules that an area keeps: they hold there and everywhere below, where no area nearer has its own."""

from django.db import models
from django.db.models import Q

from orgtree.choices import Permission as P
from orgtree.database.spans import ends_after_it_begins
from orgtree.scope.models.rows import ScopedQuerySet
from orgtree.tree.models import Area


class OwnedQuerySet(ScopedQuerySet):
    def allowed(self, user, permission: str):
        """Rules are read by all who read rules; edited are those of areas that one keeps, and by whoever keeps all, those of no area."""
        if not (user and user.is_authenticated and user.holds(permission)):
            return self.none()
        if permission != P.RULES_EDIT:
            return self
        kept = Q(area__in=Area.objects.allowed(user, permission))
        return self.filter(kept | Q(area=None) if user.holds_over_all(permission) else kept)

    def holding_at(self, area):
        """The rows of `area` and of the areas above it, and those for all."""
        return self.filter(Q(area=None) | Q(area__in=area.get_ancestors(include_self=True)))


class EntryQuerySet(OwnedQuerySet):
    """Entries of a dictionary, which are switched off (`is_active`) and never deleted."""

    def offered_at(self, area):
        """What may be chosen in `area`: entries in use that are for all, or kept by the area or one above it."""
        return self.holding_at(area).filter(is_active=True)


class Owned(models.Model):
    """A row of rules with the area that keeps it; without one it holds for all (docs/decisions/0034)."""

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="适用区域",
        help_text="适用于该区域及以下；留空适用于全部地区",
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def keeper_label(self) -> str:
        """Whose rule it is: 洛阳市, 全部地区."""
        return self.area.name if self.area else "全部地区"


class Dated(Owned):
    """One version of a rule of one keeper, in force from `active_from` until the keeper's next, or until the day `active_to`."""

    active_from = models.DateField("启用日期")
    active_to = models.DateField("停用日期", null=True, blank=True, help_text="当日起恢复沿用上级的规定")

    class Meta:
        abstract = True


def dated_constraints(name: str, *, matter: str = "key", said: str = "这一事项", condition: Q | None = None) -> list:
    """One version of a `matter` a day for each keeper, and none that ends before it begins; the names begin with `name`."""
    return [
        models.UniqueConstraint(
            fields=["area", matter, "active_from"],
            condition=condition,
            nulls_distinct=False,
            name=f"{name}_once_a_day",
            violation_error_message=f"{said}在该日期已有规定，请修改原来那条",
        ),
        ends_after_it_begins(
            f"{name}_ends_after_it_begins", "停用日期不能早于启用日期", begins="active_from", ends="active_to"
        ),
    ]


def covers(keeper: Area | None, area: Area | None) -> bool:
    """Whether a rule of `keeper` (None: for all) holds in `area`, as far as the tree goes; only those for all hold nowhere."""
    if keeper is None or area is None:
        return keeper is None
    return keeper.tree_id == area.tree_id and keeper.lft <= area.lft and area.rght <= keeper.rght
