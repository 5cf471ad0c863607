"""Meetings in series; the quorum of bodies, and which of them deal with what waits too long on the lists (docs/rules.md, "Meetings")."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether

QUORUM = 50  # percent: half of those who are invited, or more
TAKE_LISTS = ("joint", "coord")


def fill(apps, schema_editor):
    kinds = apps.get_model("cocon", "BodyKind")
    kinds.objects.filter(code="party", quorum=0).update(quorum=QUORUM)
    kinds.objects.filter(code__in=TAKE_LISTS).update(takes_lists=True)


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0018_community_space'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='MeetingSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, help_text='各次加上日期；不填为组织名称', max_length=40, verbose_name='会议名称')),
                ('rhythm', models.CharField(choices=[('week', '每周'), ('fortnight', '每两周'), ('month', '每月同一天'), ('weekday', '每月同一个星期几'), ('quarter', '每季度同一天')], default='month', max_length=10, verbose_name='多久一次')),
                ('first_day', models.DateField(verbose_name='第一次')),
                ('last_day', models.DateField(verbose_name='安排到')),
                ('begins', models.CharField(default='09:00', help_text='如 09:00', max_length=5, verbose_name='几点开始')),
                ('minutes', models.PositiveSmallIntegerField(default=90, verbose_name='时长（分钟）')),
                ('place', models.CharField(max_length=60, verbose_name='地点')),
                ('agenda', models.CharField(blank=True, help_text='每行一项，后面可写分钟，如：通报上月情况 10', max_length=1000, verbose_name='固定议程')),
                ('planned_at', models.DateTimeField(verbose_name='安排时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='停止时间')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='停止原因')),
            ],
            options={
                'verbose_name': '例会安排',
                'verbose_name_plural': '例会安排',
                'ordering': ['-first_day', '-id'],
            },
        ),
        migrations.CreateModel(
            name='MeetingSeriesEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(blank=True, help_text='各次加上日期；不填为组织名称', max_length=40, verbose_name='会议名称')),
                ('rhythm', models.CharField(choices=[('week', '每周'), ('fortnight', '每两周'), ('month', '每月同一天'), ('weekday', '每月同一个星期几'), ('quarter', '每季度同一天')], default='month', max_length=10, verbose_name='多久一次')),
                ('first_day', models.DateField(verbose_name='第一次')),
                ('last_day', models.DateField(verbose_name='安排到')),
                ('begins', models.CharField(default='09:00', help_text='如 09:00', max_length=5, verbose_name='几点开始')),
                ('minutes', models.PositiveSmallIntegerField(default=90, verbose_name='时长（分钟）')),
                ('place', models.CharField(max_length=60, verbose_name='地点')),
                ('agenda', models.CharField(blank=True, help_text='每行一项，后面可写分钟，如：通报上月情况 10', max_length=1000, verbose_name='固定议程')),
                ('planned_at', models.DateTimeField(verbose_name='安排时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='停止时间')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='停止原因')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agendaitem',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agendaitem',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agendaitem',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='meeting',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='meeting',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='meeting',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='is_fixed',
            field=models.BooleanField(default=False, verbose_name='固定议程'),
        ),
        migrations.AddField(
            model_name='agendaitemevent',
            name='is_fixed',
            field=models.BooleanField(default=False, verbose_name='固定议程'),
        ),
        migrations.AddField(
            model_name='bodykind',
            name='quorum',
            field=models.PositiveSmallIntegerField(default=0, help_text='到会不足的不能作出决定；50为半数以上，0为不限', verbose_name='到会比例（%）'),
        ),
        migrations.AddField(
            model_name='bodykind',
            name='takes_lists',
            field=models.BooleanField(default=False, help_text='逾期无人认领、无人验收的自动列入议程', verbose_name='研究清单事项'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitem',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_agendaitemevent" ("id", "is_fixed", "meeting_id", "minutes", "moved_to_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "presenter", "title", "topic_id") SELECT new_values."id", new_values."is_fixed", new_values."meeting_id", new_values."minutes", new_values."moved_to_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."presenter", new_values."title", new_values."topic_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b9467791110138fb7236eb6cd79a3b54547a55fe', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_046d1', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_agendaitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_agendaitemevent" ("id", "is_fixed", "meeting_id", "minutes", "moved_to_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "presenter", "title", "topic_id") VALUES (NEW."id", NEW."is_fixed", NEW."meeting_id", NEW."minutes", NEW."moved_to_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."presenter", NEW."title", NEW."topic_id"); RETURN NULL;', hash='07ef782f5e26245873b1a4d30f3139174d06c849', operation='UPDATE', pgid='pgtrigger_update_update_b8be6', table='cocon_agendaitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agendaitem',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_agendaitemevent" ("id", "is_fixed", "meeting_id", "minutes", "moved_to_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "presenter", "title", "topic_id") VALUES (OLD."id", OLD."is_fixed", OLD."meeting_id", OLD."minutes", OLD."moved_to_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."presenter", OLD."title", OLD."topic_id"); RETURN NULL;', hash='203705687610c89034411709e6a824ce954ce47f', operation='DELETE', pgid='pgtrigger_delete_delete_9ed33', table='cocon_agendaitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_meetingevent" ("body_id", "called_at", "closed_at", "closed_by_id", "id", "minutes", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_at", "planned_by_id", "reason", "series_id", "starts_at", "state", "title") SELECT new_values."body_id", new_values."called_at", new_values."closed_at", new_values."closed_by_id", new_values."id", new_values."minutes", new_values."opened_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."planned_at", new_values."planned_by_id", new_values."reason", new_values."series_id", new_values."starts_at", new_values."state", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='91cca8b7f161d2cf56e20a2d637b6f0dc19c36a8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a5896', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_meetingevent" ("body_id", "called_at", "closed_at", "closed_by_id", "id", "minutes", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_at", "planned_by_id", "reason", "series_id", "starts_at", "state", "title") VALUES (NEW."body_id", NEW."called_at", NEW."closed_at", NEW."closed_by_id", NEW."id", NEW."minutes", NEW."opened_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."planned_at", NEW."planned_by_id", NEW."reason", NEW."series_id", NEW."starts_at", NEW."state", NEW."title"); RETURN NULL;', hash='fd39a0daebb0a990b7bc383841af4a370ffacfba', operation='UPDATE', pgid='pgtrigger_update_update_a1a60', table='cocon_meeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meeting',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_meetingevent" ("body_id", "called_at", "closed_at", "closed_by_id", "id", "minutes", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_at", "planned_by_id", "reason", "series_id", "starts_at", "state", "title") VALUES (OLD."body_id", OLD."called_at", OLD."closed_at", OLD."closed_by_id", OLD."id", OLD."minutes", OLD."opened_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."planned_at", OLD."planned_by_id", OLD."reason", OLD."series_id", OLD."starts_at", OLD."state", OLD."title"); RETURN NULL;', hash='6a853a8be38c5fbad0359ea867283f8e46119d9c', operation='DELETE', pgid='pgtrigger_delete_delete_466bc', table='cocon_meeting', when='AFTER')),
        ),
        migrations.AddField(
            model_name='meetingseries',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meeting_series', to='cocon.body', verbose_name='共建组织'),
        ),
        migrations.AddField(
            model_name='meetingseries',
            name='planned_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='安排人'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='series',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='cocon.meetingseries', verbose_name='例会安排'),
        ),
        migrations.AddField(
            model_name='meetingevent',
            name='series',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.meetingseries', verbose_name='例会安排'),
        ),
        migrations.AddField(
            model_name='meetingseriesevent',
            name='body',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.body', verbose_name='共建组织'),
        ),
        migrations.AddField(
            model_name='meetingseriesevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='meetingseriesevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.meetingseries'),
        ),
        migrations.AddField(
            model_name='meetingseriesevent',
            name='planned_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='安排人'),
        ),
        migrations.AddConstraint(
            model_name='meetingseries',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='meeting_series_ends_after_it_begins', violation_error_message='最后一天不能早于第一天'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingseries',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_meetingseriesevent" ("agenda", "begins", "body_id", "end_reason", "ended_at", "first_day", "id", "last_day", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_at", "planned_by_id", "rhythm", "title") SELECT new_values."agenda", new_values."begins", new_values."body_id", new_values."end_reason", new_values."ended_at", new_values."first_day", new_values."id", new_values."last_day", new_values."minutes", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."planned_at", new_values."planned_by_id", new_values."rhythm", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5cecc02e3d4dfefa68d713c9c62e092d2bee0148', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0f109', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_meetingseries', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingseries',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_meetingseriesevent" ("agenda", "begins", "body_id", "end_reason", "ended_at", "first_day", "id", "last_day", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_at", "planned_by_id", "rhythm", "title") VALUES (NEW."agenda", NEW."begins", NEW."body_id", NEW."end_reason", NEW."ended_at", NEW."first_day", NEW."id", NEW."last_day", NEW."minutes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."planned_at", NEW."planned_by_id", NEW."rhythm", NEW."title"); RETURN NULL;', hash='f08ca0e07d7ece53b297ffd0126ffa4174501c11', operation='UPDATE', pgid='pgtrigger_update_update_c0693', table='cocon_meetingseries', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingseries',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_meetingseriesevent" ("agenda", "begins", "body_id", "end_reason", "ended_at", "first_day", "id", "last_day", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_at", "planned_by_id", "rhythm", "title") VALUES (OLD."agenda", OLD."begins", OLD."body_id", OLD."end_reason", OLD."ended_at", OLD."first_day", OLD."id", OLD."last_day", OLD."minutes", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."planned_at", OLD."planned_by_id", OLD."rhythm", OLD."title"); RETURN NULL;', hash='ebb311b8e2dd713562b3cda145982775d6292959', operation='DELETE', pgid='pgtrigger_delete_delete_688c2', table='cocon_meetingseries', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='meetingseriesevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0f023a42abce7a909f01680ffe2bf91076a14ccf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_11618', table='cocon_meetingseriesevent', when='BEFORE')),
        ),
        ]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
