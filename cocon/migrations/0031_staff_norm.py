"""The norm of people at work in a community, as a row that holds for all until an area keeps its own."""

from datetime import date
from decimal import Decimal

from django.db import migrations


def fill(apps, schema_editor):
    apps.get_model("cocon", "AreaNorm").objects.create(
        key="社区工作人员", counted="people", at="community", per="area", number=Decimal("2.5"), active_from=date(2025, 1, 1)
    )


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0030_area_norms'),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
