from django.db import migrations, models

# The difference of an area less those of its children, by the tree of today, is what it owns itself. Without this the
# next late change of such a cell would be added to a correction that holds all of it already.
OWN_PARTS = """
    UPDATE orgtree_correction above SET own = above.difference - coalesce((
        SELECT sum(below.difference) FROM orgtree_correction below JOIN orgtree_area area ON area.id = below.area_id
        WHERE area.parent_id = above.area_id AND below.measure = above.measure
        AND below.period_kind = above.period_kind AND below.period_start = above.period_start
    ), 0)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('orgtree', '0002_act_step_about'),
    ]

    operations = [
        migrations.AddField(
            model_name='correction',
            name='own',
            field=models.DecimalField(decimal_places=2, default=0, max_digits=16, verbose_name='本级差额'),
        ),
        migrations.RunSQL(OWN_PARTS, migrations.RunSQL.noop),
    ]
