"""What units tell of themselves, their contacts, and how long those are kept (docs/rules.md, \"Units and communities\")."""

from datetime import date

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import orgtree.text.crypto
from orgtree.migrations._together import CreateTogether


def fill(apps, schema_editor):
    rules = apps.get_model("orgtree", "DeadlineRule").objects
    rules.create(key="unit_contact", number=12, unit="month", active_from=date(2025, 1, 1))


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0008_needs'),
        ('orgtree', '0015_task_assists_and_limits'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='UnitContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('leader', '分管负责人'), ('liaison', '联络员'), ('other', '其他联系人')], default='liaison', max_length=10, verbose_name='身份')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('phone', orgtree.text.crypto.EncryptedTextField(blank=True, default='', verbose_name='联系电话')),
                ('kept_at', models.DateTimeField(verbose_name='登记时间')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='orgtree.institution', verbose_name='单位')),
            ],
            options={
                'verbose_name': '单位联系人',
                'verbose_name_plural': '单位联系人',
                'ordering': ['unit__name', 'role', 'id'],
            },
        ),
        migrations.CreateModel(
            name='UnitContactEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('leader', '分管负责人'), ('liaison', '联络员'), ('other', '其他联系人')], default='liaison', max_length=10, verbose_name='身份')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('kept_at', models.DateTimeField(verbose_name='登记时间')),
                ('kept_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.unitcontact')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='单位')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UnitProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('system', models.CharField(choices=[('party', '党政机关'), ('law', '政法公安'), ('education', '教育'), ('health', '卫生健康'), ('culture', '文化旅游体育'), ('trade', '经贸金融'), ('building', '城建交通'), ('utility', '水电气暖与通信'), ('industry', '工业企业'), ('farming', '农林水利'), ('social', '社会组织'), ('other', '其他')], max_length=12, verbose_name='所属系统')),
                ('offers', models.CharField(blank=True, max_length=300, verbose_name='能提供的支持')),
                ('kept_at', models.DateTimeField(verbose_name='填写时间')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填写人')),
                ('matters', models.ManyToManyField(blank=True, related_name='profiles', to='cocon.matter', verbose_name='擅长的事项')),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='profile', to='orgtree.institution', verbose_name='单位')),
            ],
            options={
                'verbose_name': '共建单位',
                'verbose_name_plural': '共建单位',
                'ordering': ['unit__name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='UnitProfileEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('system', models.CharField(choices=[('party', '党政机关'), ('law', '政法公安'), ('education', '教育'), ('health', '卫生健康'), ('culture', '文化旅游体育'), ('trade', '经贸金融'), ('building', '城建交通'), ('utility', '水电气暖与通信'), ('industry', '工业企业'), ('farming', '农林水利'), ('social', '社会组织'), ('other', '其他')], max_length=12, verbose_name='所属系统')),
                ('offers', models.CharField(blank=True, max_length=300, verbose_name='能提供的支持')),
                ('kept_at', models.DateTimeField(verbose_name='填写时间')),
                ('kept_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填写人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.unitprofile')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='单位')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='unitcontact',
            constraint=models.UniqueConstraint(fields=('unit', 'role', 'name'), name='unit_contact_once', violation_error_message='这位联系人已经登记'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitcontact',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_unitcontactevent" ("id", "kept_at", "kept_by_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id") SELECT new_values."id", new_values."kept_at", new_values."kept_by_id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c91287ee96df2f7801bbd905942a42fbc3798468', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_fbdbe', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_unitcontact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitcontact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kept_at" IS DISTINCT FROM (NEW."kept_at") OR OLD."kept_by_id" IS DISTINCT FROM (NEW."kept_by_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id"))', func='INSERT INTO "cocon_unitcontactevent" ("id", "kept_at", "kept_by_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id") VALUES (NEW."id", NEW."kept_at", NEW."kept_by_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."unit_id"); RETURN NULL;', hash='bc324da782608ffc08dd991f563ab824f3930e40', operation='UPDATE', pgid='pgtrigger_update_update_a529a', table='cocon_unitcontact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitcontact',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_unitcontactevent" ("id", "kept_at", "kept_by_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id") VALUES (OLD."id", OLD."kept_at", OLD."kept_by_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."unit_id"); RETURN NULL;', hash='8ec6d02ecae077be25c6d4d6310a4a31c4123522', operation='DELETE', pgid='pgtrigger_delete_delete_7a55e', table='cocon_unitcontact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitcontactevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='feb966a949748109a456a6fea0ad4f2f4b980ab1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_928ac', table='cocon_unitcontactevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitprofile',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_unitprofileevent" ("id", "kept_at", "kept_by_id", "offers", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "system", "unit_id") SELECT new_values."id", new_values."kept_at", new_values."kept_by_id", new_values."offers", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."system", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b6ecee290022404af27dc9d91a05ff1ba598d1a8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_53823', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_unitprofile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitprofile',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_unitprofileevent" ("id", "kept_at", "kept_by_id", "offers", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "system", "unit_id") VALUES (NEW."id", NEW."kept_at", NEW."kept_by_id", NEW."offers", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."system", NEW."unit_id"); RETURN NULL;', hash='0a68df61eb5bb1929a3574a825b8e336c864f18b', operation='UPDATE', pgid='pgtrigger_update_update_ac5ba', table='cocon_unitprofile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitprofile',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_unitprofileevent" ("id", "kept_at", "kept_by_id", "offers", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "system", "unit_id") VALUES (OLD."id", OLD."kept_at", OLD."kept_by_id", OLD."offers", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."system", OLD."unit_id"); RETURN NULL;', hash='a077a9d4484e9117e13b599e5274d3c05733924c', operation='DELETE', pgid='pgtrigger_delete_delete_48f50', table='cocon_unitprofile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitprofileevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6ec71ba97b54d06e371450f029edfd5c508dcc22', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8820d', table='cocon_unitprofileevent', when='BEFORE')),
        ),
        ]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
