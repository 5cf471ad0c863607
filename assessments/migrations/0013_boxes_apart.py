import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0012_figures_of_visits")]

    operations = [
        migrations.AlterField(
            "ballotbox",
            "sheet",
            models.OneToOneField(
                on_delete=django.db.models.deletion.DO_NOTHING,
                primary_key=True,
                related_name="box",
                serialize=False,
                to="assessments.pollsheet",
                verbose_name="选票",
            ),
        )
    ]
