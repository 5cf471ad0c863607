"""What departments ask of the street on the way, and the cards of their clocks."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('grids', '0016_corrections_of_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        pgtrigger.migrations.RemoveTrigger(
            model_name='whistleleg',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='whistleleg',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='whistleleg',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='whistleclock',
            name='red_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='红牌时间'),
        ),
        migrations.AddField(
            model_name='whistleclock',
            name='reminded_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='提醒时间'),
        ),
        migrations.AddField(
            model_name='whistleclock',
            name='yellow_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='黄牌时间'),
        ),
        migrations.AddField(
            model_name='whistleleg',
            name='more',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='申请延长'),
        ),
        migrations.AddField(
            model_name='whistleleg',
            name='more_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='延期申请时间'),
        ),
        migrations.AddField(
            model_name='whistleleg',
            name='more_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='延期申请人'),
        ),
        migrations.AddField(
            model_name='whistleleg',
            name='more_why',
            field=models.CharField(blank=True, max_length=200, verbose_name='延期理由'),
        ),
        migrations.AddField(
            model_name='whistleleg',
            name='refusal',
            field=models.CharField(blank=True, max_length=200, verbose_name='退哨理由'),
        ),
        migrations.AddField(
            model_name='whistleleg',
            name='refused_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='退哨时间'),
        ),
        migrations.AddField(
            model_name='whistleleg',
            name='refused_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='退哨人'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='more',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='申请延长'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='more_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='延期申请时间'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='more_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='延期申请人'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='more_why',
            field=models.CharField(blank=True, max_length=200, verbose_name='延期理由'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='refusal',
            field=models.CharField(blank=True, max_length=200, verbose_name='退哨理由'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='refused_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='退哨时间'),
        ),
        migrations.AddField(
            model_name='whistlelegevent',
            name='refused_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='退哨人'),
        ),
        migrations.AlterField(
            model_name='whistleclock',
            name='limit_unit',
            field=models.CharField(blank=True, choices=[('workday', '个工作日'), ('hour', '工作小时'), ('day', '天'), ('clock_hour', '小时（不分昼夜）'), ('minute', '分钟（不分昼夜）')], max_length=10, verbose_name='时限单位'),
        ),
        migrations.AlterField(
            model_name='whistleleg',
            name='state',
            field=models.CharField(choices=[('called', '待签收'), ('signed', '已签收'), ('answered', '已应哨'), ('arrived', '已到场'), ('extending', '延期待批'), ('returned', '退哨待定'), ('released', '已撤哨'), ('done', '待评价'), ('rated', '已评价'), ('contested', '申诉中'), ('excluded', '已剔除'), ('kept', '维持评价')], default='called', max_length=10, verbose_name='状态'),
        ),
        migrations.AlterField(
            model_name='whistlelegevent',
            name='state',
            field=models.CharField(choices=[('called', '待签收'), ('signed', '已签收'), ('answered', '已应哨'), ('arrived', '已到场'), ('extending', '延期待批'), ('returned', '退哨待定'), ('released', '已撤哨'), ('done', '待评价'), ('rated', '已评价'), ('contested', '申诉中'), ('excluded', '已剔除'), ('kept', '维持评价')], default='called', max_length=10, verbose_name='状态'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='whistleleg',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_whistlelegevent" ("answer", "answered_at", "answered_by_id", "arrived_at", "arrived_by_id", "attendance", "called_at", "contest", "contested_at", "contested_by_id", "decided_at", "decided_by_id", "decision", "done_at", "done_by_id", "id", "is_lead", "kind", "more", "more_at", "more_by_id", "more_why", "on_site", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_at", "rated_by_id", "refusal", "refused_at", "refused_by_id", "remark", "response", "result", "signed_at", "signed_by_id", "state", "unit_id", "whistle_id") SELECT new_values."answer", new_values."answered_at", new_values."answered_by_id", new_values."arrived_at", new_values."arrived_by_id", new_values."attendance", new_values."called_at", new_values."contest", new_values."contested_at", new_values."contested_by_id", new_values."decided_at", new_values."decided_by_id", new_values."decision", new_values."done_at", new_values."done_by_id", new_values."id", new_values."is_lead", new_values."kind", new_values."more", new_values."more_at", new_values."more_by_id", new_values."more_why", new_values."on_site", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rated_at", new_values."rated_by_id", new_values."refusal", new_values."refused_at", new_values."refused_by_id", new_values."remark", new_values."response", new_values."result", new_values."signed_at", new_values."signed_by_id", new_values."state", new_values."unit_id", new_values."whistle_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2deca523a466a5ce93d1e63022b6f57c8aad097a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ccd5a', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_whistleleg', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='whistleleg',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_whistlelegevent" ("answer", "answered_at", "answered_by_id", "arrived_at", "arrived_by_id", "attendance", "called_at", "contest", "contested_at", "contested_by_id", "decided_at", "decided_by_id", "decision", "done_at", "done_by_id", "id", "is_lead", "kind", "more", "more_at", "more_by_id", "more_why", "on_site", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_at", "rated_by_id", "refusal", "refused_at", "refused_by_id", "remark", "response", "result", "signed_at", "signed_by_id", "state", "unit_id", "whistle_id") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."arrived_at", NEW."arrived_by_id", NEW."attendance", NEW."called_at", NEW."contest", NEW."contested_at", NEW."contested_by_id", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."done_at", NEW."done_by_id", NEW."id", NEW."is_lead", NEW."kind", NEW."more", NEW."more_at", NEW."more_by_id", NEW."more_why", NEW."on_site", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rated_at", NEW."rated_by_id", NEW."refusal", NEW."refused_at", NEW."refused_by_id", NEW."remark", NEW."response", NEW."result", NEW."signed_at", NEW."signed_by_id", NEW."state", NEW."unit_id", NEW."whistle_id"); RETURN NULL;', hash='657838912a7649c5e7991e8d3082fb71fe4b15a1', operation='UPDATE', pgid='pgtrigger_update_update_3e33a', table='grids_whistleleg', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='whistleleg',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_whistlelegevent" ("answer", "answered_at", "answered_by_id", "arrived_at", "arrived_by_id", "attendance", "called_at", "contest", "contested_at", "contested_by_id", "decided_at", "decided_by_id", "decision", "done_at", "done_by_id", "id", "is_lead", "kind", "more", "more_at", "more_by_id", "more_why", "on_site", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_at", "rated_by_id", "refusal", "refused_at", "refused_by_id", "remark", "response", "result", "signed_at", "signed_by_id", "state", "unit_id", "whistle_id") VALUES (OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."arrived_at", OLD."arrived_by_id", OLD."attendance", OLD."called_at", OLD."contest", OLD."contested_at", OLD."contested_by_id", OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."done_at", OLD."done_by_id", OLD."id", OLD."is_lead", OLD."kind", OLD."more", OLD."more_at", OLD."more_by_id", OLD."more_why", OLD."on_site", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rated_at", OLD."rated_by_id", OLD."refusal", OLD."refused_at", OLD."refused_by_id", OLD."remark", OLD."response", OLD."result", OLD."signed_at", OLD."signed_by_id", OLD."state", OLD."unit_id", OLD."whistle_id"); RETURN NULL;', hash='e431d61ebd42571b1bf8b8be6b8a4b2455a4f318', operation='DELETE', pgid='pgtrigger_delete_delete_4e641', table='grids_whistleleg', when='AFTER')),
        ),
        ]),
    ]
