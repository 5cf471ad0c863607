"""The default terms of keeping, as the words of consent promise them: docs/rules.md, "Consent"."""

from datetime import date

from django.db import migrations

DEFAULTS = [
    ("keep_person", 24, "month"),
    ("erase_ahead", 30, "day"),
    ("keep_words", 36, "month"),
    ("keep_names", 36, "month"),
    ("keep_sheets", 36, "month"),
]


def fill(apps, schema_editor):
    rules = apps.get_model("volunteers", "DeadlineRule")
    rules.objects.bulk_create(
        rules(key=key, number=number, unit=unit, active_from=date(2025, 1, 1)) for key, number, unit in DEFAULTS
    )


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0040_keeping")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
