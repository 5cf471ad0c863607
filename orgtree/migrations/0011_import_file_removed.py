"""When an uploaded file was removed; for ended imports that was when they were last touched."""

from django.db import migrations, models
from django.db.models import F


def fill(apps, schema_editor):
    jobs = apps.get_model("orgtree", "ImportJob").objects
    jobs.filter(file="").update(file_removed_at=F("touched_at"))


class Migration(migrations.Migration):
    dependencies = [("orgtree", "0010_access_disclosures")]

    operations = [
        migrations.AddField(
            model_name="importjob",
            name="file_removed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="文件删除时间"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
