"""Whistles, departments' parts with their clocks, the numbers of the score with their defaults; what service windows dealt with."""

from datetime import date

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether

START = date(2025, 1, 1)
# docs/rules.md, "Whistles"
NUMBERS = {"response": 15, "attendance": 15, "result": 20, "asker": 10, "department": 30, "station": 60}
DEADLINES = [
    ("whistle_sign", 1, "clock_hour"),
    ("whistle_answer", 2, "clock_hour"),
    ("whistle_arrive", 4, "clock_hour"),
    ("whistle_result", 5, "workday"),
    ("whistle_contest", 5, "workday"),
]


def fill(apps, schema_editor):
    numbers = apps.get_model("grids", "ScoreNumber").objects
    for key, number in NUMBERS.items():
        numbers.create(key=key, number=number, active_from=START)
    rules = apps.get_model("orgtree", "DeadlineRule").objects
    for key, number, unit in DEADLINES:
        rules.create(key=key, number=number, unit=unit, active_from=START, state="published")


class Migration(migrations.Migration):

    dependencies = [
        ('grids', '0006_doors'),
        ('orgtree', '0019_post_of_the_case_centre'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='ScoreNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(choices=[('response', '响应权重'), ('attendance', '到场权重'), ('result', '结果权重'), ('asker', '诉求人权重'), ('department', '职能部门年度占比（%）'), ('station', '派驻机构年度占比（%）')], max_length=12, verbose_name='事项')),
                ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='数值')),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
            ],
            options={
                'verbose_name': '吹哨评分标准',
                'verbose_name_plural': '吹哨评分标准',
                'ordering': ['key', '-active_from', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ScoreNumberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(choices=[('response', '响应权重'), ('attendance', '到场权重'), ('result', '结果权重'), ('asker', '诉求人权重'), ('department', '职能部门年度占比（%）'), ('station', '派驻机构年度占比（%）')], max_length=12, verbose_name='事项')),
                ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='数值')),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Whistle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(help_text='只写事情，不写姓名、电话和门牌号', max_length=200, verbose_name='需要解决什么')),
                ('lead_kind', models.CharField(choices=[('department', '职能部门'), ('station', '派驻机构')], default='department', max_length=12, verbose_name='主办类型')),
                ('state', models.CharField(choices=[('asked', '待审批'), ('blown', '已吹哨'), ('refused', '未批准'), ('ended', '已解哨')], default='asked', max_length=10, verbose_name='状态')),
                ('asked_at', models.DateTimeField(verbose_name='提请时间')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='审批时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='解哨时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='未批准原因')),
            ],
            options={
                'verbose_name': '吹哨',
                'verbose_name_plural': '吹哨',
                'ordering': ['-asked_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='WhistleClock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('limit_number', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='时限')),
                ('limit_unit', models.CharField(blank=True, choices=[('workday', '个工作日'), ('day', '天'), ('month', '个月'), ('time', '次'), ('hour', '小时'), ('clock_hour', '小时（不分昼夜）')], max_length=10, verbose_name='时限单位')),
                ('clock', models.JSONField(blank=True, default=list, editable=False, verbose_name='计时')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, editable=False, null=True, verbose_name='到期时间')),
                ('paused_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='暂停时间')),
                ('stopped_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='停止计时时间')),
                ('kind', models.CharField(choices=[('sign', '签收'), ('answer', '应哨'), ('arrive', '到场'), ('result', '办结')], max_length=10, verbose_name='环节')),
            ],
            options={
                'verbose_name': '吹哨时限',
                'verbose_name_plural': '吹哨时限',
                'ordering': ['leg_id', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WhistleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('words', models.CharField(help_text='只写事情，不写姓名、电话和门牌号', max_length=200, verbose_name='需要解决什么')),
                ('lead_kind', models.CharField(choices=[('department', '职能部门'), ('station', '派驻机构')], default='department', max_length=12, verbose_name='主办类型')),
                ('state', models.CharField(choices=[('asked', '待审批'), ('blown', '已吹哨'), ('refused', '未批准'), ('ended', '已解哨')], default='asked', max_length=10, verbose_name='状态')),
                ('asked_at', models.DateTimeField(verbose_name='提请时间')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='审批时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='解哨时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='未批准原因')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WhistleLeg',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('department', '职能部门'), ('station', '派驻机构')], default='department', max_length=12, verbose_name='部门类型')),
                ('is_lead', models.BooleanField(default=False, verbose_name='主办')),
                ('state', models.CharField(choices=[('called', '待签收'), ('signed', '已签收'), ('answered', '已应哨'), ('arrived', '已到场'), ('done', '待评价'), ('rated', '已评价'), ('contested', '申诉中'), ('excluded', '已剔除'), ('kept', '维持评价')], default='called', max_length=10, verbose_name='状态')),
                ('called_at', models.DateTimeField(verbose_name='吹哨时间')),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='签收时间')),
                ('answer', models.CharField(blank=True, max_length=200, verbose_name='应哨情况')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='应哨时间')),
                ('on_site', models.CharField(blank=True, max_length=200, verbose_name='现场记录')),
                ('arrived_at', models.DateTimeField(blank=True, null=True, verbose_name='到场时间')),
                ('outcome', models.CharField(blank=True, max_length=300, verbose_name='办理结果')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                ('response', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1星'), (2, '2星'), (3, '3星'), (4, '4星'), (5, '5星')], null=True, verbose_name='响应')),
                ('attendance', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1星'), (2, '2星'), (3, '3星'), (4, '4星'), (5, '5星')], null=True, verbose_name='到场')),
                ('result', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1星'), (2, '2星'), (3, '3星'), (4, '4星'), (5, '5星')], null=True, verbose_name='结果')),
                ('remark', models.CharField(blank=True, max_length=200, verbose_name='评价说明')),
                ('rated_at', models.DateTimeField(blank=True, null=True, verbose_name='评价时间')),
                ('contest', models.CharField(blank=True, max_length=200, verbose_name='申诉理由')),
                ('contested_at', models.DateTimeField(blank=True, null=True, verbose_name='申诉时间')),
                ('decision', models.CharField(blank=True, max_length=200, verbose_name='裁定说明')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='裁定时间')),
            ],
            options={
                'verbose_name': '吹哨报到',
                'verbose_name_plural': '吹哨报到',
                'ordering': ['-called_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='WhistleLegEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('department', '职能部门'), ('station', '派驻机构')], default='department', max_length=12, verbose_name='部门类型')),
                ('is_lead', models.BooleanField(default=False, verbose_name='主办')),
                ('state', models.CharField(choices=[('called', '待签收'), ('signed', '已签收'), ('answered', '已应哨'), ('arrived', '已到场'), ('done', '待评价'), ('rated', '已评价'), ('contested', '申诉中'), ('excluded', '已剔除'), ('kept', '维持评价')], default='called', max_length=10, verbose_name='状态')),
                ('called_at', models.DateTimeField(verbose_name='吹哨时间')),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='签收时间')),
                ('answer', models.CharField(blank=True, max_length=200, verbose_name='应哨情况')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='应哨时间')),
                ('on_site', models.CharField(blank=True, max_length=200, verbose_name='现场记录')),
                ('arrived_at', models.DateTimeField(blank=True, null=True, verbose_name='到场时间')),
                ('outcome', models.CharField(blank=True, max_length=300, verbose_name='办理结果')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                ('response', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1星'), (2, '2星'), (3, '3星'), (4, '4星'), (5, '5星')], null=True, verbose_name='响应')),
                ('attendance', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1星'), (2, '2星'), (3, '3星'), (4, '4星'), (5, '5星')], null=True, verbose_name='到场')),
                ('result', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1星'), (2, '2星'), (3, '3星'), (4, '4星'), (5, '5星')], null=True, verbose_name='结果')),
                ('remark', models.CharField(blank=True, max_length=200, verbose_name='评价说明')),
                ('rated_at', models.DateTimeField(blank=True, null=True, verbose_name='评价时间')),
                ('contest', models.CharField(blank=True, max_length=200, verbose_name='申诉理由')),
                ('contested_at', models.DateTimeField(blank=True, null=True, verbose_name='申诉时间')),
                ('decision', models.CharField(blank=True, max_length=200, verbose_name='裁定说明')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='裁定时间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WindowCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='日期')),
                ('kind', models.CharField(choices=[('civil', '民政救助'), ('insurance', '社会保障'), ('medical', '医疗保障'), ('papers', '证件证明'), ('disabled', '残疾人服务'), ('family', '卫生健康'), ('work', '就业创业'), ('party', '党务服务'), ('other', '其他')], max_length=10, verbose_name='事项种类')),
                ('number', models.PositiveIntegerField(verbose_name='办理次数')),
                ('state', models.CharField(choices=[('counted', '计入'), ('void', '已作废')], default='counted', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
            ],
            options={
                'verbose_name': '窗口办件',
                'verbose_name_plural': '窗口办件',
                'ordering': ['-day', 'area_id', 'kind'],
            },
        ),
        migrations.CreateModel(
            name='WindowCountEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('day', models.DateField(verbose_name='日期')),
                ('kind', models.CharField(choices=[('civil', '民政救助'), ('insurance', '社会保障'), ('medical', '医疗保障'), ('papers', '证件证明'), ('disabled', '残疾人服务'), ('family', '卫生健康'), ('work', '就业创业'), ('party', '党务服务'), ('other', '其他')], max_length=10, verbose_name='事项种类')),
                ('number', models.PositiveIntegerField(verbose_name='办理次数')),
                ('state', models.CharField(choices=[('counted', '计入'), ('void', '已作废')], default='counted', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='mark_figures_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='mark_figures_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='mark_figures_delete',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, excluded_at, result, opened_at, category_id, area_id, closed_at, done_at, reopened_at FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_case.area.clocks__stopped_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_clocks.stopped_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_caseclock at_clocks WHERE at_clocks.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.closed_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.done_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.done_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.opened_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.opened_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reopened_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.reopened_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reports__replied_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_reports.replied_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_report at_reports WHERE at_reports.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reports__told_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_reports.told_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_report at_reports WHERE at_reports.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_case.area.whistles__approved_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_whistles.approved_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_whistle at_whistles WHERE at_whistles.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.whistles__legs__rated_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_whistles__legs.rated_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_whistle at_whistles, grids_whistleleg at_whistles__legs WHERE at_whistles.case_id = changed.id AND at_whistles__legs.whistle_id = at_whistles.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='c24b6081263b6b8e1bb72f80219568dc0925b17c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_7fd99', referencing='REFERENCING NEW TABLE AS new_rows ', table='grids_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, excluded_at, result, opened_at, category_id, area_id, closed_at, done_at, reopened_at FROM old_rows EXCEPT SELECT id, state, excluded_at, result, opened_at, category_id, area_id, closed_at, done_at, reopened_at FROM new_rows) UNION ALL (SELECT id, state, excluded_at, result, opened_at, category_id, area_id, closed_at, done_at, reopened_at FROM new_rows EXCEPT SELECT id, state, excluded_at, result, opened_at, category_id, area_id, closed_at, done_at, reopened_at FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_case.area.clocks__stopped_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_clocks.stopped_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_caseclock at_clocks WHERE at_clocks.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.closed_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.done_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.done_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.opened_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.opened_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reopened_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.reopened_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reports__replied_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_reports.replied_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_report at_reports WHERE at_reports.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reports__told_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_reports.told_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_report at_reports WHERE at_reports.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, area_id FROM old_rows EXCEPT SELECT id, area_id FROM new_rows) UNION ALL (SELECT id, area_id FROM new_rows EXCEPT SELECT id, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_case.area.whistles__approved_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_whistles.approved_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_whistle at_whistles WHERE at_whistles.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.whistles__legs__rated_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_whistles__legs.rated_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_whistle at_whistles, grids_whistleleg at_whistles__legs WHERE at_whistles.case_id = changed.id AND at_whistles__legs.whistle_id = at_whistles.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='f2fc15d382dcd239ba1ca58d8534de774e710a97', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_5aa10', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='grids_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, excluded_at, result, opened_at, category_id, area_id, closed_at, done_at, reopened_at FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_case.area.clocks__stopped_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_clocks.stopped_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_caseclock at_clocks WHERE at_clocks.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.closed_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.done_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.done_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.opened_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.opened_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reopened_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.reopened_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reports__replied_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_reports.replied_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_report at_reports WHERE at_reports.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reports__told_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_reports.told_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_report at_reports WHERE at_reports.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_case.area.whistles__approved_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_whistles.approved_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_whistle at_whistles WHERE at_whistles.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.whistles__legs__rated_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_whistles__legs.rated_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_whistle at_whistles, grids_whistleleg at_whistles__legs WHERE at_whistles.case_id = changed.id AND at_whistles__legs.whistle_id = at_whistles.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='d46f612e0f63fdb612262908a37fca304d172dfa', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_550f9', referencing='REFERENCING OLD TABLE AS old_rows ', table='grids_case', when='AFTER')),
        ),
        migrations.AddField(
            model_name='scorenumber',
            name='area',
            field=models.ForeignKey(blank=True, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='适用区域'),
        ),
        migrations.AddField(
            model_name='scorenumberevent',
            name='area',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='适用区域'),
        ),
        migrations.AddField(
            model_name='scorenumberevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='scorenumberevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.scorenumber'),
        ),
        migrations.AddField(
            model_name='whistle',
            name='approved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人'),
        ),
        migrations.AddField(
            model_name='whistle',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提请人'),
        ),
        migrations.AddField(
            model_name='whistle',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='whistles', to='grids.case', verbose_name='事项'),
        ),
        migrations.AddField(
            model_name='whistle',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='解哨人'),
        ),
        migrations.AddField(
            model_name='whistle',
            name='lead',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.institution', verbose_name='主办部门'),
        ),
        migrations.AddField(
            model_name='whistle',
            name='second',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.institution', verbose_name='协办部门一'),
        ),
        migrations.AddField(
            model_name='whistle',
            name='third',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.institution', verbose_name='协办部门二'),
        ),
        migrations.AddField(
            model_name='whistleevent',
            name='approved_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人'),
        ),
        migrations.AddField(
            model_name='whistleevent',
            name='asked_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提请人'),
        ),
        migrations.AddField(
            model_name='whistleevent',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.case', verbose_name='事项'),
        ),
        migrations.AddField(
            model_name='whistleevent',
            name='ended_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='解哨人'),
        ),
        migrations.AddField(
            model_name='whistleevent',
            name='lead',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='主办部门'),
        ),
        migrations.AddField(
            model_name='whistleevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='whistleevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.whistle'),
        ),
        migrations.AddField(
            model_name='whistleevent',
            name='second',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='协办部门一'),
        ),
        migrations.AddField(
            model_name='whistleevent',
            name='third',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='协办部门二'),
        ),
        migrations.AddField(
            model_name='whistleleg',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='应哨人'),
        ),
        migrations.AddField(
            model_name='whistleleg',
            name='arrived_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='现场记录人'),
        ),
        migrations.AddField(
            model_name='whistleleg',
            name='contested_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申诉人'),
        ),
        migrations.AddField(
            model_name='whistleleg',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='裁定人'),
        ),
        migrations.AddField(
            model_name='whistleleg',
            name='done_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人'),
        ),
        migrations.AddField(
            model_name='whistleleg',
            name='rated_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='评价人'),
        ),
        migrations.AddField(
            model_name='whistleleg',
            name='signed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签收人'),
        ),
        migrations.AddField(
            model_name='whistleleg',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.institution', verbose_name='部门'),
        ),
        migrations.AddField(
            model_name='whistleleg',
            name='whistle',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='legs', to='grids.whistle', verbose_name='吹哨'),
        ),
        migrations.AddField(
            model_name='whistleclock',
            name='leg',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clocks', to='grids.whistleleg', verbose_name='吹哨报到'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='answered_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='应哨人'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='arrived_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='现场记录人'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='contested_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申诉人'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='decided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='裁定人'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='done_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.whistleleg'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='rated_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='评价人'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='signed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签收人'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='unit',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='部门'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='whistle',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.whistle', verbose_name='吹哨'),
        ),
        migrations.AddField(
            model_name='windowcount',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='服务窗口所在区域'),
        ),
        migrations.AddField(
            model_name='windowcount',
            name='entered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='windowcountevent',
            name='area',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='服务窗口所在区域'),
        ),
        migrations.AddField(
            model_name='windowcountevent',
            name='entered_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='windowcountevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='windowcountevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.windowcount'),
        ),
        migrations.AddConstraint(
            model_name='scorenumber',
            constraint=models.UniqueConstraint(fields=('area', 'key', 'active_from'), name='score_number_once_a_day', nulls_distinct=False, violation_error_message='这一事项在该日期已有规定，请修改原来那条'),
        ),
        migrations.AddConstraint(
            model_name='scorenumber',
            constraint=models.CheckConstraint(condition=models.Q(('number__lte', 100)), name='score_number_to_100', violation_error_message='数值应在0到100之间'),
        ),
        migrations.AddConstraint(
            model_name='scorenumber',
            constraint=models.CheckConstraint(condition=models.Q(('active_to__isnull', True), ('active_to__gte', models.F('active_from')), _connector='OR'), name='score_number_ends_after_it_begins', violation_error_message='停用日期不能早于启用日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scorenumber',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_scorenumberevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."active_from", new_values."active_to", new_values."area_id", new_values."id", new_values."key", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='97c90c437659a45c96c87cab11286e7c5f0ce840', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9df38', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_scorenumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scorenumber',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_scorenumberevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."active_from", NEW."active_to", NEW."area_id", NEW."id", NEW."key", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='0ccab410c3d1e02c9cd8b1604dd99203d8b8df9c', operation='UPDATE', pgid='pgtrigger_update_update_e30a7', table='grids_scorenumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scorenumber',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_scorenumberevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."active_from", OLD."active_to", OLD."area_id", OLD."id", OLD."key", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='3452804f9b13743b7ae3d6374b7570f0d7f94e65', operation='DELETE', pgid='pgtrigger_delete_delete_15820', table='grids_scorenumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scorenumberevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1f1234dca4ebe9d6b46368e7ec536932f525592e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b1420', table='grids_scorenumberevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='whistle',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'blown'))), fields=('case',), name='whistle_one_a_case', violation_error_message='这一事项已在吹哨'),
        ),
        migrations.AddConstraint(
            model_name='whistle',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('asked_by')), _negated=True), _connector='OR'), name='whistle_approved_by_another', violation_error_message='提请人不能审批本人的提请'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='whistle',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_whistleevent" ("approved_at", "approved_by_id", "asked_at", "asked_by_id", "case_id", "ended_at", "ended_by_id", "id", "lead_id", "lead_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "second_id", "state", "third_id", "words") SELECT new_values."approved_at", new_values."approved_by_id", new_values."asked_at", new_values."asked_by_id", new_values."case_id", new_values."ended_at", new_values."ended_by_id", new_values."id", new_values."lead_id", new_values."lead_kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."second_id", new_values."state", new_values."third_id", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='57d3f800098885a085b6db94647d6c550db5a68b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ad80e', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_whistle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='whistle',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_whistleevent" ("approved_at", "approved_by_id", "asked_at", "asked_by_id", "case_id", "ended_at", "ended_by_id", "id", "lead_id", "lead_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "second_id", "state", "third_id", "words") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."asked_at", NEW."asked_by_id", NEW."case_id", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."lead_id", NEW."lead_kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."second_id", NEW."state", NEW."third_id", NEW."words"); RETURN NULL;', hash='20324b18732c934e7e47d763187a134902b59128', operation='UPDATE', pgid='pgtrigger_update_update_6e4ad', table='grids_whistle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='whistle',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_whistleevent" ("approved_at", "approved_by_id", "asked_at", "asked_by_id", "case_id", "ended_at", "ended_by_id", "id", "lead_id", "lead_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "second_id", "state", "third_id", "words") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."asked_at", OLD."asked_by_id", OLD."case_id", OLD."ended_at", OLD."ended_by_id", OLD."id", OLD."lead_id", OLD."lead_kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."second_id", OLD."state", OLD."third_id", OLD."words"); RETURN NULL;', hash='4e9e8054e99cdf08af188445583fceea2de89540', operation='DELETE', pgid='pgtrigger_delete_delete_4313d', table='grids_whistle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='whistle',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, approved_at, state, case_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_whistle.case__area.approved_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_case.area_id::bigint AS area, (changed.approved_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_case at_case WHERE at_case.id = changed.case_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='6f8395a1fee764b3c9bd8996b1625c5158c0ea55', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_2431e', referencing='REFERENCING NEW TABLE AS new_rows ', table='grids_whistle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='whistle',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, approved_at, state, case_id FROM old_rows EXCEPT SELECT id, approved_at, state, case_id FROM new_rows) UNION ALL (SELECT id, approved_at, state, case_id FROM new_rows EXCEPT SELECT id, approved_at, state, case_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_whistle.case__area.approved_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_case.area_id::bigint AS area, (changed.approved_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_case at_case WHERE at_case.id = changed.case_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='a4bfff82a3ca5547b240c9b7f7f8bd8f5b0b28c5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_47e0e', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='grids_whistle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='whistle',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, approved_at, state, case_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_whistle.case__area.approved_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_case.area_id::bigint AS area, (changed.approved_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_case at_case WHERE at_case.id = changed.case_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='af4d128583486f7dd366d22006087fc3a17655dc', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_53d28', referencing='REFERENCING OLD TABLE AS old_rows ', table='grids_whistle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='whistleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='742f30790232516f4532f21a0a84601c7ebbc9c3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_24fd4', table='grids_whistleevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='whistleleg',
            index=models.Index(fields=['unit', 'rated_at'], name='whistle_leg_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='whistleleg',
            constraint=models.UniqueConstraint(fields=('whistle', 'unit'), name='whistle_leg_once_a_unit', violation_error_message='这个部门已被吹哨'),
        ),
        migrations.AddConstraint(
            model_name='whistleleg',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('rated', 'contested', 'excluded', 'kept')), _negated=True), models.Q(('rated_at__isnull', False), ('result__isnull', False)), _connector='OR'), name='whistle_leg_rated_with_stars', violation_error_message='评价须有星级'),
        ),
        migrations.AddConstraint(
            model_name='whistleleg',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(models.Q(('decided_by', models.F('rated_by')), _negated=True), models.Q(('decided_by', models.F('contested_by')), _negated=True)), _connector='OR'), name='whistle_leg_decided_by_another', violation_error_message='评价人和申诉人不能裁定'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='whistleleg',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_whistlelegevent" ("answer", "answered_at", "answered_by_id", "arrived_at", "arrived_by_id", "attendance", "called_at", "contest", "contested_at", "contested_by_id", "decided_at", "decided_by_id", "decision", "done_at", "done_by_id", "id", "is_lead", "kind", "on_site", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_at", "rated_by_id", "remark", "response", "result", "signed_at", "signed_by_id", "state", "unit_id", "whistle_id") SELECT new_values."answer", new_values."answered_at", new_values."answered_by_id", new_values."arrived_at", new_values."arrived_by_id", new_values."attendance", new_values."called_at", new_values."contest", new_values."contested_at", new_values."contested_by_id", new_values."decided_at", new_values."decided_by_id", new_values."decision", new_values."done_at", new_values."done_by_id", new_values."id", new_values."is_lead", new_values."kind", new_values."on_site", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rated_at", new_values."rated_by_id", new_values."remark", new_values."response", new_values."result", new_values."signed_at", new_values."signed_by_id", new_values."state", new_values."unit_id", new_values."whistle_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='01afdcab4c602889ad2d5c35f6a9692821d61f55', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ccd5a', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_whistleleg', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='whistleleg',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_whistlelegevent" ("answer", "answered_at", "answered_by_id", "arrived_at", "arrived_by_id", "attendance", "called_at", "contest", "contested_at", "contested_by_id", "decided_at", "decided_by_id", "decision", "done_at", "done_by_id", "id", "is_lead", "kind", "on_site", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_at", "rated_by_id", "remark", "response", "result", "signed_at", "signed_by_id", "state", "unit_id", "whistle_id") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."arrived_at", NEW."arrived_by_id", NEW."attendance", NEW."called_at", NEW."contest", NEW."contested_at", NEW."contested_by_id", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."done_at", NEW."done_by_id", NEW."id", NEW."is_lead", NEW."kind", NEW."on_site", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rated_at", NEW."rated_by_id", NEW."remark", NEW."response", NEW."result", NEW."signed_at", NEW."signed_by_id", NEW."state", NEW."unit_id", NEW."whistle_id"); RETURN NULL;', hash='51285e8978bcbe7d8821c25e0f2a506957a047ac', operation='UPDATE', pgid='pgtrigger_update_update_3e33a', table='grids_whistleleg', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='whistleleg',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_whistlelegevent" ("answer", "answered_at", "answered_by_id", "arrived_at", "arrived_by_id", "attendance", "called_at", "contest", "contested_at", "contested_by_id", "decided_at", "decided_by_id", "decision", "done_at", "done_by_id", "id", "is_lead", "kind", "on_site", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_at", "rated_by_id", "remark", "response", "result", "signed_at", "signed_by_id", "state", "unit_id", "whistle_id") VALUES (OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."arrived_at", OLD."arrived_by_id", OLD."attendance", OLD."called_at", OLD."contest", OLD."contested_at", OLD."contested_by_id", OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."done_at", OLD."done_by_id", OLD."id", OLD."is_lead", OLD."kind", OLD."on_site", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rated_at", OLD."rated_by_id", OLD."remark", OLD."response", OLD."result", OLD."signed_at", OLD."signed_by_id", OLD."state", OLD."unit_id", OLD."whistle_id"); RETURN NULL;', hash='46a42f0ace58eb22d6706ea299e55768964a36ba', operation='DELETE', pgid='pgtrigger_delete_delete_4e641', table='grids_whistleleg', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='whistleleg',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, rated_at, state, result, whistle_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_whistleleg.whistle__case__area.rated_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_whistle__case.area_id::bigint AS area, (changed.rated_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_whistle at_whistle, grids_case at_whistle__case WHERE at_whistle.id = changed.whistle_id AND at_whistle__case.id = at_whistle.case_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='131ff9b4f2c1feb410a69934c1e2ee1b9ac97a63', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_8ed5a', referencing='REFERENCING NEW TABLE AS new_rows ', table='grids_whistleleg', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='whistleleg',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, rated_at, state, result, whistle_id FROM old_rows EXCEPT SELECT id, rated_at, state, result, whistle_id FROM new_rows) UNION ALL (SELECT id, rated_at, state, result, whistle_id FROM new_rows EXCEPT SELECT id, rated_at, state, result, whistle_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_whistleleg.whistle__case__area.rated_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_whistle__case.area_id::bigint AS area, (changed.rated_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_whistle at_whistle, grids_case at_whistle__case WHERE at_whistle.id = changed.whistle_id AND at_whistle__case.id = at_whistle.case_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='45c90de8dcbda0be9e22fd0aa9f064b6e43e796f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_40ec2', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='grids_whistleleg', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='whistleleg',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, rated_at, state, result, whistle_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_whistleleg.whistle__case__area.rated_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_whistle__case.area_id::bigint AS area, (changed.rated_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_whistle at_whistle, grids_case at_whistle__case WHERE at_whistle.id = changed.whistle_id AND at_whistle__case.id = at_whistle.case_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='8589bfe62aaf8a391918f0955f1ca0296cc722bd', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_4936c', referencing='REFERENCING OLD TABLE AS old_rows ', table='grids_whistleleg', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='whistleclock',
            constraint=models.CheckConstraint(condition=models.Q(('due_at__isnull', True), ('paused_at__isnull', True), _connector='OR'), name='grids_whistleclock_stands_without_due', violation_error_message='暂停期间没有到期时间'),
        ),
        migrations.AddConstraint(
            model_name='whistleclock',
            constraint=models.UniqueConstraint(fields=('leg', 'kind'), name='whistle_clock_once_a_step', violation_error_message='这一环节已在计时'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='whistlelegevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9ba9845c93ae53f0ea1466ea977dcd314e5ebffa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ee7f9', table='grids_whistlelegevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='windowcount',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'counted')), fields=('area', 'day', 'kind'), name='window_count_once_a_day', violation_error_message='这一天这一种已登记'),
        ),
        migrations.AddConstraint(
            model_name='windowcount',
            constraint=models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='window_count_counts', violation_error_message='请填写办理次数'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='windowcount',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_windowcountevent" ("area_id", "day", "entered_at", "entered_by_id", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") SELECT new_values."area_id", new_values."day", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."kind", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2316aece06e984776d2ebaae9fc00ab3e144d337', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4ae25', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_windowcount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='windowcount',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_windowcountevent" ("area_id", "day", "entered_at", "entered_by_id", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") VALUES (NEW."area_id", NEW."day", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state"); RETURN NULL;', hash='0855d3a51a3cd06723acab592567cde7cc062ce2', operation='UPDATE', pgid='pgtrigger_update_update_07131', table='grids_windowcount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='windowcount',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_windowcountevent" ("area_id", "day", "entered_at", "entered_by_id", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") VALUES (OLD."area_id", OLD."day", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."state"); RETURN NULL;', hash='085dafffb1bda8e6a46024d6d54f5ecfe31852d3', operation='DELETE', pgid='pgtrigger_delete_delete_7ee80', table='grids_windowcount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='windowcount',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, day, number, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_windowcount.area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.day::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='8670d0fed7a5c7fdd15bf8dfee114e86e89fb53b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_c8945', referencing='REFERENCING NEW TABLE AS new_rows ', table='grids_windowcount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='windowcount',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, day, number, area_id FROM old_rows EXCEPT SELECT id, state, day, number, area_id FROM new_rows) UNION ALL (SELECT id, state, day, number, area_id FROM new_rows EXCEPT SELECT id, state, day, number, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_windowcount.area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.day::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='317d7ff3ebfb282de9776f4d5e119ee4a7586c0c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_c02de', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='grids_windowcount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='windowcount',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, day, number, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_windowcount.area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.day::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='3a6faf5a02f173872ae93f368aa0a7862a33e2a8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_28aac', referencing='REFERENCING OLD TABLE AS old_rows ', table='grids_windowcount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='windowcountevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3536e060f1a26ddb1a6c83c22a6e5925b0792024', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_afd93', table='grids_windowcountevent', when='BEFORE')),
        ),
        ]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
