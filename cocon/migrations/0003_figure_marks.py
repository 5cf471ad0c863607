"""Writes of wishes note which figures they touch (orgtree/declare/marking.py)."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0002_carry_wishes'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='wish',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, area_id, closed_at FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_wish.area.closed_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='37817a321ca7859189b5a4eae279f94bb0ebe6dc', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_a2793', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_wish', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='wish',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, area_id, closed_at FROM old_rows EXCEPT SELECT id, state, area_id, closed_at FROM new_rows) UNION ALL (SELECT id, state, area_id, closed_at FROM new_rows EXCEPT SELECT id, state, area_id, closed_at FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_wish.area.closed_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='49d4ca42c1d746884e66a4c5e2c9ee0c03bb4e1d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_836f3', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_wish', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='wish',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, area_id, closed_at FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_wish.area.closed_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.closed_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='96f9d30ad9801ca79b568cf1e1239b89f30d8146', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_9f693', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_wish', when='AFTER')),
        ),
    ]
