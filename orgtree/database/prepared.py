"""Rows that every request asks for, by a statement that is put together once: that took longer than to ask it."""

from collections.abc import Callable, Sequence

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.utils.functional import cached_property

from orgtree.database.locks import check_in_transaction


class Prepared:
    """The rows of a queryset for other values each time, its statement put together by the first who asks in a process.

    `rows(**marks)` returns the queryset with a value for each name that stands for the real one and is nowhere else in it.
    """

    def __init__(self, rows: Callable[..., QuerySet], **marks):
        self.rows, self.marks = rows, marks

    def __call__(self, **given) -> list[Model]:
        """What the queryset would give for these values, one for each mark.

        Raises ValueError where the queryset does not ask by each mark.
        """
        return self._ask("", [], given)

    def behind(self, lock: int, **given) -> list[Model]:
        """The same once `lock` could be had, sent with it in one go; it is kept until the transaction ends.

        Two statements, of which the second sees what was committed while the first waited, and the driver gives the rows of the last.
        Raises outside a transaction.
        """
        check_in_transaction()
        return self._ask("SELECT pg_advisory_xact_lock(%s); ", [lock], given)

    def _ask(self, ahead: str, ahead_values: list, given: dict) -> list[Model]:
        names, values = self._places
        asked = [value if name is None else given[name] for name, value in zip(names, values, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(ahead + self._statement[0], ahead_values + asked)
            rows = cursor.fetchall()
        if self._converters:
            rows = self._statement[2].apply_converters(rows, self._converters)
        return [self._load(row) for row in rows]

    @cached_property
    def _statement(self) -> tuple:
        """(sql, values, the compiler that made them)."""
        compiler = self.rows(**self.marks).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        return sql, values, compiler

    @cached_property
    def _converters(self) -> dict:
        """Of fields that are read otherwise than they are kept: sealed ones, lists."""
        compiler = self._statement[2]
        return compiler.get_converters([expression for expression, *_ in compiler.select])

    @cached_property
    def _places(self) -> tuple[list[str | None], Sequence]:
        """(which mark stands at each place, None for values that stay; all values)."""
        values = self._statement[1]
        names = [self._mark_at(value) for value in values]
        if missing := self.marks.keys() - set(names):
            raise ValueError(f"nothing is asked by {sorted(missing)}")
        return names, values

    def _mark_at(self, value) -> str | None:
        return next((name for name, mark in self.marks.items() if type(mark) is type(value) and mark == value), None)

    @cached_property
    def _shape(self) -> tuple:
        """(fields of the model, where they begin and end, what fills the rows selected with it)."""
        compiler = self._statement[2]
        columns = compiler.klass_info["select_fields"]
        own = slice(columns[0], columns[-1] + 1)
        fields = [column.target.attname for column, *_ in compiler.select[own]]
        return fields, own, get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)

    def _load(self, row: Sequence) -> Model:
        compiler = self._statement[2]
        fields, own, related = self._shape
        loaded = compiler.klass_info["model"].from_db(DEFAULT_DB_ALIAS, fields, row[own])
        for one in related:
            one.populate(row, loaded)
        for name, place in compiler.annotation_col_map.items():
            setattr(loaded, name, row[place])
        return loaded
