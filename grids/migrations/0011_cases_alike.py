"""What was told before in a place is found by its place and day."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('grids', '0010_open_months')]

    operations = [
        migrations.RemoveIndex(model_name='case', name='case_alike'),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['area', 'opened_at'], name='case_alike'),
        ),
    ]
