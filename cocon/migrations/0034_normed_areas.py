"""Areas with the norms that hold for them, and what touches the figures of it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0033_how_soon_is_answered'),
        ('orgtree', '0033_marks_of_posts'),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='NormedArea',
            fields=[
            ],
            options={
                'verbose_name': '保障达标',
                'verbose_name_plural': '保障达标',
                'ordering': ['tree_id', 'lft'],
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('orgtree.area',),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areanorm',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, area_id, key, counted, at, per, number, active_from, active_to FROM old_rows EXCEPT SELECT id, area_id, key, counted, at, per, number, active_from, active_to FROM new_rows) UNION ALL (SELECT id, area_id, key, counted, at, per, number, active_from, active_to FROM new_rows EXCEPT SELECT id, area_id, key, counted, at, per, number, active_from, active_to FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_areanorm.None.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT NULL::bigint AS area, NULL::date AS first ) cell; RETURN NULL;", hash='d72f68493ce96bd051b99bbaed00cec1122a498c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_1370b', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_areanorm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areanorm',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id, key, counted, at, per, number, active_from, active_to FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_areanorm.None.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT NULL::bigint AS area, NULL::date AS first ) cell; RETURN NULL;", hash='1e88e4b52166821a1f898f8ef8fca1c3cdb2e815', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_f800a', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_areanorm', when='AFTER')),
        ),
        ]),
    ]
