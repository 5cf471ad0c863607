"""A year of cases of one district, written by the database itself: 200,000 with their tellings, clocks and units' parts."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from config.bench.world import seated
from grids.models import Category
from orgtree.choices import AreaKind, InstitutionKind, PostKind
from orgtree.models import Area, Institution, Post, User
from orgtree.people.services.people import create_user

CASES, DAYS, CODE, HOMES = 200_000, 365, "0202", 400
OPEN = 3  # of a hundred, the newest; the others are closed


@dataclass(frozen=True)
class District:
    """Where the cases are: one grid to file in, who sees the district, who enters there, the unit that gets them, the class of new ones."""

    area: Area
    grid: Area
    viewer: User
    clerk: User
    unit: Institution
    category: Category


def build_district(cases: int = CASES) -> District:
    """The first district of the bench province with its year of so many cases."""
    area = Area.objects.filter(kind=AreaKind.DISTRICT).order_by("pk").first()
    grids = list(Area.objects.within(area).filter(kind=AreaKind.GRID).order_by("pk"))
    Area.objects.update(opened_on=timezone.localdate() - timedelta(days=2 * DAYS))
    Area.objects.filter(kind=AreaKind.BUILDING).update(households=HOMES // 6)
    street = grids[0].get_ancestors().filter(kind=AreaKind.STREET).first()
    viewer = seated("bench-centre", PostKind.CASE_CENTRE, area)
    clerk = seated("bench-desk", PostKind.STREET_COMMITTEE, street)
    unit = Institution.objects.create(name="测速局", kind=InstitutionKind.AUTHORITY, area=area)
    handler = create_user(name="测速局经办", account="bench-unit", by=None)
    Post.objects.create(holder=handler, kind=PostKind.DEPARTMENT, institution=unit)
    seat_secretaries()
    Post.objects.update(since=timezone.localdate() - timedelta(days=2 * DAYS))
    insert_cases(cases, [grid.pk for grid in grids], unit, clerk)
    return District(area, grids[0], viewer, clerk, unit, Category.objects.get(code=CODE, area=None))


def seat_secretaries() -> None:
    """One for each community: with a handful of posts the database plans as it never would with a district's."""
    communities = list(Area.objects.filter(kind=AreaKind.COMMUNITY).order_by("pk"))
    people = User.objects.bulk_create(User(account=f"bench-c{area.pk}", name=area.name) for area in communities)
    kind, today = PostKind.COMMUNITY_SECRETARY, timezone.localdate()
    pairs = zip(people, communities, strict=True)
    Post.objects.bulk_create(Post(holder=person, kind=kind, area=area, since=today) for person, area in pairs)


