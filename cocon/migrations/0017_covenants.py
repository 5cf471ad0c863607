"""Covenants and what is recognised of them."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0016_helping'),
        ('orgtree', '0015_task_assists_and_limits'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('volunteers', '0010_session_photo_file'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='Covenant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(help_text='一句话，如“每周三免费量血压”', max_length=40, verbose_name='承诺')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='具体做法')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, help_text='当天仍算；不填一直有效', null=True, verbose_name='最后一天')),
                ('is_public', models.BooleanField(default=False, verbose_name='同意在社区承诺栏公示')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covenants', to='orgtree.area', verbose_name='社区')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('team', models.ForeignKey(blank=True, help_text='单位和集体只选一个', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='covenants', to='volunteers.serviceteam', verbose_name='承诺集体（服务队）')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='covenants', to='orgtree.institution', verbose_name='承诺单位')),
            ],
            options={
                'verbose_name': '共建承诺',
                'verbose_name_plural': '共建承诺',
                'ordering': ['-since', '-id'],
            },
        ),
        migrations.CreateModel(
            name='CovenantEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(help_text='一句话，如“每周三免费量血压”', max_length=40, verbose_name='承诺')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='具体做法')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, help_text='当天仍算；不填一直有效', null=True, verbose_name='最后一天')),
                ('is_public', models.BooleanField(default=False, verbose_name='同意在社区承诺栏公示')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='社区')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.covenant')),
                ('team', models.ForeignKey(blank=True, db_constraint=False, help_text='单位和集体只选一个', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='volunteers.serviceteam', verbose_name='承诺集体（服务队）')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='承诺单位')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Recognition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('kept', '如约履行'), ('thanked', '居民点赞'), ('model', '示范带动')], max_length=10, verbose_name='认可')),
                ('day', models.DateField(verbose_name='日期')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('covenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recognitions', to='cocon.covenant', verbose_name='承诺')),
            ],
            options={
                'verbose_name': '承诺认可',
                'verbose_name_plural': '承诺认可',
                'ordering': ['-day', '-id'],
            },
        ),
        migrations.CreateModel(
            name='RecognitionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('kept', '如约履行'), ('thanked', '居民点赞'), ('model', '示范带动')], max_length=10, verbose_name='认可')),
                ('day', models.DateField(verbose_name='日期')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('covenant', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.covenant', verbose_name='承诺')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.recognition')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='covenant',
            index=models.Index(fields=['area', 'until'], name='covenant_of_area'),
        ),
        migrations.AddConstraint(
            model_name='covenant',
            constraint=models.CheckConstraint(condition=models.Q(('unit__isnull', False), ('team__isnull', False), _connector='XOR'), name='covenant_is_of_one', violation_error_message='承诺单位和集体要选一个，也只选一个'),
        ),
        migrations.AddConstraint(
            model_name='covenant',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='covenant_ends_after_it_began', violation_error_message='最后一天不能早于开始日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='covenant',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_covenantevent" ("area_id", "entered_at", "entered_by_id", "id", "is_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "team_id", "title", "unit_id", "until", "words") SELECT new_values."area_id", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."is_public", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."since", new_values."team_id", new_values."title", new_values."unit_id", new_values."until", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='aabe2fdd95b91cfcd6243b84ba5139f87e3bf27a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3b3cd', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_covenant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='covenant',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_covenantevent" ("area_id", "entered_at", "entered_by_id", "id", "is_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "team_id", "title", "unit_id", "until", "words") VALUES (NEW."area_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."is_public", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."team_id", NEW."title", NEW."unit_id", NEW."until", NEW."words"); RETURN NULL;', hash='97ad24a27045b230770ee1e71485e1447591dce0', operation='UPDATE', pgid='pgtrigger_update_update_4f16e', table='cocon_covenant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='covenant',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_covenantevent" ("area_id", "entered_at", "entered_by_id", "id", "is_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "team_id", "title", "unit_id", "until", "words") VALUES (OLD."area_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."is_public", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."team_id", OLD."title", OLD."unit_id", OLD."until", OLD."words"); RETURN NULL;', hash='a6cc35fe903cb9b4fd631fa4801a0cd961496f20', operation='DELETE', pgid='pgtrigger_delete_delete_8f414', table='cocon_covenant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='covenant',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_covenant.area.recognitions__day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, at_recognitions.day::date AS first FROM cocon_recognition at_recognitions WHERE at_recognitions.covenant_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, since, until, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_covenant.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='c7475ecd53dbff7dccc10761cdb102f71146c127', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_06422', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_covenant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='covenant',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, area_id FROM old_rows EXCEPT SELECT id, area_id FROM new_rows) UNION ALL (SELECT id, area_id FROM new_rows EXCEPT SELECT id, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_covenant.area.recognitions__day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, at_recognitions.day::date AS first FROM cocon_recognition at_recognitions WHERE at_recognitions.covenant_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, since, until, area_id FROM old_rows EXCEPT SELECT id, since, until, area_id FROM new_rows) UNION ALL (SELECT id, since, until, area_id FROM new_rows EXCEPT SELECT id, since, until, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_covenant.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='b4a205f98d08eefc8ac9a5dd22410102d7cc8c9a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_984b7', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_covenant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='covenant',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_covenant.area.recognitions__day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, at_recognitions.day::date AS first FROM cocon_recognition at_recognitions WHERE at_recognitions.covenant_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, since, until, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_covenant.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='be01969f67f4029ea58e8e744c3f1ac359390300', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_92f3d', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_covenant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='covenantevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='53a1922455501c1ccacbbec8df929e43150446be', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6dca2', table='cocon_covenantevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='recognition',
            constraint=models.UniqueConstraint(fields=('covenant', 'kind', 'day'), name='recognition_once_a_day', violation_error_message='这一天已有同样的认可'),
        ),
        migrations.AddConstraint(
            model_name='recognition',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['kept', 'thanked', 'model'])), name='recognition_is_praise', violation_error_message='请从可选的认可中选'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recognition',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_recognitionevent" ("at", "by_id", "covenant_id", "day", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."at", new_values."by_id", new_values."covenant_id", new_values."day", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='783c6514d835704c2b6acb486d81da70dde056ca', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4199e', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_recognition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recognition',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_recognitionevent" ("at", "by_id", "covenant_id", "day", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."at", NEW."by_id", NEW."covenant_id", NEW."day", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='d54584ecaabf7af004f9b302e36999eb842c83cf', operation='UPDATE', pgid='pgtrigger_update_update_772fb', table='cocon_recognition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recognition',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_recognitionevent" ("at", "by_id", "covenant_id", "day", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."at", OLD."by_id", OLD."covenant_id", OLD."day", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='7326b95cd06298471f52e549f5f0ed0c370cd8e9', operation='DELETE', pgid='pgtrigger_delete_delete_4b756', table='cocon_recognition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recognition',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, kind, day, covenant_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_recognition.covenant__area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_covenant.area_id::bigint AS area, changed.day::date AS first FROM cocon_covenant at_covenant WHERE at_covenant.id = changed.covenant_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='7a1cd1bc9730f843ab1bf3343420c29401651d76', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_e20c3', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_recognition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recognition',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, kind, day, covenant_id FROM old_rows EXCEPT SELECT id, kind, day, covenant_id FROM new_rows) UNION ALL (SELECT id, kind, day, covenant_id FROM new_rows EXCEPT SELECT id, kind, day, covenant_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_recognition.covenant__area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_covenant.area_id::bigint AS area, changed.day::date AS first FROM cocon_covenant at_covenant WHERE at_covenant.id = changed.covenant_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='fc48342ba73201d3fc07edc32a2791d66473b3c2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_22b32', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_recognition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recognition',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, kind, day, covenant_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_recognition.covenant__area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_covenant.area_id::bigint AS area, changed.day::date AS first FROM cocon_covenant at_covenant WHERE at_covenant.id = changed.covenant_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='1e2dfae251ecfe3bc9f8aa9bf9bd0c55d605fb08', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_7e146', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_recognition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recognitionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4a2399d9710e1e95427659321102c36d9eef83a2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_60e5c', table='cocon_recognitionevent', when='BEFORE')),
        ),
        ]),
    ]
