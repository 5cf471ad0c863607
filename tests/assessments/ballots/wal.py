"""The write-ahead log of the test database, read with the programs of the server: who wrote which tables together, and every byte that it has."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from config.embedded.place import place_of
from config.embedded.postgres import data_folder, program

RECORD = re.compile(r"tx: +(\d+),")
RELATION = re.compile(r"rel \d+/(\d+)/(\d+)")
PAGE, SEGMENT, FIRST_HEADER, HEADER = 8192, 16 << 20, 40, 24


def ask(words: str, *said):
    with connection.cursor() as cursor:
        cursor.execute(words, said)
        return cursor.fetchone()[0]


@contextmanager
def written_log() -> Iterator["Log"]:
    """What is written from here on; a slot keeps the server from throwing it away before it is read."""
    place, slot = place_of("test"), f"log_{connection.settings_dict['NAME']}"
    if ask("SHOW data_directory") != str(data_folder(place)):
        pytest.skip("the server is not the embedded one: its log is out of reach")
    ask("SELECT pg_create_physical_replication_slot(%s, true, true)::text", slot)
    try:
        yield Log(place, ask("SELECT pg_current_wal_insert_lsn()::text"))
    finally:
        ask("SELECT pg_drop_replication_slot(%s)::text", slot)


class Log:
    """From `start` to what is there when it is asked."""

    def __init__(self, place, start: str):
        self.place, self.start = place, start
        self.folder = data_folder(place) / "pg_wal"

    def end(self) -> str:
        """Where it ends now, all of it on the disk."""
        return ask("SELECT pg_logical_emit_message(false, 'tests', 'end', true)::text")

    def transactions(self) -> list[set[str]]:
        """The tables that each transaction wrote, their indexes and long values among them."""
        command = [program(self.place, "pg_waldump"), "--path", self.folder, "--start", self.start, "--end", self.end()]
        told = self.place.run(command)
        assert told.returncode == 0, told.stderr
        names, written = _tables(), defaultdict(set)
        for line in told.stdout.splitlines():
            found = {names[key] for key in RELATION.findall(line) if key in names}
            if found:
                written[int(RECORD.search(line)[1])] |= found
        written.pop(0, None)  # of no transaction: vacuum and its like
        return list(written.values())

    def raw(self) -> bytes:
        """Every byte of its records; the heads of pages, which would cut words in two, are left out."""
        start, end, pieces = _number(self.start), _number(self.end()), []
        timeline = ask("SELECT timeline_id FROM pg_control_checkpoint()")
        for at in range(start // PAGE * PAGE, end, PAGE):
            segment, offset = divmod(at, SEGMENT)
            name = f"{timeline:08X}{segment // 256:08X}{segment % 256:08X}"
            with (self.folder / name).open("rb") as file:
                file.seek(offset)
                page = file.read(PAGE)
            pieces.append(page[max(HEADER if offset else FIRST_HEADER, start - at) : end - at])
        return b"".join(pieces)


def _number(place: str) -> int:
    high, low = place.split("/")
    return (int(high, 16) << 32) + int(low, 16)


def _tables() -> dict[tuple[str, str], str]:
    """{(database, file): the table whose rows, index or long values lie there}."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT oid::text FROM pg_database WHERE datname = current_database()),"
            " pg_relation_filenode(one.oid)::text, coalesce(whole.relname, indexed.relname, one.relname) FROM pg_class one"
            " LEFT JOIN pg_index i ON i.indexrelid = one.oid LEFT JOIN pg_class indexed ON indexed.oid = i.indrelid"
            " LEFT JOIN pg_class whole ON whole.reltoastrelid = coalesce(i.indrelid, one.oid)"
            " WHERE pg_relation_filenode(one.oid) IS NOT NULL"
        )
        return {(database, file): table for database, file, table in cursor.fetchall()}
