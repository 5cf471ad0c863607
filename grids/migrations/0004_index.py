"""Indexes of grids: what each case added, the formula's numbers that an empty database starts with (docs/rules.md)."""

from datetime import date
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether

START = date(2025, 1, 1)
NUMBERS = {
    "weight_p1": "25", "weight_p2": "30", "weight_p3": "20", "weight_p4": "10", "weight_p5": "15",
    "level_l1": "0.5", "level_l2": "1", "level_l3": "1.5", "level_l4": "3",
    "self_found": "0.3", "told": "1", "reopened": "1.5", "overdue": "2",
    "shrink": "300", "floor": "1", "slope": "20", "on_time": "40", "accept": "30", "satisfied": "30",
    "accident": "10", "accident_most": "30", "green": "90", "blue": "80", "orange": "70",
    "least_households": "100", "least_cases": "5",
}


def fill(apps, schema_editor):
    rows = apps.get_model("grids", "FormulaNumber").objects
    for key, number in NUMBERS.items():
        rows.create(key=key, number=Decimal(number), active_from=START)


class Migration(migrations.Migration):

    dependencies = [
        ('grids', '0003_staff'),
        ('orgtree', '0019_post_of_the_case_centre'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='GridLedger',
            fields=[
            ],
            options={
                'verbose_name': '民情台账',
                'verbose_name_plural': '民情台账',
                'ordering': ['tree_id', 'lft'],
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('orgtree.area',),
        ),
        migrations.CreateModel(
            name='FormulaNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(choices=[('weight_p1', '权重：矛盾纠纷（%）'), ('weight_p2', '权重：安全隐患（%）'), ('weight_p3', '权重：秩序与环境（%）'), ('weight_p4', '权重：公共设施（%）'), ('weight_p5', '权重：处置效能（%）'), ('level_l1', '轻重：网格即办'), ('level_l2', '轻重：社区'), ('level_l3', '轻重：街道'), ('level_l4', '轻重：区级'), ('self_found', '来源：自行发现并按时办结'), ('told', '来源：居民、热线或上级反映'), ('reopened', '来源：重新办理'), ('overdue', '来源：逾期未办结'), ('shrink', '平滑户数'), ('floor', '基准率下限（件/千户·月）'), ('slope', '达到基准率时的扣分'), ('on_time', '处置效能：按时办结（%）'), ('accept', '处置效能：按时受理（%）'), ('satisfied', '处置效能：满意（%）'), ('accident', '每起突发事件扣分'), ('accident_most', '突发事件扣分上限'), ('green', '优，不低于'), ('blue', '良，不低于'), ('orange', '提醒，不低于'), ('least_households', '显示的最少户数'), ('least_cases', '显示的最少事项数')], max_length=20, verbose_name='事项')),
                ('number', models.DecimalField(decimal_places=2, max_digits=7, validators=[django.core.validators.MinValueValidator(0)], verbose_name='数值')),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
                ('area', models.ForeignKey(blank=True, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='适用区域')),
            ],
            options={
                'verbose_name': '平安指数公式',
                'verbose_name_plural': '平安指数公式',
                'ordering': ['key', '-active_from', '-id'],
            },
        ),
        migrations.CreateModel(
            name='FormulaNumberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(choices=[('weight_p1', '权重：矛盾纠纷（%）'), ('weight_p2', '权重：安全隐患（%）'), ('weight_p3', '权重：秩序与环境（%）'), ('weight_p4', '权重：公共设施（%）'), ('weight_p5', '权重：处置效能（%）'), ('level_l1', '轻重：网格即办'), ('level_l2', '轻重：社区'), ('level_l3', '轻重：街道'), ('level_l4', '轻重：区级'), ('self_found', '来源：自行发现并按时办结'), ('told', '来源：居民、热线或上级反映'), ('reopened', '来源：重新办理'), ('overdue', '来源：逾期未办结'), ('shrink', '平滑户数'), ('floor', '基准率下限（件/千户·月）'), ('slope', '达到基准率时的扣分'), ('on_time', '处置效能：按时办结（%）'), ('accept', '处置效能：按时受理（%）'), ('satisfied', '处置效能：满意（%）'), ('accident', '每起突发事件扣分'), ('accident_most', '突发事件扣分上限'), ('green', '优，不低于'), ('blue', '良，不低于'), ('orange', '提醒，不低于'), ('least_households', '显示的最少户数'), ('least_cases', '显示的最少事项数')], max_length=20, verbose_name='事项')),
                ('number', models.DecimalField(decimal_places=2, max_digits=7, validators=[django.core.validators.MinValueValidator(0)], verbose_name='数值')),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='适用区域')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.formulanumber')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GridIndex',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='月份')),
                ('version', models.DateField(help_text='所用数值中最晚启用的一天', verbose_name='公式版本')),
                ('numbers', models.JSONField(default=dict, verbose_name='公式数值')),
                ('households', models.PositiveIntegerField(verbose_name='户数')),
                ('cases', models.PositiveIntegerField(blank=True, null=True, verbose_name='计数事项')),
                ('accidents', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='突发事件')),
                ('index', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='平安指数')),
                ('grade', models.CharField(blank=True, choices=[('green', '优'), ('blue', '良'), ('orange', '提醒'), ('red', '预警')], max_length=10, verbose_name='等级')),
                ('handling', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='处置效能')),
                ('parts', models.JSONField(default=dict, verbose_name='分项')),
                ('hidden', models.CharField(blank=True, choices=[('households', '户数少，并入上级'), ('cases', '事项少，不单独显示'), ('partner', '为保护相邻的少数，不单独显示')], max_length=12, verbose_name='不显示的原因')),
                ('computed_at', models.DateTimeField(verbose_name='计算时间')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indexes', to='orgtree.area', verbose_name='区域')),
            ],
            options={
                'verbose_name': '平安指数',
                'verbose_name_plural': '平安指数',
                'ordering': ['-month', 'area__tree_id', 'area__lft'],
            },
        ),
        migrations.CreateModel(
            name='IndexPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='月份')),
                ('part', models.CharField(choices=[('p1', '矛盾纠纷'), ('p2', '安全隐患'), ('p3', '秩序与环境'), ('p4', '公共设施'), ('p5', '处置效能'), ('accident', '突发事件')], max_length=10, verbose_name='分项')),
                ('origin', models.CharField(choices=[('overdue', '逾期未办结'), ('reopened', '重新办理'), ('self_found', '网格自行发现并按时办结'), ('told', '居民、热线或上级反映')], max_length=10, verbose_name='来源与结果')),
                ('weight', models.DecimalField(decimal_places=3, max_digits=5, verbose_name='计数')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='网格或社区')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='grids.case', verbose_name='事项')),
            ],
            options={
                'verbose_name': '指数计数事项',
                'verbose_name_plural': '指数计数事项',
                'ordering': ['-month', 'part', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='formulanumber',
            constraint=models.UniqueConstraint(fields=('area', 'key', 'active_from'), name='formula_number_once_a_day', nulls_distinct=False, violation_error_message='这一事项在该日期已有规定，请修改原来那条'),
        ),
        migrations.AddConstraint(
            model_name='formulanumber',
            constraint=models.CheckConstraint(condition=models.Q(('active_to__isnull', True), ('active_to__gte', models.F('active_from')), _connector='OR'), name='formula_number_ends_after_it_begins', violation_error_message='停用日期不能早于启用日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formulanumber',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_formulanumberevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."active_from", new_values."active_to", new_values."area_id", new_values."id", new_values."key", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b5cfaf3ae9e602d4900280f4303f81bcf23615d7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1ecad', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_formulanumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formulanumber',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_formulanumberevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."active_from", NEW."active_to", NEW."area_id", NEW."id", NEW."key", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='0e1a965f510e9825a4dfc6f718e8cf651c44edd2', operation='UPDATE', pgid='pgtrigger_update_update_5fc40', table='grids_formulanumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formulanumber',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_formulanumberevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."active_from", OLD."active_to", OLD."area_id", OLD."id", OLD."key", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='5db0abf2583a9b3cefc19144729fb851aa19b740', operation='DELETE', pgid='pgtrigger_delete_delete_bfe17', table='grids_formulanumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formulanumberevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a961ecfd34dce94a0a069b0939185580bb4e5cba', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_be0cf', table='grids_formulanumberevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='gridindex',
            constraint=models.UniqueConstraint(fields=('area', 'month'), name='grid_index_once_a_month'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gridindex',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, index, grade, households, month, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_gridindex.area.month', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.month::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='a0985ccae623ec50a63b2d152d8cfcd29a77a520', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_451a6', referencing='REFERENCING NEW TABLE AS new_rows ', table='grids_gridindex', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gridindex',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, index, grade, households, month, area_id FROM old_rows EXCEPT SELECT id, index, grade, households, month, area_id FROM new_rows) UNION ALL (SELECT id, index, grade, households, month, area_id FROM new_rows EXCEPT SELECT id, index, grade, households, month, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_gridindex.area.month', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.month::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='e46beb0affd1a6ce5725de6dca2bce103b248078', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_4d225', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='grids_gridindex', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gridindex',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, index, grade, households, month, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_gridindex.area.month', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.month::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='867a0101114a4eb4a6ed61d29306d85096377c8b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_81ab4', referencing='REFERENCING OLD TABLE AS old_rows ', table='grids_gridindex', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='indexpoint',
            index=models.Index(fields=['month', 'area'], name='index_points_of_month'),
        ),
        migrations.AddConstraint(
            model_name='indexpoint',
            constraint=models.UniqueConstraint(fields=('case', 'month'), name='index_point_once_a_month'),
        ),
        ]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
