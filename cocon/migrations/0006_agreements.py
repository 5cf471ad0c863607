"""Agreements of units and communities, with the numbers that an empty database starts with (docs/rules.md, \"Agreements\")."""

from datetime import date

import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether

NUMBERS = [("agreement_notice", 2, "month"), ("agreement_longest", 36, "month")]


def fill(apps, schema_editor):
    rules = apps.get_model("orgtree", "DeadlineRule").objects
    for key, number, unit in NUMBERS:
        rules.create(key=key, number=number, unit=unit, active_from=date(2025, 1, 1))


class Migration(migrations.Migration):

    dependencies = [
        ('volunteers', '0010_session_photo_file'),
        ('cocon', '0005_pairing_days'),
        ('orgtree', '0015_task_assists_and_limits'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=30, null=True, unique=True, verbose_name='协议编号')),
                ('since', models.DateField(verbose_name='起始日期')),
                ('until', models.DateField(verbose_name='截止日期')),
                ('duties_unit', models.TextField(max_length=1000, verbose_name='乙方责任')),
                ('duties_community', models.TextField(max_length=1000, verbose_name='甲方责任')),
                ('liaison_unit', models.CharField(blank=True, max_length=40, verbose_name='单位联络员')),
                ('liaison_community', models.CharField(blank=True, max_length=40, verbose_name='社区联络员')),
                ('drafted_at', models.DateTimeField(verbose_name='起草时间')),
                ('community_signed_at', models.DateTimeField(blank=True, null=True, verbose_name='社区签订时间')),
                ('unit_signed_at', models.DateTimeField(blank=True, null=True, verbose_name='单位签订时间')),
                ('paper_at', models.CharField(blank=True, max_length=60, verbose_name='纸质原件存放处')),
                ('remind_on', models.DateField(blank=True, null=True, verbose_name='到期提醒日')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='提醒时间')),
                ('renewed_at', models.DateTimeField(blank=True, null=True, verbose_name='续签时间')),
                ('broken_off_at', models.DateTimeField(blank=True, null=True, verbose_name='终止办理时间')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='终止或作废原因')),
                ('return_reason', models.CharField(blank=True, max_length=200, verbose_name='退回原因')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='orgtree.area', verbose_name='社区')),
                ('community_signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='社区签订人')),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='起草人')),
                ('renews', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='cocon.agreement', verbose_name='续签自')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='orgtree.institution', verbose_name='单位')),
                ('unit_signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='单位签订人')),
            ],
            options={
                'verbose_name': '共建协议',
                'verbose_name_plural': '共建协议',
                'ordering': ['-since', '-id'],
            },
        ),
        migrations.CreateModel(
            name='AgreementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(blank=True, max_length=30, null=True, verbose_name='协议编号')),
                ('since', models.DateField(verbose_name='起始日期')),
                ('until', models.DateField(verbose_name='截止日期')),
                ('duties_unit', models.TextField(max_length=1000, verbose_name='乙方责任')),
                ('duties_community', models.TextField(max_length=1000, verbose_name='甲方责任')),
                ('liaison_unit', models.CharField(blank=True, max_length=40, verbose_name='单位联络员')),
                ('liaison_community', models.CharField(blank=True, max_length=40, verbose_name='社区联络员')),
                ('drafted_at', models.DateTimeField(verbose_name='起草时间')),
                ('community_signed_at', models.DateTimeField(blank=True, null=True, verbose_name='社区签订时间')),
                ('unit_signed_at', models.DateTimeField(blank=True, null=True, verbose_name='单位签订时间')),
                ('paper_at', models.CharField(blank=True, max_length=60, verbose_name='纸质原件存放处')),
                ('remind_on', models.DateField(blank=True, null=True, verbose_name='到期提醒日')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='提醒时间')),
                ('renewed_at', models.DateTimeField(blank=True, null=True, verbose_name='续签时间')),
                ('broken_off_at', models.DateTimeField(blank=True, null=True, verbose_name='终止办理时间')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='终止或作废原因')),
                ('return_reason', models.CharField(blank=True, max_length=200, verbose_name='退回原因')),
                ('community', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='社区')),
                ('community_signed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='社区签订人')),
                ('drafted_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='起草人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.agreement')),
                ('renews', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.agreement', verbose_name='续签自')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='单位')),
                ('unit_signed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='单位签订人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AgreementGoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=60, verbose_name='目标')),
                ('target', models.PositiveIntegerField(verbose_name='数量')),
                ('measure_word', models.CharField(blank=True, max_length=6, verbose_name='计量单位')),
                ('counter', models.CharField(blank=True, max_length=30, verbose_name='自动计数')),
                ('told', models.PositiveIntegerField(default=0, verbose_name='已完成')),
                ('evidence', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('position', models.PositiveSmallIntegerField(verbose_name='排序')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='cocon.agreement', verbose_name='协议')),
            ],
            options={
                'verbose_name': '协议目标',
                'verbose_name_plural': '协议目标',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='AgreementGoalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('text', models.CharField(max_length=60, verbose_name='目标')),
                ('target', models.PositiveIntegerField(verbose_name='数量')),
                ('measure_word', models.CharField(blank=True, max_length=6, verbose_name='计量单位')),
                ('counter', models.CharField(blank=True, max_length=30, verbose_name='自动计数')),
                ('told', models.PositiveIntegerField(default=0, verbose_name='已完成')),
                ('evidence', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('position', models.PositiveSmallIntegerField(verbose_name='排序')),
                ('agreement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.agreement', verbose_name='协议')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.agreementgoal')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled_at__isnull', True), ('community_signed_at__isnull', False), ('unit_signed_at__isnull', False)), expressions=[(models.Func(models.F('unit_id'), models.F('unit_id'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('community_id'), models.F('community_id'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('since'), models.F('until'), models.Value('[]'), function='daterange'), '&&')], name='agreement_no_overlap', violation_error_message='这段时间双方已有一份签订的协议'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at__isnull', True)), fields=('unit', 'community', 'since'), name='agreement_once_from_a_day', violation_error_message='双方从这一天起已有一份协议'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='agreement_ends_after_it_began', violation_error_message='截止日期不能早于起始日期'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('number__isnull', True), models.Q(('cancelled_at__isnull', True), ('community_signed_at__isnull', False), ('unit_signed_at__isnull', False)), ('cancelled_at__isnull', False), _connector='OR'), name='agreement_numbered_when_signed', violation_error_message='双方签订后才有编号'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_agreementevent" ("broken_off_at", "cancelled_at", "community_id", "community_signed_at", "community_signed_by_id", "drafted_at", "drafted_by_id", "duties_community", "duties_unit", "end_reason", "id", "liaison_community", "liaison_unit", "number", "paper_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remind_on", "reminded_at", "renewed_at", "renews_id", "return_reason", "since", "unit_id", "unit_signed_at", "unit_signed_by_id", "until") SELECT new_values."broken_off_at", new_values."cancelled_at", new_values."community_id", new_values."community_signed_at", new_values."community_signed_by_id", new_values."drafted_at", new_values."drafted_by_id", new_values."duties_community", new_values."duties_unit", new_values."end_reason", new_values."id", new_values."liaison_community", new_values."liaison_unit", new_values."number", new_values."paper_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."remind_on", new_values."reminded_at", new_values."renewed_at", new_values."renews_id", new_values."return_reason", new_values."since", new_values."unit_id", new_values."unit_signed_at", new_values."unit_signed_by_id", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6798e5b3d1832f59ec5c5d725f6f5879ccf9d725', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7538f', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_agreementevent" ("broken_off_at", "cancelled_at", "community_id", "community_signed_at", "community_signed_by_id", "drafted_at", "drafted_by_id", "duties_community", "duties_unit", "end_reason", "id", "liaison_community", "liaison_unit", "number", "paper_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remind_on", "reminded_at", "renewed_at", "renews_id", "return_reason", "since", "unit_id", "unit_signed_at", "unit_signed_by_id", "until") VALUES (NEW."broken_off_at", NEW."cancelled_at", NEW."community_id", NEW."community_signed_at", NEW."community_signed_by_id", NEW."drafted_at", NEW."drafted_by_id", NEW."duties_community", NEW."duties_unit", NEW."end_reason", NEW."id", NEW."liaison_community", NEW."liaison_unit", NEW."number", NEW."paper_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."remind_on", NEW."reminded_at", NEW."renewed_at", NEW."renews_id", NEW."return_reason", NEW."since", NEW."unit_id", NEW."unit_signed_at", NEW."unit_signed_by_id", NEW."until"); RETURN NULL;', hash='923e81c66169b95f4cbb1bdf19cbe57c6740de78', operation='UPDATE', pgid='pgtrigger_update_update_26f8f', table='cocon_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_agreementevent" ("broken_off_at", "cancelled_at", "community_id", "community_signed_at", "community_signed_by_id", "drafted_at", "drafted_by_id", "duties_community", "duties_unit", "end_reason", "id", "liaison_community", "liaison_unit", "number", "paper_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remind_on", "reminded_at", "renewed_at", "renews_id", "return_reason", "since", "unit_id", "unit_signed_at", "unit_signed_by_id", "until") VALUES (OLD."broken_off_at", OLD."cancelled_at", OLD."community_id", OLD."community_signed_at", OLD."community_signed_by_id", OLD."drafted_at", OLD."drafted_by_id", OLD."duties_community", OLD."duties_unit", OLD."end_reason", OLD."id", OLD."liaison_community", OLD."liaison_unit", OLD."number", OLD."paper_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."remind_on", OLD."reminded_at", OLD."renewed_at", OLD."renews_id", OLD."return_reason", OLD."since", OLD."unit_id", OLD."unit_signed_at", OLD."unit_signed_by_id", OLD."until"); RETURN NULL;', hash='e815ea4847a1748c2d1eaf05a2d076d2e9652e1a', operation='DELETE', pgid='pgtrigger_delete_delete_b3ac2', table='cocon_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, unit_id, community_id, since, until, community_signed_at, unit_signed_at, cancelled_at FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_agreement.community.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.community_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_agreement.unit__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_unit.area_id::bigint AS area, changed.since::date AS first FROM orgtree_institution at_unit WHERE at_unit.id = changed.unit_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='7dd65170ae08a715aa4916becceb3029356e6563', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_d47d8', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, unit_id, community_id, since, until, community_signed_at, unit_signed_at, cancelled_at FROM old_rows EXCEPT SELECT id, unit_id, community_id, since, until, community_signed_at, unit_signed_at, cancelled_at FROM new_rows) UNION ALL (SELECT id, unit_id, community_id, since, until, community_signed_at, unit_signed_at, cancelled_at FROM new_rows EXCEPT SELECT id, unit_id, community_id, since, until, community_signed_at, unit_signed_at, cancelled_at FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_agreement.community.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.community_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_agreement.unit__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_unit.area_id::bigint AS area, changed.since::date AS first FROM orgtree_institution at_unit WHERE at_unit.id = changed.unit_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='51c44f32ece1f0381e33d56aa08ced263c6c6711', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_0d88e', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, unit_id, community_id, since, until, community_signed_at, unit_signed_at, cancelled_at FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_agreement.community.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.community_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_agreement.unit__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_unit.area_id::bigint AS area, changed.since::date AS first FROM orgtree_institution at_unit WHERE at_unit.id = changed.unit_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='95c55bcaded2a98d753978350d428c11fed436bb', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_9e2d9', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreementevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a0bc87f41209da91809d8556237a5d55ade7b51f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_af86e', table='cocon_agreementevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='agreementgoal',
            constraint=models.UniqueConstraint(fields=('agreement', 'position'), name='agreement_goal_in_its_place', violation_error_message='目标的顺序重复'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreementgoal',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_agreementgoalevent" ("agreement_id", "counter", "evidence", "id", "measure_word", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "target", "text", "told") SELECT new_values."agreement_id", new_values."counter", new_values."evidence", new_values."id", new_values."measure_word", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."target", new_values."text", new_values."told" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3ac150eaabd59f526378752b7134c3c8ea217a1d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6d475', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_agreementgoal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreementgoal',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_agreementgoalevent" ("agreement_id", "counter", "evidence", "id", "measure_word", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "target", "text", "told") VALUES (NEW."agreement_id", NEW."counter", NEW."evidence", NEW."id", NEW."measure_word", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."target", NEW."text", NEW."told"); RETURN NULL;', hash='3f40677c79f6845074e96b9d4d815ce709ad8bfd', operation='UPDATE', pgid='pgtrigger_update_update_4a19d', table='cocon_agreementgoal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreementgoal',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_agreementgoalevent" ("agreement_id", "counter", "evidence", "id", "measure_word", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "target", "text", "told") VALUES (OLD."agreement_id", OLD."counter", OLD."evidence", OLD."id", OLD."measure_word", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."target", OLD."text", OLD."told"); RETURN NULL;', hash='c68641e8ec1e8708596d3351df363791d0df0ed3', operation='DELETE', pgid='pgtrigger_delete_delete_68cb7', table='cocon_agreementgoal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreementgoalevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='33fdbe5d5a9b44ffc97e4e58928f6e48d648bea8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d75d1', table='cocon_agreementgoalevent', when='BEFORE')),
        ),
        ]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
