"""What a fill needs of memory where the whole country is loaded: a made-up tree of its size, each number once."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from config.bench.timing import told_goal
from orgtree.choices import AreaKind

PROVINCES = 31
# What is below: the kind, how many to a parent, and how many digits of the code tell them apart.
LEVELS = (
    (AreaKind.CITY, 11, 2),
    (AreaKind.DISTRICT, 9, 2),
    (AreaKind.STREET, 13, 3),
    (AreaKind.COMMUNITY, 18, 3),
)
MOST_MB = 400
FIRST_TREE = 100  # the bench province's own stands below
FILL = """
import django
django.setup()
from config.bench.national import peaks
from config.bench.world import MONTH
from orgtree.figures.services.figures import fill_figures
fill_figures(MONTH)
print(peaks())
"""


def fill_memory() -> Iterator[str]:
    """A first fill and a full one after it, each in a process of its own: the most that it held, and its server process."""
    yield f"{insert_country():,} areas of a country"
    for name in ("first fill", "full fill again"):
        filled = subprocess.run([sys.executable, "-c", FILL], capture_output=True, text=True, check=True)
        yield f"{name} with the country in the tree: {filled.stdout.strip().splitlines()[-1]}"


def peaks() -> str:
    """Peak memory of this process, and of the server's process behind its connection, shared buffers left out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = _memory_of(cursor.fetchone()[0])
        cursor.execute("SELECT count(*) FROM orgtree_figure")
        [figures] = cursor.fetchone()
    # Not what `resource` tells: that remembers the process that started this one.
    own, servers = _memory_of("self")["VmHWM"], server["VmHWM"] - server["RssShmem"]
    told = f"{figures:,} figures, Python {own / 1000:,.0f} MB, its server process {servers / 1000:,.0f} MB"
    return told + told_goal(max(own, servers) / 1000, MOST_MB)


def _memory_of(process: int | str) -> dict[str, int]:
    """What Linux tells of a process's memory, in kB."""
    lines = [line.split() for line in Path(f"/proc/{process}/status").read_text().splitlines()]
    return {line[0].rstrip(":"): int(line[1]) for line in lines if line[2:] == ["kB"]}


def insert_country() -> int:
    """Put the country beside the bench province, a tree for each of its provinces; returns how many areas it has."""
    sizes = [1]  # of a subtree, from the lowest level up
    for _, children, _ in reversed(LEVELS):
        sizes.insert(0, 1 + children * sizes[0])
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(PROVINCE_ROWS, {"provinces": PROVINCES, "width": 2 * sizes[0], "tree": FIRST_TREE})
        begun = 2
        for level, (kind, children, digits) in enumerate(LEVELS):
            values = {"kind": kind, "children": children, "level": level, "width": 2 * sizes[level + 1]}
            values |= {"begin": begun + 1, "digits": digits, "tree": FIRST_TREE}
            cursor.execute(ROWS_BELOW, values)
            begun += digits
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE orgtree_area")
    return PROVINCES * sizes[0]


PROVINCE_ROWS = """
    INSERT INTO orgtree_area (kind, code, name, pinyin, initials, position, lft, rght, tree_id, level)
    SELECT 'province', (9 + n) || '0000000000', '省' || n, '', '', 0, 1, %(width)s, %(tree)s + n, 0
    FROM generate_series(1, %(provinces)s) n
"""
ROWS_BELOW = """
    INSERT INTO orgtree_area
        (kind, code, name, pinyin, initials, position, lft, rght, tree_id, level, parent_id, households, residents)
    SELECT %(kind)s, overlay(above.code placing lpad(n::text, %(digits)s, '0') from %(begin)s), above.name || '-' || n,
        '', '', 0, above.lft + 1 + (n - 1) * %(width)s, above.lft + n * %(width)s, above.tree_id, above.level + 1, above.id,
        CASE %(kind)s WHEN 'community' THEN 100 + n END, CASE %(kind)s WHEN 'community' THEN 300 + n END
    FROM orgtree_area above, generate_series(1, %(children)s) n
    WHERE above.level = %(level)s AND above.tree_id > %(tree)s
"""
