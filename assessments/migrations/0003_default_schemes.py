"""The schemes and red lines that hold for all until an area has its own."""

from django.db import migrations

from assessments.migrations._defaults import fill


class Migration(migrations.Migration):

    dependencies = [("assessments", "0002_schemes_and_rounds")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
