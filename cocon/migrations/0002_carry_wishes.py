"""Wishes come over from the floor below, with their trail: units claim them too.

A sealed number is bound to its table (orgtree/text/crypto.py), so it is opened and sealed anew.
"""

from django.db import migrations

from orgtree.text.crypto import decrypt, encrypt

TABLES = {"wish": "id", "wishevent": "pgh_id"}  # name of the model: its key
GUARDED = ("cocon_wish", "cocon_wishevent", "orgtree_actstep")


def carry_wishes(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for name, key in TABLES.items():
            _copy(cursor, apps.get_model("cocon", name), name, key)
        _seal_anew(cursor)
        cursor.execute("UPDATE orgtree_actstep SET noun = 'cocon.wish' WHERE noun = 'volunteers.wish'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with foreign keys still to be looked at cannot be altered
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _copy(cursor, model, name, key):
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    cursor.execute(f"INSERT INTO cocon_{name} ({columns}) SELECT {columns} FROM volunteers_{name}")
    cursor.execute(
        f"SELECT setval(pg_get_serial_sequence('cocon_{name}', '{key}'), max({key})) FROM cocon_{name} HAVING max({key}) > 0"
    )


def _seal_anew(cursor):
    cursor.execute("SELECT id, phone FROM cocon_wish WHERE phone <> ''")
    for pk, sealed in cursor.fetchall():
        number = decrypt(sealed, context="volunteers.wish.phone")
        cursor.execute("UPDATE cocon_wish SET phone = %s WHERE id = %s", [encrypt(number, context="cocon.wish.phone"), pk])


class Migration(migrations.Migration):
    dependencies = [("cocon", "0001_initial"), ("volunteers", "0002_defaults"), ("orgtree", "0002_act_step_about")]

    operations = [migrations.RunPython(carry_wishes, migrations.RunPython.noop)]
