"""Party organisations touch the figures of estates (小区) too."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('orgtree', '0015_task_assists_and_limits'),
    ]

    operations = [
        CreateTogether([
        pgtrigger.migrations.RemoveTrigger(
            model_name='partyorg',
            name='mark_figures_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='partyorg',
            name='mark_figures_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='partyorg',
            name='mark_figures_delete',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partyorg',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, kind, institution_id, founded_on, dissolved_on, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'orgtree_partyorg.area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, NULL::date AS first ) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'orgtree_partyorg.area.emergency__set_up_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_emergency.set_up_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_emergencyorg at_emergency WHERE at_emergency.org_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, founded_on, dissolved_on FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'orgtree_partyorg.estates__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_estates.area_id::bigint AS area, NULL::date AS first FROM cocon_estate at_estates WHERE at_estates.party_org_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, institution_id, founded_on, dissolved_on FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'orgtree_partyorg.institution__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_institution.area_id::bigint AS area, NULL::date AS first FROM orgtree_institution at_institution WHERE at_institution.id = changed.institution_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='10a9c6fcb6cd2f1b81cb76c286ecc6ac6bd1bf61', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_ea1d0', referencing='REFERENCING NEW TABLE AS new_rows ', table='orgtree_partyorg', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partyorg',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, kind, institution_id, founded_on, dissolved_on, area_id FROM old_rows EXCEPT SELECT id, kind, institution_id, founded_on, dissolved_on, area_id FROM new_rows) UNION ALL (SELECT id, kind, institution_id, founded_on, dissolved_on, area_id FROM new_rows EXCEPT SELECT id, kind, institution_id, founded_on, dissolved_on, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'orgtree_partyorg.area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, NULL::date AS first ) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, area_id FROM old_rows EXCEPT SELECT id, area_id FROM new_rows) UNION ALL (SELECT id, area_id FROM new_rows EXCEPT SELECT id, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'orgtree_partyorg.area.emergency__set_up_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_emergency.set_up_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_emergencyorg at_emergency WHERE at_emergency.org_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, founded_on, dissolved_on FROM old_rows EXCEPT SELECT id, founded_on, dissolved_on FROM new_rows) UNION ALL (SELECT id, founded_on, dissolved_on FROM new_rows EXCEPT SELECT id, founded_on, dissolved_on FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'orgtree_partyorg.estates__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_estates.area_id::bigint AS area, NULL::date AS first FROM cocon_estate at_estates WHERE at_estates.party_org_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, institution_id, founded_on, dissolved_on FROM old_rows EXCEPT SELECT id, institution_id, founded_on, dissolved_on FROM new_rows) UNION ALL (SELECT id, institution_id, founded_on, dissolved_on FROM new_rows EXCEPT SELECT id, institution_id, founded_on, dissolved_on FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'orgtree_partyorg.institution__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_institution.area_id::bigint AS area, NULL::date AS first FROM orgtree_institution at_institution WHERE at_institution.id = changed.institution_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='e7d0592ce29df3c85a0df224616d8dc6400caa43', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_d442f', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='orgtree_partyorg', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partyorg',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, kind, institution_id, founded_on, dissolved_on, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'orgtree_partyorg.area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, NULL::date AS first ) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'orgtree_partyorg.area.emergency__set_up_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (at_emergency.set_up_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM volunteers_emergencyorg at_emergency WHERE at_emergency.org_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, founded_on, dissolved_on FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'orgtree_partyorg.estates__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_estates.area_id::bigint AS area, NULL::date AS first FROM cocon_estate at_estates WHERE at_estates.party_org_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, institution_id, founded_on, dissolved_on FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'orgtree_partyorg.institution__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_institution.area_id::bigint AS area, NULL::date AS first FROM orgtree_institution at_institution WHERE at_institution.id = changed.institution_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='abe55a107ee5a9c07a95522e3b98f0df5991f240', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_1103d', referencing='REFERENCING OLD TABLE AS old_rows ', table='orgtree_partyorg', when='AFTER')),
        ),
        ]),
    ]
