"""By when a community answers what a unit asked for, and whoever asked for a room (docs/rules.md, Needs and claims, Venues and bookings)."""

from datetime import date

from django.db import migrations


def fill(apps, schema_editor):
    rules = apps.get_model("orgtree", "DeadlineRule").objects
    for key, number in (("cocon_ask", 5), ("booking_decide", 2)):
        rules.create(key=key, number=number, unit="workday", active_from=date(2025, 1, 1))


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0032_what_units_need'),
        ('orgtree', '0029_sign_ins'),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
