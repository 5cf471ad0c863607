"""Deadlines and their history go down to the ground floor, row by row; then their tables here are left."""

import pgtrigger
from django.db import migrations

RULE = ("id", "key", "number", "unit", "active_from")
EVENT = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pgh_context_id", *RULE)


def move(apps, schema_editor):
    """Rows keep their ids; the history keeps its lines, and gets none for the move."""
    with pgtrigger.ignore("orgtree.DeadlineRule:insert_insert"), schema_editor.connection.cursor() as cursor:
        for table, columns, key in (("deadlinerule", RULE, "id"), ("deadlineruleevent", EVENT, "pgh_id")):
            names = ", ".join(columns)
            state = "state" + (", " + names)
            cursor.execute(
                f"INSERT INTO orgtree_{table} ({state}) SELECT 'published', {names} FROM volunteers_{table}"  # noqa: S608
            )
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('orgtree_{table}', '{key}'), max({key}))"  # noqa: S608
                f" FROM orgtree_{table} HAVING max({key}) IS NOT NULL"
            )


class Migration(migrations.Migration):

    dependencies = [
        ('volunteers', '0004_runs'),
        ('orgtree', '0006_owned_rules'),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.DeleteModel(name='DeadlineRuleEvent'),
        migrations.DeleteModel(name='DeadlineRule'),
    ]
