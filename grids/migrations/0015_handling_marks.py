"""处置效能 is a figure: a month whose value changes is counted anew."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('grids', '0014_suggestions'),
    ]

    operations = [
        CreateTogether([
        pgtrigger.migrations.RemoveTrigger(
            model_name='gridindex',
            name='mark_figures_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='gridindex',
            name='mark_figures_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='gridindex',
            name='mark_figures_delete',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gridindex',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, index, handling, grade, households, month, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_gridindex.area.month', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.month::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='b17955f981b99895de90cc92f00408c50315a347', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_451a6', referencing='REFERENCING NEW TABLE AS new_rows ', table='grids_gridindex', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gridindex',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, index, handling, grade, households, month, area_id FROM old_rows EXCEPT SELECT id, index, handling, grade, households, month, area_id FROM new_rows) UNION ALL (SELECT id, index, handling, grade, households, month, area_id FROM new_rows EXCEPT SELECT id, index, handling, grade, households, month, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_gridindex.area.month', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.month::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='9498b9a54cab12ae1109b4621a96d4646ac0e094', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_4d225', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='grids_gridindex', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gridindex',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, index, handling, grade, households, month, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_gridindex.area.month', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.month::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='7d537f5788d3e9323265a2ebd2ea0479b5821873', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_81ab4', referencing='REFERENCING OLD TABLE AS old_rows ', table='grids_gridindex', when='AFTER')),
        ),
        ]),
    ]
