"""The test database is a copy of a migrated one, which is kept from run to run.

Migrating takes seconds, copying half a second. The template's name tells what went into it, so that a changed
migration or dependency makes a new one. It gets its name only when complete, and whoever makes, copies or drops one
holds a lock meanwhile: parallel workers and runs wait for each other.
"""

import ast
import hashlib
import importlib.util
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from config.embedded.place import ROOT
from orgtree.database.narrow_roles import narrow_statements
from tests.flush import keep_reference_rows

LOCK = 7_202_611  # any number; the lock is the server's, held by the session that runs `one_at_a_time`
TAKE_LOCK = "SELECT pg_advisory_lock(%s)"
LOCKED_PACKAGES = ROOT / "config/locks/dev.txt"
HALF = "_half"
DIGITS = 12
SOURCES = {".py", ".sql"}


def make_test_database(name: str, *, reuse: bool) -> str:
    """Make `name` a fresh copy of the template and connect to it; with `reuse`, one that is there and of this kind stays.

    Returns the name of the database connected before. Raises django.db.OperationalError while another run uses `name`.
    """
    before = connection.settings_dict["NAME"]
    template = template_name(before)
    with one_at_a_time() as cursor:
        ensure_template(cursor, template)
        if not (reuse and origin_of(cursor, name) == template):
            copy_template(cursor, template, name)
    connect_to(name)
    return before


def drop_test_database(*, back_to: str) -> None:
    """Drop the database that is connected and connect to `back_to` from now on."""
    name = connection.settings_dict["NAME"]
    connect_to(back_to)
    with one_at_a_time() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


@contextmanager
def one_at_a_time() -> Iterator:
    """Yield a cursor outside the test database, the only one in this block on this server."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(TAKE_LOCK, [LOCK])
        yield cursor  # the lock ends with its session


def migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)
    keep_reference_rows()


def ensure_template(cursor, template: str, *, fill: Callable[[], None] = migrate) -> None:
    """Make the template unless it is there; older ones go, and what a run left that was killed while making one."""
    others = templates(cursor, template)
    if template in others:
        return
    for name in others:
        # Nobody works in a template, at most a session of the killed run that has not noticed.
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    half = template + HALF
    cursor.execute(f'CREATE DATABASE "{half}" TEMPLATE template0')
    before = connection.settings_dict["NAME"]
    connect_to(half)
    try:
        fill()
    finally:
        connect_to(before)
    cursor.execute(f'ALTER DATABASE "{half}" RENAME TO "{template}"')


def copy_template(cursor, template: str, name: str) -> None:
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
    cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    cursor.execute(f"COMMENT ON DATABASE \"{name}\" IS '{template}'")


def connect_to(name: str) -> None:
    """Let the default connection, and those that live servers open, go to this database."""
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = name
    connection.settings_dict["NAME"] = name


def origin_of(cursor, name: str) -> str | None:
    """Return the template that this database was copied from, None without such a database."""
    cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
    row = cursor.fetchone()
    return row and row[0]


def templates(cursor, template: str) -> list[str]:
    """Return this server's templates of the same base, whatever they were made from, half-made ones included."""
    same = re.compile(re.escape(template[:-DIGITS]) + f"[0-9a-f]{{{DIGITS}}}({HALF})?")
    cursor.execute("SELECT datname FROM pg_database")
    return [name for (name,) in cursor.fetchall() if same.fullmatch(name)]


def template_name(base: str) -> str:
    """Return the name of the template for the migrations, rights of roles, dependencies and apps of now."""
    names = [*settings.INSTALLED_APPS, *narrow_statements()]
    return f"template_{base}_" + fingerprint([*ingredients(), LOCKED_PACKAGES], names)


def fingerprint(files: list[Path], names: list[str]) -> str:
    """Return hexadecimal digits that change with any file's place or content, and with the names."""
    digest = hashlib.sha256("\n".join(names).encode())
    for file in sorted(files):
        digest.update(f"\0{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:DIGITS]


def ingredients() -> set[Path]:
    """Return the files in the project's folders of migrations, and the project's modules that migrations import."""
    own = [Path(app.path) for app in apps.get_app_configs() if is_own(app.name)]
    files = {file for path in own for file in (path / "migrations").rglob("*") if file.suffix in SOURCES}
    names = {name for file in files if file.suffix == ".py" for name in imported_names(file)}
    return files | {Path(own_file(name)) for name in names if is_own(name) and own_file(name)}


def is_own(module: str) -> bool:
    return (ROOT / module.partition(".")[0]).is_dir()


def imported_names(file: Path) -> Iterator[str]:
    """Yield the dotted names that a module imports, whether they are modules or things in one."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_file(name: str) -> str | None:
    """Return the file of a module, None when the name is something else."""
    try:
        spec = importlib.util.find_spec(name)
    except ModuleNotFoundError:  # a thing in a module
        return None
    return spec and spec.origin
