"""All that the viewer may see of one member on the member's page: each kind of record with its number, the latest of it, its list."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin

from orgtree.choices import Permission as P
from orgtree.desk.finding import page_of
from orgtree.desk.menu import list_address as list_page
from orgtree.lists import Listing
from orgtree.sheets.workbooks import plain
from volunteers.activities.lists import sign_up_list
from volunteers.check_ins.lists import check_in_list
from volunteers.duties.lists import claim_list
from volunteers.feedback.lists import feedback_list
from volunteers.members.desk.behind import MemberFilter
from volunteers.recognition.lists import certificate_list, redemption_list
from volunteers.service.lists import service_list
from volunteers.standing.lists import deed_list
from volunteers.teams.lists import place_list

LATEST = 5


@dataclass(frozen=True)
class Part:
    """One kind of record: whose list it is, what opens it, which of its columns are shown here."""

    listing: Listing
    permission: str
    columns: str


@dataclass(frozen=True)
class ShownPart:
    """What the page shows of a part: how many there are, the latest as (address, words), where all of them are ("": nowhere)."""

    key: str
    title: str
    count: int
    headings: list[str]
    lines: list[tuple[str, list[str]]]
    url: str


PARTS = [
    Part(service_list, P.SERVICE_VIEW, "when kind hours note state"),
    Part(claim_list, P.MEMBER_VIEW, "post place appointed_at state"),
    Part(sign_up_list, P.ACTIVITY_VIEW, "activity when place state"),
    Part(check_in_list, P.MEMBER_VIEW, "slug kind happened_on state"),
    Part(place_list, P.ACTIVITY_VIEW, "team role since place"),
    Part(deed_list, P.POINTS_VIEW, "item amount happened_on state"),
    Part(feedback_list, P.FEEDBACK_SIGN, "period sums grade state"),
    Part(certificate_list, P.CERTIFICATE_ISSUE, "number stretch hours state"),
    Part(redemption_list, P.REWARD_MANAGE, "reward quantity points state"),
]


def add_parts(*parts: Part) -> None:
    """What apps above keep of a member: shown behind what is of this floor, to whoever may read it."""
    PARTS.extend(parts)


def parts_of(user, member) -> Iterator[ShownPart]:
    """The parts that hold something which the viewer may see, in the order of PARTS; two statements each at most."""
    for part in PARTS:
        if user.holds(part.permission) and (shown := _shown(part, user, member)):
            yield shown


def _shown(part: Part, user, member) -> ShownPart | None:
    listing, model = part.listing, part.listing.model
    rows = listing.own_rows(model.objects.allowed(user, part.permission).filter(**{listing.member: member}))
    latest = listing.dressed(
        list(rows.select_related(*listing.loads).order_by(*listing.order or ("-pk",))[: LATEST + 1])
    )
    if not latest:
        return None
    columns, is_listed = listing.pick(part.columns), admin.site.is_registered(model)
    of_member = is_listed and MemberFilter.is_on(admin.site.get_model_admin(model))
    return ShownPart(
        key=model._meta.model_name,
        title=listing.title,
        count=rows.count() if len(latest) > LATEST else len(latest),
        headings=[column.label for column in columns],
        lines=[
            (page_of(row) if is_listed else "", [plain(column.value(row)) for column in columns])
            for row in latest[:LATEST]
        ],
        url=f"{list_page(model)}?{MemberFilter.parameter_name}={member.pk}" if of_member else "",
    )
