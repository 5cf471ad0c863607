"""When a person asked for leave; for leaves of before it is not known, and the time of the sign-up stands for it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def fill(apps, schema_editor):
    """A leave that no leader noted was the person's own."""
    leaves = apps.get_model("volunteers", "SignUp").objects.filter(state="excused", marked_by=None)
    leaves.update(leave_at=models.F("signed_up_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('volunteers', '0038_data_request_deadline'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='signup',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='signup',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='signup',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='signup',
            name='leave_at',
            field=models.DateTimeField(blank=True, help_text='开始前请的假，点名不能改为缺', null=True, verbose_name='请假时间'),
        ),
        migrations.AddField(
            model_name='signupevent',
            name='leave_at',
            field=models.DateTimeField(blank=True, help_text='开始前请的假，点名不能改为缺', null=True, verbose_name='请假时间'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signup',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "volunteers_signupevent" ("arrived_at", "by_qr", "excuse", "id", "is_walk_in", "leave_at", "left_at", "marked_by_id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promoted_at", "session_id", "signed_up_at", "signed_up_by_id", "state") SELECT new_values."arrived_at", new_values."by_qr", new_values."excuse", new_values."id", new_values."is_walk_in", new_values."leave_at", new_values."left_at", new_values."marked_by_id", new_values."member_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."promoted_at", new_values."session_id", new_values."signed_up_at", new_values."signed_up_by_id", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2a791fb28f6bfae50eedc0d7224baec9e772b7b9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_cc873', referencing='REFERENCING NEW TABLE AS new_values ', table='volunteers_signup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signup',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "volunteers_signupevent" ("arrived_at", "by_qr", "excuse", "id", "is_walk_in", "leave_at", "left_at", "marked_by_id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promoted_at", "session_id", "signed_up_at", "signed_up_by_id", "state") VALUES (NEW."arrived_at", NEW."by_qr", NEW."excuse", NEW."id", NEW."is_walk_in", NEW."leave_at", NEW."left_at", NEW."marked_by_id", NEW."member_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."promoted_at", NEW."session_id", NEW."signed_up_at", NEW."signed_up_by_id", NEW."state"); RETURN NULL;', hash='81b71790714b48189a78da45be5400802de35b31', operation='UPDATE', pgid='pgtrigger_update_update_2771a', table='volunteers_signup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signup',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "volunteers_signupevent" ("arrived_at", "by_qr", "excuse", "id", "is_walk_in", "leave_at", "left_at", "marked_by_id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promoted_at", "session_id", "signed_up_at", "signed_up_by_id", "state") VALUES (OLD."arrived_at", OLD."by_qr", OLD."excuse", OLD."id", OLD."is_walk_in", OLD."leave_at", OLD."left_at", OLD."marked_by_id", OLD."member_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."promoted_at", OLD."session_id", OLD."signed_up_at", OLD."signed_up_by_id", OLD."state"); RETURN NULL;', hash='3888c7d1124be6ddff69ea3425cbe80988cb2985', operation='DELETE', pgid='pgtrigger_delete_delete_62990', table='volunteers_signup', when='AFTER')),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
