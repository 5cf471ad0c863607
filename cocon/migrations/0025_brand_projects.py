"""A project may belong to a brand."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0024_wishes_of_groups'),
        ('volunteers', '0011_brand_marks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        pgtrigger.migrations.RemoveTrigger(
            model_name='brand',
            name='mark_figures_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='brand',
            name='mark_figures_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='brand',
            name='mark_figures_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='brandpart',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='brandpart',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='brandpart',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='brandpart',
            name='mark_figures_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='brandpart',
            name='mark_figures_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='brandpart',
            name='mark_figures_delete',
        ),
        migrations.RemoveConstraint(
            model_name='brandpart',
            name='brand_part_is_one_thing',
        ),
        migrations.AddField(
            model_name='brandpart',
            name='project',
            field=models.ForeignKey(blank=True, help_text='验收后，填报的受益人数计入品牌；人数按项目填报，一个项目只计一次', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='brand_parts', to='cocon.project', verbose_name='共建项目'),
        ),
        migrations.AddField(
            model_name='brandpartevent',
            name='project',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='验收后，填报的受益人数计入品牌；人数按项目填报，一个项目只计一次', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.project', verbose_name='共建项目'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brand',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, since, ended_on, is_main, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brand.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, since, ended_on FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brand.parts__activity__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_parts__activity.area_id::bigint AS area, NULL::date AS first FROM cocon_brandpart at_parts, volunteers_activity at_parts__activity WHERE at_parts.brand_id = changed.id AND at_parts__activity.id = at_parts.activity_id OFFSET 0) cell WHERE cell.area IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_brand.parts__project__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_parts__project.area_id::bigint AS area, NULL::date AS first FROM cocon_brandpart at_parts, cocon_project at_parts__project WHERE at_parts.brand_id = changed.id AND at_parts__project.id = at_parts.project_id OFFSET 0) cell WHERE cell.area IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_brand.parts__team__activities__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_parts__team__activities.area_id::bigint AS area, NULL::date AS first FROM cocon_brandpart at_parts, volunteers_activity at_parts__team__activities WHERE at_parts.brand_id = changed.id AND at_parts__team__activities.team_id = at_parts.team_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='2e3ac85785437e068638a6707dc5a06ed77fd8a1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_ccd9a', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_brand', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brand',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, since, ended_on, is_main, area_id FROM old_rows EXCEPT SELECT id, since, ended_on, is_main, area_id FROM new_rows) UNION ALL (SELECT id, since, ended_on, is_main, area_id FROM new_rows EXCEPT SELECT id, since, ended_on, is_main, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brand.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, since, ended_on FROM old_rows EXCEPT SELECT id, since, ended_on FROM new_rows) UNION ALL (SELECT id, since, ended_on FROM new_rows EXCEPT SELECT id, since, ended_on FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brand.parts__activity__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_parts__activity.area_id::bigint AS area, NULL::date AS first FROM cocon_brandpart at_parts, volunteers_activity at_parts__activity WHERE at_parts.brand_id = changed.id AND at_parts__activity.id = at_parts.activity_id OFFSET 0) cell WHERE cell.area IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_brand.parts__project__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_parts__project.area_id::bigint AS area, NULL::date AS first FROM cocon_brandpart at_parts, cocon_project at_parts__project WHERE at_parts.brand_id = changed.id AND at_parts__project.id = at_parts.project_id OFFSET 0) cell WHERE cell.area IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_brand.parts__team__activities__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_parts__team__activities.area_id::bigint AS area, NULL::date AS first FROM cocon_brandpart at_parts, volunteers_activity at_parts__team__activities WHERE at_parts.brand_id = changed.id AND at_parts__team__activities.team_id = at_parts.team_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='d6739bd7973de7f8ef59f1deedafb36440cf8a34', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_5b769', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_brand', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brand',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, since, ended_on, is_main, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brand.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, since, ended_on FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brand.parts__activity__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_parts__activity.area_id::bigint AS area, NULL::date AS first FROM cocon_brandpart at_parts, volunteers_activity at_parts__activity WHERE at_parts.brand_id = changed.id AND at_parts__activity.id = at_parts.activity_id OFFSET 0) cell WHERE cell.area IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_brand.parts__project__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_parts__project.area_id::bigint AS area, NULL::date AS first FROM cocon_brandpart at_parts, cocon_project at_parts__project WHERE at_parts.brand_id = changed.id AND at_parts__project.id = at_parts.project_id OFFSET 0) cell WHERE cell.area IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_brand.parts__team__activities__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_parts__team__activities.area_id::bigint AS area, NULL::date AS first FROM cocon_brandpart at_parts, volunteers_activity at_parts__team__activities WHERE at_parts.brand_id = changed.id AND at_parts__team__activities.team_id = at_parts.team_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='7f127a783ab5fe46ca9e96245ebae1cc7b048682', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_47c9b', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_brand', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandpart',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_brandpartevent" ("activity_id", "added_at", "added_by_id", "brand_id", "id", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "team_id") SELECT new_values."activity_id", new_values."added_at", new_values."added_by_id", new_values."brand_id", new_values."id", new_values."need_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."team_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='587d2ffc08ae64154583043221e49b9355656f7a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_dbeb4', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_brandpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandpart',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_brandpartevent" ("activity_id", "added_at", "added_by_id", "brand_id", "id", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "team_id") VALUES (NEW."activity_id", NEW."added_at", NEW."added_by_id", NEW."brand_id", NEW."id", NEW."need_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."team_id"); RETURN NULL;', hash='ae7b91c757bab06551014a16b46798d923595624', operation='UPDATE', pgid='pgtrigger_update_update_25926', table='cocon_brandpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandpart',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_brandpartevent" ("activity_id", "added_at", "added_by_id", "brand_id", "id", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "team_id") VALUES (OLD."activity_id", OLD."added_at", OLD."added_by_id", OLD."brand_id", OLD."id", OLD."need_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."team_id"); RETURN NULL;', hash='a80692f31eac0fa48732c0a6a758ce89b7ac71c7', operation='DELETE', pgid='pgtrigger_delete_delete_4898a', table='cocon_brandpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandpart',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, activity_id, team_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brandpart.activity__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_activity.area_id::bigint AS area, NULL::date AS first FROM volunteers_activity at_activity WHERE at_activity.id = changed.activity_id OFFSET 0) cell WHERE cell.area IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_brandpart.team__activities__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_team__activities.area_id::bigint AS area, NULL::date AS first FROM volunteers_activity at_team__activities WHERE at_team__activities.team_id = changed.team_id OFFSET 0) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, project_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brandpart.project__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_project.area_id::bigint AS area, NULL::date AS first FROM cocon_project at_project WHERE at_project.id = changed.project_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='b6e5c273016cbf2e433092b8bd4ba38ed94d1008', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_621c6', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_brandpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandpart',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, activity_id, team_id FROM old_rows EXCEPT SELECT id, activity_id, team_id FROM new_rows) UNION ALL (SELECT id, activity_id, team_id FROM new_rows EXCEPT SELECT id, activity_id, team_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brandpart.activity__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_activity.area_id::bigint AS area, NULL::date AS first FROM volunteers_activity at_activity WHERE at_activity.id = changed.activity_id OFFSET 0) cell WHERE cell.area IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_brandpart.team__activities__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_team__activities.area_id::bigint AS area, NULL::date AS first FROM volunteers_activity at_team__activities WHERE at_team__activities.team_id = changed.team_id OFFSET 0) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, project_id FROM old_rows EXCEPT SELECT id, project_id FROM new_rows) UNION ALL (SELECT id, project_id FROM new_rows EXCEPT SELECT id, project_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brandpart.project__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_project.area_id::bigint AS area, NULL::date AS first FROM cocon_project at_project WHERE at_project.id = changed.project_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='a131912703bb722a861d0b46d2f470a2e6cc65bc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_6a7ae', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_brandpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandpart',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, activity_id, team_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brandpart.activity__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_activity.area_id::bigint AS area, NULL::date AS first FROM volunteers_activity at_activity WHERE at_activity.id = changed.activity_id OFFSET 0) cell WHERE cell.area IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_brandpart.team__activities__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_team__activities.area_id::bigint AS area, NULL::date AS first FROM volunteers_activity at_team__activities WHERE at_team__activities.team_id = changed.team_id OFFSET 0) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, project_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brandpart.project__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_project.area_id::bigint AS area, NULL::date AS first FROM cocon_project at_project WHERE at_project.id = changed.project_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='86657ae59d77b11b7748e000e47d5cc19c0b24b8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_24f8c', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_brandpart', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='brandpart',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('activity__isnull', False), ('need__isnull', True), ('project__isnull', True), ('team__isnull', True)), models.Q(('activity__isnull', True), ('need__isnull', True), ('project__isnull', True), ('team__isnull', False)), models.Q(('activity__isnull', True), ('need__isnull', False), ('project__isnull', True), ('team__isnull', True)), models.Q(('activity__isnull', True), ('need__isnull', True), ('project__isnull', False), ('team__isnull', True)), _connector='OR'), name='brand_part_is_one_thing', violation_error_message='活动、服务队、需求、项目选一项'),
        ),
        migrations.AddConstraint(
            model_name='brandpart',
            constraint=models.UniqueConstraint(fields=('brand', 'project'), name='brand_part_project_once', violation_error_message='已经关联'),
        ),
        ]),
    ]
