"""Activities, their sessions and residents served touch the figures of brands too."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('volunteers', '0010_session_photo_file'),
    ]

    operations = [
        CreateTogether([
        pgtrigger.migrations.RemoveTrigger(
            model_name='activity',
            name='mark_figures_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='activity',
            name='mark_figures_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='activity',
            name='mark_figures_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='sessionecho',
            name='mark_figures_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='sessionecho',
            name='mark_figures_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='sessionecho',
            name='mark_figures_delete',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, team_id, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_activity.area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, NULL::date AS first ) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, area_id, category FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_activity.area.sessions__starts_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_sessions.starts_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_activitysession at_sessions WHERE at_sessions.activity_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'volunteers_activity.sessions__services__area.sessions__services__served_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_sessions__services.area_id::bigint AS area, at_sessions__services.served_on::date AS first FROM volunteers_activitysession at_sessions, volunteers_servicerecord at_sessions__services WHERE at_sessions.activity_id = changed.id AND at_sessions__services.session_id = at_sessions.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='d4a3cbef4621fe8f35e5bc8a6ebc841a1404c2c3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_6df54', referencing='REFERENCING NEW TABLE AS new_rows ', table='volunteers_activity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, team_id, area_id FROM old_rows EXCEPT SELECT id, team_id, area_id FROM new_rows) UNION ALL (SELECT id, team_id, area_id FROM new_rows EXCEPT SELECT id, team_id, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_activity.area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, NULL::date AS first ) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, area_id, category FROM old_rows EXCEPT SELECT id, area_id, category FROM new_rows) UNION ALL (SELECT id, area_id, category FROM new_rows EXCEPT SELECT id, area_id, category FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_activity.area.sessions__starts_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_sessions.starts_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_activitysession at_sessions WHERE at_sessions.activity_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'volunteers_activity.sessions__services__area.sessions__services__served_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_sessions__services.area_id::bigint AS area, at_sessions__services.served_on::date AS first FROM volunteers_activitysession at_sessions, volunteers_servicerecord at_sessions__services WHERE at_sessions.activity_id = changed.id AND at_sessions__services.session_id = at_sessions.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='1c0da52d51b92ece501365181972fa4d709a7c25', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_0fa89', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='volunteers_activity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, team_id, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_activity.area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, NULL::date AS first ) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, area_id, category FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_activity.area.sessions__starts_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_sessions.starts_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_activitysession at_sessions WHERE at_sessions.activity_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'volunteers_activity.sessions__services__area.sessions__services__served_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_sessions__services.area_id::bigint AS area, at_sessions__services.served_on::date AS first FROM volunteers_activitysession at_sessions, volunteers_servicerecord at_sessions__services WHERE at_sessions.activity_id = changed.id AND at_sessions__services.session_id = at_sessions.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='70e71a6e25982d9b3d48669fc61c2ac0d2a1ee6b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_57ef9', referencing='REFERENCING OLD TABLE AS old_rows ', table='volunteers_activity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessionecho',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, good, fair, poor, residents, session_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_sessionecho.session__activity__area.session__starts_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_session__activity.area_id::bigint AS area, (at_session.starts_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_activitysession at_session, volunteers_activity at_session__activity WHERE at_session.id = changed.session_id AND at_session__activity.id = at_session.activity_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='e08005549c0a040e7d0f03a3e946b6ea7371c650', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_5e160', referencing='REFERENCING NEW TABLE AS new_rows ', table='volunteers_sessionecho', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessionecho',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, good, fair, poor, residents, session_id FROM old_rows EXCEPT SELECT id, good, fair, poor, residents, session_id FROM new_rows) UNION ALL (SELECT id, good, fair, poor, residents, session_id FROM new_rows EXCEPT SELECT id, good, fair, poor, residents, session_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_sessionecho.session__activity__area.session__starts_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_session__activity.area_id::bigint AS area, (at_session.starts_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_activitysession at_session, volunteers_activity at_session__activity WHERE at_session.id = changed.session_id AND at_session__activity.id = at_session.activity_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='dc876fd7aa93dc0aaa29f7a4e75588a06a5d12b7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_9ea5f', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='volunteers_sessionecho', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessionecho',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, good, fair, poor, residents, session_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'volunteers_sessionecho.session__activity__area.session__starts_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_session__activity.area_id::bigint AS area, (at_session.starts_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_activitysession at_session, volunteers_activity at_session__activity WHERE at_session.id = changed.session_id AND at_session__activity.id = at_session.activity_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='0e8406758d46bc8d56490c7c7e97a8c357893403', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_05338', referencing='REFERENCING OLD TABLE AS old_rows ', table='volunteers_sessionecho', when='AFTER')),
        ),
        ]),
    ]
