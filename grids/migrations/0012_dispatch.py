"""Rules of dispatch, what they were used for, the standards of automatic dispatch; which giving of a case a leg was, and whether it was right."""

from datetime import date

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether

START = date(2025, 1, 1)
NUMBERS = {"last": 200, "share": 95}
# A lead that was sent back by the check got its part anew without being chosen anew: after a part that was done there is no hop.
HOPS = """
UPDATE grids_leg SET hop = told.hop FROM (
  SELECT id, row_number() OVER (PARTITION BY case_id ORDER BY given_at, id) AS hop FROM grids_leg leg
  WHERE role = 'lead' AND NOT EXISTS (
    SELECT 1 FROM grids_leg before WHERE before.case_id = leg.case_id AND before.role = 'lead' AND before.state = 'done' AND before.id < leg.id
  )
) told WHERE told.id = grids_leg.id
"""
RIGHT = """
UPDATE grids_leg SET was_right = (state = 'done') WHERE role = 'lead' AND (state IN ('done', 'returned') OR state = 'withdrawn' AND EXISTS (
  SELECT 1 FROM orgtree_actstep step WHERE step.noun = 'grids.leg' AND step.row_id = grids_leg.id AND step.act IN ('withdraw', 'hand_over')
))
"""


def fill(apps, schema_editor):
    rows = apps.get_model("grids", "DispatchNumber").objects
    for key, number in NUMBERS.items():
        rows.create(key=key, number=number, active_from=START)


