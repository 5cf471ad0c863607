"""Hours of secretaries stand with each, from the roll of a training that was called by posts."""

from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0017_what_a_round_leaves'),
        ('grids', '0016_corrections_of_indexes'),
    ]

    operations = [
        CreateTogether([
            migrations.AddField(
                model_name='trainingroll',
                name='records',
                field=models.ManyToManyField(blank=True, related_name='rolls', to='grids.stafftraining', verbose_name='点名学时'),
            ),
        ]),
    ]
