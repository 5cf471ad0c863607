"""Norms that areas keep as rows: what is counted, for each of what, how much."""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0029_contributions'),
        ('orgtree', '0019_post_of_the_case_centre'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='AreaNorm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=30, verbose_name='名称')),
                ('counted', models.CharField(choices=[('people', '在岗工作人员（人）'), ('work', '社区工作经费（元/年）'), ('service', '为民服务专项经费（元/年）'), ('party', '党建活动经费（元/年）'), ('venture', '公益创投资金（元/年）'), ('aid', '助学资金（元/年）'), ('subsidy', '社区工作者补贴（元/年）'), ('other', '其他资金（元/年）')], max_length=10, verbose_name='计什么')),
                ('at', models.CharField(choices=[('community', '社区、村'), ('street', '街道、镇乡')], default='community', max_length=10, verbose_name='适用于')),
                ('per', models.CharField(choices=[('area', '每个'), ('households', '每千户'), ('residents', '每万人')], default='area', max_length=10, verbose_name='按什么计')),
                ('number', models.DecimalField(decimal_places=1, max_digits=10, validators=[django.core.validators.MinValueValidator(0)], verbose_name='标准')),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
                ('area', models.ForeignKey(blank=True, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='适用区域')),
            ],
            options={
                'verbose_name': '其他保障标准',
                'verbose_name_plural': '其他保障标准',
                'ordering': ['key', '-active_from', '-id'],
            },
        ),
        migrations.CreateModel(
            name='AreaNormEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(max_length=30, verbose_name='名称')),
                ('counted', models.CharField(choices=[('people', '在岗工作人员（人）'), ('work', '社区工作经费（元/年）'), ('service', '为民服务专项经费（元/年）'), ('party', '党建活动经费（元/年）'), ('venture', '公益创投资金（元/年）'), ('aid', '助学资金（元/年）'), ('subsidy', '社区工作者补贴（元/年）'), ('other', '其他资金（元/年）')], max_length=10, verbose_name='计什么')),
                ('at', models.CharField(choices=[('community', '社区、村'), ('street', '街道、镇乡')], default='community', max_length=10, verbose_name='适用于')),
                ('per', models.CharField(choices=[('area', '每个'), ('households', '每千户'), ('residents', '每万人')], default='area', max_length=10, verbose_name='按什么计')),
                ('number', models.DecimalField(decimal_places=1, max_digits=10, validators=[django.core.validators.MinValueValidator(0)], verbose_name='标准')),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='适用区域')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.areanorm')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='areanorm',
            constraint=models.UniqueConstraint(fields=('area', 'key', 'active_from'), name='area_norm_once_a_day', nulls_distinct=False, violation_error_message='这一标准在该日期已有规定，请修改原来那条'),
        ),
        migrations.AddConstraint(
            model_name='areanorm',
            constraint=models.CheckConstraint(condition=models.Q(('active_to__isnull', True), ('active_to__gte', models.F('active_from')), _connector='OR'), name='area_norm_ends_after_it_begins', violation_error_message='停用日期不能早于启用日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areanorm',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_areanormevent" ("active_from", "active_to", "area_id", "at", "counted", "id", "key", "number", "per", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."active_from", new_values."active_to", new_values."area_id", new_values."at", new_values."counted", new_values."id", new_values."key", new_values."number", new_values."per", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a8aeb313311676ebf4549195e10edbbdf317bd2d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2b816', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_areanorm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areanorm',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_areanormevent" ("active_from", "active_to", "area_id", "at", "counted", "id", "key", "number", "per", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."active_from", NEW."active_to", NEW."area_id", NEW."at", NEW."counted", NEW."id", NEW."key", NEW."number", NEW."per", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='17ebfeda5281afac53b4ca0470be6ea77117bc18', operation='UPDATE', pgid='pgtrigger_update_update_2e504', table='cocon_areanorm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areanorm',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_areanormevent" ("active_from", "active_to", "area_id", "at", "counted", "id", "key", "number", "per", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."active_from", OLD."active_to", OLD."area_id", OLD."at", OLD."counted", OLD."id", OLD."key", OLD."number", OLD."per", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='2870bdae49bf889dba7af8ab633c66cbf8244264', operation='DELETE', pgid='pgtrigger_delete_delete_d85ae', table='cocon_areanorm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areanormevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='728b6ae3717dfa9502377edf3d60ebaa5223eec2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b62f3', table='cocon_areanormevent', when='BEFORE')),
        ),
        ]),
    ]
