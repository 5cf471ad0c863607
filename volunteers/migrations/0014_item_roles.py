"""Who confirms the items of the default points table, how they are entered, what its deductions bring."""

from django.db import migrations

# code: how it is entered, confirmer, second confirmer (docs/rules.md, "Points", "Deductions")
ITEMS = {
    "B01": ("auto", "CS", ""),
    "B02": ("auto", "CS", ""),
    "B03": ("self", "CS", ""),
    "B04": ("self", "CS", ""),
    "S01": ("service", "AO", ""),
    "S02": ("service", "AO", "CS"),
    "S03": ("service", "ST", ""),
    "S04": ("service", "GW", ""),
    "S05": ("service", "GW", ""),
    "S06": ("self", "CS", ""),
    "S07": ("self", "CS", ""),
    "S08": ("service", "CS", ""),
    "S09": ("service", "AO", ""),
    "S10": ("self", "GW", "CS"),
    "G01": ("desk", "CS", ""),
    "G02": ("desk", "CS", ""),
    "G03": ("desk", "ST", ""),
    "G04": ("self", "CS", ""),
    "G05": ("self", "GW", ""),
    "G06": ("self", "CS", ""),
    "G07": ("self", "CS", ""),
    "G08": ("service", "AO", ""),
    "H01": ("self", "CS", ""),
    "H02": ("self", "ST", ""),
    "H03": ("self", "ST", ""),
    "H04": ("self", "ST", ""),
    "N01": ("deduct", "AO", "CS"),
    "N02": ("deduct", "CS", "CS"),
    "N03": ("deduct", "CS", "ST"),
    "N04": ("deduct", "CS", "ST"),
    "N05": ("deduct", "CS", "ST"),
}
EFFECTS = {"N03": "no_points", "N04": "void", "N05": "no_redemption"}
CARDS = {"N01": "yellow_at_cap", "N02": "yellow_at_cap", "N03": "yellow", "N04": "red", "N05": "red"}


def fill(apps, schema_editor):
    items = apps.get_model("volunteers", "RuleItem").objects
    for code, (entry, confirmer, second) in ITEMS.items():
        items.filter(code=code).update(
            entry=entry,
            confirmer_role=confirmer,
            second_role=second,
            effect=EFFECTS.get(code, ""),
            card=CARDS.get(code, ""),
        )


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0013_deed_reports")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
