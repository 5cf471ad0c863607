"""What a settled month would say today stands beside it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('grids', '0015_handling_marks'),
    ]

    operations = [
        migrations.AddField(
            model_name='gridindex',
            name='corrected',
            field=models.JSONField(editable=False, null=True, verbose_name='更正后'),
        ),
    ]
