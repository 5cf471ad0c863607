"""The default deadlines: docs/rules.md, "Deadlines"."""

from datetime import date

from django.db import migrations

DEFAULTS = [
    ("accept", 5, "workday"),
    ("grid", 10, "workday"),
    ("post", 30, "day"),
    ("rejoin", 15, "workday"),
    ("check_in", 30, "day"),
    ("year", 60, "day"),
    ("year_times", 4, "time"),
    ("year_hours", 20, "hour"),
]


def fill(apps, schema_editor):
    rules = apps.get_model("volunteers", "DeadlineRule")
    rules.objects.bulk_create(
        rules(key=key, number=number, unit=unit, active_from=date(2025, 1, 1)) for key, number, unit in DEFAULTS
    )


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0016_deadlines")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
