"""Rows that every request asks for, by a statement that is put together once: that took longer than to ask it."""

from collections.abc import Callable, Sequence

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.utils.functional import cached_property


class Prepared:
    """The rows of a queryset for other values each time, its statement put together by the first who asks in a process.

    `rows(**marks)` returns the queryset with a value for each name that stands for the real one and is nowhere else in it.
    """

    def __init__(self, rows: Callable[..., QuerySet], **marks):
        self.rows, self.marks = rows, marks

    def __call__(self, **given) -> list[Model]:
        """What the queryset would give for these values, one for each mark.

        Raises ValueError where the queryset does not ask by each mark, or reads a field that is converted.
        """
        names, values = self._places
        asked = [value if name is None else given[name] for name, value in zip(names, values, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(self._statement[0], asked)
            return [self._load(row) for row in cursor.fetchall()]

    @cached_property
    def _statement(self) -> tuple:
        """(sql, values, the compiler that made them)."""
        compiler = self.rows(**self.marks).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        if compiler.get_converters([expression for expression, *_ in compiler.select]):
            raise ValueError("fields that are converted when read are not prepared")
        return sql, values, compiler

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
