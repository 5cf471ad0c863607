"""A poll knows the round that it belongs to, its subjects those of the round."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0005_keytasks'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='poll',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='poll',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='poll',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='pollsubject',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='pollsubject',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='pollsubject',
            name='delete_delete',
        ),
        migrations.RemoveField(
            model_name='pollsubject',
            name='key',
        ),
        migrations.RemoveField(
            model_name='pollsubjectevent',
            name='key',
        ),
        migrations.AddField(
            model_name='poll',
            name='round',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='polls', to='assessments.round', verbose_name='轮次'),
        ),
        migrations.AddField(
            model_name='pollevent',
            name='round',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.round', verbose_name='轮次'),
        ),
        migrations.AddField(
            model_name='pollsubject',
            name='of_round',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.roundsubject', verbose_name='考评对象'),
        ),
        migrations.AddField(
            model_name='pollsubjectevent',
            name='of_round',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.roundsubject', verbose_name='考评对象'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='poll',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_pollevent" ("area_id", "base", "bundle", "closed_at", "closed_by_id", "closes_at", "counted_at", "counted_by_id", "has_keepers", "id", "note", "number", "opened_at", "opened_by_id", "options", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result_public", "roll_digest", "round_id", "state", "takes_texts", "tally_public", "title", "year") SELECT new_values."area_id", new_values."base", new_values."bundle", new_values."closed_at", new_values."closed_by_id", new_values."closes_at", new_values."counted_at", new_values."counted_by_id", new_values."has_keepers", new_values."id", new_values."note", new_values."number", new_values."opened_at", new_values."opened_by_id", new_values."options", new_values."people", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."result_public", new_values."roll_digest", new_values."round_id", new_values."state", new_values."takes_texts", new_values."tally_public", new_values."title", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b4720a50ef9a6ea41468dd23afdc8d47901859b0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1b5d5', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_poll', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='poll',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."base" IS DISTINCT FROM (NEW."base") OR OLD."bundle" IS DISTINCT FROM (NEW."bundle") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."closed_by_id" IS DISTINCT FROM (NEW."closed_by_id") OR OLD."closes_at" IS DISTINCT FROM (NEW."closes_at") OR OLD."counted_at" IS DISTINCT FROM (NEW."counted_at") OR OLD."counted_by_id" IS DISTINCT FROM (NEW."counted_by_id") OR OLD."has_keepers" IS DISTINCT FROM (NEW."has_keepers") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."opened_by_id" IS DISTINCT FROM (NEW."opened_by_id") OR OLD."options" IS DISTINCT FROM (NEW."options") OR OLD."people" IS DISTINCT FROM (NEW."people") OR OLD."result_public" IS DISTINCT FROM (NEW."result_public") OR OLD."roll_digest" IS DISTINCT FROM (NEW."roll_digest") OR OLD."round_id" IS DISTINCT FROM (NEW."round_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."takes_texts" IS DISTINCT FROM (NEW."takes_texts") OR OLD."tally_public" IS DISTINCT FROM (NEW."tally_public") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."year" IS DISTINCT FROM (NEW."year"))', func='INSERT INTO "assessments_pollevent" ("area_id", "base", "bundle", "closed_at", "closed_by_id", "closes_at", "counted_at", "counted_by_id", "has_keepers", "id", "note", "number", "opened_at", "opened_by_id", "options", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result_public", "roll_digest", "round_id", "state", "takes_texts", "tally_public", "title", "year") VALUES (NEW."area_id", NEW."base", NEW."bundle", NEW."closed_at", NEW."closed_by_id", NEW."closes_at", NEW."counted_at", NEW."counted_by_id", NEW."has_keepers", NEW."id", NEW."note", NEW."number", NEW."opened_at", NEW."opened_by_id", NEW."options", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."result_public", NEW."roll_digest", NEW."round_id", NEW."state", NEW."takes_texts", NEW."tally_public", NEW."title", NEW."year"); RETURN NULL;', hash='76bf695ff299e8023ae028dd17733ccb0690ea00', operation='UPDATE', pgid='pgtrigger_update_update_47211', table='assessments_poll', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='poll',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_pollevent" ("area_id", "base", "bundle", "closed_at", "closed_by_id", "closes_at", "counted_at", "counted_by_id", "has_keepers", "id", "note", "number", "opened_at", "opened_by_id", "options", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result_public", "roll_digest", "round_id", "state", "takes_texts", "tally_public", "title", "year") VALUES (OLD."area_id", OLD."base", OLD."bundle", OLD."closed_at", OLD."closed_by_id", OLD."closes_at", OLD."counted_at", OLD."counted_by_id", OLD."has_keepers", OLD."id", OLD."note", OLD."number", OLD."opened_at", OLD."opened_by_id", OLD."options", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."result_public", OLD."roll_digest", OLD."round_id", OLD."state", OLD."takes_texts", OLD."tally_public", OLD."title", OLD."year"); RETURN NULL;', hash='3a06fd599f0cfbb6b6d412e37c14accc135a7c9c', operation='DELETE', pgid='pgtrigger_delete_delete_44712', table='assessments_poll', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pollsubject',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_pollsubjectevent" ("area_id", "holder_id", "id", "name", "of_round_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "position") SELECT new_values."area_id", new_values."holder_id", new_values."id", new_values."name", new_values."of_round_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."poll_id", new_values."position" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ec6fe0094675fe8f6bda99a27ba2d4ad362db61d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_741e6', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_pollsubject', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pollsubject',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "assessments_pollsubjectevent" ("area_id", "holder_id", "id", "name", "of_round_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "position") VALUES (NEW."area_id", NEW."holder_id", NEW."id", NEW."name", NEW."of_round_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."poll_id", NEW."position"); RETURN NULL;', hash='4fb41489172a927793bfccc89e02e7a6811bae09', operation='UPDATE', pgid='pgtrigger_update_update_7bfaf', table='assessments_pollsubject', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pollsubject',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_pollsubjectevent" ("area_id", "holder_id", "id", "name", "of_round_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poll_id", "position") VALUES (OLD."area_id", OLD."holder_id", OLD."id", OLD."name", OLD."of_round_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."poll_id", OLD."position"); RETURN NULL;', hash='07301c2e6d29b016b03ceb0cddf223f8e5276340', operation='DELETE', pgid='pgtrigger_delete_delete_bacf9', table='assessments_pollsubject', when='AFTER')),
        ),
    ]
