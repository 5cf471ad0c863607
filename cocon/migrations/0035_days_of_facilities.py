"""Facilities say from which day and until which, like venues."""

from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0034_normed_areas'),
    ]

    operations = [
        CreateTogether([
        migrations.AlterField(
            model_name='facility',
            name='since',
            field=models.DateField(verbose_name='启用日期'),
        ),
        migrations.AlterField(
            model_name='facility',
            name='until',
            field=models.DateField(blank=True, help_text='最后使用的一天；现在还有的不填', null=True, verbose_name='停用日期'),
        ),
        migrations.AlterField(
            model_name='facilityevent',
            name='since',
            field=models.DateField(verbose_name='启用日期'),
        ),
        migrations.AlterField(
            model_name='facilityevent',
            name='until',
            field=models.DateField(blank=True, help_text='最后使用的一天；现在还有的不填', null=True, verbose_name='停用日期'),
        ),
        ]),
    ]
