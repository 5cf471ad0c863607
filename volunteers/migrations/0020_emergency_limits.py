"""The limits that hold until somebody dates a new row (docs/rules.md, "Call-up in an emergency")."""

from datetime import date

from django.db import migrations


def fill(apps, schema_editor):
    apps.get_model("volunteers", "EmergencyLimits").objects.create(active_from=date(2025, 1, 1))


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0019_emergencies")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
