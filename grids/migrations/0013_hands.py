"""Members' hands in cases; a place without cases says so."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('grids', '0012_dispatch'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('volunteers', '0011_brand_marks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.AlterField(
            model_name='gridindex',
            name='hidden',
            field=models.CharField(blank=True, choices=[('households', '户数少，并入上级'), ('cases', '事项少，不单独显示'), ('partner', '为保护相邻的少数，不单独显示'), ('calm', '无事项')], max_length=12, verbose_name='不显示的原因'),
        ),
        migrations.CreateModel(
            name='CaseHand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('reported', '上报'), ('mediated', '协助调解')], max_length=10, verbose_name='参与')),
                ('title', models.CharField(blank=True, max_length=40, verbose_name='上报的事项')),
                ('client_key', models.UUIDField(blank=True, null=True, unique=True, verbose_name='提交标识')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('source', models.CharField(blank=True, editable=False, max_length=60, verbose_name='积分来源')),
                ('credited_at', models.DateTimeField(blank=True, null=True, verbose_name='记分时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='不记分时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='不记分原因')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hands', to='grids.case', verbose_name='事项')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_hands', to='volunteers.member', verbose_name='党员')),
            ],
            options={
                'verbose_name': '党员参与',
                'verbose_name_plural': '党员参与',
                'ordering': ['-entered_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='CaseHandEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('reported', '上报'), ('mediated', '协助调解')], max_length=10, verbose_name='参与')),
                ('title', models.CharField(blank=True, max_length=40, verbose_name='上报的事项')),
                ('client_key', models.UUIDField(blank=True, null=True, verbose_name='提交标识')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('source', models.CharField(blank=True, editable=False, max_length=60, verbose_name='积分来源')),
                ('credited_at', models.DateTimeField(blank=True, null=True, verbose_name='记分时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='不记分时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='不记分原因')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.case', verbose_name='事项')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('member', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='volunteers.member', verbose_name='党员')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.casehand')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='casehand',
            constraint=models.UniqueConstraint(fields=('case', 'member', 'kind'), name='hand_once_a_case', violation_error_message='这名党员已登记'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casehand',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_casehandevent" ("case_id", "client_key", "credited_at", "entered_at", "entered_by_id", "id", "kind", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "title", "voided_at") SELECT new_values."case_id", new_values."client_key", new_values."credited_at", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."kind", new_values."member_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."source", new_values."title", new_values."voided_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='93abdbbae240252cc1a06561a28556c00c3219ff', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_06b00', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_casehand', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casehand',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_casehandevent" ("case_id", "client_key", "credited_at", "entered_at", "entered_by_id", "id", "kind", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "title", "voided_at") VALUES (NEW."case_id", NEW."client_key", NEW."credited_at", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."kind", NEW."member_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."source", NEW."title", NEW."voided_at"); RETURN NULL;', hash='6c52259fe03471176d0d92e778776728056cd8b2', operation='UPDATE', pgid='pgtrigger_update_update_5ecd9', table='grids_casehand', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casehand',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_casehandevent" ("case_id", "client_key", "credited_at", "entered_at", "entered_by_id", "id", "kind", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "title", "voided_at") VALUES (OLD."case_id", OLD."client_key", OLD."credited_at", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."kind", OLD."member_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."source", OLD."title", OLD."voided_at"); RETURN NULL;', hash='b5fbfe1123034429543ea56ddfcb4faffc345f82', operation='DELETE', pgid='pgtrigger_delete_delete_49b46', table='grids_casehand', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casehandevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f10284026be25b54c19902ef0e253e088579ecf8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_41169', table='grids_casehandevent', when='BEFORE')),
        ),
        ]),
    ]
