"""Where report-ins stood, from when till when, kept by triggers and filled from the trail."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether

# What the trail says of reports of before: each change of place, the last of a moment; what it knows nothing of stands where it is.
PLACINGS_OF_THE_TRAIL = """
    WITH told AS (
        SELECT DISTINCT ON (pgh_obj_id, pgh_created_at) pgh_obj_id AS report_in_id, area_id, pgh_created_at AS noted_at
        FROM volunteers_reportinevent WHERE pgh_label <> 'delete' ORDER BY pgh_obj_id, pgh_created_at, pgh_id DESC
    ), changes AS (
        SELECT * FROM (
            SELECT told.*, lag(area_id) OVER (PARTITION BY report_in_id ORDER BY noted_at) AS was FROM told
        ) steps WHERE was IS DISTINCT FROM area_id
    ), stays AS (
        SELECT report_in_id, area_id, noted_at, CASE WHEN was IS NOT NULL THEN noted_at END AS since,
            lead(noted_at) OVER (PARTITION BY report_in_id ORDER BY noted_at) AS until
        FROM changes
    ), known AS (
        SELECT stays.report_in_id FROM stays JOIN volunteers_reportin ON volunteers_reportin.id = stays.report_in_id
        WHERE stays.until IS NULL AND stays.area_id = volunteers_reportin.area_id
    )
    INSERT INTO volunteers_placing (report_in_id, area_id, since, until, noted_at)
    SELECT report_in_id, area_id, since, until, noted_at FROM stays WHERE report_in_id IN (SELECT report_in_id FROM known)
    UNION ALL
    SELECT id, area_id, NULL, NULL, now() FROM volunteers_reportin WHERE id NOT IN (SELECT report_in_id FROM known)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('orgtree', '0040_doubts_and_kept_views'),
        ('volunteers', '0022_confirmers_of_changes'),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='Placing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(null=True, verbose_name='自')),
                ('until', models.DateTimeField(null=True, verbose_name='至')),
                ('noted_at', models.DateTimeField(verbose_name='记入时间')),
            ],
            options={
                'verbose_name': '编入经过',
                'verbose_name_plural': '编入经过',
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='consent',
            name='mark_figures_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='consent',
            name='mark_figures_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='consent',
            name='mark_figures_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='dutyclaim',
            name='mark_figures_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='dutyclaim',
            name='mark_figures_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='dutyclaim',
            name='mark_figures_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='dutypost',
            name='mark_figures_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='dutypost',
            name='mark_figures_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='dutypost',
            name='mark_figures_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reportin',
            name='mark_figures_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reportin',
            name='mark_figures_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reportin',
            name='mark_figures_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='servicerecord',
            name='mark_figures_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='servicerecord',
            name='mark_figures_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='servicerecord',
            name='mark_figures_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='teammember',
            name='mark_figures_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='teammember',
            name='mark_figures_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='teammember',
            name='mark_figures_delete',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, member_id, text_id, given_at, withdrawn_at FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_consent.member__report_ins__placings__area.given_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_member__report_ins__placings.area_id::bigint AS area, (changed.given_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_reportin at_member__report_ins, volunteers_placing at_member__report_ins__placings WHERE at_member__report_ins.member_id = changed.member_id AND at_member__report_ins__placings.report_in_id = at_member__report_ins.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='d5f7c28e5fee5ba8f92d964b76ea2d94223798e2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_656d6', referencing='REFERENCING NEW TABLE AS new_rows ', table='volunteers_consent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, member_id, text_id, given_at, withdrawn_at FROM old_rows EXCEPT SELECT id, member_id, text_id, given_at, withdrawn_at FROM new_rows) UNION ALL (SELECT id, member_id, text_id, given_at, withdrawn_at FROM new_rows EXCEPT SELECT id, member_id, text_id, given_at, withdrawn_at FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_consent.member__report_ins__placings__area.given_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_member__report_ins__placings.area_id::bigint AS area, (changed.given_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_reportin at_member__report_ins, volunteers_placing at_member__report_ins__placings WHERE at_member__report_ins.member_id = changed.member_id AND at_member__report_ins__placings.report_in_id = at_member__report_ins.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='0810dbac587ff1e8f329fd15ae6cd832a689e59c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_b91e3', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='volunteers_consent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, member_id, text_id, given_at, withdrawn_at FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_consent.member__report_ins__placings__area.given_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_member__report_ins__placings.area_id::bigint AS area, (changed.given_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_reportin at_member__report_ins, volunteers_placing at_member__report_ins__placings WHERE at_member__report_ins.member_id = changed.member_id AND at_member__report_ins__placings.report_in_id = at_member__report_ins.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='75c3471c757885474062105c2f07f03e1d319bee', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_c462c', referencing='REFERENCING OLD TABLE AS old_rows ', table='volunteers_consent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutyclaim',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, member_id, post_id, appointed_at, ended_at FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_dutyclaim.member__report_ins__placings__area.appointed_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_member__report_ins__placings.area_id::bigint AS area, (changed.appointed_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_reportin at_member__report_ins, volunteers_placing at_member__report_ins__placings WHERE at_member__report_ins.member_id = changed.member_id AND at_member__report_ins__placings.report_in_id = at_member__report_ins.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'volunteers_dutyclaim.post__area.appointed_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_post.area_id::bigint AS area, (changed.appointed_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_dutypost at_post WHERE at_post.id = changed.post_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='63f727d15ab9692ab7051b42d5193038f488625b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_553d2', referencing='REFERENCING NEW TABLE AS new_rows ', table='volunteers_dutyclaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutyclaim',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, member_id, post_id, appointed_at, ended_at FROM old_rows EXCEPT SELECT id, member_id, post_id, appointed_at, ended_at FROM new_rows) UNION ALL (SELECT id, member_id, post_id, appointed_at, ended_at FROM new_rows EXCEPT SELECT id, member_id, post_id, appointed_at, ended_at FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_dutyclaim.member__report_ins__placings__area.appointed_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_member__report_ins__placings.area_id::bigint AS area, (changed.appointed_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_reportin at_member__report_ins, volunteers_placing at_member__report_ins__placings WHERE at_member__report_ins.member_id = changed.member_id AND at_member__report_ins__placings.report_in_id = at_member__report_ins.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'volunteers_dutyclaim.post__area.appointed_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_post.area_id::bigint AS area, (changed.appointed_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_dutypost at_post WHERE at_post.id = changed.post_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='988977f7578c9e27502fb90b02a4000ab393e81f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_67d19', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='volunteers_dutyclaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutyclaim',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, member_id, post_id, appointed_at, ended_at FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_dutyclaim.member__report_ins__placings__area.appointed_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_member__report_ins__placings.area_id::bigint AS area, (changed.appointed_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_reportin at_member__report_ins, volunteers_placing at_member__report_ins__placings WHERE at_member__report_ins.member_id = changed.member_id AND at_member__report_ins__placings.report_in_id = at_member__report_ins.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'volunteers_dutyclaim.post__area.appointed_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_post.area_id::bigint AS area, (changed.appointed_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_dutypost at_post WHERE at_post.id = changed.post_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='7726024090d447e6d423aaa2882af2f68b96f205', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_e73c3', referencing='REFERENCING OLD TABLE AS old_rows ', table='volunteers_dutyclaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutypost',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_dutypost.area.emergency_post__set_up_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_emergency_post.set_up_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_emergencypost at_emergency_post WHERE at_emergency_post.duty_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, needed, since, until, closed_at, created_at, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_dutypost.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'volunteers_dutypost.claims__member__report_ins__placings__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_claims__member__report_ins__placings.area_id::bigint AS area, changed.since::date AS first FROM volunteers_dutyclaim at_claims, volunteers_reportin at_claims__member__report_ins, volunteers_placing at_claims__member__report_ins__placings WHERE at_claims.post_id = changed.id AND at_claims__member__report_ins.member_id = at_claims.member_id AND at_claims__member__report_ins__placings.report_in_id = at_claims__member__report_ins.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='204b71a758da8bb77235c204683307f54c9c5861', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_da0de', referencing='REFERENCING NEW TABLE AS new_rows ', table='volunteers_dutypost', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutypost',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, area_id FROM old_rows EXCEPT SELECT id, area_id FROM new_rows) UNION ALL (SELECT id, area_id FROM new_rows EXCEPT SELECT id, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_dutypost.area.emergency_post__set_up_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_emergency_post.set_up_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_emergencypost at_emergency_post WHERE at_emergency_post.duty_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, needed, since, until, closed_at, created_at, area_id FROM old_rows EXCEPT SELECT id, needed, since, until, closed_at, created_at, area_id FROM new_rows) UNION ALL (SELECT id, needed, since, until, closed_at, created_at, area_id FROM new_rows EXCEPT SELECT id, needed, since, until, closed_at, created_at, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_dutypost.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'volunteers_dutypost.claims__member__report_ins__placings__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_claims__member__report_ins__placings.area_id::bigint AS area, changed.since::date AS first FROM volunteers_dutyclaim at_claims, volunteers_reportin at_claims__member__report_ins, volunteers_placing at_claims__member__report_ins__placings WHERE at_claims.post_id = changed.id AND at_claims__member__report_ins.member_id = at_claims.member_id AND at_claims__member__report_ins__placings.report_in_id = at_claims__member__report_ins.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='246c6c2261a556822887d06acd2313e3b48f0b50', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_60bba', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='volunteers_dutypost', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutypost',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_dutypost.area.emergency_post__set_up_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_emergency_post.set_up_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_emergencypost at_emergency_post WHERE at_emergency_post.duty_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, needed, since, until, closed_at, created_at, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_dutypost.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'volunteers_dutypost.claims__member__report_ins__placings__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_claims__member__report_ins__placings.area_id::bigint AS area, changed.since::date AS first FROM volunteers_dutyclaim at_claims, volunteers_reportin at_claims__member__report_ins, volunteers_placing at_claims__member__report_ins__placings WHERE at_claims.post_id = changed.id AND at_claims__member__report_ins.member_id = at_claims.member_id AND at_claims__member__report_ins__placings.report_in_id = at_claims__member__report_ins.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='b46a4d45e2d555a1f8682c59622fde21e4ee4429', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_77333', referencing='REFERENCING OLD TABLE AS old_rows ', table='volunteers_dutypost', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportin',
            trigger=pgtrigger.compiler.Trigger(name='placed', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO volunteers_placing (report_in_id, area_id, noted_at) SELECT id, area_id, now() FROM new_rows; RETURN NULL;', hash='37866b8bef9fb080ffaba961ae0bd72ce26c41b6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_placed_24614', referencing='REFERENCING NEW TABLE AS new_rows ', table='volunteers_reportin', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportin',
            trigger=pgtrigger.compiler.Trigger(name='placed_anew', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    IF EXISTS (SELECT FROM old_rows JOIN new_rows USING (id) WHERE old_rows.area_id <> new_rows.area_id) THEN\n        UPDATE volunteers_placing stay SET area_id = new_rows.area_id FROM new_rows\n            WHERE stay.report_in_id = new_rows.id AND stay.until IS NULL AND stay.noted_at >= now()\n            AND stay.area_id <> new_rows.area_id;\n        UPDATE volunteers_placing stay SET until = now() FROM new_rows\n            WHERE stay.report_in_id = new_rows.id AND stay.until IS NULL AND stay.area_id <> new_rows.area_id;\n        INSERT INTO volunteers_placing (report_in_id, area_id, since, noted_at)\n            SELECT new_rows.id, new_rows.area_id, now(), now() FROM new_rows\n            WHERE NOT EXISTS (SELECT FROM volunteers_placing stay WHERE stay.report_in_id = new_rows.id AND stay.until IS NULL);\n    END IF;\n    RETURN NULL;', hash='6631ac88729c77065dce2d7b4dc5781a7a5b2521', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_placed_anew_5c8f8', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='volunteers_reportin', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportin',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, member_id, accepted_at, gridded_at, ended_at FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_reportin.placings__area.accepted_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_placings.area_id::bigint AS area, (changed.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_placing at_placings WHERE at_placings.report_in_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='85fc3dc060efbb1ca2f586ca88948869d827bb84', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_6d7e6', referencing='REFERENCING NEW TABLE AS new_rows ', table='volunteers_reportin', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportin',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, member_id, accepted_at, gridded_at, ended_at FROM old_rows EXCEPT SELECT id, member_id, accepted_at, gridded_at, ended_at FROM new_rows) UNION ALL (SELECT id, member_id, accepted_at, gridded_at, ended_at FROM new_rows EXCEPT SELECT id, member_id, accepted_at, gridded_at, ended_at FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_reportin.placings__area.accepted_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_placings.area_id::bigint AS area, (changed.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_placing at_placings WHERE at_placings.report_in_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='52f2a469cb44eb4d3adc7d40062e1291cbd0304f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_cde33', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='volunteers_reportin', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportin',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, member_id, accepted_at, gridded_at, ended_at FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_reportin.placings__area.accepted_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_placings.area_id::bigint AS area, (changed.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_placing at_placings WHERE at_placings.report_in_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='9d98da8f3a0b2736dfb8d191197d7518850d1ae4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_8acac', referencing='REFERENCING OLD TABLE AS old_rows ', table='volunteers_reportin', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicerecord',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, decided_at, voided_at, hours, people_served, good_deeds, kind_id, session_id, member_id, area_id, served_on FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_servicerecord.area.served_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.served_on::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'volunteers_servicerecord.member__report_ins__placings__area.served_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_member__report_ins__placings.area_id::bigint AS area, changed.served_on::date AS first FROM volunteers_reportin at_member__report_ins, volunteers_placing at_member__report_ins__placings WHERE at_member__report_ins.member_id = changed.member_id AND at_member__report_ins__placings.report_in_id = at_member__report_ins.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='4c87320444265baaef98ac9f8ccbd8e00899fb0d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_d0545', referencing='REFERENCING NEW TABLE AS new_rows ', table='volunteers_servicerecord', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicerecord',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, decided_at, voided_at, hours, people_served, good_deeds, kind_id, session_id, member_id, area_id, served_on FROM old_rows EXCEPT SELECT id, state, decided_at, voided_at, hours, people_served, good_deeds, kind_id, session_id, member_id, area_id, served_on FROM new_rows) UNION ALL (SELECT id, state, decided_at, voided_at, hours, people_served, good_deeds, kind_id, session_id, member_id, area_id, served_on FROM new_rows EXCEPT SELECT id, state, decided_at, voided_at, hours, people_served, good_deeds, kind_id, session_id, member_id, area_id, served_on FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_servicerecord.area.served_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.served_on::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'volunteers_servicerecord.member__report_ins__placings__area.served_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_member__report_ins__placings.area_id::bigint AS area, changed.served_on::date AS first FROM volunteers_reportin at_member__report_ins, volunteers_placing at_member__report_ins__placings WHERE at_member__report_ins.member_id = changed.member_id AND at_member__report_ins__placings.report_in_id = at_member__report_ins.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='8df89ad932e61b308ea8b33452a68bda640a67c2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_cda80', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='volunteers_servicerecord', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicerecord',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, decided_at, voided_at, hours, people_served, good_deeds, kind_id, session_id, member_id, area_id, served_on FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_servicerecord.area.served_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.served_on::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'volunteers_servicerecord.member__report_ins__placings__area.served_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_member__report_ins__placings.area_id::bigint AS area, changed.served_on::date AS first FROM volunteers_reportin at_member__report_ins, volunteers_placing at_member__report_ins__placings WHERE at_member__report_ins.member_id = changed.member_id AND at_member__report_ins__placings.report_in_id = at_member__report_ins.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='37a46899c5fdbeef39f2e83a8b032dbc4556e3c3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_615e6', referencing='REFERENCING OLD TABLE AS old_rows ', table='volunteers_servicerecord', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammember',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, member_id, since, until FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_teammember.member__report_ins__placings__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_member__report_ins__placings.area_id::bigint AS area, changed.since::date AS first FROM volunteers_reportin at_member__report_ins, volunteers_placing at_member__report_ins__placings WHERE at_member__report_ins.member_id = changed.member_id AND at_member__report_ins__placings.report_in_id = at_member__report_ins.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='da00aa1da6b48540da64a71dedbaba11855b7109', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_c0001', referencing='REFERENCING NEW TABLE AS new_rows ', table='volunteers_teammember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammember',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, member_id, since, until FROM old_rows EXCEPT SELECT id, member_id, since, until FROM new_rows) UNION ALL (SELECT id, member_id, since, until FROM new_rows EXCEPT SELECT id, member_id, since, until FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_teammember.member__report_ins__placings__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_member__report_ins__placings.area_id::bigint AS area, changed.since::date AS first FROM volunteers_reportin at_member__report_ins, volunteers_placing at_member__report_ins__placings WHERE at_member__report_ins.member_id = changed.member_id AND at_member__report_ins__placings.report_in_id = at_member__report_ins.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='5af9902803915afa2fa0ce01a6441e92609612b7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_bceda', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='volunteers_teammember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammember',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, member_id, since, until FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_teammember.member__report_ins__placings__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_member__report_ins__placings.area_id::bigint AS area, changed.since::date AS first FROM volunteers_reportin at_member__report_ins, volunteers_placing at_member__report_ins__placings WHERE at_member__report_ins.member_id = changed.member_id AND at_member__report_ins__placings.report_in_id = at_member__report_ins.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='33c1b1c91a8879f91c6e953aec850b4d8db8d0eb', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_e3274', referencing='REFERENCING OLD TABLE AS old_rows ', table='volunteers_teammember', when='AFTER')),
        ),
        migrations.AddField(
            model_name='placing',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='编入'),
        ),
        migrations.AddField(
            model_name='placing',
            name='report_in',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='placings', to='volunteers.reportin', verbose_name='报到'),
        ),
        migrations.AddConstraint(
            model_name='placing',
            constraint=models.UniqueConstraint(fields=('report_in', 'until'), name='placing_one_at_a_time', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='placing',
            constraint=models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='placing_ends_after_it_began'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placing',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, since, until, area_id, report_in_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_placing.area.report_in__accepted_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_report_in.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_reportin at_report_in WHERE at_report_in.id = changed.report_in_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='2ba77c229523f870ef8483e935abc929afdc35db', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_25434', referencing='REFERENCING NEW TABLE AS new_rows ', table='volunteers_placing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placing',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, since, until, area_id, report_in_id FROM old_rows EXCEPT SELECT id, since, until, area_id, report_in_id FROM new_rows) UNION ALL (SELECT id, since, until, area_id, report_in_id FROM new_rows EXCEPT SELECT id, since, until, area_id, report_in_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_placing.area.report_in__accepted_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_report_in.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_reportin at_report_in WHERE at_report_in.id = changed.report_in_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='98029b72dc70112e69167b3cba6a0650389df1cc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_efc75', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='volunteers_placing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placing',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, since, until, area_id, report_in_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_placing.area.report_in__accepted_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_report_in.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_reportin at_report_in WHERE at_report_in.id = changed.report_in_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='8248356b4e318f07d34757bd5408aad7a458ed57', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_91a71', referencing='REFERENCING OLD TABLE AS old_rows ', table='volunteers_placing', when='AFTER')),
        ),
        ]),
        migrations.RunSQL(PLACINGS_OF_THE_TRAIL, migrations.RunSQL.noop),
    ]
