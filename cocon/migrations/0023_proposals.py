"""How often one unit is proposed on the list for the next joint meeting (docs/rules.md, Needs and claims); what needs stand is counted."""

from datetime import date

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from orgtree.migrations._together import CreateTogether


def fill(apps, schema_editor):
    rules = apps.get_model("orgtree", "DeadlineRule").objects
    rules.create(key="cocon_proposed", number=3, unit="time", active_from=date(2025, 1, 1))


class Migration(migrations.Migration):

    dependencies = [("cocon", "0022_projects")]

    operations = [
        CreateTogether([
        pgtrigger.migrations.RemoveTrigger(
            model_name='need',
            name='mark_figures_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='need',
            name='mark_figures_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='need',
            name='mark_figures_delete',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='need',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_need.area.claims__accepted_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_claims.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_claim at_claims WHERE at_claims.need_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_need.area.claims__confirmed_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_claims.confirmed_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_claim at_claims WHERE at_claims.need_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, state, area_id, ended_at, published_at FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_need.area.ended_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.ended_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_need.area.published_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.published_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, published_at, ended_at, area_id, entered_at FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_need.area.entered_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.entered_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='14d4e30cddce89ca4a51103b34aa127a67ec8410', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_f0e9a', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_need', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='need',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, area_id FROM old_rows EXCEPT SELECT id, area_id FROM new_rows) UNION ALL (SELECT id, area_id FROM new_rows EXCEPT SELECT id, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_need.area.claims__accepted_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_claims.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_claim at_claims WHERE at_claims.need_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_need.area.claims__confirmed_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_claims.confirmed_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_claim at_claims WHERE at_claims.need_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, state, area_id, ended_at, published_at FROM old_rows EXCEPT SELECT id, state, area_id, ended_at, published_at FROM new_rows) UNION ALL (SELECT id, state, area_id, ended_at, published_at FROM new_rows EXCEPT SELECT id, state, area_id, ended_at, published_at FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_need.area.ended_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.ended_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_need.area.published_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.published_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, published_at, ended_at, area_id, entered_at FROM old_rows EXCEPT SELECT id, published_at, ended_at, area_id, entered_at FROM new_rows) UNION ALL (SELECT id, published_at, ended_at, area_id, entered_at FROM new_rows EXCEPT SELECT id, published_at, ended_at, area_id, entered_at FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_need.area.entered_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.entered_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='1b61129cb16d466f47fc2f9b2320561563fac41f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_11a94', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_need', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='need',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_need.area.claims__accepted_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_claims.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_claim at_claims WHERE at_claims.need_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_need.area.claims__confirmed_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_claims.confirmed_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_claim at_claims WHERE at_claims.need_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, state, area_id, ended_at, published_at FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_need.area.ended_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.ended_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_need.area.published_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.published_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, published_at, ended_at, area_id, entered_at FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_need.area.entered_at', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.entered_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='16c96dc1d438492a1df8c4004db3ff8f02407bb4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_c2665', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_need', when='AFTER')),
        ),
        ]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
