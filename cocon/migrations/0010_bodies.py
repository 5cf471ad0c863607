"""Bodies in which community and units sit together, and the seats in them; the kinds that an empty database starts with (docs/rules.md, "Bodies")."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether

# code, name, coordination body, seats at least and most, part-time at least and most, days that topics come ahead
KINDS = [
    ("party", "大党委", False, 9, 11, 7, 9, 3),
    ("joint", "联席会", True, 0, 0, 0, 0, 15),
    ("coord", "协调委员会", True, 0, 0, 0, 0, 15),
    ("council", "议事会", True, 0, 0, 0, 0, 3),
    ("board", "理事会", True, 0, 0, 0, 0, 3),
    ("property", "物业三方联动", True, 0, 0, 0, 0, 3),
]


def fill(apps, schema_editor):
    names = ("code", "name", "is_coordination", "seats_least", "seats_most", "part_least", "part_most", "topic_days")
    kinds = apps.get_model("cocon", "BodyKind")
    kinds.objects.bulk_create(
        kinds(position=place * 10, **dict(zip(names, kind, strict=True))) for place, kind in enumerate(KINDS, 1)
    )


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0009_unit_profiles'),
        ('orgtree', '0014_task_files_and_remarks'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('founded_on', models.DateField(verbose_name='成立日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销原因')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='orgtree.area', verbose_name='所在区域')),
            ],
            options={
                'verbose_name': '共建组织',
                'verbose_name_plural': '共建组织',
                'ordering': ['area_id', 'kind_id', 'id'],
            },
        ),
        migrations.CreateModel(
            name='BodyKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=20, verbose_name='组织类型')),
                ('is_coordination', models.BooleanField(default=True, help_text='计入“议事协调机构”个数', verbose_name='议事协调机构')),
                ('seats_least', models.PositiveSmallIntegerField(default=0, help_text='0为不限', verbose_name='最少席位')),
                ('seats_most', models.PositiveSmallIntegerField(default=0, help_text='0为不限', verbose_name='最多席位')),
                ('part_least', models.PositiveSmallIntegerField(default=0, help_text='0为不限', verbose_name='兼职委员最少')),
                ('part_most', models.PositiveSmallIntegerField(default=0, help_text='0为不限', verbose_name='兼职委员最多')),
                ('term_months', models.PositiveSmallIntegerField(default=36, verbose_name='任期月数')),
                ('topic_days', models.PositiveSmallIntegerField(default=15, verbose_name='议题提前天数')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                ('area', models.ForeignKey(blank=True, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='适用区域')),
            ],
            options={
                'verbose_name': '共建组织类型',
                'verbose_name_plural': '共建组织类型',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='BodyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('founded_on', models.DateField(verbose_name='成立日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销原因')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='所在区域')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.body')),
                ('kind', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.bodykind', verbose_name='组织类型')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='body',
            name='kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='cocon.bodykind', verbose_name='组织类型'),
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('head', '书记（召集人）'), ('deputy', '副书记（副召集人）'), ('full', '专职委员'), ('part', '兼职委员'), ('member', '成员')], max_length=10, verbose_name='席位')),
                ('holder', models.CharField(max_length=40, verbose_name='姓名')),
                ('title', models.CharField(blank=True, max_length=60, verbose_name='单位及职务')),
                ('since', models.DateField(verbose_name='任职日期')),
                ('until', models.DateField(verbose_name='任期至')),
                ('state', models.CharField(choices=[('proposed', '待审批'), ('held', '在任'), ('declined', '未同意'), ('withdrawn', '已撤回'), ('ended', '已离任')], default='proposed', max_length=10, verbose_name='状态')),
                ('proposed_at', models.DateTimeField(verbose_name='提名时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='审批时间')),
                ('filed_at', models.DateTimeField(blank=True, null=True, verbose_name='备案时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='未同意或离任原因')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='cocon.body', verbose_name='共建组织')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人')),
                ('filed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='备案人')),
                ('institution', models.ForeignKey(blank=True, help_text='兼职委员必填；社区本身的委员留空', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='orgtree.institution', verbose_name='所在单位')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提名人')),
            ],
            options={
                'verbose_name': '任职席位',
                'verbose_name_plural': '任职席位',
                'ordering': ['body_id', 'since', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SeatEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('head', '书记（召集人）'), ('deputy', '副书记（副召集人）'), ('full', '专职委员'), ('part', '兼职委员'), ('member', '成员')], max_length=10, verbose_name='席位')),
                ('holder', models.CharField(max_length=40, verbose_name='姓名')),
                ('title', models.CharField(blank=True, max_length=60, verbose_name='单位及职务')),
                ('since', models.DateField(verbose_name='任职日期')),
                ('until', models.DateField(verbose_name='任期至')),
                ('state', models.CharField(choices=[('proposed', '待审批'), ('held', '在任'), ('declined', '未同意'), ('withdrawn', '已撤回'), ('ended', '已离任')], default='proposed', max_length=10, verbose_name='状态')),
                ('proposed_at', models.DateTimeField(verbose_name='提名时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='审批时间')),
                ('filed_at', models.DateTimeField(blank=True, null=True, verbose_name='备案时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='未同意或离任原因')),
                ('body', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.body', verbose_name='共建组织')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人')),
                ('filed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='备案人')),
                ('institution', models.ForeignKey(blank=True, db_constraint=False, help_text='兼职委员必填；社区本身的委员留空', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='所在单位')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.seat')),
                ('proposed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提名人')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bodykind',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, is_coordination FROM old_rows EXCEPT SELECT id, is_coordination FROM new_rows) UNION ALL (SELECT id, is_coordination FROM new_rows EXCEPT SELECT id, is_coordination FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_bodykind.None.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT NULL::bigint AS area, NULL::date AS first ) cell; RETURN NULL;", hash='3150adec0374230732f8e8bc459b3e18bcd28d16', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_b23d6', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_bodykind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bodykind',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, is_coordination FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_bodykind.None.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT NULL::bigint AS area, NULL::date AS first ) cell; RETURN NULL;", hash='27d292bcc8b40e86fe4ce41f65c65fe4a37447c6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_ef2d1', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_bodykind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bodyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='23f1d012acb194fb4fb55bcd0494ed733ab5252e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4eb2b', table='cocon_bodyevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('area', 'name'), name='body_name_once', violation_error_message='该区域已有同名的共建组织'),
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('founded_on')), _connector='OR'), name='body_ends_after_founding', violation_error_message='撤销日期不能早于成立日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='body',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_bodyevent" ("area_id", "end_reason", "ended_on", "founded_on", "id", "kind_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."area_id", new_values."end_reason", new_values."ended_on", new_values."founded_on", new_values."id", new_values."kind_id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7290ba1e6a36bfbd477e16ffc309dac3773c0722', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8b040', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_body', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='body',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_bodyevent" ("area_id", "end_reason", "ended_on", "founded_on", "id", "kind_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."area_id", NEW."end_reason", NEW."ended_on", NEW."founded_on", NEW."id", NEW."kind_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='24f3e75339f3dd1f10eea9c1d3aff4526640fcdb', operation='UPDATE', pgid='pgtrigger_update_update_92053', table='cocon_body', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='body',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_bodyevent" ("area_id", "end_reason", "ended_on", "founded_on", "id", "kind_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_id", OLD."end_reason", OLD."ended_on", OLD."founded_on", OLD."id", OLD."kind_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='9fa245f49f0f5fbde45685f4ce92704ba17ca275', operation='DELETE', pgid='pgtrigger_delete_delete_49911', table='cocon_body', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='body',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, kind_id, founded_on, ended_on, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_body.area.founded_on', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.founded_on::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='d961c2f91999f0a7739dd49b2226138877084951', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_3a63b', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_body', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='body',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, kind_id, founded_on, ended_on, area_id FROM old_rows EXCEPT SELECT id, kind_id, founded_on, ended_on, area_id FROM new_rows) UNION ALL (SELECT id, kind_id, founded_on, ended_on, area_id FROM new_rows EXCEPT SELECT id, kind_id, founded_on, ended_on, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_body.area.founded_on', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.founded_on::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='3b3a61b6ea3e5555acf28dbd3e99794513a3bc7c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_4a980', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_body', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='body',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, kind_id, founded_on, ended_on, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_body.area.founded_on', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.founded_on::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='8e5bcfa849f225238054b0ba15dc8a5a5107b326', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_b5e05', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_body', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='seat',
            index=models.Index(fields=['body', 'state'], name='seat_of_body'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='seat_ends_after_it_began', violation_error_message='任期的最后一天不能早于任职日期'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role', 'part'), _negated=True), ('institution__isnull', False), _connector='OR'), name='seat_part_time_has_a_unit', violation_error_message='兼职委员须填写所在单位'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'proposed'), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='seat_decided_with_author', violation_error_message='审批须有审批人和时间'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('state', 'held'), _negated=True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='seat_approved_by_another', violation_error_message='席位不能由提名人自己审批'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_seatevent" ("body_id", "decided_at", "decided_by_id", "filed_at", "filed_by_id", "holder", "id", "institution_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "role", "since", "state", "title", "until") SELECT new_values."body_id", new_values."decided_at", new_values."decided_by_id", new_values."filed_at", new_values."filed_by_id", new_values."holder", new_values."id", new_values."institution_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."reason", new_values."role", new_values."since", new_values."state", new_values."title", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3ec249c0b78829381718f307925954ee95934086', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4d73e', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_seat', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_seatevent" ("body_id", "decided_at", "decided_by_id", "filed_at", "filed_by_id", "holder", "id", "institution_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "role", "since", "state", "title", "until") VALUES (NEW."body_id", NEW."decided_at", NEW."decided_by_id", NEW."filed_at", NEW."filed_by_id", NEW."holder", NEW."id", NEW."institution_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."role", NEW."since", NEW."state", NEW."title", NEW."until"); RETURN NULL;', hash='9de8f6855c861c6b07efad99cf419f565d6b9136', operation='UPDATE', pgid='pgtrigger_update_update_d4c67', table='cocon_seat', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_seatevent" ("body_id", "decided_at", "decided_by_id", "filed_at", "filed_by_id", "holder", "id", "institution_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "role", "since", "state", "title", "until") VALUES (OLD."body_id", OLD."decided_at", OLD."decided_by_id", OLD."filed_at", OLD."filed_by_id", OLD."holder", OLD."id", OLD."institution_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."reason", OLD."role", OLD."since", OLD."state", OLD."title", OLD."until"); RETURN NULL;', hash='76bba701b5105b7e9bac23a6dad70631db00d3a0', operation='DELETE', pgid='pgtrigger_delete_delete_96d52', table='cocon_seat', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, role, since, until, body_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_seat.body__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_body.area_id::bigint AS area, changed.since::date AS first FROM cocon_body at_body WHERE at_body.id = changed.body_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='fd7d99617e0090b39844bc3e0ba8835433c05b3c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_37d87', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_seat', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, role, since, until, body_id FROM old_rows EXCEPT SELECT id, state, role, since, until, body_id FROM new_rows) UNION ALL (SELECT id, state, role, since, until, body_id FROM new_rows EXCEPT SELECT id, state, role, since, until, body_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_seat.body__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_body.area_id::bigint AS area, changed.since::date AS first FROM cocon_body at_body WHERE at_body.id = changed.body_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='d3cadd1b820969d49e0b07ed617f0a60d3a96a96', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_41f8e', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_seat', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, role, since, until, body_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_seat.body__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_body.area_id::bigint AS area, changed.since::date AS first FROM cocon_body at_body WHERE at_body.id = changed.body_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='35ea3b7e710d001f5d51f34efc0690f9a9ad33b1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_db3df', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_seat', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seatevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a8732f8c8cfc64d59b895b59b02baeaf158ddfdd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6fcde', table='cocon_seatevent', when='BEFORE')),
        ),
        ]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
