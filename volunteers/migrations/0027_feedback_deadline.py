"""The default time that a member has to reply to a feedback sheet: docs/rules.md, "Feedback to units"."""

from datetime import date

from django.db import migrations


def fill(apps, schema_editor):
    apps.get_model("volunteers", "DeadlineRule").objects.create(
        key="feedback", number=5, unit="workday", active_from=date(2025, 1, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0026_feedback")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
