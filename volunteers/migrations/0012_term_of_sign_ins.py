"""How long the record of sign-ins says whose and from where. Here, because the terms of all came down from here with their ids."""

from datetime import date

from django.db import migrations

START = date(2025, 1, 1)


def fill(apps, schema_editor):
    apps.get_model("orgtree", "DeadlineRule").objects.create(
        key="sign_ins", number=6, unit="month", active_from=START, state="published"
    )


class Migration(migrations.Migration):

    dependencies = [
        ("orgtree", "0029_sign_ins"),
        ("volunteers", "0011_brand_marks"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
