"""What is measured of cases: a district with 200,000 of a year, what its desk reads, what a filing costs, and a minute of filings."""

import json
from collections.abc import Callable, Iterator
from uuid import uuid4

from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from config.bench.case_rows import CASES, DAYS, District, build_district
from config.bench.timing import Ratio, side_by_side, undone
from grids.cases.lists import case_list
from grids.cases.services.course import case_acts
from grids.cases.services.filing import open_case
from grids.cases.services.opening import Told
from grids.dispatch.services.duplicates import suggest_duplicates
from grids.index.services.computing import compute_month
from grids.models import Case, IndexPoint
from orgtree.acts import perform_one
from orgtree.choices import Permission as P
from orgtree.days.rules.months import months_before
from orgtree.desk.paging import rows_between
from orgtree.people.services.tokens import issue_token

SHOWN = 50
SAID = {"place": "健康路与和平街路口", "title": "路灯不亮", "words": "路口两盏路灯连续三晚不亮"}


def filed(district: District) -> Case:
    """One more case, accepted."""
    case = open_case(
        category=district.category, area=district.grid, told=Told(source="resident"), by=district.clerk, **SAID
    )
    return perform_one(case_acts, "accept", pk=case.pk, by=district.clerk)


def cases() -> Iterator[Ratio]:
    """The district's pages and acts, each against one lookup by key; filing against a bare view; the index of a month."""
    district = build_district()
    yield from _pages(district)
    yield _assigning(district)
    yield filing(district)
    yield _index()


def _pages(district: District) -> Iterator[Ratio]:
    """What waits in the district, by when it is due, as its centre and as a street sees it; the whole list; what was told before."""
    pk = Case.objects.order_by("pk").first().pk

    def lookup() -> None:
        Case.objects.get(pk=pk)

    def page(rows) -> list[Case]:
        return list(rows_between(rows.select_related(*case_list.loads), 0, SHOWN))

    for seat, viewer in (("district", district.viewer), ("street", district.clerk)):
        seen = Case.objects.shown_to(viewer, P.CASE_VIEW, by_keys=True)
        reads: dict[str, Callable[[], object]] = {
            f"the first page of what is due in a {seat}, of {CASES:,} cases": lambda seen=seen: page(
                seen.order_by(*case_list.ordering)
            ),
            f"what is late in a {seat}": lambda seen=seen: page(
                seen.filter(due_at__lt=timezone.now()).order_by(*case_list.ordering)
            ),
            f"what waits to be accepted in a {seat}": lambda viewer=viewer: page(
                Case.objects.shown_to(viewer, P.CASE_HANDLE).filter(state="reported").order_by("due_at", "pk")
            ),
        }
        for name, read in reads.items():
            yield side_by_side(name, read, "lookup by key", lookup, rounds=10, most=20)
    yield _told_before(district)


def _told_before(district: District) -> Ratio:
    """What a door looks for before a filing."""
    pk = Case.objects.order_by("pk").first().pk
    return side_by_side(
        "what was told before, ahead of a filing",
        lambda: suggest_duplicates(category_code="0202", area=district.grid, place=SAID["place"], words=SAID["words"]),
        "lookup by key",
        lambda: Case.objects.get(pk=pk),
        rounds=10,
        most=20,
    )


def _assigning(district: District) -> Ratio:
    """Giving a case to its unit: locks, leg with its clocks, clock of giving out, notices, steps and trail."""
    case = filed(district)

    def assign() -> None:
        perform_one(case_acts, "assign", pk=case.pk, by=district.clerk, lead=district.unit, asked="请更换灯泡")

    def lookup() -> None:
        Case.objects.get(pk=case.pk)

    return side_by_side("give a case to its unit", undone(assign), "lookup by key", lookup, rounds=10, most=20)


def filing(district: District) -> Ratio:
    """A case filed by API against a view of one INSERT of the same row, both through all of the site with the same token."""
    token = issue_token(name="测速", scopes=[P.CASE_ENTER, P.CASE_VIEW], days=1, by=district.clerk)[1]
    client, headers = Client(), {"Authorization": f"Token {token}"}

    def send(address: str) -> None:
        reply = client.post(address, body_of(district), content_type="application/json", headers=headers)
        assert reply.status_code == 201, reply.content.decode()[:500]

    with override_settings(ROOT_URLCONF="config.bench.bare", ALLOWED_HOSTS=["testserver"]):
        return side_by_side(
            "file a case by API",
            lambda: send("/api/v1/cases/"),
            "a bare view of one INSERT",
            lambda: send("/bare/cases/"),
            rounds=60,
            most=1 / 0.3,
        )


def body_of(district: District) -> str:
    """What a program posts for a new case."""
    told = {"category": district.category.pk, "area": district.grid.pk, "source": "resident", "channel": "none"}
    return json.dumps(SAID | told | {"client_key": str(uuid4()), "title": f"路灯不亮{uuid4().hex[:8]}"})


def _index() -> Ratio:
    """The index of a whole district's month, against reading the cases that it counts."""
    month = months_before(timezone.localdate().replace(day=1), 2)
    ends = months_before(month, -1)

    def read() -> None:
        rows = Case.objects.valid().filter(opened_at__date__gte=month, opened_at__date__lt=ends)
        len(rows.select_related("category", "area"))

    ratio = side_by_side(
        f"the index of a district's month, of {CASES // DAYS * 30:,} cases",
        lambda: compute_month(month),
        "reading the cases that it counts",
        read,
        rounds=3,
    )
    assert IndexPoint.objects.filter(month=month).exists()
    return ratio
