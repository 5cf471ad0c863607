"""The public card of a grid: written by its community, published and withdrawn; whom it names is asked of the terms each time."""

from dataclasses import dataclass

from django.utils import timezone

from grids.staff.choices import CardState, StaffRole
from grids.staff.models import GridCard, StaffTerm
from grids.staff.rules import GRID_WORKERS
from grids.staff.services.terms import checked_phone
from orgtree.acts import Act, Acts, Doing, Making, asks_of, declare_acts
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.scope.services import within_reach
from orgtree.tree.models import Area

DRAFT, PUBLIC = frozenset({CardState.DRAFT}), frozenset({CardState.PUBLIC})
SHOWN = (*GRID_WORKERS, StaffRole.BRANCH, StaffRole.STREET_CHIEF)


@dataclass(frozen=True)
class Shown:
    """Somebody on the card: as what, and name and phone where they agreed ("" else)."""

    role: str
    name: str
    phone: str
    beat: str = ""


def people_on(card: GridCard) -> list[Shown]:
    """Who works in the grid today, in the order of their roles; of whoever did not agree only the role."""
    rows = StaffTerm.objects.in_office_on(timezone.localdate()).filter(area=card.area_id, role__in=SHOWN)
    found = sorted(rows.select_related("account"), key=lambda row: (SHOWN.index(row.role), row.pk))
    return [
        Shown(
            row.get_role_display(),
            row.name if row.consented_on else "",
            row.phone if row.consented_on else "",
            row.beat,
        )
        for row in found
    ]


def grids_for(user, ids=None):
    """Grids for which the person may write a card."""
    return within_reach(Area, P.STAFF_MANAGE, user).current().filter(kind=AreaKind.GRID)


def _known(doing: Doing) -> GridCard | None:
    """A grid has one card: it is the row that there is."""
    return GridCard.objects.filter(area=doing.said["area"]).first()


SAID = {
    "phone": {"check": checked_phone, "unscanned": "the public number of an office, which stands on the card"},
    "supervision_phone": {
        "check": lambda text: checked_phone(text, "supervision_phone"),
        "unscanned": "the public number of an office, which stands on the card",
    },
}
# Source: docs/rules.md, "Staff of grids" [L3].
card_acts = declare_acts(
    Acts(
        GridCard,
        called="公示牌",
        loads=("area__parent",),
        acts=(
            Making(
                "write",
                "填写公示牌",
                "填写",
                CardState.DRAFT,
                permission=P.STAFF_MANAGE,
                asks=asks_of(
                    GridCard,
                    "area boundary phone supervision_phone",
                    at=P.STAFF_MANAGE,
                    area={"rows": grids_for, "label": "网格"},
                    **SAID,
                ),
                known=_known,
                stamps=("kept_by", "kept_at"),
                done="已填写，核对后公布。",
                hint="网格的四至、值守电话和监督电话；网格员取自网格力量，本人同意公示的才写姓名和电话。",
                icon="badge",
                summary="填写网格公示牌",
                description="每个网格一块；此前已填写的返回原来那块。",
            ),
            Act(
                "edit",
                "修改",
                "修改",
                DRAFT | PUBLIC,
                None,
                permission=P.STAFF_MANAGE,
                asks=asks_of(GridCard, "boundary phone supervision_phone", **SAID),
                partial=True,
                stamps=("kept_by", "kept_at"),
                icon="edit",
                done="已修改。",
                hint="公布后修改的，公示页面随即更新。",
                summary="修改公示牌",
                description="公布后修改的，公示页面随即更新。",
            ),
            Act(
                "publish",
                "公布",
                "公布",
                DRAFT,
                CardState.PUBLIC,
                permission=P.STAFF_MANAGE,
                run=lambda card, doing: setattr(card, "published_at", doing.at),
                many=True,
                undo=lambda card, doing: setattr(card, "published_at", None),
                entry="公布所选",
                icon="campaign",
                done="已公布，可以打印张贴。",
                hint="公布后任何人不用账号就能看到；可以打印张贴。",
                summary="公布公示牌",
                description="逐条判断；公布后任何人不用账号就能看到。",
            ),
            Act(
                "withdraw",
                "撤下",
                "撤下",
                PUBLIC,
                CardState.DRAFT,
                permission=P.STAFF_MANAGE,
                run=lambda card, doing: setattr(card, "published_at", None),
                aside=True,
                icon="visibility_off",
                done="已撤下。",
                hint="公示页面随即打不开；已张贴的请收回。",
                summary="撤下公示牌",
                description="公示页面随即打不开。",
            ),
        ),
    )
)
