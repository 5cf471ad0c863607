"""Rows that a person may see for one of several reasons.

`A OR B` with a scope in it cannot become a join: PostgreSQL tries it on every row of the table, a second for a hundred
thousand. Each half alone is found by its own index; their keys are put together by a UNION.
"""

from django.db.models import Exists, OuterRef
from django.db.models.sql.datastructures import BaseTable


def rows_of_either(rows, *halves):
    """Those of the queryset `rows` that are in any of `halves`, querysets of the same model; each row once."""
    if not halves:
        return rows.none()
    first, *others = [half.order_by().values("pk") for half in halves]
    return rows.filter(pk__in=first.union(*others, all=True) if others else first)


def rows_by_post_or_own(rows, user, permission: str, own_path: str, *, reads: bool = False):
    """Those of `rows` on which a live post of `user` gives `permission`, and those whose `own_path` leads to them.

    Only the half that matters is asked: a person without such a post sees their own; whose own rows lie all within the
    post's reach, or who has none, sees what the post shows. Else it is both, by `rows_of_either`. `reads`: for a page that
    only reads.
    """
    own = rows.filter(**{own_path: user.pk})
    if not user.holds(permission):
        return own
    by_post = rows.shown_to(user, permission) if reads else rows.allowed(user, permission)
    beyond = rows.model.objects.filter(**{own_path: user.pk})
    for way in rows.model.objects.by_each_way(user, permission):
        beyond = beyond.exclude(Exists(way.filter(pk=OuterRef("pk"))))
    if not beyond.exists():
        return by_post
    if not reads:
        return rows_of_either(rows, by_post, own)
    return rows_of_halves(rows, rows.model.objects.shown_to(user, permission), beyond)


# --- Two halves in the place of a table -------------------------------------------------------------------------------


def rows_of_halves(rows, *halves):
    """Those of the queryset `rows`, which is only read, that are in one of `halves`: querysets of whole rows that share none.

    The halves stand where the table would, so that a page or a count of many rows need not look each up by its key again.
    """
    rows = rows.all()
    alias = rows.query.get_initial_alias()
    columns = [field.attname for field in rows.model._meta.concrete_fields]
    whole = tuple(half.order_by().values_list(*columns).query for half in halves)
    rows.query.alias_map[alias] = Halves(rows.model._meta.db_table, alias, whole)
    return rows


class Halves(BaseTable):
    """The table of a statement, made of what several queries find, one after the other."""

    def __init__(self, table_name: str, alias: str, queries: tuple):
        super().__init__(table_name, alias)
        self.queries = queries

    def as_sql(self, compiler, connection):
        found = [query.get_compiler(connection=connection).as_sql() for query in self.queries]
        sql = " UNION ALL ".join(sql for sql, _ in found)
        return f"({sql}) {compiler.quote_name_unless_alias(self.table_alias)}", [
            value for _, values in found for value in values
        ]

    def relabeled_clone(self, change_map):
        return Halves(self.table_name, change_map.get(self.table_alias, self.table_alias), self.queries)
