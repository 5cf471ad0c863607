"""三会一课 of branches by quarter."""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0018_called_rolls'),
        ('orgtree', '0035_notices_point_at_steps'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='LifeQuarter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='年度')),
                ('quarter', models.CharField(choices=[('1', '第一季度'), ('2', '第二季度'), ('3', '第三季度'), ('4', '第四季度')], max_length=1, verbose_name='季度')),
                ('congress', models.CharField(choices=[('kept', '按期'), ('missed', '未按期')], help_text='一季度至少一次', max_length=10, verbose_name='支部党员大会')),
                ('committee', models.CharField(choices=[('kept', '按期'), ('missed', '未按期'), ('none', '不设')], help_text='每月一次；不设委员会的选“不设”', max_length=10, verbose_name='支部委员会')),
                ('group', models.CharField(choices=[('kept', '按期'), ('missed', '未按期'), ('none', '不设')], help_text='每月一次；不设党小组的选“不设”', max_length=10, verbose_name='党小组会')),
                ('lecture', models.CharField(choices=[('kept', '按期'), ('missed', '未按期')], help_text='一季度至少一次', max_length=10, verbose_name='党课')),
                ('ended_on', models.DateField(editable=False, verbose_name='季度末')),
                ('is_kept', models.BooleanField(editable=False, verbose_name='按期完成')),
                ('state', models.CharField(choices=[('entered', '待核对'), ('checked', '已核对'), ('void', '登记有误')], default='entered', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='核对时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='登记有误的原因')),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='life_quarters', to='orgtree.partyorg', verbose_name='党支部')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核对人')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '三会一课',
                'verbose_name_plural': '三会一课',
                'ordering': ['-ended_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='LifeQuarterEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='年度')),
                ('quarter', models.CharField(choices=[('1', '第一季度'), ('2', '第二季度'), ('3', '第三季度'), ('4', '第四季度')], max_length=1, verbose_name='季度')),
                ('congress', models.CharField(choices=[('kept', '按期'), ('missed', '未按期')], help_text='一季度至少一次', max_length=10, verbose_name='支部党员大会')),
                ('committee', models.CharField(choices=[('kept', '按期'), ('missed', '未按期'), ('none', '不设')], help_text='每月一次；不设委员会的选“不设”', max_length=10, verbose_name='支部委员会')),
                ('group', models.CharField(choices=[('kept', '按期'), ('missed', '未按期'), ('none', '不设')], help_text='每月一次；不设党小组的选“不设”', max_length=10, verbose_name='党小组会')),
                ('lecture', models.CharField(choices=[('kept', '按期'), ('missed', '未按期')], help_text='一季度至少一次', max_length=10, verbose_name='党课')),
                ('ended_on', models.DateField(editable=False, verbose_name='季度末')),
                ('is_kept', models.BooleanField(editable=False, verbose_name='按期完成')),
                ('state', models.CharField(choices=[('entered', '待核对'), ('checked', '已核对'), ('void', '登记有误')], default='entered', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='核对时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='登记有误的原因')),
                ('branch', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.partyorg', verbose_name='党支部')),
                ('checked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核对人')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.lifequarter')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='lifequarter',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'void'), _negated=True), fields=('branch', 'ended_on'), name='life_once_a_quarter', violation_error_message='该支部这个季度已登记'),
        ),
        migrations.AddConstraint(
            model_name='lifequarter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['checked']), _negated=True), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False)), _connector='OR'), name='life_checked_with_author', violation_error_message='核对须有核对人和时间'),
        ),
        migrations.AddConstraint(
            model_name='lifequarter',
            constraint=models.CheckConstraint(condition=models.Q(('checked_by__isnull', True), models.Q(('checked_by', models.F('entered_by')), _negated=True), _connector='OR'), name='life_checked_by_another', violation_error_message='不能由登记人自己核对'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lifequarter',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_lifequarterevent" ("branch_id", "checked_at", "checked_by_id", "committee", "congress", "ended_on", "entered_at", "entered_by_id", "group", "id", "is_kept", "lecture", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "reason", "state", "year") SELECT new_values."branch_id", new_values."checked_at", new_values."checked_by_id", new_values."committee", new_values."congress", new_values."ended_on", new_values."entered_at", new_values."entered_by_id", new_values."group", new_values."id", new_values."is_kept", new_values."lecture", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quarter", new_values."reason", new_values."state", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3f971e9c1fc3e867828e327e03f8ca199fc9e84c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1e420', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_lifequarter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lifequarter',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "assessments_lifequarterevent" ("branch_id", "checked_at", "checked_by_id", "committee", "congress", "ended_on", "entered_at", "entered_by_id", "group", "id", "is_kept", "lecture", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "reason", "state", "year") VALUES (NEW."branch_id", NEW."checked_at", NEW."checked_by_id", NEW."committee", NEW."congress", NEW."ended_on", NEW."entered_at", NEW."entered_by_id", NEW."group", NEW."id", NEW."is_kept", NEW."lecture", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quarter", NEW."reason", NEW."state", NEW."year"); RETURN NULL;', hash='c2e2ed56dad8c4bff296e1ccefdb03cfac0f7e0f', operation='UPDATE', pgid='pgtrigger_update_update_121dc', table='assessments_lifequarter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lifequarter',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_lifequarterevent" ("branch_id", "checked_at", "checked_by_id", "committee", "congress", "ended_on", "entered_at", "entered_by_id", "group", "id", "is_kept", "lecture", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "reason", "state", "year") VALUES (OLD."branch_id", OLD."checked_at", OLD."checked_by_id", OLD."committee", OLD."congress", OLD."ended_on", OLD."entered_at", OLD."entered_by_id", OLD."group", OLD."id", OLD."is_kept", OLD."lecture", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quarter", OLD."reason", OLD."state", OLD."year"); RETURN NULL;', hash='73d06ca44628068695f1d08845e324d49ea3a844', operation='DELETE', pgid='pgtrigger_delete_delete_3ae69', table='assessments_lifequarter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lifequarter',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, is_kept, ended_on, branch_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_lifequarter.branch__area.ended_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_branch.area_id::bigint AS area, changed.ended_on::date AS first FROM orgtree_partyorg at_branch WHERE at_branch.id = changed.branch_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='4a9bc839fd372f6066b298c2444a95a60a1da74e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_63211', referencing='REFERENCING NEW TABLE AS new_rows ', table='assessments_lifequarter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lifequarter',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, is_kept, ended_on, branch_id FROM old_rows EXCEPT SELECT id, state, is_kept, ended_on, branch_id FROM new_rows) UNION ALL (SELECT id, state, is_kept, ended_on, branch_id FROM new_rows EXCEPT SELECT id, state, is_kept, ended_on, branch_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_lifequarter.branch__area.ended_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_branch.area_id::bigint AS area, changed.ended_on::date AS first FROM orgtree_partyorg at_branch WHERE at_branch.id = changed.branch_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='995de006bd480380b69cd45c9556b3293d317f44', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_7ed7b', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='assessments_lifequarter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lifequarter',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, is_kept, ended_on, branch_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_lifequarter.branch__area.ended_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_branch.area_id::bigint AS area, changed.ended_on::date AS first FROM orgtree_partyorg at_branch WHERE at_branch.id = changed.branch_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='41a6275ff1c8908c48d98e006daaebd90aac0d1e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_20ac6', referencing='REFERENCING OLD TABLE AS old_rows ', table='assessments_lifequarter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lifequarterevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4263125eb34108ad9a28f8733db168d457a7505d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_20c57', table='assessments_lifequarterevent', when='BEFORE')),
        ),
        ]),
    ]
