"""Whom the scenarios are played by: 72,000 called up in one district, secretaries of its communities, all signed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from django.utils.crypto import get_random_string

from config.bench.case_rows import District, build_district
from config.bench.suites import call_barely, open_emergency
from config.bench.world import Size, build_world, enrol_for_call_up, seated
from orgtree.choices import AreaKind, PostKind
from orgtree.days.rules.periods import periods_holding
from orgtree.figures.services.figures import fill_figures
from orgtree.models import Area, User
from orgtree.web.middleware import SEEN_AT, SIGNED_IN_AT
from orgtree.web.sessions import SessionStore

CALLED, CASES = 72_000, 20_000
SIZE = Size(districts=2, members=0)  # 10,022 areas
KEY_LENGTH = 32


@dataclass(frozen=True)
class World:
    """`members` are (session, call-up) of those who can sign in, `secretaries` (session, community), `leader` whose district it is."""

    members: list[tuple[str, int]]
    secretaries: list[tuple[str, int]]
    leader: tuple[str, int]
    cases: District


def build(signed_in: int) -> World:
    """Fill the empty database; `signed_in` members have an account and a session."""
    build_world(SIZE)
    cases = build_district(CASES)
    leader = seated("load-leader", PostKind.STREET_COMMITTEE, cases.area)
    enrol_for_call_up(cases.area, leader, CALLED)
    call_barely(open_emergency(cases.area, leader))
    people = give_accounts(signed_in)
    for period in periods_holding(timezone.localdate()):
        fill_figures(period)
    communities = Area.objects.within(cases.area).filter(kind=AreaKind.COMMUNITY).order_by("pk")
    seats = {post.holder: post.area_id for post in secretaries_of(communities)}
    analyse()
    return World(
        list(zip(sessions_of(people), people.values(), strict=True)),
        list(zip(sessions_of(seats), seats.values(), strict=True)),
        (sessions_of([leader])[0], cases.area.pk),
        cases,
    )


def secretaries_of(communities):
    from orgtree.models import Post

    return Post.objects.filter(area__in=communities, kind=PostKind.COMMUNITY_SECRETARY).select_related("holder")


def give_accounts(number: int) -> dict[User, int]:
    """Accounts of the first of those who were called up, with the key of their call-up."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(ACCOUNTS, {"number": number})
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute(CALL_UPS)
        keys = dict(cursor.fetchall())
    return {user: keys[user.pk] for user in User.objects.filter(pk__in=keys).order_by("pk")}


ACCOUNTS = """
    WITH chosen AS (SELECT member_id AS id FROM volunteers_callup ORDER BY id LIMIT %(number)s),
    made AS (
        INSERT INTO orgtree_user (account, name, password, phone, is_active, must_change_password, created_at)
        SELECT 'load-m' || id, '测速', '!', '', true, false, now() FROM chosen RETURNING id, account
    )
    UPDATE volunteers_member SET user_id = made.id FROM made WHERE made.account = 'load-m' || volunteers_member.id
"""
CALL_UPS = """
    SELECT m.user_id, c.id FROM volunteers_callup c JOIN volunteers_member m ON m.id = c.member_id WHERE m.user_id IS NOT NULL
"""


def sessions_of(users: Iterable[User]) -> list[str]:
    """The key of a session of each, as signing in leaves it; a password is not asked for, which takes a tenth of a second each."""
    now, store, rows = timezone.now(), SessionStore(), []
    for user in users:
        held = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
            HASH_SESSION_KEY: user.get_session_auth_hash(),
            SIGNED_IN_AT: now.timestamp(),
            SEEN_AT: now.timestamp(),
        }
        key, ends = get_random_string(KEY_LENGTH, "abcdefghijklmnopqrstuvwxyz0123456789"), now + timedelta(hours=12)
        rows.append(Session(session_key=key, session_data=store.encode(held), expire_date=ends))
    Session.objects.bulk_create(rows, batch_size=5_000)
    return [row.session_key for row in rows]


def analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
