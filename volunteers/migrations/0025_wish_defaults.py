"""The default deadlines of wishes: docs/rules.md, "Wishes"."""

from datetime import date

from django.db import migrations

DEFAULTS = [("wish", 14, "day"), ("wish_more", 7, "day"), ("wishes_held", 3, "time"), ("wish_phone", 180, "day")]


def fill(apps, schema_editor):
    rules = apps.get_model("volunteers", "DeadlineRule")
    rules.objects.bulk_create(
        rules(key=key, number=number, unit=unit, active_from=date(2025, 1, 1)) for key, number, unit in DEFAULTS
    )


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0024_wishes")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
