"""The default time for answering a request about personal data: docs/rules.md, "Consent"."""

from datetime import date

from django.db import migrations


def fill(apps, schema_editor):
    apps.get_model("volunteers", "DeadlineRule").objects.create(
        key="data", number=15, unit="workday", active_from=date(2025, 1, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0037_data_requests")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
