"""What units need of communities, and a need that comes of it."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0031_staff_norm'),
        ('orgtree', '0029_sign_ins'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='need',
            name='source',
            field=models.CharField(choices=[('community', '社区发起'), ('visit', '走访'), ('hotline', '12345热线'), ('residents', '居民反映'), ('meeting', '会议商定'), ('unit', '单位提出'), ('other', '其他')], default='community', max_length=10, verbose_name='来源'),
        ),
        migrations.AlterField(
            model_name='needevent',
            name='source',
            field=models.CharField(choices=[('community', '社区发起'), ('visit', '走访'), ('hotline', '12345热线'), ('residents', '居民反映'), ('meeting', '会议商定'), ('unit', '单位提出'), ('other', '其他')], default='community', max_length=10, verbose_name='来源'),
        ),
        CreateTogether([
        migrations.CreateModel(
            name='UnitAsk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=40, verbose_name='需求')),
                ('words', models.CharField(max_length=300, verbose_name='说明')),
                ('quantity', models.PositiveSmallIntegerField(default=1, verbose_name='数量')),
                ('measure', models.CharField(default='项', max_length=4, verbose_name='量词')),
                ('until', models.DateField(verbose_name='希望完成日期')),
                ('state', models.CharField(choices=[('asked', '待社区处理'), ('published', '已列入需求'), ('met', '已办成'), ('declined', '不能办理'), ('withdrawn', '已撤回')], default='asked', max_length=10, verbose_name='状态')),
                ('outcome', models.CharField(blank=True, max_length=300, verbose_name='办理情况')),
                ('asked_at', models.DateTimeField(verbose_name='提出时间')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='处理时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='不能办理或撤回的原因')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='unit_asks', to='orgtree.area', verbose_name='向哪个社区提出')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cocon.matter', verbose_name='事项类别')),
                ('need', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='asks', to='cocon.need', verbose_name='列入的需求')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asks', to='orgtree.institution', verbose_name='提出单位')),
            ],
            options={
                'verbose_name': '单位需求',
                'verbose_name_plural': '单位需求',
                'ordering': ['-asked_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='UnitAskEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=40, verbose_name='需求')),
                ('words', models.CharField(max_length=300, verbose_name='说明')),
                ('quantity', models.PositiveSmallIntegerField(default=1, verbose_name='数量')),
                ('measure', models.CharField(default='项', max_length=4, verbose_name='量词')),
                ('until', models.DateField(verbose_name='希望完成日期')),
                ('state', models.CharField(choices=[('asked', '待社区处理'), ('published', '已列入需求'), ('met', '已办成'), ('declined', '不能办理'), ('withdrawn', '已撤回')], default='asked', max_length=10, verbose_name='状态')),
                ('outcome', models.CharField(blank=True, max_length=300, verbose_name='办理情况')),
                ('asked_at', models.DateTimeField(verbose_name='提出时间')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='处理时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='不能办理或撤回的原因')),
                ('answered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='向哪个社区提出')),
                ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                ('matter', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.matter', verbose_name='事项类别')),
                ('need', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.need', verbose_name='列入的需求')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.unitask')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='提出单位')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='unitask',
            index=models.Index(fields=['area', 'state'], name='ask_of_area'),
        ),
        migrations.AddIndex(
            model_name='unitask',
            index=models.Index(fields=['unit', 'state'], name='ask_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='unitask',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='ask_asks_something', violation_error_message='数量至少为1'),
        ),
        migrations.AddConstraint(
            model_name='unitask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['published', 'met', 'declined']), _negated=True), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='ask_answered_with_author', violation_error_message='处理须有处理人和时间'),
        ),
        migrations.AddConstraint(
            model_name='unitask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('need__isnull', False), _connector='OR'), name='ask_published_with_its_need', violation_error_message='列入需求的须有需求'),
        ),
        migrations.AddConstraint(
            model_name='unitask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'met'), _negated=True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='ask_met_with_outcome', violation_error_message='办成的须有办理情况'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitask',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_unitaskevent" ("answered_at", "answered_by_id", "area_id", "asked_at", "asked_by_id", "id", "matter_id", "measure", "need_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "state", "title", "unit_id", "until", "words") SELECT new_values."answered_at", new_values."answered_by_id", new_values."area_id", new_values."asked_at", new_values."asked_by_id", new_values."id", new_values."matter_id", new_values."measure", new_values."need_id", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quantity", new_values."reason", new_values."state", new_values."title", new_values."unit_id", new_values."until", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ced48924ad640a0ae711f1c5cb361a6313789ed3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b070b', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_unitask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitask',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_unitaskevent" ("answered_at", "answered_by_id", "area_id", "asked_at", "asked_by_id", "id", "matter_id", "measure", "need_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "state", "title", "unit_id", "until", "words") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."area_id", NEW."asked_at", NEW."asked_by_id", NEW."id", NEW."matter_id", NEW."measure", NEW."need_id", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quantity", NEW."reason", NEW."state", NEW."title", NEW."unit_id", NEW."until", NEW."words"); RETURN NULL;', hash='0c8c44716ef5d7f3b39153d89869ad0a287979ba', operation='UPDATE', pgid='pgtrigger_update_update_5953e', table='cocon_unitask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitask',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_unitaskevent" ("answered_at", "answered_by_id", "area_id", "asked_at", "asked_by_id", "id", "matter_id", "measure", "need_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "state", "title", "unit_id", "until", "words") VALUES (OLD."answered_at", OLD."answered_by_id", OLD."area_id", OLD."asked_at", OLD."asked_by_id", OLD."id", OLD."matter_id", OLD."measure", OLD."need_id", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quantity", OLD."reason", OLD."state", OLD."title", OLD."unit_id", OLD."until", OLD."words"); RETURN NULL;', hash='71ab64c37ca4ffd742f621eb5d4dde19bc397c8a', operation='DELETE', pgid='pgtrigger_delete_delete_20758', table='cocon_unitask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitask',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, area_id, asked_at FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_unitask.area.asked_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.asked_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='5688344c9457e3c3c576a736911ac5bc7d8f821f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_defc8', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_unitask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitask',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, area_id, asked_at FROM old_rows EXCEPT SELECT id, state, area_id, asked_at FROM new_rows) UNION ALL (SELECT id, state, area_id, asked_at FROM new_rows EXCEPT SELECT id, state, area_id, asked_at FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_unitask.area.asked_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.asked_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='a454414ab14b4d20a4a8155218871d47fdfea9c8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_4386a', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_unitask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitask',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, area_id, asked_at FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_unitask.area.asked_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.asked_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='50033bda659cb83014a1f80225440243e949d56a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_5ba69', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_unitask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitaskevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='54633034cad02507bbd50a2871c3e27a266c72eb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_91d3d', table='cocon_unitaskevent', when='BEFORE')),
        ),
        ]),
    ]
