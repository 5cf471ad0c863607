"""B03 and B04 come from accepted check-ins: nobody reports them as deeds beside that."""

from django.db import migrations


def fill(apps, schema_editor):
    apps.get_model("volunteers", "RuleItem").objects.filter(code__in=["B03", "B04"]).update(entry="auto")


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0033_check_ins")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
