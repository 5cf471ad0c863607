"""Database roles that may do one thing: the application takes one on for some statements, and can do nothing else meanwhile.

docs/decisions/0071-roles-of-ballots.md
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.apps import apps
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from orgtree.errors import RuleBroken

SINCE_OPTIONS = 160_000  # a grant says for itself whether it is inherited


@dataclass(frozen=True)
class NarrowRole:
    """Columns by table ("app.Model") that the role may read and alter.

    Of tables that are `alone` no other role of the application may read or write anything; those `alone_altered` no other alters.
    """

    name: str
    reads: Mapping[str, str]
    alters: Mapping[str, str] = field(default_factory=dict)
    alone: tuple[str, ...] = ()
    alone_altered: tuple[str, ...] = ()


narrow_roles: list[NarrowRole] = []


def declare_narrow_role(role: NarrowRole) -> NarrowRole:
    """The role, known from now on to whoever grants."""
    narrow_roles.append(role)
    return role


@contextmanager
def acting_as(role: NarrowRole) -> Iterator[None]:
    """Run as the role: what it was not granted the database refuses (ProgrammingError).

    In the caller's transaction, else in one of its own.
    """
    with transaction.atomic():  # its savepoint takes the role back with a refusal
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role.name}")
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")


def revoking_statements(member: str) -> list[str]:
    """SQL that takes from a role with rights on all tables what is for narrow roles alone."""
    quote, told = connection.ops.quote_name, []
    for role in narrow_roles:
        told += [f"REVOKE ALL ON {quote(_table(label))} FROM {member}" for label in role.alone]
        told += [f"REVOKE UPDATE ON {quote(_table(label))} FROM {member}" for label in role.alone_altered]
    return told


def narrow_statements() -> list[str]:
    """SQL for the owner of the tables: what each narrow role may do, from nothing."""
    quote, told = connection.ops.quote_name, []
    for role in narrow_roles:
        name = quote(role.name)
        told += [f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}", f"GRANT USAGE ON SCHEMA public TO {name}"]
        for verb, columns in (("SELECT", role.reads), ("UPDATE", role.alters)):
            told += [
                f"GRANT {verb} ({', '.join(map(quote, named.split()))}) ON {quote(_table(label))} TO {name}"
                for label, named in columns.items()
            ]
        told += [f"GRANT SELECT, INSERT, UPDATE, DELETE ON {quote(_table(label))} TO {name}" for label in role.alone]
    return told


def member_statements(member: str) -> list[str]:
    """SQL by which a role may take on each narrow role, and has nothing of it until then."""
    names = ", ".join(role.name for role in narrow_roles)
    if connection.pg_version >= SINCE_OPTIONS:
        return [f"GRANT {names} TO {member} WITH INHERIT FALSE, SET TRUE"]
    return [f"ALTER ROLE {member} NOINHERIT", f"GRANT {names} TO {member}"]


@transaction.atomic
def grant_narrow_roles() -> None:
    """Make the roles where they are missing, and grant each what it is declared with. Raises RuleBroken with what an administrator of the database has to run first.

    Nothing happens while one of the tables is not there yet.
    """
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if not there.issuperset(_tables()):
            return
        try:
            _make_missing(cursor)
        except ProgrammingError as error:
            told = f"数据库角色不能由迁移建立，请数据库管理员先执行：{'；'.join(_first_statements())}"
            raise RuleBroken("narrow_roles", told) from error
        for statement in narrow_statements():
            cursor.execute(statement)


def _make_missing(cursor) -> None:
    cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [[role.name for role in narrow_roles]])
    known = {name for (name,) in cursor.fetchall()}
    for role in narrow_roles:
        if role.name not in known:  # another database of the same server may be making it just now
            cursor.execute(
                f"DO $$ BEGIN CREATE ROLE {role.name} NOLOGIN; "
                "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
            )
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if not cursor.fetchone()[0] and not _may_take_on(cursor):
        for statement in member_statements("CURRENT_USER"):
            cursor.execute(statement)


def _may_take_on(cursor) -> bool:
    way = "SET" if connection.pg_version >= SINCE_OPTIONS else "MEMBER"
    names = [role.name for role in narrow_roles]
    cursor.execute("SELECT bool_and(pg_has_role(name, %s)) FROM unnest(%s) AS name", [way, names])
    return cursor.fetchone()[0]


def _first_statements() -> Iterator[str]:
    owner = connection.ops.quote_name(connection.settings_dict["USER"])
    yield from (f"CREATE ROLE {role.name} NOLOGIN" for role in narrow_roles)
    yield f"GRANT {', '.join(role.name for role in narrow_roles)} TO {owner} WITH ADMIN OPTION"


def _tables() -> set[str]:
    return {_table(label) for role in narrow_roles for label in (*role.reads, *role.alters, *role.alone)}


def _table(label: str) -> str:
    return apps.get_model(label)._meta.db_table
