"""A made-up province to measure in: 50,111 areas, 20,000 members, 500,000 services in one month; or ten times that."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

from orgtree.choices import AreaKind, PostKind
from orgtree.days.rules.periods import Period
from orgtree.models import Area, Post, User
from orgtree.people.services.people import create_user
from orgtree.tree.services.area_load import NewArea, add_areas
from orgtree.tree.services.tree import create_area

MONTH = Period("M", date(2026, 3, 1))
SERVICES_EACH = 25


@dataclass(frozen=True)
class Size:
    """How large the province is: districts of 5,011 areas each, members of 25 services each."""

    districts: int
    members: int


ORDINARY = Size(districts=10, members=20_000)
BARE = Size(districts=10, members=0)
LARGE = Size(districts=19, members=224_000)


def build_areas(*, districts=10, streets=10, communities=10, grids=7, buildings=6, serial) -> list[NewArea]:
    """New areas below the bench city of `serial` (from 1; 0 is the province's own code), from districts down."""
    areas = []

    def add(parent_code: str, kind: str, code: str) -> str:
        areas.append(NewArea(kind=kind, code=code, name=f"{AreaKind(kind).label}{code[-9:]}", parent_code=parent_code))
        return code

    for d in range(1, districts + 1):
        district = add(city_code(serial), AreaKind.DISTRICT, f"99{serial:02}{d:02}000000")
        for s in range(1, streets + 1):
            street = add(district, AreaKind.STREET, f"{district[:6]}{s:03}000")
            for c in range(1, communities + 1):
                community = add(street, AreaKind.COMMUNITY, f"{street[:9]}{c:03}")
                for g in range(1, grids + 1):
                    grid = add(community, AreaKind.GRID, f"{community}-{g:03}")
                    for b in range(1, buildings + 1):
                        add(grid, AreaKind.BUILDING, f"{grid}-{b:03}")
    return areas


def city_code(serial: int) -> str:
    return f"99{serial:02}00000000"


def build_city(serial: int) -> Area:
    """The bench city of this serial, below the bench province; both made when missing."""
    province = Area.objects.filter(code="990000000000").first() or create_area(
        parent_id=None, kind=AreaKind.PROVINCE, code="990000000000", name="测速省", by=None
    )
    return create_area(
        parent_id=province.pk, kind=AreaKind.CITY, code=city_code(serial), name=f"测速市{serial}", by=None
    )


def build_world(size: Size = ORDINARY) -> dict[str, User]:
    """Fill the empty bench database; returns a viewer at the district and one at a community."""
    build_city(1)
    add_areas(areas=build_areas(serial=1, districts=size.districts), by=None)
    clerk = create_user(name="录入员", account="bench-clerk", by=None)
    insert_members_and_services(clerk, size.members)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {
        "district": seated("bench-district", PostKind.STREET_COMMITTEE, Area.objects.filter(kind=AreaKind.DISTRICT)[0]),
        "community": seated(
            "bench-community", PostKind.COMMUNITY_SECRETARY, Area.objects.filter(kind=AreaKind.COMMUNITY)[0]
        ),
    }


def seated(account: str, kind: str, area: Area) -> User:
    """Somebody who sees all there is in `area`: in the district more than any post that may sit there."""
    user = create_user(name=account, account=account, by=None)
    Post.objects.create(holder=user, kind=kind, area=area)
    return user


def insert_members_and_services(clerk: User, members: int) -> None:
    """Rows written by the database itself, triggers off: half a million through the services is not what we time."""
    morning = timezone.make_aware(datetime.combine(MONTH.start, datetime.min.time()) + timedelta(hours=9))
    values = {"clerk": clerk.pk, "morning": morning, "day": MONTH.start, "members": members, "each": SERVICES_EACH}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(MEMBER_ROWS, values)
        cursor.execute(SERVICE_ROWS, values)
        cursor.execute("SET session_replication_role = DEFAULT")


def spread_services(first: date) -> None:
    """Put the services of each member on days of the 350 from `first` on, two weeks between them."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        # Far away first: no moment in between may find two of one member on a day.
        cursor.execute(
            "UPDATE volunteers_servicerecord SET started_at = started_at - interval '40 years', ended_at = ended_at - interval '40 years'"
        )
        cursor.execute(SPREAD_ROWS, {"first": first, "day": MONTH.start})
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE volunteers_servicerecord")


SPREAD_ROWS = """
    UPDATE volunteers_servicerecord SET served_on = moved.day, started_at = moved.day + time '09:00', ended_at = moved.day + time '11:00'
    FROM (SELECT id, %(first)s::date + (served_on - %(day)s::date) * 14 + (member_id %% 14)::int AS day FROM volunteers_servicerecord) moved
    WHERE volunteers_servicerecord.id = moved.id
"""
MEMBER_ROWS = """
    INSERT INTO volunteers_member (name, phone, unit_name, area_id, free_times, interests, closed_cause, created_at)
    SELECT '测速' || n, '', '测速单位', places[1 + n %% array_length(places, 1)], '{}', '{}', '', now()
    FROM generate_series(1, %(members)s) n,
         (SELECT array_agg(id ORDER BY id) AS places FROM orgtree_area WHERE kind = 'building') b
"""
SERVICE_ROWS = """
    INSERT INTO volunteers_servicerecord (member_id, area_id, kind_id, served_on, started_at, ended_at, hours, people_served,
        good_deeds, note, proof, photo, origin, state, is_volunteer_record, counts_for_evaluation, entered_by_id, entered_at, decided_by_id,
        decided_at, reason, confirm_reason, revision, confirmer_role, second_role)
    SELECT m.id, m.area_id, kinds[1 + (m.id + n) %% array_length(kinds, 1)], %(day)s::date + n, %(morning)s + n * interval '1 day',
        %(morning)s + n * interval '1 day' + interval '2 hours', 2, n, 0, '测速', '征召测速', '', 'self', 'confirmed', true, true,
        %(clerk)s, now(), %(clerk)s, now(), '', '', 0, '', ''
    FROM volunteers_member m, generate_series(0, %(each)s - 1) n,
         (SELECT array_agg(id ORDER BY id) AS kinds FROM volunteers_servicekind) k
"""


def enrol_for_call_up(district: Area, by: User, count: int) -> None:
    """`count` members on the roll in the buildings of a district, written by the database itself."""
    buildings = list(Area.objects.within(district).filter(kind=AreaKind.BUILDING).values_list("pk", flat=True))
    community = Area.objects.within(district).filter(kind=AreaKind.COMMUNITY).first()
    values = {"places": buildings, "community": community.pk, "count": count, "by": by.pk}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(CALLED_ROWS, values)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE volunteers_member, volunteers_reportin")


CALLED_ROWS = """
    WITH people AS (
        INSERT INTO volunteers_member (name, phone, unit_name, area_id, free_times, interests, closed_cause, created_at)
        SELECT '动员' || n, '', '测速单位', (%(places)s)[1 + n %% array_length(%(places)s, 1)], '{}', '{}', '', now()
        FROM generate_series(1, %(count)s) n
        RETURNING id, area_id
    )
    INSERT INTO volunteers_reportin (member_id, community_id, area_id, state, origin, residence, submitted_at, accepted_at,
        gridded_at, decided_by_id, return_reason, close_reason, suspend_reason, state_before)
    SELECT id, %(community)s, area_id, 'gridded', 'roster', '', now(), now(), now(), %(by)s, '', '', '', '' FROM people
"""
