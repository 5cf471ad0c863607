"""Which roll of a training recorded whose hours."""

import django.db.models.deletion
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0017_what_a_round_leaves'),
        ('grids', '0016_corrections_of_indexes'),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='CalledRecord',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='called_by', to='grids.stafftraining', verbose_name='培训学时')),
                    ('roll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='called', to='assessments.trainingroll', verbose_name='培训人次')),
                ],
                options={
                    'verbose_name': '点名学时',
                    'verbose_name_plural': '点名学时',
                },
            ),
        ]),
    ]
