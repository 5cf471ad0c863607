"""The tables of cocon.

In the order of foreign keys, each table with its audit and its guards.
"""

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import orgtree.text.crypto
from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orgtree', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('volunteers', '0001_initial'),
    ]

    operations = [
        CreateTogether(
            [migrations.CreateModel(
                name='Wish',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=40, verbose_name='心愿')),
                    ('need', models.CharField(max_length=300, verbose_name='需求说明')),
                    ('kind', models.CharField(choices=[('goods', '生活用品'), ('repair', '维修安装'), ('company', '陪伴探访'), ('learning', '学习辅导'), ('errand', '代办出行'), ('other', '其他')], max_length=10, verbose_name='类别')),
                    ('people_helped', models.PositiveSmallIntegerField(default=1, verbose_name='帮助人数')),
                    ('phone', orgtree.text.crypto.EncryptedTextField(blank=True, default='', verbose_name='联系电话')),
                    ('state', models.CharField(choices=[('open', '待认领'), ('claimed', '已认领'), ('fulfilled', '待核实'), ('closed', '已实现'), ('cancelled', '已取消')], default='open', max_length=10, verbose_name='状态')),
                    ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                    ('claimed_at', models.DateTimeField(blank=True, null=True, verbose_name='认领时间')),
                    ('due_on', models.DateField(blank=True, null=True, verbose_name='办理期限')),
                    ('word', models.CharField(blank=True, max_length=200, verbose_name='延期说明')),
                    ('fulfilled_at', models.DateTimeField(blank=True, null=True, verbose_name='报告实现时间')),
                    ('outcome', models.CharField(blank=True, max_length=300, verbose_name='实现情况')),
                    ('photo', models.FileField(blank=True, upload_to='wishes/%Y/%m', verbose_name='照片')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                    ('reason', models.CharField(blank=True, max_length=200, verbose_name='退回或取消原因')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='orgtree.area', verbose_name='所属区域')),
                    ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                    ('claimed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='volunteers.member', verbose_name='认领人')),
                    ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核实人')),
                ],
                options={
                    'verbose_name': '微心愿',
                    'verbose_name_plural': '微心愿',
                    'ordering': ['-entered_at', '-id'],
                    'indexes': [models.Index(fields=['area', 'state'], name='wish_of_area'), models.Index(fields=['claimed_by', 'state'], name='wish_of_claimer')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('claimed_by__isnull', True), ('state__in', ['open', 'cancelled'])), models.Q(('claimed_at__isnull', False), ('claimed_by__isnull', False), ('due_on__isnull', False), ('state__in', ['claimed', 'fulfilled', 'closed'])), _connector='OR'), name='wish_claimed_by_one', violation_error_message='认领人与状态不符'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state__in', ['closed', 'cancelled'])), _connector='XOR'), name='wish_ended_with_author', violation_error_message='核实或取消须有办理人和时间'), models.CheckConstraint(condition=models.Q(('people_helped__gte', 1)), name='wish_helps_somebody', violation_error_message='帮助人数至少为1')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_wishevent" ("area_id", "claimed_at", "claimed_by_id", "closed_at", "closed_by_id", "due_on", "entered_at", "entered_by_id", "fulfilled_at", "id", "kind", "need", "outcome", "people_helped", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo", "reason", "state", "title", "word") SELECT new_values."area_id", new_values."claimed_at", new_values."claimed_by_id", new_values."closed_at", new_values."closed_by_id", new_values."due_on", new_values."entered_at", new_values."entered_by_id", new_values."fulfilled_at", new_values."id", new_values."kind", new_values."need", new_values."outcome", new_values."people_helped", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."photo", new_values."reason", new_values."state", new_values."title", new_values."word" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e86e3d5cf1163bda23cd092f12aa33642d418d9d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6c1c7', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_wish', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."claimed_at" IS DISTINCT FROM (NEW."claimed_at") OR OLD."claimed_by_id" IS DISTINCT FROM (NEW."claimed_by_id") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."closed_by_id" IS DISTINCT FROM (NEW."closed_by_id") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."fulfilled_at" IS DISTINCT FROM (NEW."fulfilled_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."need" IS DISTINCT FROM (NEW."need") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."people_helped" IS DISTINCT FROM (NEW."people_helped") OR OLD."photo" IS DISTINCT FROM (NEW."photo") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."word" IS DISTINCT FROM (NEW."word"))', func='INSERT INTO "cocon_wishevent" ("area_id", "claimed_at", "claimed_by_id", "closed_at", "closed_by_id", "due_on", "entered_at", "entered_by_id", "fulfilled_at", "id", "kind", "need", "outcome", "people_helped", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo", "reason", "state", "title", "word") VALUES (NEW."area_id", NEW."claimed_at", NEW."claimed_by_id", NEW."closed_at", NEW."closed_by_id", NEW."due_on", NEW."entered_at", NEW."entered_by_id", NEW."fulfilled_at", NEW."id", NEW."kind", NEW."need", NEW."outcome", NEW."people_helped", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."photo", NEW."reason", NEW."state", NEW."title", NEW."word"); RETURN NULL;', hash='80c386f9f391e400af5a5cf6f2b33029b6b26ff0', operation='UPDATE', pgid='pgtrigger_update_update_1e613', table='cocon_wish', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_wishevent" ("area_id", "claimed_at", "claimed_by_id", "closed_at", "closed_by_id", "due_on", "entered_at", "entered_by_id", "fulfilled_at", "id", "kind", "need", "outcome", "people_helped", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo", "reason", "state", "title", "word") VALUES (OLD."area_id", OLD."claimed_at", OLD."claimed_by_id", OLD."closed_at", OLD."closed_by_id", OLD."due_on", OLD."entered_at", OLD."entered_by_id", OLD."fulfilled_at", OLD."id", OLD."kind", OLD."need", OLD."outcome", OLD."people_helped", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."photo", OLD."reason", OLD."state", OLD."title", OLD."word"); RETURN NULL;', hash='94f964cfaace799e0b80186a0ac26be96bce2ba8', operation='DELETE', pgid='pgtrigger_delete_delete_d7009', table='cocon_wish', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='WishEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('title', models.CharField(max_length=40, verbose_name='心愿')),
                    ('need', models.CharField(max_length=300, verbose_name='需求说明')),
                    ('kind', models.CharField(choices=[('goods', '生活用品'), ('repair', '维修安装'), ('company', '陪伴探访'), ('learning', '学习辅导'), ('errand', '代办出行'), ('other', '其他')], max_length=10, verbose_name='类别')),
                    ('people_helped', models.PositiveSmallIntegerField(default=1, verbose_name='帮助人数')),
                    ('state', models.CharField(choices=[('open', '待认领'), ('claimed', '已认领'), ('fulfilled', '待核实'), ('closed', '已实现'), ('cancelled', '已取消')], default='open', max_length=10, verbose_name='状态')),
                    ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                    ('claimed_at', models.DateTimeField(blank=True, null=True, verbose_name='认领时间')),
                    ('due_on', models.DateField(blank=True, null=True, verbose_name='办理期限')),
                    ('word', models.CharField(blank=True, max_length=200, verbose_name='延期说明')),
                    ('fulfilled_at', models.DateTimeField(blank=True, null=True, verbose_name='报告实现时间')),
                    ('outcome', models.CharField(blank=True, max_length=300, verbose_name='实现情况')),
                    ('photo', models.FileField(blank=True, upload_to='wishes/%Y/%m', verbose_name='照片')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                    ('reason', models.CharField(blank=True, max_length=200, verbose_name='退回或取消原因')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.wish')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='所属区域')),
                    ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                    ('claimed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='volunteers.member', verbose_name='认领人')),
                    ('closed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核实人')),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cecccabdb1fefa65dd50defd262ec8b09f891e53', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a773c', table='cocon_wishevent', when='BEFORE'))],
                },
            )],
        ),
    ]
