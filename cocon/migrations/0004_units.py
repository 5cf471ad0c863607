"""What shared matters are about, with the kinds that an empty database starts with (docs/rules.md, \"Shared matters\"), and pairings."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether

MATTERS = [
    ("party", "党建指导", "联合主题党日、党课、志愿服务队"),
    ("policy", "政策宣讲", "医保、养老、就业等政策解读"),
    ("education", "教育培训", "课业辅导、技能培训、科普"),
    ("culture", "文体活动", "演出、运动会、书画"),
    ("place", "场地设施", "会议室、球场、停车位、桌椅音响"),
    ("talent", "专业人才", "律师、医生、教师、技术人员"),
    ("health", "医疗健康", "义诊、健康讲座、心理疏导"),
    ("repair", "维修便民", "家电维修、理发、磨刀"),
    ("estate", "环境与小区整治", "清洁、飞线、楼道、绿化"),
    ("safety", "安全治理", "消防演练、巡逻、反诈宣传"),
    ("care", "帮扶慰问", "物资、陪伴、助学"),
    ("other", "其他", ""),
]


def fill(apps, schema_editor):
    matters = apps.get_model("cocon", "Matter")
    matters.objects.bulk_create(
        matters(code=code, name=name, hint=hint, position=place * 10) for place, (code, name, hint) in enumerate(MATTERS, 1)
    )


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0003_figure_marks'),
        ('orgtree', '0014_task_files_and_remarks'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='Matter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=20, verbose_name='事项类别')),
                ('hint', models.CharField(blank=True, max_length=100, verbose_name='举例')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                ('area', models.ForeignKey(blank=True, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='适用区域')),
            ],
            options={
                'verbose_name': '共建事项类别',
                'verbose_name_plural': '共建事项类别',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Pairing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='结对日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='结束日期')),
                ('made_at', models.DateTimeField(verbose_name='登记时间')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='结束原因')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairings', to='orgtree.area', verbose_name='结对社区')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairings', to='orgtree.institution', verbose_name='单位')),
            ],
            options={
                'verbose_name': '结对',
                'verbose_name_plural': '结对',
                'ordering': ['-since', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PairingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('since', models.DateField(verbose_name='结对日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='结束日期')),
                ('made_at', models.DateTimeField(verbose_name='登记时间')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='结束原因')),
                ('community', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='结对社区')),
                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.pairing')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='单位')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='pairing',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('unit', 'community'), name='pairing_one_open', violation_error_message='该单位已与这个社区结对'),
        ),
        migrations.AddConstraint(
            model_name='pairing',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='pairing_ends_after_it_began', violation_error_message='结束日期不能早于结对日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pairing',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_pairingevent" ("community_id", "end_reason", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "unit_id", "until") SELECT new_values."community_id", new_values."end_reason", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."since", new_values."unit_id", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1b333b76a4e7c3746167b237cc228aa93c0c27b2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_31111', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_pairing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pairing',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_pairingevent" ("community_id", "end_reason", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "unit_id", "until") VALUES (NEW."community_id", NEW."end_reason", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."unit_id", NEW."until"); RETURN NULL;', hash='191e66e05703ce44ab939ba6ce0b240dcc6e61f1', operation='UPDATE', pgid='pgtrigger_update_update_7ba21', table='cocon_pairing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pairing',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_pairingevent" ("community_id", "end_reason", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "unit_id", "until") VALUES (OLD."community_id", OLD."end_reason", OLD."id", OLD."made_at", OLD."made_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."unit_id", OLD."until"); RETURN NULL;', hash='357c70a03bea7acce4aa1a49d375c33bb1184fe2', operation='DELETE', pgid='pgtrigger_delete_delete_3458e', table='cocon_pairing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pairingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c0f172d6b32e4d508f49be30979d00a1722b0159', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_25468', table='cocon_pairingevent', when='BEFORE')),
        ),
        ]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
