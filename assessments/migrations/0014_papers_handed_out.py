from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0013_boxes_apart")]

    operations = [
        migrations.AddField(
            "pollfigure", "handed", models.PositiveIntegerField(blank=True, null=True, verbose_name="发出纸质票")
        )
    ]