class Migration(migrations.Migration):

    dependencies = [
        ('grids', '0011_cases_alike'),
        ('orgtree', '0020_post_of_the_assessing_office'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='DispatchNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
                ('key', models.CharField(choices=[('last', '自动交办：看最近多少件'), ('share', '自动交办：准确率不低于（%）')], max_length=10, verbose_name='事项')),
                ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10000)], verbose_name='数值')),
            ],
            options={
                'verbose_name': '自动交办标准',
                'verbose_name_plural': '自动交办标准',
                'ordering': ['key', '-active_from', '-id'],
            },
        ),
        migrations.CreateModel(
            name='DispatchNumberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
                ('key', models.CharField(choices=[('last', '自动交办：看最近多少件'), ('share', '自动交办：准确率不低于（%）')], max_length=10, verbose_name='事项')),
                ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10000)], verbose_name='数值')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DispatchRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(editable=False, max_length=4, verbose_name='分类编码')),
                ('is_automatic', models.BooleanField(default=False, verbose_name='达标后自动交办')),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                ('words', models.CharField(max_length=200, verbose_name='依据')),
                ('entered_at', models.DateTimeField(verbose_name='制定时间')),
                ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='复核时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='停用或维持原因')),
            ],
            options={
                'verbose_name': '派单规则',
                'verbose_name_plural': '派单规则',
                'ordering': ['code', '-active_from', '-id'],
            },
        ),
        migrations.CreateModel(
            name='DispatchRuleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(editable=False, max_length=4, verbose_name='分类编码')),
                ('is_automatic', models.BooleanField(default=False, verbose_name='达标后自动交办')),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                ('words', models.CharField(max_length=200, verbose_name='依据')),
                ('entered_at', models.DateTimeField(verbose_name='制定时间')),
                ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='复核时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='停用或维持原因')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RuleUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_followed', models.BooleanField(default=False, verbose_name='按规则交办')),
                ('is_automatic', models.BooleanField(default=False, verbose_name='自动交办')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='不按规则的理由')),
            ],
            options={
                'verbose_name': '派单依据',
                'verbose_name_plural': '派单依据',
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
        pgtrigger.migrations.RemoveTrigger(
            model_name='leg',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='leg',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='leg',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='leg',
            name='hop',
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='第几次派转'),
        ),
        migrations.AddField(
            model_name='leg',
            name='was_right',
            field=models.BooleanField(blank=True, editable=False, null=True, verbose_name='派单准确'),
        ),
        migrations.AddField(
            model_name='legevent',
            name='hop',
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='第几次派转'),
        ),
        migrations.AddField(
            model_name='legevent',
            name='was_right',
            field=models.BooleanField(blank=True, editable=False, null=True, verbose_name='派单准确'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, excluded_at, result, opened_at, category_id, hops, area_id, closed_at, done_at, reopened_at FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_case.area.clocks__stopped_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_clocks.stopped_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_caseclock at_clocks WHERE at_clocks.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.clocks__yellow_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_clocks.yellow_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_caseclock at_clocks WHERE at_clocks.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.closed_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.done_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.done_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.done_at+', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.done_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.excluded_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.excluded_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.legs__given_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_legs.given_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_leg at_legs WHERE at_legs.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.opened_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.opened_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reopened_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.reopened_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reports__replied_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_reports.replied_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_report at_reports WHERE at_reports.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reports__told_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_reports.told_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_report at_reports WHERE at_reports.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.sendings__sent_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_sendings.sent_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_sending at_sendings WHERE at_sendings.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_case.area.whistles__approved_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_whistles.approved_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_whistle at_whistles WHERE at_whistles.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.whistles__legs__rated_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_whistles__legs.rated_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_whistle at_whistles, grids_whistleleg at_whistles__legs WHERE at_whistles.case_id = changed.id AND at_whistles__legs.whistle_id = at_whistles.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='0eed0d0904103cd852dbabd0197a21f6be6c8a1b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_7fd99', referencing='REFERENCING NEW TABLE AS new_rows ', table='grids_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, excluded_at, result, opened_at, category_id, hops, area_id, closed_at, done_at, reopened_at FROM old_rows EXCEPT SELECT id, state, excluded_at, result, opened_at, category_id, hops, area_id, closed_at, done_at, reopened_at FROM new_rows) UNION ALL (SELECT id, state, excluded_at, result, opened_at, category_id, hops, area_id, closed_at, done_at, reopened_at FROM new_rows EXCEPT SELECT id, state, excluded_at, result, opened_at, category_id, hops, area_id, closed_at, done_at, reopened_at FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_case.area.clocks__stopped_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_clocks.stopped_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_caseclock at_clocks WHERE at_clocks.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.clocks__yellow_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_clocks.yellow_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_caseclock at_clocks WHERE at_clocks.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.closed_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.done_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.done_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.done_at+', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.done_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.excluded_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.excluded_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.legs__given_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_legs.given_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_leg at_legs WHERE at_legs.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.opened_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.opened_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reopened_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.reopened_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reports__replied_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_reports.replied_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_report at_reports WHERE at_reports.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reports__told_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_reports.told_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_report at_reports WHERE at_reports.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.sendings__sent_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_sendings.sent_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_sending at_sendings WHERE at_sendings.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, area_id FROM old_rows EXCEPT SELECT id, area_id FROM new_rows) UNION ALL (SELECT id, area_id FROM new_rows EXCEPT SELECT id, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_case.area.whistles__approved_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_whistles.approved_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_whistle at_whistles WHERE at_whistles.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.whistles__legs__rated_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_whistles__legs.rated_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_whistle at_whistles, grids_whistleleg at_whistles__legs WHERE at_whistles.case_id = changed.id AND at_whistles__legs.whistle_id = at_whistles.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='1f6b0f27b5c8eef0eab5da3139e10acfc2b82cc5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_5aa10', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='grids_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, excluded_at, result, opened_at, category_id, hops, area_id, closed_at, done_at, reopened_at FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_case.area.clocks__stopped_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_clocks.stopped_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_caseclock at_clocks WHERE at_clocks.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.clocks__yellow_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_clocks.yellow_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_caseclock at_clocks WHERE at_clocks.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.closed_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.done_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.done_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.done_at+', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.done_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.excluded_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.excluded_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.legs__given_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_legs.given_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_leg at_legs WHERE at_legs.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.opened_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.opened_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reopened_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.reopened_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reports__replied_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_reports.replied_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_report at_reports WHERE at_reports.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.reports__told_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_reports.told_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_report at_reports WHERE at_reports.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.sendings__sent_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_sendings.sent_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_sending at_sendings WHERE at_sendings.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_case.area.whistles__approved_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_whistles.approved_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_whistle at_whistles WHERE at_whistles.case_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_case.area.whistles__legs__rated_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_whistles__legs.rated_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_whistle at_whistles, grids_whistleleg at_whistles__legs WHERE at_whistles.case_id = changed.id AND at_whistles__legs.whistle_id = at_whistles.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='089e7743b2ec30a1075e5deb21d433caad697729', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_550f9', referencing='REFERENCING OLD TABLE AS old_rows ', table='grids_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leg',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_legevent" ("asked", "case_id", "clock", "due_at", "ended_at", "ended_by_id", "given_at", "given_by_id", "holder_id", "hop", "id", "institution_id", "is_binding", "limit_number", "limit_unit", "outcome", "paused_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "red_at", "reminded_at", "return_kind", "role", "signed_at", "signed_by_id", "state", "stopped_at", "was_right", "yellow_at") SELECT new_values."asked", new_values."case_id", new_values."clock", new_values."due_at", new_values."ended_at", new_values."ended_by_id", new_values."given_at", new_values."given_by_id", new_values."holder_id", new_values."hop", new_values."id", new_values."institution_id", new_values."is_binding", new_values."limit_number", new_values."limit_unit", new_values."outcome", new_values."paused_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."red_at", new_values."reminded_at", new_values."return_kind", new_values."role", new_values."signed_at", new_values."signed_by_id", new_values."state", new_values."stopped_at", new_values."was_right", new_values."yellow_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='aebd91b405b932c5081428db9852805e56cc9bac', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4a672', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_leg', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leg',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_legevent" ("asked", "case_id", "clock", "due_at", "ended_at", "ended_by_id", "given_at", "given_by_id", "holder_id", "hop", "id", "institution_id", "is_binding", "limit_number", "limit_unit", "outcome", "paused_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "red_at", "reminded_at", "return_kind", "role", "signed_at", "signed_by_id", "state", "stopped_at", "was_right", "yellow_at") VALUES (NEW."asked", NEW."case_id", NEW."clock", NEW."due_at", NEW."ended_at", NEW."ended_by_id", NEW."given_at", NEW."given_by_id", NEW."holder_id", NEW."hop", NEW."id", NEW."institution_id", NEW."is_binding", NEW."limit_number", NEW."limit_unit", NEW."outcome", NEW."paused_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."red_at", NEW."reminded_at", NEW."return_kind", NEW."role", NEW."signed_at", NEW."signed_by_id", NEW."state", NEW."stopped_at", NEW."was_right", NEW."yellow_at"); RETURN NULL;', hash='82107b1818ef6cc7cab09ff870a6c8de4febecf0', operation='UPDATE', pgid='pgtrigger_update_update_3f57b', table='grids_leg', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leg',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_legevent" ("asked", "case_id", "clock", "due_at", "ended_at", "ended_by_id", "given_at", "given_by_id", "holder_id", "hop", "id", "institution_id", "is_binding", "limit_number", "limit_unit", "outcome", "paused_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "red_at", "reminded_at", "return_kind", "role", "signed_at", "signed_by_id", "state", "stopped_at", "was_right", "yellow_at") VALUES (OLD."asked", OLD."case_id", OLD."clock", OLD."due_at", OLD."ended_at", OLD."ended_by_id", OLD."given_at", OLD."given_by_id", OLD."holder_id", OLD."hop", OLD."id", OLD."institution_id", OLD."is_binding", OLD."limit_number", OLD."limit_unit", OLD."outcome", OLD."paused_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."red_at", OLD."reminded_at", OLD."return_kind", OLD."role", OLD."signed_at", OLD."signed_by_id", OLD."state", OLD."stopped_at", OLD."was_right", OLD."yellow_at"); RETURN NULL;', hash='802aa3fcb6fe1f81a975ff51459374e30fd16f90', operation='DELETE', pgid='pgtrigger_delete_delete_30c4d', table='grids_leg', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leg',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, role, state, hop, was_right, case_id, given_at FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_leg.case__area.given_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_case.area_id::bigint AS area, (changed.given_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_case at_case WHERE at_case.id = changed.case_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='460d35a11f68ed894d635292ead7af1a4bbb1bb1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_c2e55', referencing='REFERENCING NEW TABLE AS new_rows ', table='grids_leg', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leg',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, role, state, hop, was_right, case_id, given_at FROM old_rows EXCEPT SELECT id, role, state, hop, was_right, case_id, given_at FROM new_rows) UNION ALL (SELECT id, role, state, hop, was_right, case_id, given_at FROM new_rows EXCEPT SELECT id, role, state, hop, was_right, case_id, given_at FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_leg.case__area.given_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_case.area_id::bigint AS area, (changed.given_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_case at_case WHERE at_case.id = changed.case_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='55017c159a4eaca2f7bcf9b67888cb411396c1c5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_30383', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='grids_leg', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leg',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, role, state, hop, was_right, case_id, given_at FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_leg.case__area.given_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_case.area_id::bigint AS area, (changed.given_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_case at_case WHERE at_case.id = changed.case_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='221a81c44c8f6cd287bf88f191061fa132233b65', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_228a5', referencing='REFERENCING OLD TABLE AS old_rows ', table='grids_leg', when='AFTER')),
        ),
        migrations.AddField(
            model_name='dispatchnumber',
            name='area',
            field=models.ForeignKey(blank=True, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='适用区域'),
        ),
        migrations.AddField(
            model_name='dispatchnumberevent',
            name='area',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='适用区域'),
        ),
        migrations.AddField(
            model_name='dispatchnumberevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='dispatchnumberevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.dispatchnumber'),
        ),
        migrations.AddField(
            model_name='dispatchrule',
            name='area',
            field=models.ForeignKey(help_text='适用于该区域及以下', on_delete=django.db.models.deletion.PROTECT, related_name='dispatch_rules', to='orgtree.area', verbose_name='适用区域'),
        ),
        migrations.AddField(
            model_name='dispatchrule',
            name='category',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='grids.category', verbose_name='事项分类'),
        ),
        migrations.AddField(
            model_name='dispatchrule',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='停用人'),
        ),
        migrations.AddField(
            model_name='dispatchrule',
            name='entered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='制定人'),
        ),
        migrations.AddField(
            model_name='dispatchrule',
            name='reviewed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='复核人'),
        ),
        migrations.AddField(
            model_name='dispatchrule',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dispatch_rules', to='orgtree.institution', verbose_name='主办单位'),
        ),
        migrations.AddField(
            model_name='dispatchruleevent',
            name='area',
            field=models.ForeignKey(db_constraint=False, help_text='适用于该区域及以下', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='适用区域'),
        ),
        migrations.AddField(
            model_name='dispatchruleevent',
            name='category',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.category', verbose_name='事项分类'),
        ),
        migrations.AddField(
            model_name='dispatchruleevent',
            name='ended_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='停用人'),
        ),
        migrations.AddField(
            model_name='dispatchruleevent',
            name='entered_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='制定人'),
        ),
        migrations.AddField(
            model_name='dispatchruleevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='dispatchruleevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.dispatchrule'),
        ),
        migrations.AddField(
            model_name='dispatchruleevent',
            name='reviewed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='复核人'),
        ),
        migrations.AddField(
            model_name='dispatchruleevent',
            name='unit',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='主办单位'),
        ),
        migrations.AddField(
            model_name='ruleuse',
            name='leg',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='use', to='grids.leg', verbose_name='承办'),
        ),
        migrations.AddField(
            model_name='ruleuse',
            name='rule',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='grids.dispatchrule', verbose_name='派单规则'),
        ),
        migrations.AddConstraint(
            model_name='dispatchnumber',
            constraint=models.UniqueConstraint(fields=('area', 'key', 'active_from'), name='dispatch_number_once_a_day', nulls_distinct=False, violation_error_message='这一事项在该日期已有规定，请修改原来那条'),
        ),
        migrations.AddConstraint(
            model_name='dispatchnumber',
            constraint=models.CheckConstraint(condition=models.Q(('active_to__isnull', True), ('active_to__gte', models.F('active_from')), _connector='OR'), name='dispatch_number_ends_after_it_begins', violation_error_message='停用日期不能早于启用日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispatchnumber',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_dispatchnumberevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."active_from", new_values."active_to", new_values."area_id", new_values."id", new_values."key", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='68daad7a29af3cdf091cb4d2c2029af4421a27b6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1ec07', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_dispatchnumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispatchnumber',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_dispatchnumberevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."active_from", NEW."active_to", NEW."area_id", NEW."id", NEW."key", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='717d80ea17045ab6420578817133f79f7c4a1817', operation='UPDATE', pgid='pgtrigger_update_update_1a529', table='grids_dispatchnumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispatchnumber',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_dispatchnumberevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."active_from", OLD."active_to", OLD."area_id", OLD."id", OLD."key", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='2f086c4a18cde8dcd5204852430e15d1b766bbfe', operation='DELETE', pgid='pgtrigger_delete_delete_22ec4', table='grids_dispatchnumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispatchnumberevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cadbc62a162b5d76afdbbf2e940bd4433a59c292', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3d878', table='grids_dispatchnumberevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='dispatchrule',
            index=models.Index(fields=['code', 'active_from'], name='dispatch_rule_of_class'),
        ),
        migrations.AddConstraint(
            model_name='dispatchrule',
            constraint=models.UniqueConstraint(fields=('area', 'code', 'active_from'), name='dispatch_rule_once_a_day', nulls_distinct=False, violation_error_message='这一分类在该日期已有规定，请修改原来那条'),
        ),
        migrations.AddConstraint(
            model_name='dispatchrule',
            constraint=models.CheckConstraint(condition=models.Q(('active_to__isnull', True), ('active_to__gte', models.F('active_from')), _connector='OR'), name='dispatch_rule_ends_after_it_begins', violation_error_message='停用日期不能早于启用日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispatchrule',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_dispatchruleevent" ("active_from", "active_to", "area_id", "category_id", "code", "ended_by_id", "entered_at", "entered_by_id", "id", "is_automatic", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reviewed_at", "reviewed_by_id", "unit_id", "words") SELECT new_values."active_from", new_values."active_to", new_values."area_id", new_values."category_id", new_values."code", new_values."ended_by_id", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."is_automatic", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."reviewed_at", new_values."reviewed_by_id", new_values."unit_id", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5c53e02d458a0a0ec2c206b59e671ae7dc695ac4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_19980', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_dispatchrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispatchrule',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_dispatchruleevent" ("active_from", "active_to", "area_id", "category_id", "code", "ended_by_id", "entered_at", "entered_by_id", "id", "is_automatic", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reviewed_at", "reviewed_by_id", "unit_id", "words") VALUES (NEW."active_from", NEW."active_to", NEW."area_id", NEW."category_id", NEW."code", NEW."ended_by_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."is_automatic", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."unit_id", NEW."words"); RETURN NULL;', hash='de7c4703054be4d97f77caefbbd7d79df2d134bc', operation='UPDATE', pgid='pgtrigger_update_update_b6d2e', table='grids_dispatchrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispatchrule',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_dispatchruleevent" ("active_from", "active_to", "area_id", "category_id", "code", "ended_by_id", "entered_at", "entered_by_id", "id", "is_automatic", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reviewed_at", "reviewed_by_id", "unit_id", "words") VALUES (OLD."active_from", OLD."active_to", OLD."area_id", OLD."category_id", OLD."code", OLD."ended_by_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."is_automatic", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."reviewed_at", OLD."reviewed_by_id", OLD."unit_id", OLD."words"); RETURN NULL;', hash='8eb6a62f7556aad4110b48de26ad8fd037102fd9', operation='DELETE', pgid='pgtrigger_delete_delete_c9c59', table='grids_dispatchrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dispatchruleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='568a1554abe5bce5275520a3f2813fc97b63ea1f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_06f03', table='grids_dispatchruleevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='ruleuse',
            constraint=models.CheckConstraint(condition=models.Q(('rule__isnull', True), ('is_followed', True), models.Q(('words', ''), _negated=True), _connector='OR'), name='rule_left_with_words', violation_error_message='不按派单规则交办须写明理由'),
        ),
        ]),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL([HOPS, RIGHT], migrations.RunSQL.noop),
    ]
