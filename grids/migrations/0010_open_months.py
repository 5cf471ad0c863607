"""The order of the desk's list as an index, and what is published of streets' months."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('grids', '0009_marks_of_unsigned_cases'),
        ('orgtree', '0020_post_of_the_assessing_office'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(models.Case(models.When(models.Q(('state__in', ['closed', 'not_ours', 'merged', 'withdrawn', 'verified']), _negated=True), then=models.Value(0)), default=1), models.F('due_at'), models.OrderBy(models.F('opened_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='case_on_desk'),
        ),
        CreateTogether([
        migrations.CreateModel(
            name='OpenMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='月份')),
                ('total', models.PositiveIntegerField(help_text='少于5件的为空', null=True, verbose_name='事项')),
                ('tables', models.JSONField(default=dict, verbose_name='分项')),
                ('published_at', models.DateTimeField(verbose_name='公布时间')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='街道（镇）')),
            ],
            options={
                'verbose_name': '开放数据',
                'verbose_name_plural': '开放数据',
                'ordering': ['-month', 'area__tree_id', 'area__lft'],
                'constraints': [models.UniqueConstraint(fields=('area', 'month'), name='open_month_once')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='openmonth',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3f6222e0f673cc2142dcc40d8e3eb679923126c1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_14db5', table='grids_openmonth', when='BEFORE')),
        ),
        ]),
    ]
