"""By when a community answers what a unit asked for, before it goes to the joint meeting by itself (docs/rules.md, Needs and claims)."""

from datetime import date

from django.db import migrations


def fill(apps, schema_editor):
    apps.get_model("orgtree", "DeadlineRule").objects.create(
        key="cocon_ask", number=5, unit="workday", active_from=date(2025, 1, 1)
    )


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0032_what_units_need'),
        ('orgtree', '0029_sign_ins'),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