def insert_cases(number: int, places: list[int], unit: Institution, by: User) -> None:
    """The rows of the year, the open ones last; no triggers, no services."""
    values = {
        "n": number,
        "open": number * OPEN // 100,
        "days": DAYS,
        "places": places,
        "unit": unit.pk,
        "by": by.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for rows in (CASE_ROWS, REPORT_ROWS, CLOCK_ROWS, LEG_ROWS):
            cursor.execute(rows, values)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("SELECT setval('grids_case_number', %s)", [number + 1])
        cursor.execute("ANALYZE")


# In turn over the states of work; every third case lies with the unit.
CASE_ROWS = """
    INSERT INTO grids_case (number, category_id, area_id, place, title, words, state, level, lead_id, round, returns, hops, opened_by_id,
        opened_at, accepted_by_id, accepted_at, assigned_at, due_at, done_by_id, done_at, result, answer, verified_by_id, verified_at, closed_at, reason)
    SELECT to_char(at, 'YYYY') || lpad(n::text, 7, '0'), c.ids[1 + n %% array_length(c.ids, 1)],
        (%(places)s)[1 + (n * 7919) %% array_length(%(places)s, 1)], '测速路' || n %% 5000 || '号路口', '测速事项' || n %% 40, '路口有一处需要处理',
        state, c.levels[1 + n %% array_length(c.levels, 1)], CASE WHEN n %% 3 = 0 THEN %(unit)s END, 1, 0, 1, %(by)s, at,
        CASE WHEN state <> 'reported' THEN %(by)s END, CASE WHEN state <> 'reported' THEN at + interval '1 hour' END,
        CASE WHEN n %% 3 = 0 THEN at + interval '2 hours' END, CASE WHEN is_done THEN NULL ELSE at + interval '3 days' END,
        CASE WHEN is_done THEN %(by)s END, CASE WHEN is_done THEN at + (n %% 90) * interval '1 hour' END,
        CASE WHEN is_done THEN 'solved' ELSE '' END, CASE WHEN is_done THEN '已办结' ELSE '' END,
        NULL, CASE WHEN state IN ('verified', 'closed') THEN at + interval '4 days' END, CASE WHEN state = 'closed' THEN at + interval '5 days' END, ''
    FROM (SELECT n, now() - (%(n)s - n) * (%(days)s * interval '1 day' / %(n)s) AS at, state, state IN ('done', 'verified', 'closed') AS is_done
          FROM (SELECT n, CASE WHEN n <= %(n)s - %(open)s THEN 'closed'
                ELSE (ARRAY['reported', 'accepted', 'handling', 'handling', 'handling', 'done', 'verified'])[1 + n %% 7] END AS state
                FROM generate_series(1, %(n)s) n) s) o,
         (SELECT array_agg(id ORDER BY code) AS ids, array_agg(level ORDER BY code) AS levels FROM grids_category WHERE area_id IS NULL) c
"""
REPORT_ROWS = """
    INSERT INTO grids_report (case_id, first_case_id, source, outside_number, year, told_at, words, asker, phone, phone_for, channel, entered_by_id,
        entered_at, reply, replied_at, was_contacted, is_solved, stars, rated_at)
    SELECT id, id, (ARRAY['hotline', 'patrol', 'resident'])[1 + id %% 3], CASE WHEN id %% 3 = 0 THEN 'B' || id ELSE '' END,
        extract(year FROM opened_at)::int, opened_at, '', '', '', 'handler', 'phone', %(by)s, opened_at,
        CASE WHEN state = 'closed' THEN '已办结' ELSE '' END, CASE WHEN state = 'closed' THEN closed_at END, true, true, 4 + id %% 2, closed_at
    FROM grids_case
"""
CLOCK_ROWS = """
    INSERT INTO grids_caseclock (case_id, kind, round, limit_number, limit_unit, clock, due_at, stopped_at)
    SELECT c.id, k.kind, 1, 3, 'workday',
        jsonb_build_array(jsonb_build_array(c.opened_at, CASE WHEN k.kind = 'accept' THEN c.accepted_at ELSE c.done_at END, true, '')),
        c.opened_at + k.span, CASE WHEN k.kind = 'accept' THEN c.accepted_at ELSE c.done_at END
    FROM grids_case c, (VALUES ('accept', interval '4 hours'), ('handle', interval '3 days')) k (kind, span)
    WHERE k.kind = 'accept' OR c.accepted_at IS NOT NULL
"""
LEG_ROWS = """
    INSERT INTO grids_leg (case_id, institution_id, holder_id, role, state, asked, is_binding, hop, given_by_id, given_at, signed_by_id, signed_at,
        ended_by_id, ended_at, outcome, return_kind, reason, limit_number, limit_unit, clock, due_at, stopped_at)
    SELECT id, %(unit)s, %(unit)s, 'lead', CASE WHEN done_at IS NULL THEN 'signed' ELSE 'done' END, '', false, 1, %(by)s, opened_at, %(by)s, opened_at,
        CASE WHEN done_at IS NOT NULL THEN %(by)s END, done_at, '', '', '', 3, 'workday',
        jsonb_build_array(jsonb_build_array(opened_at, done_at, true, '')), opened_at + interval '3 days', done_at
    FROM grids_case WHERE lead_id IS NOT NULL AND state NOT IN ('reported', 'accepted')
"""
