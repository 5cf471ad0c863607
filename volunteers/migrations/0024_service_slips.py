"""Slips of single services, written once."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('volunteers', '0023_placings'),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='ServiceSlip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='摘要')),
                ('number', models.CharField(max_length=28, unique=True, verbose_name='编号')),
                ('code', models.CharField(max_length=10, verbose_name='校验码')),
                ('started_at', models.DateTimeField(verbose_name='开始时间')),
                ('ended_at', models.DateTimeField(verbose_name='结束时间')),
                ('hours', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='时长（小时）')),
                ('issued_at', models.DateTimeField(verbose_name='开具时间')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='volunteers.servicekind', verbose_name='服务类别')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slips', to='volunteers.servicerecord', verbose_name='服务记录')),
            ],
            options={
                'verbose_name': '服务凭条',
                'verbose_name_plural': '服务凭条',
                'ordering': ['-issued_at', '-id'],
                'constraints': [models.UniqueConstraint(fields=('record', 'started_at', 'ended_at', 'hours', 'kind'), name='service_slip_once_for_what_it_says')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='serviceslip',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='aadb97f8a9a42d3b33dda86524d0287070f422f2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7ab26', table='volunteers_serviceslip', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='serviceslip',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '服务凭条不能清空';", hash='b5e65e910d004b74946781d3bbfe18fd00a82050', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_1fbb6', table='volunteers_serviceslip', when='BEFORE')),
        ),
        ]),
    ]
