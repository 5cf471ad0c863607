"""Key tasks, supervision visits, mechanisms, and the numbers that an empty database starts with (docs/rules.md)."""

from datetime import date

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether

START = date(2025, 1, 1)
NORMS = [
    ("visits", 1),
    ("two_month", 6),
    ("half_year", 2),
    ("near", 7),
    ("hours_member", 32),
    ("hours_secretary", 56),
]


def fill(apps, schema_editor):
    for key, number in NORMS:
        apps.get_model("assessments", "YearNorm").objects.create(key=key, number=number, active_from=START)


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0004_ballots'),
        ('cocon', '0030_area_norms'),
        ('orgtree', '0020_post_of_the_assessing_office'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='KeyTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('title', models.CharField(help_text='写工作，不写个人姓名、电话', max_length=60, verbose_name='重点任务')),
                ('asked', models.TextField(help_text='写工作，不写个人姓名、电话', max_length=500, verbose_name='工作要求')),
                ('lead', models.CharField(blank=True, help_text='如“区委组织部”', max_length=60, verbose_name='牵头单位')),
                ('due_on', models.DateField(verbose_name='完成时限')),
                ('state', models.CharField(choices=[('open', '推进中'), ('done', '已办结'), ('cancelled', '已取消')], default='open', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='取消原因')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='key_tasks', to='orgtree.area', verbose_name='区域')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('previous', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried', to='assessments.keytask', verbose_name='结转自')),
            ],
            options={
                'verbose_name': '重点任务',
                'verbose_name_plural': '重点任务',
                'ordering': ['-year', 'area_id', 'due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='KeyTaskEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('title', models.CharField(help_text='写工作，不写个人姓名、电话', max_length=60, verbose_name='重点任务')),
                ('asked', models.TextField(help_text='写工作，不写个人姓名、电话', max_length=500, verbose_name='工作要求')),
                ('lead', models.CharField(blank=True, help_text='如“区委组织部”', max_length=60, verbose_name='牵头单位')),
                ('due_on', models.DateField(verbose_name='完成时限')),
                ('state', models.CharField(choices=[('open', '推进中'), ('done', '已办结'), ('cancelled', '已取消')], default='open', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='取消原因')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='区域')),
                ('closed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.keytask')),
                ('previous', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.keytask', verbose_name='结转自')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MechanismPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('force', '专项工作组'), ('unit', '成员单位'), ('two_month', '双月座谈会'), ('half_year', '半年调度会')], max_length=10, verbose_name='种类')),
                ('name', models.CharField(blank=True, help_text='专项工作组的名称', max_length=60, verbose_name='名称')),
                ('since', models.DateField(verbose_name='起始日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='结束日期')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='结束原因')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mechanism', to='orgtree.area', verbose_name='区域')),
                ('body', models.ForeignKey(blank=True, help_text='双月座谈会、半年调度会由哪个共建组织召开；它的会议自动计数', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mechanism_parts', to='cocon.body', verbose_name='召开会议的组织')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('unit', models.ForeignKey(blank=True, help_text='成员单位，或专项工作组的牵头单位', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.institution', verbose_name='单位')),
            ],
            options={
                'verbose_name': '工作机制',
                'verbose_name_plural': '工作机制',
                'ordering': ['area_id', 'kind', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MechanismPartEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('force', '专项工作组'), ('unit', '成员单位'), ('two_month', '双月座谈会'), ('half_year', '半年调度会')], max_length=10, verbose_name='种类')),
                ('name', models.CharField(blank=True, help_text='专项工作组的名称', max_length=60, verbose_name='名称')),
                ('since', models.DateField(verbose_name='起始日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='结束日期')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='结束原因')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='区域')),
                ('body', models.ForeignKey(blank=True, db_constraint=False, help_text='双月座谈会、半年调度会由哪个共建组织召开；它的会议自动计数', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.body', verbose_name='召开会议的组织')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.mechanismpart')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, help_text='成员单位，或专项工作组的牵头单位', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='单位')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SupervisionVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='日期')),
                ('team', models.CharField(help_text='如“区委督导一组”，不写姓名', max_length=40, verbose_name='督导组')),
                ('found', models.TextField(help_text='没有问题写“无”；不写个人姓名、电话', max_length=500, verbose_name='发现问题')),
                ('state', models.CharField(choices=[('held', '已督导'), ('void', '登记有误')], default='held', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='登记有误的原因')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='督导方')),
                ('key_task', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='assessments.keytask', verbose_name='重点任务')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='督导对象')),
            ],
            options={
                'verbose_name': '督导',
                'verbose_name_plural': '督导',
                'ordering': ['-day', '-id'],
            },
        ),
        migrations.CreateModel(
            name='SupervisionVisitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('day', models.DateField(verbose_name='日期')),
                ('team', models.CharField(help_text='如“区委督导一组”，不写姓名', max_length=40, verbose_name='督导组')),
                ('found', models.TextField(help_text='没有问题写“无”；不写个人姓名、电话', max_length=500, verbose_name='发现问题')),
                ('state', models.CharField(choices=[('held', '已督导'), ('void', '登记有误')], default='held', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='登记有误的原因')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('host', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='督导方')),
                ('key_task', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.keytask', verbose_name='重点任务')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.supervisionvisit')),
                ('place', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='督导对象')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='YearNorm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
                ('key', models.CharField(choices=[('visits', '每季度督导（次）'), ('two_month', '每年双月座谈会（次）'), ('half_year', '每年半年调度会（次）'), ('near', '临近期限提前（天）'), ('hours_member', '党员每年培训（学时）'), ('hours_secretary', '书记每年培训（学时）')], max_length=20, verbose_name='事项')),
                ('number', models.PositiveIntegerField(verbose_name='数值')),
                ('area', models.ForeignKey(blank=True, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='适用区域')),
            ],
            options={
                'verbose_name': '重点工作标准',
                'verbose_name_plural': '重点工作标准',
                'ordering': ['key', '-active_from', '-id'],
            },
        ),
        migrations.CreateModel(
            name='YearNormEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
                ('key', models.CharField(choices=[('visits', '每季度督导（次）'), ('two_month', '每年双月座谈会（次）'), ('half_year', '每年半年调度会（次）'), ('near', '临近期限提前（天）'), ('hours_member', '党员每年培训（学时）'), ('hours_secretary', '书记每年培训（学时）')], max_length=20, verbose_name='事项')),
                ('number', models.PositiveIntegerField(verbose_name='数值')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='适用区域')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.yearnorm')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='keytask',
            index=models.Index(fields=['area', 'year'], name='key_task_of_year'),
        ),
        migrations.AddConstraint(
            model_name='keytask',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('area', 'year', 'title'), name='key_task_once_a_year', violation_error_message='这一年的清单里已有这项任务'),
        ),
        migrations.AddConstraint(
            model_name='keytask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='key_task_done_with_author', violation_error_message='办结须有办结人和时间'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keytask',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_keytaskevent" ("area_id", "asked", "closed_at", "closed_by_id", "due_on", "entered_at", "entered_by_id", "id", "lead", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_id", "reason", "state", "title", "year") SELECT new_values."area_id", new_values."asked", new_values."closed_at", new_values."closed_by_id", new_values."due_on", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."lead", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."previous_id", new_values."reason", new_values."state", new_values."title", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ecc144c84833576df419091004980d073e7fb62c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_01aab', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_keytask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keytask',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "assessments_keytaskevent" ("area_id", "asked", "closed_at", "closed_by_id", "due_on", "entered_at", "entered_by_id", "id", "lead", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_id", "reason", "state", "title", "year") VALUES (NEW."area_id", NEW."asked", NEW."closed_at", NEW."closed_by_id", NEW."due_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."lead", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."previous_id", NEW."reason", NEW."state", NEW."title", NEW."year"); RETURN NULL;', hash='1e903e6efc3488de91146ba71addc801eb79c668', operation='UPDATE', pgid='pgtrigger_update_update_c658e', table='assessments_keytask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keytask',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_keytaskevent" ("area_id", "asked", "closed_at", "closed_by_id", "due_on", "entered_at", "entered_by_id", "id", "lead", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_id", "reason", "state", "title", "year") VALUES (OLD."area_id", OLD."asked", OLD."closed_at", OLD."closed_by_id", OLD."due_on", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."lead", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."previous_id", OLD."reason", OLD."state", OLD."title", OLD."year"); RETURN NULL;', hash='e221476b63be61d7753f90d5d930621a97b971a3', operation='DELETE', pgid='pgtrigger_delete_delete_635d7', table='assessments_keytask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keytask',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id, year, state, entered_at, closed_at FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_keytask.area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, NULL::date AS first ) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='723890df8c43cc417e63ee1ee69bd66514b6be2f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_60a08', referencing='REFERENCING NEW TABLE AS new_rows ', table='assessments_keytask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keytask',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, area_id, year, state, entered_at, closed_at FROM old_rows EXCEPT SELECT id, area_id, year, state, entered_at, closed_at FROM new_rows) UNION ALL (SELECT id, area_id, year, state, entered_at, closed_at FROM new_rows EXCEPT SELECT id, area_id, year, state, entered_at, closed_at FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_keytask.area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, NULL::date AS first ) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='50ac1e7495028a0400f764f3fc86af76b2e5cc43', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_b959f', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='assessments_keytask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keytask',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id, year, state, entered_at, closed_at FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_keytask.area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, NULL::date AS first ) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='cb953903cc5574e7b312bc103a28a777ba9641ff', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_2caab', referencing='REFERENCING OLD TABLE AS old_rows ', table='assessments_keytask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keytaskevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c1b104ce17c6293e638871caeaa70d72dcd131b5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_15784', table='assessments_keytaskevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='mechanismpart',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', True), ('kind', 'force'), models.Q(('name', ''), _negated=True)), models.Q(('body__isnull', True), ('kind', 'unit'), ('name', ''), ('unit__isnull', False)), models.Q(('body__isnull', False), ('kind__in', ['two_month', 'half_year']), ('name', ''), ('unit__isnull', True)), _connector='OR'), name='mechanism_part_is_one_thing', violation_error_message='专项工作组填名称，成员单位填单位，会议填召开的组织'),
        ),
        migrations.AddConstraint(
            model_name='mechanismpart',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('since')), _connector='OR'), name='mechanism_ends_after_it_began', violation_error_message='结束日期不能早于起始日期'),
        ),
        migrations.AddConstraint(
            model_name='mechanismpart',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True), ('kind__in', ['force'])), fields=('area', 'kind', 'name'), name='mechanism_name_once', violation_error_message='已经登记'),
        ),
        migrations.AddConstraint(
            model_name='mechanismpart',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True), ('kind__in', ['unit'])), fields=('area', 'kind', 'unit'), name='mechanism_unit_once', violation_error_message='已经登记'),
        ),
        migrations.AddConstraint(
            model_name='mechanismpart',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True), ('kind__in', ['two_month', 'half_year'])), fields=('area', 'kind', 'body'), name='mechanism_body_once', violation_error_message='已经登记'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mechanismpart',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_mechanismpartevent" ("area_id", "body_id", "end_reason", "ended_on", "entered_at", "entered_by_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "unit_id") SELECT new_values."area_id", new_values."body_id", new_values."end_reason", new_values."ended_on", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."since", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3618654496c49f6f374d5dfa1586f272c8fcbd74', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_db299', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_mechanismpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mechanismpart',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "assessments_mechanismpartevent" ("area_id", "body_id", "end_reason", "ended_on", "entered_at", "entered_by_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "unit_id") VALUES (NEW."area_id", NEW."body_id", NEW."end_reason", NEW."ended_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."unit_id"); RETURN NULL;', hash='38a338299ccf4645a95998e994d0031e786382eb', operation='UPDATE', pgid='pgtrigger_update_update_59804', table='assessments_mechanismpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mechanismpart',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_mechanismpartevent" ("area_id", "body_id", "end_reason", "ended_on", "entered_at", "entered_by_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "unit_id") VALUES (OLD."area_id", OLD."body_id", OLD."end_reason", OLD."ended_on", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."unit_id"); RETURN NULL;', hash='da3f8ba1b6eaedf499455929f8ff6cf01d24cf7b', operation='DELETE', pgid='pgtrigger_delete_delete_d5468', table='assessments_mechanismpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mechanismpart',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, kind, area_id, since, ended_on FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_mechanismpart.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, kind, body_id, since, ended_on FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_mechanismpart.body__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_body.area_id::bigint AS area, NULL::date AS first FROM cocon_body at_body WHERE at_body.id = changed.body_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='e7ab355b4136e512b8b9cd8dbc33fdf0741861df', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_13dfe', referencing='REFERENCING NEW TABLE AS new_rows ', table='assessments_mechanismpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mechanismpart',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, kind, area_id, since, ended_on FROM old_rows EXCEPT SELECT id, kind, area_id, since, ended_on FROM new_rows) UNION ALL (SELECT id, kind, area_id, since, ended_on FROM new_rows EXCEPT SELECT id, kind, area_id, since, ended_on FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_mechanismpart.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, kind, body_id, since, ended_on FROM old_rows EXCEPT SELECT id, kind, body_id, since, ended_on FROM new_rows) UNION ALL (SELECT id, kind, body_id, since, ended_on FROM new_rows EXCEPT SELECT id, kind, body_id, since, ended_on FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_mechanismpart.body__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_body.area_id::bigint AS area, NULL::date AS first FROM cocon_body at_body WHERE at_body.id = changed.body_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='3693a3785543d2892c958bdbc441f65d8675d29e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_311a7', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='assessments_mechanismpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mechanismpart',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, kind, area_id, since, ended_on FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_mechanismpart.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, kind, body_id, since, ended_on FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_mechanismpart.body__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_body.area_id::bigint AS area, NULL::date AS first FROM cocon_body at_body WHERE at_body.id = changed.body_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='550cf1ddae0847a20c5324bbee582855315cff9b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_5c185', referencing='REFERENCING OLD TABLE AS old_rows ', table='assessments_mechanismpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mechanismpartevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f614582d97e7a96d2a9f40385a53f364d2ce1c60', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_95b46', table='assessments_mechanismpartevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='supervisionvisit',
            index=models.Index(fields=['place', 'day'], name='visit_of_place'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supervisionvisit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_supervisionvisitevent" ("day", "entered_at", "entered_by_id", "found", "host_id", "id", "key_task_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reason", "state", "team") SELECT new_values."day", new_values."entered_at", new_values."entered_by_id", new_values."found", new_values."host_id", new_values."id", new_values."key_task_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."reason", new_values."state", new_values."team" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='61e1d781900f46420a2b4f783b0b5cef2f3ffa2e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ed91e', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_supervisionvisit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supervisionvisit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "assessments_supervisionvisitevent" ("day", "entered_at", "entered_by_id", "found", "host_id", "id", "key_task_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reason", "state", "team") VALUES (NEW."day", NEW."entered_at", NEW."entered_by_id", NEW."found", NEW."host_id", NEW."id", NEW."key_task_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."reason", NEW."state", NEW."team"); RETURN NULL;', hash='3754f6269a99653b3f80f21331dc9afb9fedf9e6', operation='UPDATE', pgid='pgtrigger_update_update_5716c', table='assessments_supervisionvisit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supervisionvisit',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_supervisionvisitevent" ("day", "entered_at", "entered_by_id", "found", "host_id", "id", "key_task_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reason", "state", "team") VALUES (OLD."day", OLD."entered_at", OLD."entered_by_id", OLD."found", OLD."host_id", OLD."id", OLD."key_task_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."reason", OLD."state", OLD."team"); RETURN NULL;', hash='ab2c07dbe687f87256c67c08377fe20bd76af07c', operation='DELETE', pgid='pgtrigger_delete_delete_45c0b', table='assessments_supervisionvisit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supervisionvisit',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, day, place_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_supervisionvisit.place.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.place_id::bigint AS area, changed.day::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='bbead2abdc6ac9a3b5bd4cc2087b55116618ae2c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_652fd', referencing='REFERENCING NEW TABLE AS new_rows ', table='assessments_supervisionvisit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supervisionvisit',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, day, place_id FROM old_rows EXCEPT SELECT id, state, day, place_id FROM new_rows) UNION ALL (SELECT id, state, day, place_id FROM new_rows EXCEPT SELECT id, state, day, place_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_supervisionvisit.place.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.place_id::bigint AS area, changed.day::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='caa8feedce48accc952b2ec05325e925e28d1545', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_847e1', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='assessments_supervisionvisit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supervisionvisit',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, day, place_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_supervisionvisit.place.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.place_id::bigint AS area, changed.day::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='04ef172373888564deb08bd622c83e9d310a200f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_42a06', referencing='REFERENCING OLD TABLE AS old_rows ', table='assessments_supervisionvisit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='supervisionvisitevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='03490744b5e629f792c71485003b996ad42876c1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7f4fc', table='assessments_supervisionvisitevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='yearnorm',
            constraint=models.UniqueConstraint(fields=('area', 'key', 'active_from'), name='year_norm_once_a_day', nulls_distinct=False, violation_error_message='这一事项在该日期已有规定，请修改原来那条'),
        ),
        migrations.AddConstraint(
            model_name='yearnorm',
            constraint=models.CheckConstraint(condition=models.Q(('active_to__isnull', True), ('active_to__gte', models.F('active_from')), _connector='OR'), name='year_norm_ends_after_it_begins', violation_error_message='停用日期不能早于启用日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearnorm',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_yearnormevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."active_from", new_values."active_to", new_values."area_id", new_values."id", new_values."key", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='73ef9a4f942cb28de8fd3f1cdd27586de3de83ed', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_50986', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_yearnorm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearnorm',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "assessments_yearnormevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."active_from", NEW."active_to", NEW."area_id", NEW."id", NEW."key", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='d98e09063c70e6a3be3d37d96ef500bef12dcaac', operation='UPDATE', pgid='pgtrigger_update_update_eb6d5', table='assessments_yearnorm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearnorm',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_yearnormevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."active_from", OLD."active_to", OLD."area_id", OLD."id", OLD."key", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='74f6b2bf64890dd6a78155d975d7171467e0e3f6', operation='DELETE', pgid='pgtrigger_delete_delete_9a90f', table='assessments_yearnorm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='yearnormevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6fd755f142d247005016eecb9d3c09fe1f237ffc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1a228', table='assessments_yearnormevent', when='BEFORE')),
        ),
        ]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
