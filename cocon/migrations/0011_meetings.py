"""Topics, meetings of bodies, their agendas, who came, and outcomes that nobody alters."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0010_bodies'),
        ('orgtree', '0015_task_assists_and_limits'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('state', models.CharField(choices=[('invited', '已邀请'), ('present', '出席'), ('excused', '请假'), ('absent', '缺席')], default='invited', max_length=10, verbose_name='到会')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='请假事由')),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.institution', verbose_name='单位')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='cocon.seat', verbose_name='席位')),
            ],
            options={
                'verbose_name': '到会情况',
                'verbose_name_plural': '到会情况',
                'ordering': ['meeting_id', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=60, verbose_name='会议名称')),
                ('starts_at', models.DateTimeField(verbose_name='开始时间')),
                ('minutes', models.PositiveSmallIntegerField(default=90, verbose_name='时长（分钟）')),
                ('place', models.CharField(max_length=60, verbose_name='地点')),
                ('state', models.CharField(choices=[('draft', '筹备中'), ('called', '已通知'), ('running', '进行中'), ('closed', '已结束'), ('cancelled', '已取消')], default='draft', max_length=10, verbose_name='状态')),
                ('planned_at', models.DateTimeField(verbose_name='登记时间')),
                ('called_at', models.DateTimeField(blank=True, null=True, verbose_name='通知时间')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='开会时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='取消原因')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='cocon.body', verbose_name='共建组织')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结束人')),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='筹备人')),
            ],
            options={
                'verbose_name': '会议',
                'verbose_name_plural': '会议',
                'ordering': ['-starts_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='AttendanceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('state', models.CharField(choices=[('invited', '已邀请'), ('present', '出席'), ('excused', '请假'), ('absent', '缺席')], default='invited', max_length=10, verbose_name='到会')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='请假事由')),
                ('institution', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='单位')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.attendance')),
                ('seat', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.seat', verbose_name='席位')),
                ('meeting', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.meeting', verbose_name='会议')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='attendance',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='cocon.meeting', verbose_name='会议'),
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=60, verbose_name='事项')),
                ('minutes', models.PositiveSmallIntegerField(default=10, verbose_name='时长（分钟）')),
                ('presenter', models.CharField(blank=True, max_length=40, verbose_name='汇报单位或岗位')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
                ('moved_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moved_from', to='cocon.agendaitem', verbose_name='转到')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='cocon.meeting', verbose_name='会议')),
            ],
            options={
                'verbose_name': '议程',
                'verbose_name_plural': '议程',
                'ordering': ['meeting_id', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MeetingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=60, verbose_name='会议名称')),
                ('starts_at', models.DateTimeField(verbose_name='开始时间')),
                ('minutes', models.PositiveSmallIntegerField(default=90, verbose_name='时长（分钟）')),
                ('place', models.CharField(max_length=60, verbose_name='地点')),
                ('state', models.CharField(choices=[('draft', '筹备中'), ('called', '已通知'), ('running', '进行中'), ('closed', '已结束'), ('cancelled', '已取消')], default='draft', max_length=10, verbose_name='状态')),
                ('planned_at', models.DateTimeField(verbose_name='登记时间')),
                ('called_at', models.DateTimeField(blank=True, null=True, verbose_name='通知时间')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='开会时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='取消原因')),
                ('body', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.body', verbose_name='共建组织')),
                ('closed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结束人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.meeting')),
                ('planned_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='筹备人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('decision', '决定'), ('information', '通报'), ('task', '任务')], max_length=12, verbose_name='类型')),
                ('words', models.CharField(max_length=500, verbose_name='内容')),
                ('at', models.DateTimeField(verbose_name='记录时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='记录人')),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='cocon.outcome', verbose_name='更正')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='cocon.agendaitem', verbose_name='议程')),
                ('task', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='orgtree.task', verbose_name='任务')),
            ],
            options={
                'verbose_name': '议定事项',
                'verbose_name_plural': '议定事项',
                'ordering': ['item_id', 'at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=60, verbose_name='议题')),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                ('source', models.CharField(choices=[('community', '社区提出'), ('unit', '单位提出'), ('resident', '居民反映'), ('need', '需求清单'), ('case', '网格事件'), ('last', '上次会议')], default='community', max_length=10, verbose_name='来源')),
                ('origin_kind', models.CharField(blank=True, max_length=40, verbose_name='来源种类')),
                ('origin_id', models.BigIntegerField(blank=True, null=True, verbose_name='来源编号')),
                ('proposed_at', models.DateTimeField(verbose_name='提出时间')),
                ('state', models.CharField(choices=[('pool', '待上会'), ('set', '已列入议程'), ('settled', '已议定'), ('resolved', '已解决'), ('dropped', '不上会')], default='pool', max_length=10, verbose_name='状态')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='不上会或重提原因')),
                ('outcome', models.CharField(blank=True, max_length=300, verbose_name='解决情况')),
                ('resolved_at', models.DateTimeField(blank=True, null=True, verbose_name='解决时间')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='orgtree.area', verbose_name='所在区域')),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='orgtree.institution', verbose_name='提出单位')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人')),
            ],
            options={
                'verbose_name': '议题',
                'verbose_name_plural': '议题',
                'ordering': ['proposed_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='AgendaItemEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=60, verbose_name='事项')),
                ('minutes', models.PositiveSmallIntegerField(default=10, verbose_name='时长（分钟）')),
                ('presenter', models.CharField(blank=True, max_length=40, verbose_name='汇报单位或岗位')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
                ('moved_to', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.agendaitem', verbose_name='转到')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.agendaitem')),
                ('meeting', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.meeting', verbose_name='会议')),
                ('topic', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.topic', verbose_name='议题')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='topic',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='cocon.topic', verbose_name='议题'),
        ),
        migrations.CreateModel(
            name='TopicEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=60, verbose_name='议题')),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                ('source', models.CharField(choices=[('community', '社区提出'), ('unit', '单位提出'), ('resident', '居民反映'), ('need', '需求清单'), ('case', '网格事件'), ('last', '上次会议')], default='community', max_length=10, verbose_name='来源')),
                ('origin_kind', models.CharField(blank=True, max_length=40, verbose_name='来源种类')),
                ('origin_id', models.BigIntegerField(blank=True, null=True, verbose_name='来源编号')),
                ('proposed_at', models.DateTimeField(verbose_name='提出时间')),
                ('state', models.CharField(choices=[('pool', '待上会'), ('set', '已列入议程'), ('settled', '已议定'), ('resolved', '已解决'), ('dropped', '不上会')], default='pool', max_length=10, verbose_name='状态')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='不上会或重提原因')),
                ('outcome', models.CharField(blank=True, max_length=300, verbose_name='解决情况')),
                ('resolved_at', models.DateTimeField(blank=True, null=True, verbose_name='解决时间')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='所在区域')),
                ('institution', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='提出单位')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.topic')),
                ('proposed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                ('resolved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['body', 'state'], name='meeting_of_body'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('body', 'starts_at'), name='meeting_once', violation_error_message='该组织在这个时间已有会议'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='meeting_closed_with_author', violation_error_message='结束会议须有结束人和时间'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_meetingevent" ("body_id", "called_at", "closed_at", "closed_by_id", "id", "minutes", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_at", "planned_by_id", "reason", "starts_at", "state", "title") SELECT new_values."body_id", new_values."called_at", new_values."closed_at", new_values."closed_by_id", new_values."id", new_values."minutes", new_values."opened_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."planned_at", new_values."planned_by_id", new_values."reason", new_values."starts_at", new_values."state", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fb405994b3b4ea782ba80cd75e3f7ce2f8c08f54', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a5896', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_meetingevent" ("body_id", "called_at", "closed_at", "closed_by_id", "id", "minutes", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_at", "planned_by_id", "reason", "starts_at", "state", "title") VALUES (NEW."body_id", NEW."called_at", NEW."closed_at", NEW."closed_by_id", NEW."id", NEW."minutes", NEW."opened_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."planned_at", NEW."planned_by_id", NEW."reason", NEW."starts_at", NEW."state", NEW."title"); RETURN NULL;', hash='9d8d2cbd3d2d0d27c01d5d0b8d53428a47bc5d46', operation='UPDATE', pgid='pgtrigger_update_update_a1a60', table='cocon_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_meetingevent" ("body_id", "called_at", "closed_at", "closed_by_id", "id", "minutes", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_at", "planned_by_id", "reason", "starts_at", "state", "title") VALUES (OLD."body_id", OLD."called_at", OLD."closed_at", OLD."closed_by_id", OLD."id", OLD."minutes", OLD."opened_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."planned_at", OLD."planned_by_id", OLD."reason", OLD."starts_at", OLD."state", OLD."title"); RETURN NULL;', hash='258936cf04ca670da9b46bab19220c3aa5729e57', operation='DELETE', pgid='pgtrigger_delete_delete_466bc', table='cocon_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, starts_at, closed_at, body_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_meeting.body__area.starts_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_body.area_id::bigint AS area, (changed.starts_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_body at_body WHERE at_body.id = changed.body_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='5cf1105cf28dfea733a745bdd57894fb3ea16a70', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_fefdb', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, starts_at, closed_at, body_id FROM old_rows EXCEPT SELECT id, state, starts_at, closed_at, body_id FROM new_rows) UNION ALL (SELECT id, state, starts_at, closed_at, body_id FROM new_rows EXCEPT SELECT id, state, starts_at, closed_at, body_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_meeting.body__area.starts_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_body.area_id::bigint AS area, (changed.starts_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_body at_body WHERE at_body.id = changed.body_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='6ff0275082a21f8a28d636f30a27c91e518e25e6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_71a02', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, starts_at, closed_at, body_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_meeting.body__area.starts_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_body.area_id::bigint AS area, (changed.starts_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_body at_body WHERE at_body.id = changed.body_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='10099838d3d2ca86810e90156d30a546b7bc6e8c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_6821d', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendanceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0b288c906a871b96a38e77fa04a50c00d9302195', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_90571', table='cocon_attendanceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('meeting', 'seat'), name='attendance_once', violation_error_message='已在邀请名单中'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_attendanceevent" ("id", "institution_id", "meeting_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seat_id", "state") SELECT new_values."id", new_values."institution_id", new_values."meeting_id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."seat_id", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='faa09ac2744459870e40623f98324bf83a8e74f0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_66a9e', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_attendanceevent" ("id", "institution_id", "meeting_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seat_id", "state") VALUES (NEW."id", NEW."institution_id", NEW."meeting_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."seat_id", NEW."state"); RETURN NULL;', hash='65b2367c8723c01e7dd16faa624a7133f3c0a670', operation='UPDATE', pgid='pgtrigger_update_update_dbc2b', table='cocon_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_attendanceevent" ("id", "institution_id", "meeting_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seat_id", "state") VALUES (OLD."id", OLD."institution_id", OLD."meeting_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."seat_id", OLD."state"); RETURN NULL;', hash='f8eb252d4859ac0d43effe83d0009feb792f2159', operation='DELETE', pgid='pgtrigger_delete_delete_abc25', table='cocon_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c7bda02cd8020048d64a49596938069ea84ab911', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bf38f', table='cocon_meetingevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(('corrects__isnull', True), models.Q(('corrects', models.F('id')), _negated=True), _connector='OR'), name='outcome_corrects_another', violation_error_message='更正的应是另一条'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6c428d84b4a7e1d4529a76d985038fb01292aa41', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_aac1d', table='cocon_outcome', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'outcomes of a meeting are never altered';", hash='68f586ad24ed37dbe423578ed75fff95b180765d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_f959c', table='cocon_outcome', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='topic',
            index=models.Index(fields=['area', 'state'], name='topic_of_area'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('resolved_at__isnull', True), ('resolved_by__isnull', True)), models.Q(('resolved_at__isnull', False), ('resolved_by__isnull', False), ('state', 'resolved')), _connector='XOR'), name='topic_resolved_with_author', violation_error_message='解决须有办结人和时间'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.UniqueConstraint(condition=models.Q(('origin_id__isnull', False), models.Q(('state__in', ['resolved', 'dropped']), _negated=True)), fields=('origin_kind', 'origin_id'), name='topic_of_origin_once', violation_error_message='这件事已经在议题库里'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_topicevent" ("area_id", "id", "institution_id", "origin_id", "origin_kind", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "resolved_at", "resolved_by_id", "source", "state", "title", "words") SELECT new_values."area_id", new_values."id", new_values."institution_id", new_values."origin_id", new_values."origin_kind", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."reason", new_values."resolved_at", new_values."resolved_by_id", new_values."source", new_values."state", new_values."title", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='412a674eea6dcef84df08249234ae9ebee5a9f08', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4ede3', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_topicevent" ("area_id", "id", "institution_id", "origin_id", "origin_kind", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "resolved_at", "resolved_by_id", "source", "state", "title", "words") VALUES (NEW."area_id", NEW."id", NEW."institution_id", NEW."origin_id", NEW."origin_kind", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."resolved_at", NEW."resolved_by_id", NEW."source", NEW."state", NEW."title", NEW."words"); RETURN NULL;', hash='31a3474f87fb876773b6d48a266f7c54a04525cd', operation='UPDATE', pgid='pgtrigger_update_update_b4163', table='cocon_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_topicevent" ("area_id", "id", "institution_id", "origin_id", "origin_kind", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "resolved_at", "resolved_by_id", "source", "state", "title", "words") VALUES (OLD."area_id", OLD."id", OLD."institution_id", OLD."origin_id", OLD."origin_kind", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."reason", OLD."resolved_at", OLD."resolved_by_id", OLD."source", OLD."state", OLD."title", OLD."words"); RETURN NULL;', hash='b65715236aa60b1362fe4be8c70ca70a1d9b100d', operation='DELETE', pgid='pgtrigger_delete_delete_dd49d', table='cocon_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, resolved_at, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_topic.area.resolved_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.resolved_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='3b3f339c4492c055a3198c92c5279cca9c988913', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_7de96', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, resolved_at, area_id FROM old_rows EXCEPT SELECT id, state, resolved_at, area_id FROM new_rows) UNION ALL (SELECT id, state, resolved_at, area_id FROM new_rows EXCEPT SELECT id, state, resolved_at, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_topic.area.resolved_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.resolved_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='a2e0791ce4493e5b3f6b68fc9c2c96545c54c9d9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_bf36f', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topic',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, resolved_at, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_topic.area.resolved_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.resolved_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='457fed0e49b8864b0a1f22357cd0e9ae5014d3fb', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_b94f9', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_topic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitemevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5f58780efd23ca16d5d46fffb681b4ca9244a534', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cd487', table='cocon_agendaitemevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('meeting', 'topic'), name='agenda_topic_once', violation_error_message='这个议题已在这次会议的议程里'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitem',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_agendaitemevent" ("id", "meeting_id", "minutes", "moved_to_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "presenter", "title", "topic_id") SELECT new_values."id", new_values."meeting_id", new_values."minutes", new_values."moved_to_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."presenter", new_values."title", new_values."topic_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4350f6bd92bb9c65d7767fde397f42af6b4843e2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_046d1', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_agendaitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_agendaitemevent" ("id", "meeting_id", "minutes", "moved_to_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "presenter", "title", "topic_id") VALUES (NEW."id", NEW."meeting_id", NEW."minutes", NEW."moved_to_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."presenter", NEW."title", NEW."topic_id"); RETURN NULL;', hash='2cca3e02dac1d4560368e7d5e9cf54033ebbedea', operation='UPDATE', pgid='pgtrigger_update_update_b8be6', table='cocon_agendaitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitem',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_agendaitemevent" ("id", "meeting_id", "minutes", "moved_to_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "presenter", "title", "topic_id") VALUES (OLD."id", OLD."meeting_id", OLD."minutes", OLD."moved_to_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."presenter", OLD."title", OLD."topic_id"); RETURN NULL;', hash='5f482796d913d59f51b3be1f29e029c8c65cef3b', operation='DELETE', pgid='pgtrigger_delete_delete_9ed33', table='cocon_agendaitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='topicevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='13e37008f81d42db1381397be8a945d88d7ab33b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ef03c', table='cocon_topicevent', when='BEFORE')),
        ),
        ]),
    ]
