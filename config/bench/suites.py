"""What is measured of trees, boards, scope and call-ups, one function a suite (`desk` has the community's own work, `figures` theirs)."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from config.bench.timing import Ratio, side_by_side, undone
from config.bench.world import MONTH, build_areas, build_city, enrol_for_call_up, seated
from orgtree.acts import acts_of, perform_one
from orgtree.boards.services.boards import board
from orgtree.choices import AreaKind, PostKind
from orgtree.choices import Permission as P
from orgtree.models import Area, User
from orgtree.runs import do_run
from orgtree.scope.models.either import rows_by_post_or_own
from orgtree.tree.services.area_load import add_areas
from orgtree.tree.services.tree import create_area
from volunteers.emergencies.services.counts import head_counts
from volunteers.emergencies.services.course import emergency_acts
from volunteers.emergencies.services.drafts import draft_emergency
from volunteers.models import CallUp, CallUpRun, Emergency, Member, ServiceRecord

ADDED = 100_000


def tree_load() -> Iterator[Ratio]:
    """Nodes loaded through the service, against COPY of the same rows into the very table; one grid made; a branch moved."""
    city = build_city(2)
    areas = build_areas(serial=2, districts=20)[:ADDED]
    copied = _rows_as_copied(areas)

    def copy() -> None:
        with connection.cursor() as cursor:
            copied.seek(0)
            cursor.copy_expert("COPY orgtree_area FROM STDIN", copied)

    loading = undone(lambda: add_areas(areas=areas, by=None))
    yield side_by_side(f"load {ADDED:,} areas", loading, "COPY into the same table", undone(copy), rounds=3, most=2)
    yield from _edits(city)


def _edits(other_city: Area) -> Iterator[Ratio]:
    """What one edit of the bench province takes, whose nodes are all numbered in one tree."""
    nodes = Area.objects.count()
    district = Area.objects.filter(kind=AreaKind.DISTRICT).order_by("pk").first()
    community = Area.objects.within(district).filter(kind=AreaKind.COMMUNITY).order_by("pk").first()
    below = Area.objects.within(district).count()

    def lookup() -> None:
        Area.objects.get(pk=community.pk)

    def make_grid() -> None:
        create_area(parent_id=community.pk, kind=AreaKind.GRID, code=f"{community.code}-999", name="新网格", by=None)

    def move() -> None:
        perform_one(acts_of(Area), "move", pk=district.pk, by=None, parent=other_city)

    made, moved = f"make one grid among {nodes:,} areas", f"move {below:,} of {nodes:,} areas"
    yield side_by_side(made, undone(make_grid), "lookup by key", lookup, rounds=5, most_seconds=0.5)
    yield side_by_side(moved, undone(move), "lookup by key", lookup, rounds=5, most_seconds=2)


def _rows_as_copied(areas) -> StringIO:
    """What COPY would be given for `areas`: written once by the service, read back, undone."""
    text = StringIO()

    def read_back() -> None:
        first = add_areas(areas=areas, by=None)[0]
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY (SELECT * FROM orgtree_area WHERE id >= {int(first)}) TO STDOUT", text)

    undone(read_back)()
    return text


def board_page() -> Iterator[Ratio]:
    """Everything that a board reads, against one lookup by primary key."""
    district = Area.objects.filter(kind="district").order_by("pk").first()
    yield side_by_side(
        "a district's board",
        lambda: board(district, MONTH),
        "lookup by key",
        lambda: Area.objects.get(pk=district.pk),
        rounds=30,
    )


def scope(viewers: dict[str, User]) -> Iterator[Ratio]:
    """A page of 50 service records as a viewer may see it, against the same page without scope."""

    def page(rows) -> None:
        list(rows.order_by("-served_on", "-pk")[:50])

    for seat, viewer in viewers.items():
        yield side_by_side(
            f"page of 50, scope of a {seat}",
            lambda viewer=viewer: page(ServiceRecord.objects.allowed(viewer, P.SERVICE_VIEW)),
            "scope off",
            lambda: page(ServiceRecord.objects.all()),
            rounds=30,
        )


def newest_members(viewers: dict[str, User]) -> Iterator[Ratio]:
    """A page of the 50 newest members as a viewer is shown them, against the same page without scope."""
    empty = (
        Area.objects.filter(kind=AreaKind.BUILDING).order_by("pk").last()
    )  # members fill less than half of the buildings
    viewers = viewers | {"building without members": seated("bench-empty", PostKind.COMMUNITY_SECRETARY, empty)}

    def page(rows) -> None:
        list(rows.order_by("-pk")[:50])

    for seat, user in viewers.items():
        yield side_by_side(
            f"newest 50 members, scope of a {seat}",
            lambda user=user: page(Member.objects.shown_to(user, P.MEMBER_VIEW)),
            "scope off",
            lambda: page(Member.objects.all()),
            rounds=30,
        )


def api_list(viewers: dict[str, User]) -> Iterator[Ratio]:
    """A page and the count of the API's services for a viewer who served elsewhere too, against the same of the post alone."""
    for seat, viewer in viewers.items():
        _serves_elsewhere(viewer)

        def page_and_count(rows) -> None:
            list(rows.order_by("-served_on", "-pk")[:50])
            rows.count()

        def both(viewer=viewer) -> None:
            page_and_count(
                rows_by_post_or_own(ServiceRecord.objects.all(), viewer, P.SERVICE_VIEW, "member__user", reads=True)
            )

        def by_post(viewer=viewer) -> None:
            page_and_count(ServiceRecord.objects.shown_to(viewer, P.SERVICE_VIEW))

        yield side_by_side(
            f"API list and count, {seat} with own rows", both, "the post's rows alone", by_post, rounds=5
        )


