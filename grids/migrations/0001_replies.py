"""Replies (口径库) and their uses."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orgtree', '0019_post_of_the_case_centre'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('template', '答复模板'), ('policy', '政策口径')], max_length=10, verbose_name='类型')),
                ('category', models.CharField(blank=True, help_text='事项类别编号，如0301；填前两位适用一个大类；留空都适用', max_length=4, verbose_name='适用类别')),
                ('title', models.CharField(max_length=40, verbose_name='名称')),
                ('wording', models.TextField(help_text='答复居民时原样使用，不写姓名、手机号和门牌号', max_length=600, verbose_name='内容')),
                ('source', models.CharField(help_text='文件名称和文号，或制定部门；内部模板写制定部门', max_length=100, verbose_name='依据')),
                ('valid_from', models.DateField(help_text='当天起可用', verbose_name='启用日期')),
                ('valid_until', models.DateField(help_text='最后一天仍可用，到期不能再用', verbose_name='有效期至')),
                ('state', models.CharField(choices=[('offered', '可用'), ('withdrawn', '已停用')], default='offered', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='停用原因')),
                ('area', models.ForeignKey(help_text='由谁维护，就在谁的范围内使用', on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='orgtree.area', verbose_name='维护区域')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '答复口径',
                'verbose_name_plural': '答复口径',
                'ordering': ['area_id', 'category', 'title', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ReplyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('template', '答复模板'), ('policy', '政策口径')], max_length=10, verbose_name='类型')),
                ('category', models.CharField(blank=True, help_text='事项类别编号，如0301；填前两位适用一个大类；留空都适用', max_length=4, verbose_name='适用类别')),
                ('title', models.CharField(max_length=40, verbose_name='名称')),
                ('wording', models.TextField(help_text='答复居民时原样使用，不写姓名、手机号和门牌号', max_length=600, verbose_name='内容')),
                ('source', models.CharField(help_text='文件名称和文号，或制定部门；内部模板写制定部门', max_length=100, verbose_name='依据')),
                ('valid_from', models.DateField(help_text='当天起可用', verbose_name='启用日期')),
                ('valid_until', models.DateField(help_text='最后一天仍可用，到期不能再用', verbose_name='有效期至')),
                ('state', models.CharField(choices=[('offered', '可用'), ('withdrawn', '已停用')], default='offered', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='停用原因')),
                ('area', models.ForeignKey(db_constraint=False, help_text='由谁维护，就在谁的范围内使用', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='维护区域')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.reply')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReplyUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noun', models.CharField(max_length=60, verbose_name='用于')),
                ('row_id', models.BigIntegerField(verbose_name='编号')),
                ('used_at', models.DateTimeField(verbose_name='使用时间')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='使用区域')),
                ('reply', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='grids.reply', verbose_name='口径')),
                ('used_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='使用人')),
            ],
            options={
                'verbose_name': '口径使用记录',
                'verbose_name_plural': '口径使用记录',
                'ordering': ['-used_at', '-id'],
            },
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'offered')), fields=('area', 'title'), name='reply_title_once', violation_error_message='本区域已有同名口径'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from'))), name='reply_ends_after_it_began', violation_error_message='有效期不能早于启用日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reply',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_replyevent" ("area_id", "category", "entered_at", "entered_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "state", "title", "valid_from", "valid_until", "wording") SELECT new_values."area_id", new_values."category", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."source", new_values."state", new_values."title", new_values."valid_from", new_values."valid_until", new_values."wording" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0e3c16eebd3bf6dd1274f46248a45a5476978f00', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7649f', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_reply', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reply',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_replyevent" ("area_id", "category", "entered_at", "entered_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "state", "title", "valid_from", "valid_until", "wording") VALUES (NEW."area_id", NEW."category", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."source", NEW."state", NEW."title", NEW."valid_from", NEW."valid_until", NEW."wording"); RETURN NULL;', hash='5e1a8b27b00c150762a2abb26ee59e0c10fe4fcd', operation='UPDATE', pgid='pgtrigger_update_update_7b348', table='grids_reply', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reply',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_replyevent" ("area_id", "category", "entered_at", "entered_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "state", "title", "valid_from", "valid_until", "wording") VALUES (OLD."area_id", OLD."category", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."source", OLD."state", OLD."title", OLD."valid_from", OLD."valid_until", OLD."wording"); RETURN NULL;', hash='13aaeb5731ec5d07043532895645a59a16e4c14c', operation='DELETE', pgid='pgtrigger_delete_delete_dc870', table='grids_reply', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='replyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d86ba78830d66ba274fd3d42a074c94990f58995', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c9295', table='grids_replyevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='replyuse',
            constraint=models.UniqueConstraint(fields=('reply', 'noun', 'row_id'), name='reply_used_once_a_row'),
        ),
        ]),
    ]
