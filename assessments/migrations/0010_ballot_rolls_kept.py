"""How long rolls of polls are kept (docs/rules.md, "Ballots")."""

from datetime import date

from django.db import migrations


def fill(apps, schema_editor):
    apps.get_model("orgtree", "DeadlineRule").objects.create(
        key="ballot_roll", number=12, unit="month", active_from=date(2025, 1, 1), state="published"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0009_reviews'),
        ('volunteers', '0011_brand_marks'),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]
