"""The database role that the application itself runs as: it owns nothing, and may only add to tables that are append-only."""

import re

from django.apps import apps
from django.db import connection, transaction

from orgtree.database.narrow_roles import member_statements, revoking_statements
from orgtree.errors import RuleBroken

ROLE = re.compile(r"[a-z_][a-z0-9_]{0,62}")
# The trigger that marks a table whose rows are written once; words leave it by `erase_written` alone.
MARK = "append_only"


def append_only_tables() -> list[str]:
    """Tables whose rows are written once: the triggers say so for everybody, the privileges for the application."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if any(trigger.name == MARK for trigger in getattr(model._meta, "triggers", []))
    )


def role_statements(role: str) -> list[str]:
    """SQL for the owner of the tables, after every migration: the role's rights, from nothing. Raises RuleBroken for a bad name."""
    if not ROLE.fullmatch(role):
        raise RuleBroken("role", "角色名只能由小写字母、数字和下划线组成，且不以数字开头")
    quote = connection.ops.quote_name
    written_once = ", ".join(map(quote, append_only_tables()))
    return [
        f"GRANT TEMPORARY ON DATABASE {quote(connection.settings_dict['NAME'])} TO {quote(role)}",
        f"GRANT USAGE ON SCHEMA public TO {quote(role)}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {quote(role)}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quote(role)}",
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {written_once} FROM {quote(role)}",
        *revoking_statements(quote(role)),
        *member_statements(quote(role)),
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quote(role)}",
        f"GRANT EXECUTE ON FUNCTION erase_written(text, bigint[], jsonb) TO {quote(role)}",
    ]


@transaction.atomic
def grant_app_role(role: str) -> None:
    """Give an existing role the application's rights, no more and no less."""
    with connection.cursor() as cursor:
        for statement in role_statements(role):
            cursor.execute(statement)