def _serves_elsewhere(viewer: User) -> None:
    """Make a member of another district the viewer: their services lie beyond the viewer's reach."""
    reach = Area.objects.allowed(viewer, P.SERVICE_VIEW).values("pk")
    member = Member.objects.filter(user=None, area__isnull=False).exclude(area__in=reach).order_by("-pk").first()
    Member.objects.filter(pk=member.pk).update(user=viewer)


CALLED = 72_000


def call_up(opener: User) -> Iterator[Ratio]:
    """A call-up of 72,000 members, chunk by chunk as a worker does it, against one bare INSERT … SELECT of the same rows."""
    district = opener.live_posts[0].area
    emergency = open_emergency(district, opener)
    enrol_for_call_up(district, opener, CALLED)

    def ours() -> None:
        CallUp.objects.all().delete()
        run = CallUpRun.objects.create(
            emergency=emergency, area=district, places=[district.pk], total=CALLED, created_by=opener
        )
        do_run(run.pk)
        run.refresh_from_db()
        assert run.invited == CALLED, run.invited

    yield side_by_side(
        "call up 72,000 members", ours, "one bare INSERT … SELECT", lambda: call_barely(emergency), rounds=3
    )
    ours()
    yield side_by_side(
        "head-counts of 72,000",
        lambda: head_counts(emergency, district),
        "one GROUP BY of the list",
        lambda: list(CallUp.objects.values_list("state").annotate(number=Count("pk"))),
        rounds=10,
    )


def call_barely(emergency: Emergency) -> None:
    CallUp.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO volunteers_callup (emergency_id, member_id, area_id, state, invited_at, channel, reason)"
            " SELECT %s, member_id, area_id, 'invited', now(), '', '' FROM volunteers_reportin WHERE state = 'gridded'",
            [emergency.pk],
        )


def open_emergency(district: Area, by: User) -> Emergency:
    emergency = draft_emergency(
        title="测速",
        kind="flood",
        areas=[district],
        reason="测速",
        planned_end=timezone.localdate() + timedelta(days=5),
        by=by,
    )
    return perform_one(emergency_acts, "open", pk=emergency.pk, by=by)
