"""Wishes have gone to cocon (cocon/migrations/0002_carry_wishes.py)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0006_figure_marks"), ("cocon", "0002_carry_wishes")]

    operations = [migrations.DeleteModel(name="WishEvent"), migrations.DeleteModel(name="Wish")]
