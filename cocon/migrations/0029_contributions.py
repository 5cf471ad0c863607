"""Money and goods that units give besides their helping pairs; where a social organisation works counts where it works too."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0028_project_papers'),
        ('orgtree', '0019_post_of_the_case_centre'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('kept', '有效'), ('void', '已作废')], default='kept', max_length=10, verbose_name='状态')),
                ('void_reason', models.CharField(blank=True, choices=[('twice', '重复登记'), ('wrong', '内容或金额有误'), ('not_done', '没有发生')], max_length=10, verbose_name='作废原因')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('kind', models.CharField(choices=[('money', '资金'), ('goods', '物资')], default='money', max_length=10, verbose_name='投入什么')),
                ('day', models.DateField(verbose_name='日期')),
                ('fen', models.PositiveBigIntegerField(verbose_name='金额或折价（分）')),
                ('words', models.CharField(max_length=200, verbose_name='用在哪里')),
            ],
            options={
                'verbose_name': '单位投入',
                'verbose_name_plural': '单位投入',
                'ordering': ['-day', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ContributionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('state', models.CharField(choices=[('kept', '有效'), ('void', '已作废')], default='kept', max_length=10, verbose_name='状态')),
                ('void_reason', models.CharField(blank=True, choices=[('twice', '重复登记'), ('wrong', '内容或金额有误'), ('not_done', '没有发生')], max_length=10, verbose_name='作废原因')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('kind', models.CharField(choices=[('money', '资金'), ('goods', '物资')], default='money', max_length=10, verbose_name='投入什么')),
                ('day', models.DateField(verbose_name='日期')),
                ('fen', models.PositiveBigIntegerField(verbose_name='金额或折价（分）')),
                ('words', models.CharField(max_length=200, verbose_name='用在哪里')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='engagement',
            name='mark_figures_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='engagement',
            name='mark_figures_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='engagement',
            name='mark_figures_delete',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagement',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_engagement.area.services__day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, at_services.day::date AS first FROM cocon_socialservice at_services WHERE at_services.engagement_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, organisation_id, area_id, since, until FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_engagement.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_engagement.organisation__engagements__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_organisation__engagements.area_id::bigint AS area, changed.since::date AS first FROM cocon_engagement at_organisation__engagements WHERE at_organisation__engagements.organisation_id = changed.organisation_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='73b1adfe6d1d11aed24dbcf38be1b3e507dc83e7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_e443f', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_engagement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagement',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, area_id FROM old_rows EXCEPT SELECT id, area_id FROM new_rows) UNION ALL (SELECT id, area_id FROM new_rows EXCEPT SELECT id, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_engagement.area.services__day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, at_services.day::date AS first FROM cocon_socialservice at_services WHERE at_services.engagement_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, organisation_id, area_id, since, until FROM old_rows EXCEPT SELECT id, organisation_id, area_id, since, until FROM new_rows) UNION ALL (SELECT id, organisation_id, area_id, since, until FROM new_rows EXCEPT SELECT id, organisation_id, area_id, since, until FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_engagement.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_engagement.organisation__engagements__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_organisation__engagements.area_id::bigint AS area, changed.since::date AS first FROM cocon_engagement at_organisation__engagements WHERE at_organisation__engagements.organisation_id = changed.organisation_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='4c7a7d703bcf601278c133a46ec4fb5cfbaf1929', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_c26e3', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_engagement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagement',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_engagement.area.services__day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, at_services.day::date AS first FROM cocon_socialservice at_services WHERE at_services.engagement_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, organisation_id, area_id, since, until FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_engagement.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_engagement.organisation__engagements__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_organisation__engagements.area_id::bigint AS area, changed.since::date AS first FROM cocon_engagement at_organisation__engagements WHERE at_organisation__engagements.organisation_id = changed.organisation_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='36840ab315a984829c1153ebc795ee91fc0fd336', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_828d3', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_engagement', when='AFTER')),
        ),
        migrations.AddField(
            model_name='contribution',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='orgtree.area', verbose_name='社区'),
        ),
        migrations.AddField(
            model_name='contribution',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='contribution',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='orgtree.institution', verbose_name='单位'),
        ),
        migrations.AddField(
            model_name='contribution',
            name='voided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作废人'),
        ),
        migrations.AddField(
            model_name='contributionevent',
            name='area',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='社区'),
        ),
        migrations.AddField(
            model_name='contributionevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='contributionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='contributionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.contribution'),
        ),
        migrations.AddField(
            model_name='contributionevent',
            name='unit',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='单位'),
        ),
        migrations.AddField(
            model_name='contributionevent',
            name='voided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作废人'),
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(fields=['area', 'day'], name='contribution_of_area'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(('fen__gt', 0)), name='contribution_has_a_value', violation_error_message='请填写金额或物资折价'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'kept'), ('void_reason', ''), ('voided_at__isnull', True)), models.Q(('state', 'void'), ('voided_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='contribution_void_with_reason', violation_error_message='作废须有原因和时间'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_contributionevent" ("area_id", "at", "by_id", "day", "fen", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "unit_id", "void_reason", "voided_at", "voided_by_id", "words") SELECT new_values."area_id", new_values."at", new_values."by_id", new_values."day", new_values."fen", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."state", new_values."unit_id", new_values."void_reason", new_values."voided_at", new_values."voided_by_id", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d6f3af1e392b5bf39f887ec6ca5fd5bd688db88e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_49569', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_contribution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_contributionevent" ("area_id", "at", "by_id", "day", "fen", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "unit_id", "void_reason", "voided_at", "voided_by_id", "words") VALUES (NEW."area_id", NEW."at", NEW."by_id", NEW."day", NEW."fen", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."unit_id", NEW."void_reason", NEW."voided_at", NEW."voided_by_id", NEW."words"); RETURN NULL;', hash='3dd162281c3fb21368611466ad333ee9cc957159', operation='UPDATE', pgid='pgtrigger_update_update_884be', table='cocon_contribution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_contributionevent" ("area_id", "at", "by_id", "day", "fen", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "unit_id", "void_reason", "voided_at", "voided_by_id", "words") VALUES (OLD."area_id", OLD."at", OLD."by_id", OLD."day", OLD."fen", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state", OLD."unit_id", OLD."void_reason", OLD."voided_at", OLD."voided_by_id", OLD."words"); RETURN NULL;', hash='d1e4e3d5d29b7e785238a26acbfabf86c847b4f0', operation='DELETE', pgid='pgtrigger_delete_delete_56995', table='cocon_contribution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, fen, day, area_id, unit_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_contribution.area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.day::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='eb0ba0cb376b0cbc27efad890f6cc46c78473b77', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_a0d4e', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_contribution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, fen, day, area_id, unit_id FROM old_rows EXCEPT SELECT id, state, fen, day, area_id, unit_id FROM new_rows) UNION ALL (SELECT id, state, fen, day, area_id, unit_id FROM new_rows EXCEPT SELECT id, state, fen, day, area_id, unit_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_contribution.area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.day::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='6eca1a8202cb894eefd2aa265474bf50ed42168f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_8c8dc', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_contribution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contribution',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, fen, day, area_id, unit_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_contribution.area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.day::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='416b2606151850a5508471b21b33d0f8decfa9f1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_f7ded', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_contribution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contributionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e4ff1ba789ccc3120d3e442de68af21b219eb8cc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dff14', table='cocon_contributionevent', when='BEFORE')),
        ),
        ]),
    ]
