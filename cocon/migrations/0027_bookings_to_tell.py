"""Bookings about which somebody without an account is to be called; rooms for groups alone."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [('cocon', '0026_marks_of_lines')]

    operations = [
        CreateTogether([
        pgtrigger.migrations.RemoveTrigger(
            model_name='booking',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='booking',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='booking',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='room',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='room',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='room',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='booking',
            name='untold_since',
            field=models.DateTimeField(blank=True, null=True, verbose_name='待告知'),
        ),
        migrations.AddField(
            model_name='bookingevent',
            name='untold_since',
            field=models.DateTimeField(blank=True, null=True, verbose_name='待告知'),
        ),
        migrations.AddField(
            model_name='room',
            name='for_groups',
            field=models.BooleanField(default=False, help_text='选了的，预约时要写使用团队', verbose_name='只接待团队'),
        ),
        migrations.AddField(
            model_name='roomevent',
            name='for_groups',
            field=models.BooleanField(default=False, help_text='选了的，预约时要写使用团队', verbose_name='只接待团队'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(condition=models.Q(('untold_since__isnull', False)), fields=['room'], name='booking_untold'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booking',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_bookingevent" ("decided_at", "decided_by_id", "door", "ends_at", "entered_at", "entered_by_id", "group", "id", "kept_at", "kind", "member_id", "offered_until", "once", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reason", "room_id", "series_id", "starts_at", "state", "unit_id", "untold_since", "visitors") SELECT new_values."decided_at", new_values."decided_by_id", new_values."door", new_values."ends_at", new_values."entered_at", new_values."entered_by_id", new_values."group", new_values."id", new_values."kept_at", new_values."kind", new_values."member_id", new_values."offered_until", new_values."once", new_values."people", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."reason", new_values."room_id", new_values."series_id", new_values."starts_at", new_values."state", new_values."unit_id", new_values."untold_since", new_values."visitors" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c1548dc50fcaf8b7244a5d7937971d336b1a6276', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1f4cd', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_booking', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booking',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."door" IS DISTINCT FROM (NEW."door") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."group" IS DISTINCT FROM (NEW."group") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kept_at" IS DISTINCT FROM (NEW."kept_at") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."member_id" IS DISTINCT FROM (NEW."member_id") OR OLD."offered_until" IS DISTINCT FROM (NEW."offered_until") OR OLD."once" IS DISTINCT FROM (NEW."once") OR OLD."people" IS DISTINCT FROM (NEW."people") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."room_id" IS DISTINCT FROM (NEW."room_id") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."untold_since" IS DISTINCT FROM (NEW."untold_since") OR OLD."visitors" IS DISTINCT FROM (NEW."visitors"))', func='INSERT INTO "cocon_bookingevent" ("decided_at", "decided_by_id", "door", "ends_at", "entered_at", "entered_by_id", "group", "id", "kept_at", "kind", "member_id", "offered_until", "once", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reason", "room_id", "series_id", "starts_at", "state", "unit_id", "untold_since", "visitors") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."door", NEW."ends_at", NEW."entered_at", NEW."entered_by_id", NEW."group", NEW."id", NEW."kept_at", NEW."kind", NEW."member_id", NEW."offered_until", NEW."once", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."reason", NEW."room_id", NEW."series_id", NEW."starts_at", NEW."state", NEW."unit_id", NEW."untold_since", NEW."visitors"); RETURN NULL;', hash='1f21224ef411a12985c1485ae748f9c058432313', operation='UPDATE', pgid='pgtrigger_update_update_21209', table='cocon_booking', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booking',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_bookingevent" ("decided_at", "decided_by_id", "door", "ends_at", "entered_at", "entered_by_id", "group", "id", "kept_at", "kind", "member_id", "offered_until", "once", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reason", "room_id", "series_id", "starts_at", "state", "unit_id", "untold_since", "visitors") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."door", OLD."ends_at", OLD."entered_at", OLD."entered_by_id", OLD."group", OLD."id", OLD."kept_at", OLD."kind", OLD."member_id", OLD."offered_until", OLD."once", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."reason", OLD."room_id", OLD."series_id", OLD."starts_at", OLD."state", OLD."unit_id", OLD."untold_since", OLD."visitors"); RETURN NULL;', hash='d68312d3dba37988365dc14b29b1afbbfbd14ee8', operation='DELETE', pgid='pgtrigger_delete_delete_6cff9', table='cocon_booking', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_roomevent" ("ahead_days", "asks_approval", "cancel_days", "capacity", "checks_in", "for_groups", "hours", "id", "is_lent", "lead_days", "longest", "most_a_day", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepare", "use", "venue_id", "waits_for") SELECT new_values."ahead_days", new_values."asks_approval", new_values."cancel_days", new_values."capacity", new_values."checks_in", new_values."for_groups", new_values."hours", new_values."id", new_values."is_lent", new_values."lead_days", new_values."longest", new_values."most_a_day", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."prepare", new_values."use", new_values."venue_id", new_values."waits_for" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='25fb94c0092c43e26c9dd4f9288e9846210d17e4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_42fb0', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_room', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_roomevent" ("ahead_days", "asks_approval", "cancel_days", "capacity", "checks_in", "for_groups", "hours", "id", "is_lent", "lead_days", "longest", "most_a_day", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepare", "use", "venue_id", "waits_for") VALUES (NEW."ahead_days", NEW."asks_approval", NEW."cancel_days", NEW."capacity", NEW."checks_in", NEW."for_groups", NEW."hours", NEW."id", NEW."is_lent", NEW."lead_days", NEW."longest", NEW."most_a_day", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prepare", NEW."use", NEW."venue_id", NEW."waits_for"); RETURN NULL;', hash='fa0b0604537ccd276fe21a821fe5f84f449dc33a', operation='UPDATE', pgid='pgtrigger_update_update_aa39c', table='cocon_room', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='room',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_roomevent" ("ahead_days", "asks_approval", "cancel_days", "capacity", "checks_in", "for_groups", "hours", "id", "is_lent", "lead_days", "longest", "most_a_day", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepare", "use", "venue_id", "waits_for") VALUES (OLD."ahead_days", OLD."asks_approval", OLD."cancel_days", OLD."capacity", OLD."checks_in", OLD."for_groups", OLD."hours", OLD."id", OLD."is_lent", OLD."lead_days", OLD."longest", OLD."most_a_day", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prepare", OLD."use", OLD."venue_id", OLD."waits_for"); RETURN NULL;', hash='82991ea9159075a03dcbbbc071a311ab5c66cbce', operation='DELETE', pgid='pgtrigger_delete_delete_0b310', table='cocon_room', when='AFTER')),
        ),
        ]),
    ]
