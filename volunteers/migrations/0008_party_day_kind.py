"""主题党日 as a kind of service, for roll-called party days (item G08): docs/rules.md, "Dictionaries"."""

from django.db import migrations


def fill(apps, schema_editor):
    apps.get_model("volunteers", "ServiceKind").objects.get_or_create(
        code="G08",
        defaults={
            "name": "主题党日",
            "item_code": "G08",
            "hint": "参加社区组织的主题党日；按次计分",
            "position": 11,
        },
    )


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0007_activities")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
