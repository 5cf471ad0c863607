"""What units say of a year of shared matters, for the sheet to their superiors."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0020_brands'),
        ('orgtree', '0016_estate_marks'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='UnitYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('done', models.CharField(blank=True, max_length=1500, verbose_name='主要做法和成效')),
                ('problems', models.CharField(blank=True, max_length=800, verbose_name='存在的问题')),
                ('plans', models.CharField(blank=True, max_length=800, verbose_name='下一步打算')),
                ('kept_at', models.DateTimeField(verbose_name='填写时间')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填写人')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='years', to='orgtree.institution', verbose_name='单位')),
            ],
            options={
                'verbose_name': '单位年度共建情况',
                'verbose_name_plural': '单位年度共建情况',
                'ordering': ['-year', 'unit__name'],
            },
        ),
        migrations.CreateModel(
            name='UnitYearEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('done', models.CharField(blank=True, max_length=1500, verbose_name='主要做法和成效')),
                ('problems', models.CharField(blank=True, max_length=800, verbose_name='存在的问题')),
                ('plans', models.CharField(blank=True, max_length=800, verbose_name='下一步打算')),
                ('kept_at', models.DateTimeField(verbose_name='填写时间')),
                ('kept_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填写人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.unityear')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='单位')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='unityear',
            constraint=models.UniqueConstraint(fields=('unit', 'year'), name='unit_year_once', violation_error_message='这一年度已经填写'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unityear',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_unityearevent" ("done", "id", "kept_at", "kept_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plans", "problems", "unit_id", "year") SELECT new_values."done", new_values."id", new_values."kept_at", new_values."kept_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plans", new_values."problems", new_values."unit_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='230796db7f87a4cf0a5e6560216695d07cee2c29', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_790ef', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_unityear', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unityear',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_unityearevent" ("done", "id", "kept_at", "kept_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plans", "problems", "unit_id", "year") VALUES (NEW."done", NEW."id", NEW."kept_at", NEW."kept_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plans", NEW."problems", NEW."unit_id", NEW."year"); RETURN NULL;', hash='0099ab167d2b0ac2a0678f33fe8711959c8ac964', operation='UPDATE', pgid='pgtrigger_update_update_5b777', table='cocon_unityear', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unityear',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_unityearevent" ("done", "id", "kept_at", "kept_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plans", "problems", "unit_id", "year") VALUES (OLD."done", OLD."id", OLD."kept_at", OLD."kept_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plans", OLD."problems", OLD."unit_id", OLD."year"); RETURN NULL;', hash='ca80ae64372be4370485b89997b3ad6f4711d444', operation='DELETE', pgid='pgtrigger_delete_delete_9c671', table='cocon_unityear', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unityearevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e395c93689befa6ed3c9ef259a95d2b4175e8c96', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5e88c', table='cocon_unityearevent', when='BEFORE')),
        ),
        ]),
    ]
