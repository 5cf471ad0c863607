"""A unit may hold a wish, or the leader of a team in its name."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0023_proposals'),
        ('orgtree', '0015_task_assists_and_limits'),
        ('volunteers', '0010_session_photo_file'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        pgtrigger.migrations.RemoveTrigger(
            model_name='wish',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='wish',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='wish',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='wish',
            name='wish_claimed_by_one',
        ),
        migrations.AddField(
            model_name='wish',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='volunteers.serviceteam', verbose_name='认领服务队'),
        ),
        migrations.AddField(
            model_name='wish',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='orgtree.institution', verbose_name='认领单位'),
        ),
        migrations.AddField(
            model_name='wishevent',
            name='team',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='volunteers.serviceteam', verbose_name='认领服务队'),
        ),
        migrations.AddField(
            model_name='wishevent',
            name='unit',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='认领单位'),
        ),
        migrations.AddIndex(
            model_name='wish',
            index=models.Index(fields=['unit', 'state'], name='wish_of_unit'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='wish',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_wishevent" ("area_id", "claimed_at", "claimed_by_id", "closed_at", "closed_by_id", "due_on", "entered_at", "entered_by_id", "fulfilled_at", "id", "kind", "need", "outcome", "people_helped", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo", "reason", "state", "team_id", "title", "unit_id", "word") SELECT new_values."area_id", new_values."claimed_at", new_values."claimed_by_id", new_values."closed_at", new_values."closed_by_id", new_values."due_on", new_values."entered_at", new_values."entered_by_id", new_values."fulfilled_at", new_values."id", new_values."kind", new_values."need", new_values."outcome", new_values."people_helped", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."photo", new_values."reason", new_values."state", new_values."team_id", new_values."title", new_values."unit_id", new_values."word" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='08242db10f16464498188fca9eb19b2541e82998', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6c1c7', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_wish', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='wish',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."claimed_at" IS DISTINCT FROM (NEW."claimed_at") OR OLD."claimed_by_id" IS DISTINCT FROM (NEW."claimed_by_id") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."closed_by_id" IS DISTINCT FROM (NEW."closed_by_id") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."fulfilled_at" IS DISTINCT FROM (NEW."fulfilled_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."need" IS DISTINCT FROM (NEW."need") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."people_helped" IS DISTINCT FROM (NEW."people_helped") OR OLD."photo" IS DISTINCT FROM (NEW."photo") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."team_id" IS DISTINCT FROM (NEW."team_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."word" IS DISTINCT FROM (NEW."word"))', func='INSERT INTO "cocon_wishevent" ("area_id", "claimed_at", "claimed_by_id", "closed_at", "closed_by_id", "due_on", "entered_at", "entered_by_id", "fulfilled_at", "id", "kind", "need", "outcome", "people_helped", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo", "reason", "state", "team_id", "title", "unit_id", "word") VALUES (NEW."area_id", NEW."claimed_at", NEW."claimed_by_id", NEW."closed_at", NEW."closed_by_id", NEW."due_on", NEW."entered_at", NEW."entered_by_id", NEW."fulfilled_at", NEW."id", NEW."kind", NEW."need", NEW."outcome", NEW."people_helped", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."photo", NEW."reason", NEW."state", NEW."team_id", NEW."title", NEW."unit_id", NEW."word"); RETURN NULL;', hash='60e357a7236a7d7844b4f96b54c32b10c0de6472', operation='UPDATE', pgid='pgtrigger_update_update_1e613', table='cocon_wish', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='wish',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_wishevent" ("area_id", "claimed_at", "claimed_by_id", "closed_at", "closed_by_id", "due_on", "entered_at", "entered_by_id", "fulfilled_at", "id", "kind", "need", "outcome", "people_helped", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo", "reason", "state", "team_id", "title", "unit_id", "word") VALUES (OLD."area_id", OLD."claimed_at", OLD."claimed_by_id", OLD."closed_at", OLD."closed_by_id", OLD."due_on", OLD."entered_at", OLD."entered_by_id", OLD."fulfilled_at", OLD."id", OLD."kind", OLD."need", OLD."outcome", OLD."people_helped", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."photo", OLD."reason", OLD."state", OLD."team_id", OLD."title", OLD."unit_id", OLD."word"); RETURN NULL;', hash='276fb5fe9892bb5e2598cd661a37c5c75751c232', operation='DELETE', pgid='pgtrigger_delete_delete_d7009', table='cocon_wish', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claimed_by__isnull', True), ('team__isnull', True), ('unit__isnull', True), ('state__in', ['open', 'cancelled'])), models.Q(models.Q(models.Q(('claimed_by__isnull', False), ('unit__isnull', True)), models.Q(('claimed_by__isnull', True), ('team__isnull', True), ('unit__isnull', False)), _connector='OR'), ('claimed_at__isnull', False), ('due_on__isnull', False), ('state__in', ['claimed', 'fulfilled', 'closed'])), _connector='OR'), name='wish_claimed_by_one', violation_error_message='认领人与状态不符'),
        ),
        ]),
    ]
