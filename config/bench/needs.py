"""What is measured of needs: who fits one, and the whole list for a joint meeting."""

from collections.abc import Iterator

from django.db import connection

from cocon.models import Claim, Need
from cocon.needs.services.matching import WITH_AREAS, fits_of, match_list
from config.bench.timing import Ratio, side_by_side
from orgtree.choices import AreaKind
from orgtree.models import Area, Institution, User

UNITS, COMMUNITIES, NEEDS, LISTED, SHARED = 965, 340, 10_000, 500, 3_000
SHOWN = 5  # units that a need's page names


def matching(viewer: User) -> Iterator[Ratio]:
    """965 units of one district, 340 communities, 10,000 needs: a need that reaches all units, and a list of 500 of them."""
    insert_needs(viewer)
    district = Area.objects.filter(kind=AreaKind.DISTRICT).order_by("pk").first()
    needs = Need.objects.within(district).with_room().filter(reach="district").order_by("until", "pk")
    wanted = needs.select_related(*WITH_AREAS)[0]
    yield side_by_side(
        f"who fits one need of {UNITS} units",
        lambda: fits_of(wanted, SHOWN),
        "lookup by key",
        lambda: Need.objects.get(pk=wanted.pk),
        rounds=30,
        most=20,
    )
    listed = needs[:LISTED]
    yield side_by_side(
        f"a list of {LISTED} needs, {UNITS} units each",
        lambda: match_list(listed, 3),
        "reading those needs",
        lambda: list(listed.select_related(*WITH_AREAS)),
        rounds=5,
        most_seconds=5,
    )


def insert_needs(by: User) -> None:
    """Rows written by the database itself: units of the first district, needs all over, claims on a third of them, resources."""
    communities = list(Area.objects.filter(kind=AreaKind.COMMUNITY).order_by("pk").values_list("pk", flat=True))
    district = Area.objects.filter(kind=AreaKind.DISTRICT).order_by("pk").first()
    inside = list(Area.objects.within(district).filter(kind=AreaKind.COMMUNITY).values_list("pk", flat=True))
    values = {"by": by.pk, "places": communities[:COMMUNITIES], "inside": inside, "first": "测速单位"}
    values |= {"units": UNITS, "needs": NEEDS, "shared": SHARED}
    with connection.cursor() as cursor:
        for rows in (UNIT_ROWS, NEED_ROWS, CLAIM_ROWS, RESOURCE_ROWS, PAIRING_ROWS):
            cursor.execute(rows, values)
        cursor.execute("ANALYZE")
    assert Institution.objects.filter(name__startswith="测速单位").count() == UNITS
    assert Claim.objects.exists()


UNIT_ROWS = """
    INSERT INTO orgtree_institution (name, kind, area_id)
    SELECT %(first)s || n, 'school', (%(inside)s)[1 + n %% array_length(%(inside)s, 1)]
    FROM generate_series(1, %(units)s) n
"""
MATTERS = "(SELECT array_agg(id ORDER BY id) AS ids FROM cocon_matter) m"
NEED_ROWS = f"""
    INSERT INTO cocon_need (area_id, listed, matter_id, title, words, place, source, quantity, measure, people, until, reach, state,
        entered_by_id, entered_at, published_by_id, published_at, reason)
    SELECT (%(places)s)[1 + n %% array_length(%(places)s, 1)], 'need', m.ids[1 + n %% array_length(m.ids, 1)], '测速需求' || n, '测速', '',
        'community', 3, '场', 50 + n %% 100, now()::date + n %% 90, 'district', 'published', %(by)s, now(), %(by)s, now(), ''
    FROM generate_series(1, %(needs)s) n, {MATTERS}
"""  # noqa: S608  (constants of this module)
CLAIM_ROWS = """
    INSERT INTO cocon_claim (need_id, unit_id, quantity, words, state, claimed_by_id, claimed_at, outcome, reason, moved_at)
    SELECT n.id, u.ids[1 + n.id %% array_length(u.ids, 1)], 1, '', 'claimed', %(by)s, now(), '', '', now()
    FROM cocon_need n, (SELECT array_agg(id ORDER BY id) AS ids FROM orgtree_institution WHERE name LIKE %(first)s || '%%') u
    WHERE n.id %% 3 = 0
"""
RESOURCE_ROWS = f"""
    INSERT INTO cocon_resource (area_id, unit_id, kind, matter_id, title, capacity, hours, conditions, state, entered_by_id, entered_at, reason)
    SELECT i.area_id, i.id, 'place', m.ids[1 + n %% array_length(m.ids, 1)], '测速资源' || n, 20 + n %% 200, '', '', 'shared', %(by)s, now(), ''
    FROM generate_series(1, %(shared)s) n JOIN LATERAL (SELECT id, area_id FROM orgtree_institution
        WHERE name LIKE %(first)s || '%%' ORDER BY id OFFSET n %% %(units)s LIMIT 1) i ON true, {MATTERS}
"""  # noqa: S608
PAIRING_ROWS = """
    INSERT INTO cocon_pairing (unit_id, community_id, since, made_by_id, made_at, end_reason)
    SELECT i.id, (%(places)s)[1 + i.id %% array_length(%(places)s, 1)], now()::date, %(by)s, now(), ''
    FROM orgtree_institution i WHERE i.name LIKE %(first)s || '%%'
"""
