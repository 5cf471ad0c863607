"""Orders of other systems, and pictures of what residents told."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import orgtree.text.crypto
from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('grids', '0005_figures_of_cases'),
        ('orgtree', '0019_post_of_the_case_centre'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='DoorOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('hotline', '12345热线'), ('patrol', '网格巡查'), ('city', '数字城管'), ('resident', '居民上报'), ('property', '物业上报'), ('department', '部门转来'), ('head', '楼长上报')], default='hotline', max_length=10, verbose_name='来源')),
                ('outside_number', models.CharField(max_length=40, verbose_name='来件编号')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('body', orgtree.text.crypto.EncryptedTextField(blank=True, default='', verbose_name='来件内容')),
                ('digest', models.CharField(editable=False, max_length=64, verbose_name='内容摘要')),
                ('state', models.CharField(choices=[('waiting', '待人工登记'), ('filed', '已转事项'), ('discarded', '已作废')], default='waiting', max_length=10, verbose_name='状态')),
                ('fault', models.CharField(blank=True, max_length=200, verbose_name='未登记原因')),
                ('received_at', models.DateTimeField(verbose_name='接收时间')),
                ('times', models.PositiveSmallIntegerField(default=1, verbose_name='收到次数')),
                ('changes', models.PositiveSmallIntegerField(default=0, verbose_name='内容更新次数')),
                ('changed_at', models.DateTimeField(blank=True, null=True, verbose_name='内容更新时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='区域')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='grids.case', verbose_name='事项')),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='接收账号')),
            ],
            options={
                'verbose_name': '来件',
                'verbose_name_plural': '来件',
                'ordering': ['-received_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='DoorOrderEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('source', models.CharField(choices=[('hotline', '12345热线'), ('patrol', '网格巡查'), ('city', '数字城管'), ('resident', '居民上报'), ('property', '物业上报'), ('department', '部门转来'), ('head', '楼长上报')], default='hotline', max_length=10, verbose_name='来源')),
                ('outside_number', models.CharField(max_length=40, verbose_name='来件编号')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('digest', models.CharField(editable=False, max_length=64, verbose_name='内容摘要')),
                ('state', models.CharField(choices=[('waiting', '待人工登记'), ('filed', '已转事项'), ('discarded', '已作废')], default='waiting', max_length=10, verbose_name='状态')),
                ('fault', models.CharField(blank=True, max_length=200, verbose_name='未登记原因')),
                ('received_at', models.DateTimeField(verbose_name='接收时间')),
                ('times', models.PositiveSmallIntegerField(default=1, verbose_name='收到次数')),
                ('changes', models.PositiveSmallIntegerField(default=0, verbose_name='内容更新次数')),
                ('changed_at', models.DateTimeField(blank=True, null=True, verbose_name='内容更新时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='区域')),
                ('case', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.case', verbose_name='事项')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.doororder')),
                ('received_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='接收账号')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReportPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('photo', models.FileField(upload_to='cases/%Y/%m', verbose_name='照片')),
                ('added_at', models.DateTimeField(verbose_name='上传时间')),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='picture', to='grids.report', verbose_name='诉求')),
            ],
            options={
                'verbose_name': '事项照片',
                'verbose_name_plural': '事项照片',
                'ordering': ['added_at', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='doororder',
            index=models.Index(fields=['state', 'received_at'], name='order_waiting'),
        ),
        migrations.AddConstraint(
            model_name='doororder',
            constraint=models.UniqueConstraint(fields=('source', 'outside_number', 'year'), name='order_once_a_year', violation_error_message='这一来件编号本年度已收到'),
        ),
        migrations.AddConstraint(
            model_name='doororder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', False), ('state', 'filed')), models.Q(models.Q(('state', 'filed'), _negated=True), ('case__isnull', True)), _connector='OR'), name='order_filed_as_a_case', violation_error_message='已转事项的来件须有事项'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='doororder',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_doororderevent" ("area_id", "case_id", "changed_at", "changes", "digest", "fault", "id", "outside_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_at", "received_by_id", "source", "state", "times", "year") SELECT new_values."area_id", new_values."case_id", new_values."changed_at", new_values."changes", new_values."digest", new_values."fault", new_values."id", new_values."outside_number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."received_at", new_values."received_by_id", new_values."source", new_values."state", new_values."times", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='66e57b90a5b39bc2103fdc94c9912d16a7375229', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_cccbf', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_doororder', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='doororder',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."changes" IS DISTINCT FROM (NEW."changes") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."fault" IS DISTINCT FROM (NEW."fault") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."outside_number" IS DISTINCT FROM (NEW."outside_number") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."received_by_id" IS DISTINCT FROM (NEW."received_by_id") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."times" IS DISTINCT FROM (NEW."times") OR OLD."year" IS DISTINCT FROM (NEW."year"))', func='INSERT INTO "grids_doororderevent" ("area_id", "case_id", "changed_at", "changes", "digest", "fault", "id", "outside_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_at", "received_by_id", "source", "state", "times", "year") VALUES (NEW."area_id", NEW."case_id", NEW."changed_at", NEW."changes", NEW."digest", NEW."fault", NEW."id", NEW."outside_number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."received_at", NEW."received_by_id", NEW."source", NEW."state", NEW."times", NEW."year"); RETURN NULL;', hash='1d5291dbde66db1a015b9e969ec3d0e338c3e8f6', operation='UPDATE', pgid='pgtrigger_update_update_2638f', table='grids_doororder', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='doororder',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_doororderevent" ("area_id", "case_id", "changed_at", "changes", "digest", "fault", "id", "outside_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_at", "received_by_id", "source", "state", "times", "year") VALUES (OLD."area_id", OLD."case_id", OLD."changed_at", OLD."changes", OLD."digest", OLD."fault", OLD."id", OLD."outside_number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."received_at", OLD."received_by_id", OLD."source", OLD."state", OLD."times", OLD."year"); RETURN NULL;', hash='0673b852b3ed8ecf424eaafaed0d4bc387bfe963', operation='DELETE', pgid='pgtrigger_delete_delete_187c9', table='grids_doororder', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='doororderevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='22cb654d9dee27d0efd59f42ad75a07760d227cd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e0464', table='grids_doororderevent', when='BEFORE')),
        ),
        ]),
    ]
