"""Units around the planted one: the bureau above it and the one above that, an equal, one below, one of no kin; and who sits there."""

from dataclasses import dataclass, replace

from orgtree.choices import PostKind
from orgtree.models import Institution, User
from orgtree.people.services.people import appoint, create_user
from orgtree.scope.rules import grants
from orgtree.scope.rules.grants import GRANTS
from tests.canaries import CANARY

UNIT_POSTS = (PostKind.UNIT_ORG, PostKind.DEPARTMENT)


@dataclass(frozen=True)
class Family:
    """The units; all but the planted one are seated in 西园社区, in the other street or above, so that no area tells of it: where
    the one below sits, its superior is named.
    """

    highest: Institution
    above: Institution
    planted: Institution
    equal: Institution
    below: Institution
    stranger: Institution


def build_family(town) -> Family:
    """The planted unit set among its kin."""

    def unit(name, area, superior=None):
        return Institution.objects.create(name=name, kind="public", area=area, superior=superior)

    highest = unit("市教育局", town.city)
    above = unit("区教育局", town.district, highest)
    planted = Institution.objects.get(name=f"{CANARY}单位")
    planted.superior = above
    planted.save()
    equal, below = unit("西园小学", town.west, above), unit("分校", town.other_street, planted)
    return Family(highest, above, planted, equal, below, unit("区水务局", town.district))


def seat_at(user: User, *units: Institution) -> User:
    """Give the person both kinds of post at each of the units: what one walk does not find, none of their holders sees."""
    for unit in units:
        for kind in UNIT_POSTS:
            appoint(holder_id=user.pk, kind=kind, institution=unit, by=None)
    return user


def kin_but_superiors(town, family: Family) -> User:
    """Who sits at the equal unit, the one below and the one of no kin."""
    user = create_user(account="kin", name="单位人", home=town.district, by=None)
    return seat_at(user, family.equal, family.below, family.stranger)


def superiors(town, family: Family) -> User:
    """Who sits at both bureaus above the planted unit."""
    user = create_user(account="superiors", name="上级单位人", home=town.district, by=None)
    return seat_at(user, family.above, family.highest)


def give_more(monkeypatch, kind: str, app: str, permission: str) -> None:
    """A fault in the table of grants: posts of `kind` hold a permission that they should not."""
    grant = GRANTS[kind]
    blocks = grant.blocks | {app: grant.blocks.get(app, frozenset()) | {permission}}
    monkeypatch.setitem(GRANTS, kind, replace(grant, blocks=blocks))
    monkeypatch.setattr(grants, "_kinds", {})
