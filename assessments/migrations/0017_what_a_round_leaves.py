"""What published rounds leave to be listed or struck."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0015_streets_share'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='RectifyProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=30, verbose_name='来自')),
                ('source', models.CharField(choices=[('review', '述职评议点评'), ('panel', '实地考核'), ('ballot', '民主测评意见'), ('survey', '群众满意度'), ('visit', '督导检查'), ('talk', '约谈'), ('other', '其他')], max_length=10, verbose_name='来源')),
                ('text', models.CharField(max_length=200, verbose_name='原话')),
                ('state', models.CharField(choices=[('waiting', '待处理'), ('listed', '已列入'), ('struck', '不列入')], default='waiting', max_length=10, verbose_name='状态')),
                ('gathered_at', models.DateTimeField(verbose_name='提出时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='处理时间')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                ('item', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='assessments.rectifyitem', verbose_name='整改事项')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='assessments.roundsubject', verbose_name='考评对象')),
            ],
            options={
                'verbose_name': '整改建议',
                'verbose_name_plural': '整改建议',
                'ordering': ['subject__position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RectifyProposalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(max_length=30, verbose_name='来自')),
                ('source', models.CharField(choices=[('review', '述职评议点评'), ('panel', '实地考核'), ('ballot', '民主测评意见'), ('survey', '群众满意度'), ('visit', '督导检查'), ('talk', '约谈'), ('other', '其他')], max_length=10, verbose_name='来源')),
                ('text', models.CharField(max_length=200, verbose_name='原话')),
                ('state', models.CharField(choices=[('waiting', '待处理'), ('listed', '已列入'), ('struck', '不列入')], default='waiting', max_length=10, verbose_name='状态')),
                ('gathered_at', models.DateTimeField(verbose_name='提出时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='处理时间')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                ('item', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.rectifyitem', verbose_name='整改事项')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.rectifyproposal')),
                ('subject', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.roundsubject', verbose_name='考评对象')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='rectifyproposal',
            constraint=models.UniqueConstraint(fields=('subject', 'key'), name='proposal_once', violation_error_message='这一条已经提出'),
        ),
        migrations.AddConstraint(
            model_name='rectifyproposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('item__isnull', False), ('state', 'listed')), models.Q(models.Q(('state', 'listed'), _negated=True), ('item__isnull', True)), _connector='OR'), name='proposal_listed_with_its_item', violation_error_message='已列入的须有整改事项'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectifyproposal',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_rectifyproposalevent" ("decided_at", "decided_by_id", "gathered_at", "id", "item_id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "state", "subject_id", "text") SELECT new_values."decided_at", new_values."decided_by_id", new_values."gathered_at", new_values."id", new_values."item_id", new_values."key", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."state", new_values."subject_id", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9ca681810e11104f6a515bf245d46a76bed83805', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f64ce', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_rectifyproposal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectifyproposal',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "assessments_rectifyproposalevent" ("decided_at", "decided_by_id", "gathered_at", "id", "item_id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "state", "subject_id", "text") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."gathered_at", NEW."id", NEW."item_id", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."state", NEW."subject_id", NEW."text"); RETURN NULL;', hash='29fe9d702f66df7c53ffbc0332d75545a1a13627', operation='UPDATE', pgid='pgtrigger_update_update_c10b6', table='assessments_rectifyproposal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectifyproposal',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_rectifyproposalevent" ("decided_at", "decided_by_id", "gathered_at", "id", "item_id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "state", "subject_id", "text") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."gathered_at", OLD."id", OLD."item_id", OLD."key", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."state", OLD."subject_id", OLD."text"); RETURN NULL;', hash='336a9e16eb8276634639ab49e2d180f9acbd6415', operation='DELETE', pgid='pgtrigger_delete_delete_aca4e', table='assessments_rectifyproposal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rectifyproposalevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4df14a31874e138f24f7bf72c6ede9c143cc5904', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_74c2c', table='assessments_rectifyproposalevent', when='BEFORE')),
        ),
        ]),
    ]
